import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as goodLines from '#forum/good-lines';
import * as samples from '#forum/samples';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  const [own, lines, hidesLines] = await Promise.all([samples.own(member), goodLines.own(member), goodLines.isHidden(member)]);
  return { own, lines, hidesLines };
});

export const actions = {
  offerLine: action(async ({ locals }, sent) => {
    await goodLines.offer(signedIn(locals), sent.text('post'));
    return { done: 'lineOffered' as const };
  }),
  takeBackLine: action(async ({ locals }, sent) => {
    await goodLines.takeBack(signedIn(locals), sent.text('post'));
    return { done: 'lineTakenBack' as const };
  }),
  hideLines: action(async ({ locals }) => {
    await goodLines.hide(signedIn(locals));
    redirect(303, '/today');
  }),
  showLines: action(async ({ locals }) => {
    await goodLines.showAgain(signedIn(locals));
    return { done: 'linesAgain' as const };
  }),
  offer: action(async ({ locals }, sent) => {
    await samples.offer(signedIn(locals), sent.text('thread'));
    return { done: 'offered' as const };
  }),
  takeBack: action(async ({ locals }, sent) => {
    await samples.takeBack(signedIn(locals), sent.text('thread'));
    return { done: 'takenBack' as const };
  })
};
