/** A check-in that waited on a device without a signal hands itself in. Nothing of it is shown or logged. */
import type { RequestHandler } from '@sveltejs/kit';
import { NotFound, Refusal } from '#platform/answers';
import { sentIn } from '#platform/http';
import * as letterboxes from '#toolbox/letterboxes';

const answer = (status: number) => new Response(null, { status });

/** 204: it is kept. 401: nobody is signed in, try later. 404: another member's. 409: it cannot be read, and stays where it is. */
export const POST: RequestHandler = async ({ locals: { member }, request }) => {
  if (!member) return answer(401);
  try {
    await letterboxes.deliver(member, (await sentIn(request)).text('letter'));
    return answer(204);
  } catch (caught) {
    if (caught instanceof NotFound) return answer(404);
    if (caught instanceof Refusal) return answer(409);
    throw caught;
  }
};
