import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as sessions from '#members/sessions';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  return { devices: await sessions.of(member), here: member.session.id, language: member.language, saved: url.searchParams.has('saved') };
});

const done = (): never => redirect(303, '/settings/devices?saved=');

export const actions = {
  end: action(async ({ locals }, sent) => {
    await sessions.end(signedIn(locals), sent.text('id'));
    done();
  }),
  others: action(async ({ locals }) => {
    await sessions.endOthers(signedIn(locals));
    done();
  })
};
