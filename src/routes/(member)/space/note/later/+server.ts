/** A check-in, or a form of My space, that waited on a device without a signal hands itself in. Nothing of it is shown or logged. */
import type { RequestHandler } from '@sveltejs/kit';
import { NotFound, Refusal } from '#platform/answers';
import { sentIn } from '#platform/http';
import type { Member } from '#members/members';
import * as letterboxes from '#toolbox/letterboxes';
import * as papers from '#toolbox/papers';
import * as unsent from '#toolbox/unsent';
import type { Form } from '#toolbox/unsent-rules';

const answer = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

/** 204: it is where it belongs. 202: it is kept, and waits for its member, who finds it at `location`. 401: nobody is signed in, try later. 404: another member's. 409: it cannot be read, and stays where it is. */
export const POST: RequestHandler = async ({ locals: { member }, request, fetch }) => {
  if (!member) return answer(401);
  try {
    const form = await letterboxes.deliver(member, (await sentIn(request)).text('letter'));
    const waits = form && (await sendOn(form, member, fetch));
    return waits ? answer(202, { location: waits }) : answer(204);
  } catch (caught) {
    if (caught instanceof NotFound) return answer(404);
    if (caught instanceof Refusal) return answer(409);
    throw caught;
  }
};

/**
 * To where it was meant for, by the same door as every form. What is saved there
 * leads on; what is refused or asked about waits among the words that did not
 * arrive, and what another device has changed meanwhile beside what stands.
 * Answers with where it waits.
 */
async function sendOn({ place, fields }: Form, member: Member, send: typeof fetch): Promise<string | undefined> {
  const { status, headers } = await send(place, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'text/html' }, redirect: 'manual' });
  if (status >= 500) throw new Error('a form that waited could not be sent on');
  if (status < 300 || status >= 400) return (await unsent.keepFor(member, place, fields)) ? '/space/unsent' : undefined;
  const path = place.split('?', 1)[0]!;
  const isBeside = headers.get('location') === (clashAt[path] ?? path) && (await hasClash(member, path));
  return isBeside ? clashAt[path] ?? path : undefined;
}

/** Where both are shown, when not on the page the form stood on. */
const clashAt: Record<string, string> = { '/space/plan/edit': '/space/plan' };

/** Whether what the form is about waits for a choice, also since an earlier time the same form came: then its answer never arrived. A plan, or an area of ours, stands on a page that does not name its paper. */
async function hasClash(member: Member, path: string): Promise<boolean> {
  const [tool, id = ''] = path.split('/').slice(2);
  const clashing = await papers.clashing(member);
  return clashing.includes(id) || (clashing.length > 0 && (tool === 'plan' || (tool === 'areas' && id !== '')));
}
