import { redirect } from '@sveltejs/kit';
import { page } from '#platform/http';
import * as circles from '#circles/circles';
import { isGathered, roomPath } from '#circles/circle-rules';
import { signedIn } from '#members/gate';
import { roomActions, roomFor } from '../../../rooms';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const room = await roomFor(signedIn(locals), code, url);
  if (isGathered(room.circle.kind)) redirect(303, roomPath(room.circle));
  return room;
});

/** The room of a gathering is entered by its own page alone, which asks each time whether there is still a seat. */
export const actions = roomActions((code) => `/talk/c/${code}/live`, circles.one);
