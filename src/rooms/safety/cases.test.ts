import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import type { Member, Moderator } from '#members/members';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as handing from '#safety/handing';
import * as leases from '#safety/leases';
import * as queue from '#safety/queue';
import { scene } from '#test/scene';

const about = (who: Member, more: Partial<cases.Signal> = {}): [cases.Subject, cases.Signal] =>
  [{ kind: 'post', id: randomUUID(), personaId: who.personaId }, { kind: 'triage', level: 'concern', cause: randomUUID(), ...more }];
const opened = async (who: Member, more: Partial<cases.Signal> = {}) => (await cases.signal(...about(who, more))).caseId;
const versionOf = async (moderator: Moderator, id: string) => (await queue.one(moderator, id)).version;
const late = (id: string) => asHouse(() => sql`update safety.cases set claimed_until = now() - interval '1 second' where id = ${id}`);
const events = (name: string) => asHouse(() => sql<{ data: Record<string, unknown> }>`select data from platform.events where name = ${name}`);

describe('a signal', () => {
  scene('opens one case for a subject; more of them join it, and hearing one twice notes it once', async ({ ada, mio }) => {
    const [subject, first] = about(ada, { level: 'low' });
    const { caseId, isNew } = await cases.signal(subject, first);
    expect(isNew).toBe(true);
    expect(await cases.signal(subject, first)).toMatchObject({ caseId, isNew: false });
    expect(await cases.signal(subject, { kind: 'jigsaw', level: 'none', flags: ['identity_leak'], cause: 'another' })).toMatchObject({ caseId, isNew: false, level: 'low' });
    const found = await queue.one(mio, caseId);
    expect(found).toMatchObject({ version: 2, level: 'low', lane: 'shows', signals: [{ kind: 'triage' }, { kind: 'jigsaw' }], activity: [{ what: 'signalled', by: null }, { what: 'opened' }] });
    expect(await events('safety.case.opened')).toHaveLength(1);
  });
  scene('raises, and never lowers', async ({ ada, mio }) => {
    const [subject, first] = about(ada, { level: 'concern' });
    const { caseId } = await cases.signal(subject, first);
    await cases.signal(subject, { kind: 'triage', level: 'none', cause: 'later' });
    expect(await queue.one(mio, caseId)).toMatchObject({ level: 'concern', lane: 'risk' });
    await cases.signal(subject, { kind: 'report', level: 'urgent', cause: 'later still' });
    expect(await queue.one(mio, caseId)).toMatchObject({ level: 'urgent' });
    expect(await events('safety.case.raised')).toEqual([{ data: { caseId, level: 'urgent' } }]);
  });
  scene('after a case is closed opens another, with what was decided before under it', async ({ ada, mio }) => {
    const [subject, first] = about(ada);
    const { caseId } = await cases.signal(subject, first);
    await decisions.decide(mio, caseId, 1, { deed: 'nothing', rule: 0, toAuthor: '', toReporters: '' });
    expect(await cases.signal(subject, first)).toMatchObject({ caseId, isNew: false }); // the same event again
    const again = await cases.signal(subject, { ...first, cause: 'new words' });
    expect(again).toMatchObject({ isNew: true });
    expect(again.caseId).not.toBe(caseId);
    expect((await queue.one(mio, again.caseId)).past).toMatchObject([{ kind: 'nothing', by: 'mio' }]);
  });
});

describe('claiming', () => {
  scene('goes to one; the other is told who and when', async ({ ada, mio, iben }) => {
    const id = await opened(ada);
    await cases.claim(mio, id, 1);
    await expect(cases.claim(iben as typeof mio, id, 1)).rejects.toMatchObject({ key: 'safety.refused.claimed', values: { name: 'mio', time: expect.stringMatching(/\d/) } });
    await expect(cases.claim(iben as typeof mio, id, 2)).rejects.toMatchObject({ key: 'safety.refused.claimed' });
    expect(await queue.one(iben as typeof mio, id)).toMatchObject({ state: 'claimed', on: 'mio', isMine: false });
    await cases.claim(mio, id, 2); // again begins the ten minutes anew
    expect(await queue.one(mio, id)).toMatchObject({ isMine: true, version: 3 });
  });
  scene('of a case that has changed since is refused, and so is one nobody may know', async ({ ada, mio }) => {
    const [subject, first] = about(ada);
    const { caseId } = await cases.signal(subject, first);
    await cases.signal(subject, { kind: 'jigsaw', level: 'none', cause: 'more' });
    for (const version of [1, 0, -1, Number.NaN, 1.5, 2 ** 40]) await expect(cases.claim(mio, caseId, version)).rejects.toMatchObject({ key: 'safety.refused.stale' });
    for (const id of [randomUUID(), 'nonsense']) await expect(cases.claim(mio, id, 1)).rejects.toThrow(NotFound);
  });
  scene('ends by itself after ten minutes, before the clock as well as after it', async ({ ada, mio, iben }) => {
    const id = await opened(ada);
    await cases.claim(mio, id, 1);
    await late(id);
    expect(await queue.one(mio, id)).toMatchObject({ on: undefined, isMine: false });
    await cases.claim(iben as typeof mio, id, 2);
    expect(await queue.one(mio, id)).toMatchObject({ on: 'iben' });
    await late(id);
    expect(await leases.lapse()).toBe(1);
    expect(await leases.lapse()).toBe(0);
    expect(await queue.one(mio, id)).toMatchObject({ state: 'open', activity: [{ what: 'lapsed', by: null }, { what: 'claimed' }, { what: 'claimed' }, { what: 'opened' }] });
  });
});

describe('a case among moderators', () => {
  scene('is not theirs when it is about themselves, about somebody they know, or one they stay away from', async ({ ada, bo, mio, iben }) => {
    const [own, known, spared] = [await opened(mio), await opened(bo), await opened(ada)];
    await handing.know(mio, bo.code);
    await cases.claim(mio, spared, 1);
    await handing.stayAway(mio, spared);
    await handing.stayAway(iben as typeof mio, own).catch(() => {});
    for (const id of [own, known, spared]) {
      await expect(queue.one(mio, id)).rejects.toThrow(NotFound);
      await expect(cases.claim(mio, id, 1)).rejects.toThrow(NotFound);
      await expect(decisions.decide(mio, id, 1, { deed: 'nothing', rule: 0, toAuthor: '', toReporters: '' })).rejects.toThrow(NotFound);
    }
    expect((await queue.waiting(mio)).cases).toEqual([]);
    expect(await queue.one(iben as typeof mio, spared)).toMatchObject({ state: 'open', on: undefined });
    expect(JSON.stringify((await queue.one(iben as typeof mio, spared)).activity)).not.toContain('apart');
    expect(await asking(bo, () => sql`select 1 from safety.known`)).toEqual([]);
    expect(await handing.knownTo(mio)).toMatchObject([{ name: 'bo' }]);
    await handing.unknow(mio, bo.code);
    expect(await queue.one(mio, known)).toMatchObject({ level: 'concern' });
  });
  scene('is handed over by name, and changes hands when the other says yes', async ({ ada, mio, iben, hanna }) => {
    const id = await opened(ada);
    await cases.claim(mio, id, 1);
    expect((await handing.colleagues(mio, id)).map(({ name }) => name)).toEqual(['iben']);
    await expect(handing.handOver(mio, id, 2, hanna.personaId, '')).rejects.toMatchObject({ key: 'safety.refused.colleague', field: 'to' });
    await handing.handOver(mio, id, 2, iben.personaId, 'She knows the thread.');
    expect(await queue.one(iben as typeof mio, id)).toMatchObject({ on: 'mio', isOffered: true, activity: [{ what: 'handed', by: 'mio', to: 'iben', note: 'She knows the thread.' }, {}, {}] });
    await expect(handing.accept(mio, id, 3)).rejects.toThrow(NotFound);
    await handing.accept(iben as typeof mio, id, 3);
    expect(await queue.one(mio, id)).toMatchObject({ on: 'iben', isMine: false, isOffered: false });
    await expect(handing.accept(iben as typeof mio, id, 4)).rejects.toThrow(NotFound);
    await expect(handing.release(mio, id, 4)).rejects.toMatchObject({ key: 'safety.refused.claimed' });
  });
  scene('handed over and declined stays where it was', async ({ ada, mio, iben }) => {
    const id = await opened(ada);
    await handing.handOver(mio, id, 1, iben.personaId, '');
    await handing.decline(iben as typeof mio, id, 2);
    expect(await queue.one(mio, id)).toMatchObject({ isMine: true, version: 3 });
    expect(await queue.one(iben as typeof mio, id)).toMatchObject({ isOffered: false });
  });
  scene('is lowered only by the one who holds it, with a reason', async ({ ada, mio, iben }) => {
    const id = await opened(ada, { level: 'urgent' });
    await cases.claim(mio, id, 1);
    await expect(handing.setLevel(mio, id, 2, 'low', ' ')).rejects.toMatchObject({ key: 'safety.refused.note', field: 'note' });
    await expect(handing.setLevel(iben as typeof mio, id, 2, 'low', 'No.')).rejects.toMatchObject({ key: 'safety.refused.claimed' });
    await expect(handing.setLevel(mio, id, 2, 'unassessed', 'x')).rejects.toMatchObject({ field: 'level' });
    await handing.setLevel(mio, id, 2, 'low', 'She is at her sister’s and has eaten.');
    expect(await queue.one(mio, id)).toMatchObject({ level: 'low', lane: 'unread', activity: [{ what: 'lowered', by: 'mio', fromLevel: 'urgent', toLevel: 'low' }, {}, {}] });
    await handing.setLevel(mio, id, 3, 'concern', '');
    expect(await versionOf(mio, id)).toBe(4);
  });
  scene('gets a second opinion from somebody else', async ({ ada, mio, iben }) => {
    const id = await opened(ada);
    await cases.claim(mio, id, 1);
    await handing.askSecond(mio, id, 2, 'Am I too soft?');
    await expect(handing.giveSecond(mio, id, 3, 'No.')).rejects.toMatchObject({ key: 'safety.refused.ownSecond' });
    await expect(handing.giveSecond(iben as typeof mio, id, 3, '')).rejects.toMatchObject({ field: 'note' });
    await handing.giveSecond(iben as typeof mio, id, 3, 'I would write to her first.');
    expect(await queue.one(mio, id)).toMatchObject({ isMine: true, isSecondAsked: false, activity: [{ what: 'seconded', by: 'iben', note: 'I would write to her first.' }, {}, {}, {}] });
  });
  scene('writes everything down once, and loses the words of whoever leaves for good', async ({ ada, mio }) => {
    const [subject, first] = about(ada, { reasons: [{ phase: 'risk', why: 'present', words: 'her own words', level: 'concern' }] });
    const { caseId } = await cases.signal(subject, first);
    await handing.handOver(mio, caseId, 1, (await handing.colleagues(mio, caseId))[0]!.id, 'She wrote of her son.');
    await expect(asHouse(() => sql`update safety.activity set note = ''`)).rejects.toThrow(/permission denied/);
    await expect(asHouse(() => sql`delete from safety.activity`)).rejects.toThrow(/permission denied/);
    await asHouse(() => sql`delete from members.members where id = ${ada.id}`);
    const found = await queue.one(mio, caseId);
    expect(found).toMatchObject({ personaId: null, signals: [{ reasons: [] }], activity: [{ what: 'handed', note: '' }, { what: 'opened' }] });
  });
  scene('is nothing a member can see, or any row of it', async ({ ada, bo, mio }) => {
    await cases.claim(mio, await opened(ada), 1);
    for (const who of [ada, bo]) {
      for (const rows of await asking(who, () => Promise.all([sql`select 1 from safety.cases`, sql`select 1 from safety.signals`, sql`select 1 from safety.activity`, sql`select 1 from safety.apart`]))) expect(rows).toEqual([]);
    }
  });
});

describe('the queue', () => {
  scene('goes by need, then by age, a page at a time, and loses none', async ({ ada, mio, hanna }) => {
    const ids: string[] = [];
    for (let at = 0; at < 45; at++) ids.push(await opened(ada, { level: at % 2 ? 'urgent' : 'low' }));
    for (const [at, id] of ids.entries()) await asHouse(() => sql`update safety.cases set opened_at = now() - make_interval(mins => ${at}::int) where id = ${id}`);
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const { cases: page, next } = await queue.waiting(mio, null, after);
      seen.push(...page.map(({ id }) => id));
      if (!next) break;
      after = next;
    }
    const oldestFirst = ids.toReversed();
    expect(seen).toEqual([...oldestFirst.filter((id) => ids.indexOf(id) % 2), ...oldestFirst.filter((id) => !(ids.indexOf(id) % 2))]);
    expect((await queue.waiting(mio, 'risk')).cases).toHaveLength(20);
    const lanes = await queue.overview(mio);
    expect(lanes.map(({ lane }) => lane)).toEqual(['risk', 'unanswered', 'reported', 'held', 'shows', 'appeal', 'unread', 'adverse', 'told']);
    expect(lanes[0]).toMatchObject({ count: 22, oldest: expect.any(Date) });
    expect(lanes[6]!.count).toBeGreaterThanOrEqual(23);
    expect(lanes[7]).toEqual({ lane: 'adverse', count: 0, oldest: null });
    expect((await queue.overview(hanna)).map(({ lane }) => lane)).toEqual(['unanswered', 'unread']);
    expect((await queue.waiting(mio, null, 'nonsense')).cases).toHaveLength(20);
  });
  scene('goes on where it was, also when the last case on a page becomes less pressing, or is opened again (MOD-9)', async ({ ada, mio }) => {
    const ids: string[] = [];
    for (let at = 0; at < 25; at++) ids.push(await opened(ada, { level: 'urgent' }));
    const { cases: first, next } = await queue.waiting(mio, 'risk');
    await asHouse(() => sql`update safety.cases set level = 'low', lane = 'unread', weight = 999 where id = ${first.at(-1)!.id}`);
    const { cases: second } = await queue.waiting(mio, 'risk', next!);
    expect([...first, ...second].map(({ id }) => id).sort()).toEqual([...ids].sort());
    await asHouse(() => sql`update safety.cases set state = 'closed', outcome = 'nothing', closed_at = clock_timestamp()`);
    const closed = await queue.closed(mio);
    await asHouse(() => sql`update safety.cases set state = 'open', outcome = null, closed_at = null where id = ${closed.cases.at(-1)!.id}`);
    const more = await queue.closed(mio, closed.next!);
    expect([...closed.cases, ...more.cases].map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect((await queue.closed(mio, ids[0]!)).cases, 'an address of before').toHaveLength(20);
  });
});
