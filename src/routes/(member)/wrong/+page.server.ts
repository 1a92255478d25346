import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as harms from '#safety/harms';
import * as help from '#safety/help';
import * as promises from '#safety/promises';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const isSent = url.searchParams.has('sent');
  const [promised, shown] = await Promise.all([isSent ? promises.ofHarm(member) : promises.ahead(), isSent && url.searchParams.has('help') ? help.help(null, member.language) : undefined]);
  return { isSent, promised, cards: shown?.cards ?? [], now: new Date(), kind: url.searchParams.get('kind') ?? '' };
});

export const actions = {
  default: action(async ({ locals }, sent) => {
    const { isPressing } = await harms.tell(signedIn(locals), { kind: sent.text('kind'), topic: sent.text('topic'), words: sent.text('words') });
    redirect(303, `/wrong?sent${isPressing ? '&help' : ''}`);
  })
};
