import { redirect, type RequestEvent } from '@sveltejs/kit';
import { signedIn } from '#members/gate';
import * as appeals from '#safety/appeals';

/** From wherever somebody cannot write just now to what was decided about them. Asked only when somebody goes there. */
export async function GET({ locals }: RequestEvent) {
  const decisionId = await appeals.ofPause(signedIn(locals));
  redirect(303, decisionId ? `/appeals/${decisionId}` : '/notices');
}
