import { redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { action, page } from '#platform/http';
import * as ties from '#care/ties';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as agreements from '#messages/agreements';
import { coverNow, isAwayNow } from '#messages/message-rules';
import * as threads from '#messages/threads';

export const load = page(async ({ locals, url, request }) => {
  const member = signedIn(locals);
  const [all, place, { messageRecord, recordWords }] = [await ties.of(member), await threads.workplace(), await sayings.sayAnyway(member.language)];
  const open = all.filter(({ endedAt }) => !endedAt);
  if (!open.length && request.method === 'GET') redirect(303, '/space/care/messages');
  const asked = url.searchParams.get('to') ?? (open.length === 1 ? open[0]!.id : ''); // of several, nobody is ticked for them
  const agreed = { care: await agreements.isGiven(member, 'care'), feedback: await agreements.isGiven(member, 'feedback') };
  return {
    once: randomUUID(), to: open.find(({ id }) => id === asked)?.id ?? '',
    open: open.map((tie) => ({ id: tie.id, name: tie.name, role: tie.role, organisation: tie.organisation, replyDays: tie.replyDays, absentUntil: tie.absentUntil, isAway: isAwayNow(tie, new Date(), place), cover: coverNow(tie, new Date(), place) })),
    agreed, lines: { care: agreements.linesOf('care', member.language), feedback: agreements.linesOf('feedback', member.language) },
    isFeedback: url.searchParams.has('feedback'), record: messageRecord, recordWords
  };
});

export const actions = {
  default: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const id = await threads.begin(member, {
      tieId: sent.text('to'), subject: sent.text('subject'), text: sent.text('text'), kind: sent.text('kind'), isTeam: sent.has('team'), agrees: sent.has('agree'), once: sent.text('once'), picture: await sent.bytes('picture')
    });
    redirect(303, `/space/care/messages/${id}?begun`);
  })
};
