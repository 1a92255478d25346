import { redirect } from '@sveltejs/kit';
import { page } from '#platform/http';
import { isGathered, roomPath } from '#circles/circle-rules';
import { signedIn } from '#members/gate';
import { roomActions, roomFor } from '../../../rooms';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const room = await roomFor(signedIn(locals), code, url);
  if (isGathered(room.circle.kind)) redirect(303, roomPath(room.circle));
  return room;
});

export const actions = roomActions((code) => `/talk/c/${code}/live`);
