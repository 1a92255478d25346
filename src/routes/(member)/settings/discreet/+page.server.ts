import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import { lockTime } from '#members/setting-rules';
import * as settings from '#members/settings';
import { say } from '#platform/words';

export const load = page(({ locals }) => {
  const { looks, session } = signedIn(locals);
  const { cover, leaveTo, leaveBy, coverPage, lockAfter } = looks;
  return { cover, leaveTo, leaveBy, coverPage, lockAfter, device: session.device };
});

export const actions = {
  default: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const offered = settings.offeredCovers.find((word) => word === sent.text('cover'));
    const kept = await settings.keepDiscretion(member, {
      cover: offered ? say(member.language, 'pages', `settings.cover.${offered}`) : sent.text('own'),
      leaveTo: sent.text('leaveTo'), leaveBy: sent.text('leaveBy'), coverPage: sent.has('coverPage'), lockAfter: lockTime(sent.text('lockAfter'))
    });
    locals.member = { ...member, looks: { ...member.looks, ...kept } };
    return { saved: true };
  })
};
