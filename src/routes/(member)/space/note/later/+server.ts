/** A check-in, or a form of My space, that waited on a device without a signal hands itself in. Nothing of it is shown or logged. */
import type { RequestHandler } from '@sveltejs/kit';
import { NotFound, Refusal } from '#platform/answers';
import { sentIn } from '#platform/http';
import type { Member } from '#members/members';
import * as letterboxes from '#toolbox/letterboxes';
import * as unsent from '#toolbox/unsent';
import type { Form } from '#toolbox/unsent-rules';

const answer = (status: number) => new Response(null, { status });

/** 204: it is kept, if only among the words that did not arrive. 401: nobody is signed in, try later. 404: another member's. 409: it cannot be read, and stays where it is. */
export const POST: RequestHandler = async ({ locals: { member }, request, fetch }) => {
  if (!member) return answer(401);
  try {
    const form = await letterboxes.deliver(member, (await sentIn(request)).text('letter'));
    if (form) await sendOn(form, member, fetch);
    return answer(204);
  } catch (caught) {
    if (caught instanceof NotFound) return answer(404);
    if (caught instanceof Refusal) return answer(409);
    throw caught;
  }
};

/** To where it was meant for, by the same door as every form. What is saved there leads on; what is refused or asked about waits among the words that did not arrive, for its member to look at. */
async function sendOn({ place, fields }: Form, member: Member, send: typeof fetch): Promise<void> {
  const { status } = await send(place, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'text/html' }, redirect: 'manual' });
  if (status >= 500) throw new Error('a form that waited could not be sent on');
  if (status < 300 || status >= 400) await unsent.keepFor(member, place, fields);
}
