import { redirect } from '@sveltejs/kit';
import * as alarms from '#platform/alarms';
import { action, page } from '#platform/http';
import { steward } from '#members/gate';

/** What is shown says which part of the house is troubled, never whom it is about. */
const place = (data: Record<string, unknown>) => ['room', 'event', 'clock'].map((name) => data[name]).filter((text) => typeof text === 'string' && text !== '').join(', ');

export const load = page(async ({ locals, url }) => ({
  alarms: (await alarms.waiting(steward(locals))).map(({ id, what, data, at }) => ({ id, what, at, place: place(data) })),
  language: locals.language, saved: url.searchParams.has('saved')
}));

export const actions = {
  see: action(async ({ locals }, sent) => {
    await alarms.see(steward(locals), sent.text('id'));
    redirect(303, '/desk/admin/alarms?saved=');
  })
};
