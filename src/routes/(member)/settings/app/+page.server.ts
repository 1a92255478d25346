import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as settings from '#members/settings';
import { say } from '#platform/words';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  return { app: await settings.appOf(member), device: member.session.device };
});

export const actions = {
  keep: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const offered = settings.offeredCovers.find((word) => word === sent.text('name'));
    const { name } = await settings.keepApp(member, { name: offered ? say(member.language, 'pages', `settings.cover.${offered}`) : sent.text('own'), icon: sent.text('icon') });
    locals.member = { ...member, looks: { ...member.looks, appName: name } };
    return { saved: true };
  }),
  off: action(async ({ locals }) => {
    const member = signedIn(locals);
    await settings.keepApp(member, { name: '', icon: 'note' });
    locals.member = { ...member, looks: { ...member.looks, appName: '' } };
    return { saved: true };
  })
};
