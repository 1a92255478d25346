import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import { dueDay, workOf } from '#safety/appeal-rules';
import * as appeals from '#safety/appeals';

/** What a moderator decided about this member, and the way to another person. */
export const load = page(async ({ locals, params: { id = '' } }) => {
  const member = signedIn(locals);
  const [decided, { lines }, said] = await Promise.all([appeals.about(member, id), sayings.conduct(locals.language), sayings.sayAnyway(locals.language)]);
  const now = new Date();
  const isPaused = member.suspendedUntil !== null && member.suspendedUntil > now;
  return { decided, isPaused, way: decided.rule ? lines[decided.rule - 1]?.title : undefined, due: dueDay(now, workOf(said)), now, timeZone: said.timeZone };
});

export const actions = {
  default: action(async ({ locals, params: { id = '' }, url }, sent) => {
    await appeals.ask(signedIn(locals), id, sent.text('words'));
    redirect(303, url.pathname);
  })
};
