import { error, redirect } from '@sveltejs/kit';
import { NotFound } from '#platform/answers';
import { ownPath, sentIn } from '#platform/http';
import { signedIn } from '#members/gate';
import * as offers from '#safety/offers';

/** Who signs in again comes here by an address, which sends nothing. */
export const GET = () => redirect(303, '/talk');

/** Puts away what was offered beside one's own words, or asks that somebody checks in: then it is there still, and says so. */
export const POST = async ({ locals, request }: { locals: App.Locals; request: Request }) => {
  const member = signedIn(locals);
  const sent = await sentIn(request);
  const isAsking = sent.text('do') === 'checkIn';
  try {
    await (isAsking ? offers.askCheckIn : offers.putAway)(member, sent.text('post'));
  } catch (caught) {
    if (caught instanceof NotFound) error(404);
    throw caught;
  }
  redirect(303, `${ownPath(sent.text('next'), '/talk')}${isAsking ? '#offer' : ''}`);
};
