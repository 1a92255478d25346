import { redirect } from '@sveltejs/kit';
import { action, page, type Sent } from '#platform/http';
import * as circles from '#circles/circles';
import * as endings from '#circles/endings';
import * as missing from '#circles/missing';
import * as seats from '#circles/seats';
import * as sessions from '#circles/sessions';
import * as duty from '#house/duty';
import { signedIn } from '#members/gate';
import { asHost, type Member } from '#members/members';
import * as personas from '#members/personas';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const circle = await circles.held(member, code);
  const [here, meetings, { timeZone }, mates, absent] = await Promise.all([personas.at(member, code), sessions.of(member, circle.id), duty.now(), seats.mates(member, circle.id), missing.absent(member, circle.id)]);
  return { here, circle, sessions: meetings, timeZone, mates, absent, isTrained: Boolean(asHost(member)), now: new Date(), saved: url.searchParams.has('saved') };
});

type Event = { locals: App.Locals; params: Partial<Record<string, string>> };
const saving = (work: (member: Member, code: string, sent: Sent) => Promise<unknown>) =>
  action(async ({ locals, params: { code = '' } }: Event, sent: Sent) => {
    await work(signedIn(locals), code, sent);
    redirect(303, `/talk/c/${code}/hold?saved`);
  });
const zone = async () => (await duty.now()).timeZone;

export const actions = {
  write: saving((member, code, sent) => sessions.write(member, code, sent.text('session'), { plan: sent.text('plan'), between: sent.text('between'), shown: sent.text('shown') })),
  move: saving(async (member, code, sent) => sessions.move(member, code, sent.text('session'), { date: sent.text('date'), time: sent.text('time'), call: sent.text('call') }, await zone())),
  off: saving((member, code, sent) => sessions.hold(member, code, sent.text('session'), false)),
  on: saving((member, code, sent) => sessions.hold(member, code, sent.text('session'), true)),
  add: saving(async (member, code, sent) => sessions.add(member, code, { date: sent.text('date'), time: sent.text('time') }, await zone())),
  ask: saving((member, code, sent) => missing.ask(member, code, sent.text('session'), sent.text('seat'))),
  ends: saving((member, code, sent) => endings.say(member, code, sent.text('endsOn'))),
  giveHold: saving((member, code, sent) => seats.giveHold(member, code, sent.text('seat'))),
  handOver: action(async ({ locals, params: { code = '' } }) => {
    await endings.handOver(signedIn(locals), code);
    redirect(303, `/talk/c/${code}`);
  }),
  alumni: saving((member, code) => endings.keepAsAlumni(member, code))
};
