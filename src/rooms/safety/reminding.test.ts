import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import * as sayings from '#house/sayings';
import type { Member, Moderator, Role } from '#members/members';
import * as cases from '#safety/cases';
import type { Level } from '#safety/case-rules';
import * as escalations from '#safety/escalations';
import * as going from '#safety/going';
import * as reaches from '#safety/reaches';
import { postOffice } from '#test/post-office';
import { scene } from '#test/scene';

const { letters } = postOffice();
beforeEach(() => void (process.env.SECRET ??= 'a secret for this test alone'));
afterEach(() => {
  sayings.forget();
  presence.forget();
});
const give = (member: Member, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
const open = async (member: Member, level: Level) =>
  (await cases.signal({ kind: 'post', id: randomUUID(), personaId: member.personaId }, { kind: 'triage', level, cause: randomUUID() })).caseId;
const after = (minutes: number) => new Date(Date.now() + minutes * 60_000);
/** Who can be reached by mail. */
async function reachable(member: Member): Promise<void> {
  await reaches.say(member as Moderator, 'a@example.org');
  await reaches.confirm(member as Moderator, /\b(\d{6})\b/.exec(letters.at(-1)!.text.split('\r\n\r\n')[1]!)![1]!);
}
const rows = () => asHouse(async () => (await sql<{ step: string; channel: string; name: string | null; count: number }>`
  select step, channel, safety.called(member_id) as name, count(*)::int as count from safety.escalations group by 1, 2, 3 order by 1, 2, 3`).map((one) => [one.step, one.channel, one.name, one.count].filter(Boolean).join(' ')));
/** What somebody is told of here, each time in words for this level. */
const told = async (member: Member) => (await asHouse(() => sql<{ level: string }>`
  select data ->> 'level' as level from platform.events where name = 'safety.case.escalated' and data ->> 'channel' = 'notice' and data ->> 'memberId' = ${member.id} order by id`)).map(({ level }) => level);
const alarms = () => sql`select 1 from platform.alarms where what = 'case.unseen' and seen_at is null`;

describe('what could not be assessed over night (MOD-9, safety guide 2.1)', () => {
  scene('reminds each of those who are here once, then each lead, however many there are, and nobody hears that it is urgent', async ({ ada, bo, hanna, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await give(hanna, 'clinicalLead');
    for (const who of [mio, hanna]) await reachable(who);
    for (const level of ['unassessed', 'concern', 'unassessed'] as const) for (const who of [ada, bo]) await open(who, level);
    await clockings.clockIn(mio, 240, after(600));
    for (const minutes of [631, 632]) await escalations.sweep(after(minutes));
    expect(await rows()).toEqual(['duty mail mio 1', 'duty notice mio 6']);
    expect(await told(mio)).toEqual(['concern']);
    for (const minutes of [661, 662]) await escalations.sweep(after(minutes));
    expect(await rows()).toEqual(['duty mail mio 1', 'duty notice mio 6', 'lead mail hanna 1', 'lead notice hanna 6']);
    expect([await told(mio), await told(hanna), await told(iben)]).toEqual([['concern'], ['concern'], []]);
  });
});

describe('with the program that reads along turned off (MOD-9, NEW-6)', () => {
  scene('posts that wait are told together, to each of those here once an hour and to each lead once in four; what somebody found is told as ever', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [], triage: 'off' });
    await give(hanna, 'clinicalLead');
    for (const who of [mio, hanna]) await reachable(who);
    await clockings.clockIn(mio, 240, after(135));
    /** One more post, and the clock at a minute by which each has waited for long; what it wrote is of then. */
    const at = async (minutes: number, who?: Member, level: Level = 'unassessed') => {
      if (who) await open(who, level);
      const known = await asHouse(() => sql<{ id: string }>`select id from safety.escalations`);
      await escalations.sweep(after(minutes));
      await asHouse(() => sql`update safety.escalations set at = ${after(minutes)} where not id = any(${known.map(({ id }) => id)}::uuid[])`);
    };
    const mails = async () => (await rows()).filter((row) => row.includes(' mail '));
    for (const [minutes, who] of [[200, ada], [201, bo], [230, cleo], [259, ada]] as const) await at(minutes, who);
    expect(await mails(), 'an hour with four posts').toEqual(['duty mail mio 1', 'lead mail hanna 1']);
    expect([await told(mio), await told(hanna)]).toEqual([['concern'], ['concern']]);
    for (const minutes of [261, 262]) await at(minutes);
    expect(await mails(), 'those that still wait are told together').toEqual(['duty mail mio 2', 'lead mail hanna 1']);
    expect((await rows()).filter((row) => row.startsWith('duty notice'))).toEqual(['duty notice mio 4']);
    await at(270, bo, 'concern');
    expect(await mails(), 'somebody found it').toEqual(['duty mail mio 3', 'lead mail hanna 2']);
    for (let minutes = 280; minutes <= 370; minutes += 5) await at(minutes, cleo);
    expect(await told(hanna), 'a post each five minutes').toHaveLength(2);
    expect((await told(mio)).length, 'once an hour').toBe(4);
  });
  scene('and on, what could not be assessed is told as it always was', async ({ ada, bo, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await clockings.clockIn(mio, 240, after(135));
    for (const [minutes, who] of [[200, ada], [201, bo]] as const) {
      await open(who, 'unassessed');
      await escalations.sweep(after(minutes));
    }
    expect(await told(mio)).toEqual(['concern', 'concern']);
  });
});

describe('somebody who cannot stay (NEW-6, safety guide 2.2)', () => {
  const place = async ({ bo, hanna, mio, iben }: { bo: Member; hanna: Member; mio: Moderator; iben: Parameters<typeof sayings.change>[0] }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await give(hanna, 'clinicalLead');
    await give(bo, 'moderator');
    await rota.add(mio, { code: bo.code, kind: 'onCall', days: ['1', '2', '3', '4', '5', '6', '7'], from: '00:00', to: '24:00', timeZone: 'UTC' });
    await clockings.clockIn(mio, 60);
    for (const who of [bo, hanna]) await reachable(who);
  };
  scene('leaves what is not urgent to who is on call and to the leads, told once each; no steward and no alarm', async (cast) => {
    const { ada, bo, cleo, hanna, mio, iben } = cast;
    await place(cast);
    for (const who of [ada, cleo]) for (const level of ['concern', 'unassessed'] as const) await open(who, level);
    expect(await going.cannotStay(mio)).toBe(4);
    expect(await rows()).toEqual(['lead mail hanna 1', 'lead notice hanna 4', 'onCall mail bo 1', 'onCall notice bo 4']);
    expect([await told(bo), await told(hanna), await told(iben), await alarms()]).toEqual([['concern'], ['concern'], [], []]);
  });
  scene('with something urgent among it tells everybody above that, and them nothing besides', async (cast) => {
    const { ada, bo, cleo, hanna, mio, iben } = cast;
    await place(cast);
    for (const level of ['unassessed', 'urgent'] as const) for (const who of [ada, cleo]) await open(who, level);
    await going.cannotStay(mio);
    expect((await rows()).filter((row) => row.startsWith('stewards'))).toEqual(['stewards alarm 2', 'stewards notice iben 2']);
    expect([await told(bo), await told(hanna), await told(iben)]).toEqual([['urgent', 'urgent'], ['urgent', 'urgent'], ['urgent', 'urgent']]);
  });
  scene('where nobody is on call and there is no lead still tells the stewards, without an alarm', async ({ ada, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await clockings.clockIn(mio, 60);
    await open(ada, 'concern');
    await going.cannotStay(mio);
    expect([await rows(), await told(iben), await alarms()]).toEqual([['stewards notice iben 1'], ['concern'], []]);
  });
});
