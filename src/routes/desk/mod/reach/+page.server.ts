import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as mail from '#platform/mail';
import { host } from '#members/gate';
import * as reaches from '#safety/reaches';

export const load = page(async ({ locals, url }) => ({ reach: await reaches.mine(host(locals)), hasMail: mail.isSet(), saved: url.searchParams.has('saved') }));

const done = () => redirect(303, '/desk/mod/reach?saved=');
export const actions = {
  say: action(async ({ locals }, sent) => {
    await reaches.say(host(locals), sent.text('address'));
    redirect(303, '/desk/mod/reach');
  }),
  confirm: action(async ({ locals }, sent) => {
    await reaches.confirm(host(locals), sent.text('code'));
    done();
  }),
  forget: action(async ({ locals }) => {
    await reaches.forget(host(locals));
    done();
  })
};
