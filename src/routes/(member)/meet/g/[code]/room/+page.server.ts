import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import { roomActions, roomFor } from '../../../../talk/rooms';
import { comeIn } from '../../../seated';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const { place } = await comeIn(member, code);
  return roomFor(member, code, url, place);
});

export const actions = roomActions((code) => `/meet/g/${code}/room`, comeIn);
