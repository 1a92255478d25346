import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import type { Steward } from '#members/members';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as drills from '#safety/drills';
import * as handing from '#safety/handing';
import * as months from '#safety/months';
import { hoursAndMinutes, middle, monthOf, sayable } from '#safety/month-rules';
import { scene } from '#test/scene';

describe('the public log (NEW-5)', () => {
  it.each([[0, 0], [1, null], [4, null], [5, 5], [12, 12]])('%s things are said as %s', (count, said) => expect(sayable(count)).toBe(said));
  it('says no middle of few', () => {
    expect([middle(12.4, 4), middle(12.4, 5), middle(null, 9)]).toEqual([null, 12, null]);
    expect(hoursAndMinutes(135)).toEqual({ hours: 2, minutes: 15 });
    expect(monthOf(new Date('2026-12-31T23:59:00Z'))).toEqual({ from: new Date('2026-12-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') });
  });
  scene('counts by what was done, hides what is few, names nobody, and counting twice is counting once', async ({ ada, bo, mio }) => {
    const close = async (deed: string) => {
      const { caseId } = await cases.signal({ kind: 'person', id: randomUUID(), personaId: (deed === 'nothing' ? bo : ada).personaId }, { kind: 'report', level: 'low', cause: randomUUID() });
      await asHouse(() => sql`update safety.cases set opened_at = now() - interval '30 minutes' where id = ${caseId}`);
      await decisions.decide(mio, caseId, 1, { deed, rule: 0, toAuthor: 'You wrote kindly.', toReporters: '' });
    };
    for (let at = 0; at < 6; at++) await close('nothing');
    for (let at = 0; at < 2; at++) await close('acknowledged');
    for (let twice = 0; twice < 2; twice++) await months.count();
    const [month] = await months.log();
    const of = (name: string, key = '') => month!.figures.find((figure) => figure.name === name && figure.key === key)?.value;
    expect(month!.month).toBe(new Date().toISOString().slice(0, 7));
    expect([of('deed', 'nothing:0'), of('deed', 'acknowledged:0')]).toEqual([6, null]);
    expect(of('decided')).toBe(30);
    expect(of('firstHuman')).toBe(30);
    expect(of('urgentHuman')).toBeNull();
    expect(of('appeals')).toBe(0);
    expect(JSON.stringify(await months.log())).not.toContain(mio.id);
    expect(await sql`select distinct month from safety.months`).toHaveLength(2);
  });
  scene('counts how often somebody on call was woken: a climb once, whoever was knocked up and how; a notice wakes nobody', async ({ ada, mio, iben }) => {
    const knocks = async (climbs: number) => {
      for (let at = 0; at < climbs; at++) {
        const { caseId } = await cases.signal({ kind: 'person', id: randomUUID(), personaId: ada.personaId }, { kind: 'report', level: 'urgent', cause: randomUUID() });
        await asHouse(async () => {
          for (const [step, channel, to] of [['onCall', 'mail', mio.id], ['onCall', 'mail', iben.id], ['onCall', 'webhook', null], ['duty', 'mail', mio.id]] as const) {
            await sql`insert into safety.escalations (id, case_id, since, step, channel, member_id) values (${randomUUID()}, ${caseId}, now() - interval '5 minutes', ${step}, ${channel}, ${to})`;
          }
        });
      }
      const { caseId } = await cases.signal({ kind: 'person', id: randomUUID(), personaId: ada.personaId }, { kind: 'report', level: 'urgent', cause: randomUUID() });
      await asHouse(() => sql`insert into safety.escalations (id, case_id, since, step, channel, member_id) values (${randomUUID()}, ${caseId}, now(), 'onCall', 'notice', ${mio.id})`);
      await months.count();
      return (await months.log())[0]!.figures.find(({ name }) => name === 'woken')?.value;
    };
    expect(await knocks(0)).toBe(0);
    expect(await knocks(4)).toBeNull(); // so few that somebody could know who is meant
    expect(await knocks(2)).toBe(6);
  });
  scene('has a page for the steward that says more: how long the slowest urgent posts waited, and how often a person set another level; few are held back there, too', async ({ ada, mio, iben }) => {
    const open = async (minutes: number, level: 'urgent' | 'low' = 'urgent') => {
      const { caseId } = await cases.signal({ kind: 'post', id: randomUUID(), personaId: ada.personaId }, { kind: 'triage', level, cause: randomUUID() });
      await asHouse(() => sql`update safety.cases set opened_at = now() - make_interval(mins => ${minutes}), seen_at = now() where id = ${caseId}`);
      return caseId;
    };
    const of = async (name: string) => {
      await months.count();
      const found = (await months.latest(iben as unknown as Steward))!.figures.find((figure) => figure.name === name);
      expect((await months.log())[0]!.figures.map((figure) => figure.name), 'not for everybody').not.toContain(name);
      return found?.value;
    };
    const all = [await open(10), await open(10), await open(10), await open(10)];
    expect([await of('urgentMost'), await of('raised'), await of('lowered')]).toEqual([null, 0, 0]);
    all.push(await open(110));
    expect(await of('urgentMost')).toBe(90); // of five, between the fourth and the fifth
    for (const id of all) await handing.setLevel(mio, id, 1, 'low', 'It was a joke among friends.');
    expect([await of('lowered'), await of('raised')]).toEqual([5, 0]);
    await handing.setLevel(mio, all[0]!, 2, 'concern', '');
    expect([await of('lowered'), await of('raised')]).toEqual([5, null]);
  });
  scene('counts what somebody did who has left the team since, nothing a clock ended, and no drill among what was urgent, seen or decided', async ({ ada, bo, mio, iben }) => {
    const of = async (name: string, key = '') => {
      await months.count();
      return (await months.log())[0]!.figures.find((figure) => figure.name === name && figure.key === key)?.value;
    };
    const sent = new Date();
    for (let at = 0; at < 6; at++) {
      await drills.send(iben);
      const [drill] = await asHouse(() => sql<{ id: string }>`select id from safety.drills where taken_at is null`);
      await drills.open({ id: at, name: 'safety.drill.sent', data: { drillId: drill!.id }, at: sent });
      const [found] = await asHouse(() => sql<{ id: string; version: number }>`select id, version from safety.cases where subject_id = ${drill!.id}`);
      await cases.claim(mio, found!.id, found!.version);
      await drills.taken(found!.id);
    }
    expect([await of('urgentHuman'), await of('firstHuman'), await of('decided')]).toEqual([null, null, null]);
    for (let at = 0; at < 5; at++) {
      const { caseId } = await cases.signal({ kind: 'person', id: randomUUID(), personaId: ada.personaId }, { kind: 'report', level: 'low', cause: randomUUID() });
      await decisions.decide(mio, caseId, 1, { deed: 'acknowledged', rule: 0, toAuthor: 'You wrote kindly.', toReporters: '' });
    }
    expect(await of('deed', 'acknowledged:0')).toBe(5);
    await asHouse(async () => {
      for (let at = 0; at < 5; at++) {
        await sql`insert into safety.decisions (id, subject_kind, subject_id, persona_id, kind) values (${randomUUID()}, 'person', ${randomUUID()}, ${bo.personaId}, 'unpaused')`;
        await sql`insert into safety.decisions (id, subject_kind, subject_id, persona_id, kind) values (${randomUUID()}, 'person', ${randomUUID()}, ${bo.personaId}, 'folded')`; // of somebody who has left for good
      }
    });
    expect([await of('deed', 'unpaused:0'), await of('deed', 'folded:0')]).toEqual([undefined, 5]);
  });
});
