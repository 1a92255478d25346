import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as mail from '#platform/mail';
import { provider } from '#care/gate';
import * as deskReaches from '#notices/desk-reaches';
import { usualHours } from '#notices/desk-hours';

export const load = page(async ({ locals, url }) => ({ reach: await deskReaches.mine(await provider(locals)), usualHours, hasMail: mail.isSet(), isSaved: url.searchParams.has('saved') }));

const done = (saved = '?saved'): never => redirect(303, `/desk/care/settings/mail${saved}`);
export const actions = {
  say: action(async ({ locals }, sent) => {
    await deskReaches.say(await provider(locals), sent.text('address'));
    done('');
  }),
  confirm: action(async ({ locals }, sent) => {
    await deskReaches.confirm(await provider(locals), sent.text('code'));
    done();
  }),
  hours: action(async ({ locals }, sent) => {
    await deskReaches.choose(await provider(locals), { fromHour: Number(sent.text('fromHour')), untilHour: Number(sent.text('untilHour')) });
    done();
  }),
  forget: action(async ({ locals }) => {
    await deskReaches.forget(await provider(locals));
    done();
  })
};
