/** A button that turns something on or off, says so on the page it came from, and offers the way back there. */
import { error, redirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import { NotFound, Refusal } from '#platform/answers';
import { setSaid } from '#platform/cookies';
import { ownPath, sentIn, type Sent } from '#platform/http';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import { saidText, wished, type Said } from '#forum/undo-rules';

type Way = {
  what: Said['what'];
  /** Where it leads when the form does not say. */
  otherwise: string;
  isOn: (member: Member, sent: Sent) => Promise<boolean>;
  /** Does it, and answers with what undoes it. Nothing where there was nothing to end: then it leads back, and nothing is said. */
  turn: (member: Member, sent: Sent, did: Said['did']) => Promise<string | undefined>;
};

export const turning = ({ what, otherwise, isOn, turn }: Way) => async ({ locals, url, cookies, request }: RequestEvent & { cookies: Cookies }) => {
  const member = signedIn(locals);
  const sent = await sentIn(request);
  try {
    const asked = url.searchParams.get('do');
    const did = wished(asked, asked ? false : await isOn(member, sent));
    const undoes = await turn(member, sent, did);
    if (undoes !== undefined) setSaid(cookies, saidText(what, did, undoes));
  } catch (caught) {
    if (caught instanceof NotFound || caught instanceof Refusal) error(404);
    throw caught;
  }
  redirect(303, ownPath(sent.text('next'), otherwise));
};
