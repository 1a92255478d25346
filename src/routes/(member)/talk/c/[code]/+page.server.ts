import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page, type Sent } from '#platform/http';
import * as cheers from '#circles/cheers';
import * as circles from '#circles/circles';
import * as holds from '#circles/holds';
import * as missing from '#circles/missing';
import * as seats from '#circles/seats';
import * as sessions from '#circles/sessions';
import * as waits from '#circles/waits';
import * as duty from '#house/duty';
import { signedIn } from '#members/gate';
import { asHost, type Member } from '#members/members';
import * as personas from '#members/personas';
import * as assessing from '#safety/assessing';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const circle = await circles.one(member, code);
  const isMine = circle.myRole !== null;
  const [here, unread, meetings, { timeZone }, mates, cheering, missed, isUnread] = await Promise.all([
    isMine ? personas.at(member, code) : undefined, isMine ? cheers.unread(member, circle.id) : [],
    sessions.of(member, circle.id), duty.now(), isMine ? seats.mates(member, circle.id) : [], isMine ? cheers.of(member, circle.id) : [], isMine ? missing.mine(member, circle.id) : undefined, assessing.isOff()
  ]);
  return { here, circle, isUnread, sessions: meetings, mates, cheers: cheering, unread, missed, timeZone, now: new Date(), once: randomUUID(), isHost: Boolean(asHost(member)), done: url.searchParams.get('done') };
});

type Event = { locals: App.Locals; params: Partial<Record<string, string>> };
const here = (work: (member: Member, code: string, sent: Sent) => Promise<unknown>, done = '') =>
  action(async ({ locals, params: { code = '' } }: Event, sent: Sent) => {
    await work(signedIn(locals), code, sent);
    redirect(303, done.startsWith('/') ? done : `/talk/c/${code}${done && `?done=${done}`}`);
  });

export const actions = {
  wait: here((member, code) => waits.wait(member, code), 'waiting'),
  stopWaiting: here((member, code) => waits.stopWaiting(member, code)),
  rise: here((member, code) => seats.rise(member, code), '/talk/circles'),
  helper: here((member, code, sent) => seats.offerHelp(member, code, sent.text('on') === 'yes')),
  wouldHold: here((member, code, sent) => holds.offer(member, code, sent.text('on') === 'yes')),
  answer: here((member, _, sent) => missing.answer(member, sent.text('session'), sent.text('answer')), 'answered'),
  cheerMe: here((member, code, sent) => cheers.ask(member, code, sent.text('cheer'), sent.all('seat'), sent.text('once')), 'cheer'),
  cheerRead: here((member, _, sent) => cheers.read(member, sent.text('id'))),
  cheerNo: here((member, _, sent) => cheers.decline(member, sent.text('id'))),
  cheer: here((member, _, sent) => cheers.say(member, sent.text('id'), sent.text('saying'))),
  cheerEnd: here((member, _, sent) => cheers.end(member, sent.text('id')))
};
