import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as settings from '#members/settings';
import { say } from '#platform/words';

export const load = page(({ locals }) => {
  const { looks } = signedIn(locals);
  return { cover: looks.cover, leaveTo: looks.leaveTo };
});

export const actions = {
  default: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const offered = settings.offeredCovers.find((word) => word === sent.text('cover'));
    const cover = offered ? say(member.language, 'pages', `settings.cover.${offered}`) : sent.text('own');
    await settings.keepDiscretion(member, { cover, leaveTo: sent.text('leaveTo') });
    locals.member = { ...member, looks: { ...member.looks, cover, leaveTo: sent.text('leaveTo') } };
    return { saved: true };
  })
};
