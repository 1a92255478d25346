import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { NotFound } from '#platform/answers';
import { signedIn } from '#members/gate';
import * as appeals from '#safety/appeals';

/** From a post of one's own that a moderator has hidden to what was decided, and the way to another person. Asked only when somebody goes there. */
export async function GET({ locals, params }: RequestEvent<{ id: string }>) {
  const decisionId = await appeals.ofPost(signedIn(locals), params.id).catch((caught: unknown) => {
    if (caught instanceof NotFound) error(404);
    throw caught;
  });
  redirect(303, `/appeals/${decisionId}`);
}
