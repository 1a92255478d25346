import { redirect } from '@sveltejs/kit';
import { page } from '#platform/http';
import { host } from '#members/gate';

export const load = page(({ locals }) => {
  host(locals);
  redirect(303, '/desk/mod');
});
