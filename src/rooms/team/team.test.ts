import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import type { Host, Lead, Member, Role } from '#members/members';
import * as roles from '#members/roles';
import * as care from '#team/care';
import { caps, enough, isOffered, themesOf, type Load } from '#team/care-rules';
import * as talks from '#team/talks';
import * as things from '#team/things';
import * as training from '#team/training';
import { ownFolder } from '#test/own-folder';
import { scene } from '#test/scene';

const dir = ownFolder('team'); // keys of this test are nobody else's
afterEach(() => presence.forget());
afterAll(() => rmSync(dir, { recursive: true }));
const give = (member: Member, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
const loads = fc.record({ urgentInShift: fc.nat(6), heavyToday: fc.nat(10), minutesToday: fc.nat(300), minutesSinceBreak: fc.nat(120), isOnBreak: fc.boolean() });
/** Somebody else can take all of them, or none. */
const [all, none] = [(ids: readonly string[]) => Promise.resolve(new Set(ids)), () => Promise.resolve(new Set<string>())];
const rested: Load = { urgentInShift: 0, heavyToday: 0, minutesToday: 10, minutesSinceBreak: 10, isOnBreak: false };

describe('what is enough (NEW-6, safety guide §5)', () => {
  it('is never passed while somebody else can take it, and never stands between a person in danger and the only one there', () => {
    fc.assert(fc.property(loads, fc.constantFrom('urgent', 'concern', 'other' as const), (load, level) => {
      const over = load.urgentInShift >= caps.urgentInShift || load.minutesToday >= caps.urgentMinutes || load.heavyToday >= caps.heavyInDay || load.minutesSinceBreak >= caps.minutesBeforeBreak;
      if (level === 'urgent' && over) expect(isOffered(level, load, true)).toBe(false);
      if (level === 'urgent' && !load.isOnBreak) expect(isOffered(level, load, false)).toBe(true);
      if (load.isOnBreak) expect(isOffered(level, load, true)).toBe(false);
      if (!over && !load.isOnBreak) expect(isOffered(level, load, true)).toBe(true);
      if (isOffered(level, load, true)) expect(isOffered(level, load, false)).toBe(true);
    }));
  });
  it('says the first reason that holds', () => {
    expect([enough(rested), enough({ ...rested, urgentInShift: 3 }), enough({ ...rested, minutesToday: 120 }), enough({ ...rested, heavyToday: 6 }), enough({ ...rested, minutesSinceBreak: 60 }), enough({ ...rested, minutesToday: 240, urgentInShift: 9 })])
      .toEqual([undefined, 'urgent', 'urgentTime', 'heavy', 'breakDue', 'day']);
  });
  it('knows what a case is about', () => {
    expect([themesOf('urgent', []), themesOf('urgent', ['abuse']), themesOf('urgent', ['medical_now']), themesOf('other', ['method_detail', 'med_safety']), themesOf('other', [])])
      .toEqual([['suicide'], ['abuse'], ['medical'], ['method', 'medical'], []]);
  });
});

describe('what somebody carries', () => {
  scene('is counted once a case, seen by them and the leads, and offered to others above the cap', async ({ mio, hanna, ada }) => {
    await give(hanna, 'clinicalLead');
    await clockings.clockIn(mio, 120);
    for (let at = 0; at < 3; at++) {
      const caseId = randomUUID();
      await asHouse(() => care.carry(mio.id, caseId, 'urgent'));
      await asHouse(() => care.carry(mio.id, caseId, 'urgent'));
    }
    expect((await care.mine(mio)).load).toMatchObject({ heavyToday: 3, urgentInShift: 3 });
    expect(await asking(ada, () => sql`select 1 from team.heavy`)).toEqual([]);
    expect((await care.team(hanna as unknown as Lead)).find(({ name }) => name === 'mio')).toMatchObject({ heavyToday: 3, enough: 'urgent' });
    const row = (level: string, over: Partial<care.Row> = {}) => ({ id: randomUUID(), level, flags: [], isMine: false, isOffered: false, ...over });
    const list = [row('urgent'), row('urgent', { isMine: true }), row('concern'), row('low')];
    expect(await care.offer(mio, list, all)).toMatchObject({ rows: list.slice(1), why: 'urgent', isAlone: false });
    expect(await care.offer(mio, list, none)).toMatchObject({ rows: list, why: undefined, isAlone: true });
  });
  scene('counts what the database wrote by a clock a little ahead of the app’s', async ({ mio }) => {
    await asHouse(() => sql`insert into team.heavy (member_id, case_id, level, at) values (${mio.id}, gen_random_uuid(), 'urgent', clock_timestamp() + interval '2 seconds')`);
    expect((await care.mine(mio)).load).toMatchObject({ heavyToday: 1, urgentInShift: 1 });
  });
  scene('leaves out what they asked to be spared, unless there is nobody else; nobody sees the wish', async ({ mio, iben }) => {
    await care.spare(mio, ['abuse', 'nonsense']);
    await care.spare(mio, ['abuse']);
    const row = { id: randomUUID(), level: 'low', flags: ['abuse'], isMine: false, isOffered: false };
    const other = { ...row, id: randomUUID() };
    expect(await care.offer(mio, [row], all)).toMatchObject({ rows: [], isSpared: true, why: undefined, isAlone: false });
    expect(await care.offer(mio, [row], none)).toMatchObject({ rows: [row], isSpared: false, isAlone: true });
    expect(await care.offer(mio, [row, other], () => Promise.resolve(new Set([row.id]))), 'each by itself').toMatchObject({ rows: [other], isSpared: true, isAlone: true });
    expect((await care.offer(mio, [{ ...row, isMine: true }], all)).rows).toHaveLength(1);
    expect([await care.spared(mio), await care.spared(iben)]).toEqual([['abuse'], []]);
    expect(await asking(iben, () => sql`select 1 from team.spared`)).toEqual([]);
  });
});

describe('talks and notes', () => {
  scene('are owed once, after a death three times, and their words open for their writer alone', async ({ mio, iben }) => {
    const caseId = randomUUID();
    for (let twice = 0; twice < 2; twice++) await asHouse(() => talks.owe([mio.id], caseId, new Date(), true));
    const owed = await talks.mine(mio);
    expect(owed.map(({ kind }) => kind)).toEqual(['debrief', 'welfare', 'later']);
    await expect(talks.hold(iben, owed[0]!.id, 'mine?')).rejects.toThrow(NotFound);
    await talks.hold(mio, owed[0]!.id, 'It was the silence afterwards.');
    expect((await talks.mine(mio)).find(({ kind }) => kind === 'debrief')).toMatchObject({ words: 'It was the silence afterwards.', heldAt: expect.any(Date) });
    const [kept] = await asHouse(() => sql<{ words: string }>`select sealed_words as words from team.talks where sealed_words is not null`);
    expect(kept!.words).not.toContain('silence');
    await talks.note(mio, 'Ask for Tuesdays off.');
    await expect(talks.note(mio, '  ')).rejects.toMatchObject({ field: 'note' });
    const { notes: [note] } = await talks.notes(mio);
    expect([note!.words, await talks.notes(iben)]).toEqual(['Ask for Tuesdays off.', { notes: [], next: undefined }]);
    await talks.forgetNote(iben, note!.id);
    expect(JSON.stringify(await things.of(mio))).toContain('Tuesdays');
    await talks.forgetNote(mio, note!.id);
    expect(await talks.notes(mio)).toEqual({ notes: [], next: undefined });
  });
  scene('are all there for their writer: notes a page at a time, one moment or many, and every note and talk in their download (NEW-6, ID-1)', async ({ mio }) => {
    for (let at = 0; at < 45; at++) await talks.note(mio, `Month ${at}.`);
    await asHouse(() => sql`update team.notes set at = date_trunc('day', at)`); // all of one moment: the id settles the tie
    await asHouse(() => sql`update team.notes set at = at - interval '1 microsecond' where id in (select id from team.notes order by id limit 7)`);
    const found: string[] = [];
    const pages: number[] = [];
    for (let after: talks.Key | undefined; ;) {
      const { notes, next } = await talks.notes(mio, after ?? null);
      found.push(...notes.map(({ words }) => words));
      pages.push(notes.length);
      if (!next) break;
      after = next;
    }
    expect([pages, new Set(found).size]).toEqual([[20, 20, 5], 45]);
    await asHouse(async () => {
      for (let at = 0; at < 203; at++) await talks.owe([mio.id], randomUUID(), new Date(Date.now() - (300 - at) * 86_400_000), false);
    });
    await asHouse(() => sql`update team.talks set held_at = due_at where due_at < (select max(due_at) from team.talks)`);
    const mine = await talks.mine(mio);
    expect([mine[0]!.heldAt, mine[1]!.heldAt! > mine[2]!.heldAt!], 'what waits, then the last ones').toEqual([null, true]);
    const download = (await things.of(mio)) as { supervisionNotes: unknown[]; talks: unknown[] };
    expect([download.supervisionNotes.length, download.talks.length]).toEqual([45, 203]);
  });
  scene('are offered once a month as supervision, owed by nobody, and sealed as all are (NEW-6)', async ({ mio, iben }) => {
    expect(await talks.supervision(mio)).toEqual({ lastAt: null, againAt: null });
    expect(await talks.isOwed(mio)).toBe(false);
    for (const words of ['', 'I need fewer nights.', '']) await talks.supervised(mio, words);
    const { lastAt, againAt } = await talks.supervision(mio);
    expect(Math.round((againAt!.getTime() - lastAt!.getTime()) / 86_400_000)).toBe(30);
    expect(await talks.mine(mio)).toMatchObject([{ kind: 'supervision', heldAt: lastAt, words: 'I need fewer nights.' }]);
    expect(await talks.mine(iben as unknown as Host)).toEqual([]);
    const [row] = await asHouse(() => sql<{ sealed: string }>`select sealed_words as sealed from team.talks`);
    expect(row!.sealed).not.toContain('nights');
    expect((await talks.supervision(mio, new Date(Date.now() + 31 * 86_400_000))).againAt).toBeNull();
    expect([await talks.isOwed(mio), ((await things.of(mio)) as { talks: { kind: string }[] }).talks.map(({ kind }) => kind)]).toEqual([false, ['supervision']]);
  });
  scene('are owed on the desk until they were held: after a case at once, how somebody is later on from the day before (NEW-6)', async ({ mio, iben }) => {
    const caseId = randomUUID();
    await asHouse(() => talks.owe([mio.id], caseId, new Date(), true));
    const [debrief, welfare] = await talks.mine(mio);
    expect([await talks.isOwed(mio), await talks.isOwed(iben as unknown as Host), await talks.isHeld(mio, caseId)]).toEqual([true, false, false]);
    await talks.hold(mio, debrief!.id, '');
    expect([await talks.isOwed(mio), await talks.isHeld(mio, caseId)]).toEqual([false, true]);
    expect(await talks.isOwed(mio, new Date(Date.now() + 49 * 3_600_000))).toBe(true);
    await talks.hold(mio, welfare!.id, '');
    expect(await talks.isOwed(mio, new Date(Date.now() + 49 * 3_600_000))).toBe(false);
  });
});

describe('training (MOD-11)', () => {
  it('has the same lessons in both languages, each with its sources, and one good answer to every made-up case', () => {
    const files = (language: string) => readdirSync(`src/rooms/team/lessons/${language}`).sort();
    expect(files('nb')).toEqual(files('en'));
    expect(training.lessons.length).toBeGreaterThanOrEqual(8);
    for (const name of training.lessons) for (const [language, word] of [['en', 'Sources:'], ['nb', 'Kilder:']] as const) {
      const { title, html } = training.lesson(name, language);
      expect([title.length > 3, html.includes(word)], `${language} ${name}`).toEqual([true, true]);
    }
    for (const { options, words } of training.cases) expect([options.filter(({ isGood }) => isGood).length, Boolean(words.en && words.nb)]).toEqual([1, true]);
  });
  scene('makes a trainee a moderator when lessons, cases and a shift beside somebody are done, and not before', async ({ iben, ada, mio, bo }) => {
    await roles.give(iben, ada.code, 'moderator');
    const host = { ...ada, roles: ['trainee'] } as unknown as Host;
    const held = async () => (await asHouse(() => sql<{ role: string }>`select role from members.roles where member_id = ${ada.id} and ended_at is null`)).map(({ role }) => role);
    for (const name of training.lessons) await training.readLesson(host, name);
    await expect(training.readLesson(host, 'no-such')).rejects.toThrow(NotFound);
    for (const { id, options } of training.cases) {
      const bad = options.find(({ isGood }) => !isGood)!;
      await training.tryCase(host, id, bad.id);
      await expect(training.tryCase(host, id, 'nonsense')).rejects.toMatchObject({ key: 'team.refused.option' });
    }
    expect((await training.progress(host)).learnt.some((what) => what.startsWith('case:')), 'a wrong answer is kept nowhere').toBe(false);
    for (const { id, options } of training.cases) await training.tryCase(host, id, options.find(({ isGood }) => isGood)!.id);
    await training.askToShadow(host);
    await training.askToShadow(host);
    expect(await held()).toEqual(['trainee']);
    expect(await training.waiting(mio)).toMatchObject([{ name: 'ada' }]);
    await expect(training.confirm(mio, bo.code)).rejects.toThrow(NotFound);
    await training.confirm(mio, ada.code);
    await expect(training.confirm(mio, ada.code)).rejects.toThrow(NotFound);
    expect(await held()).toEqual(['moderator']);
    expect(await training.progress(host)).toMatchObject({ shadowing: 'done', isTrained: true });
  });
  scene('puts those who wait for a shift before the moderators while they learn: nobody whose training was written down, whose role ended, or who is no trainee (MOD-11)', async ({ iben, ada, bo, cleo, hanna, mio }) => {
    for (const member of [ada, bo, cleo]) {
      await roles.give(iben, member.code, 'moderator');
      await training.askToShadow({ ...member, roles: ['trainee'] } as unknown as Host);
    }
    const names = async () => (await training.waiting(mio)).map(({ name }) => name).sort();
    expect(await names()).toEqual(['ada', 'bo', 'cleo']);
    await roles.recordTraining(iben, ada.code, 'Trained in 2024, at a helpline.');
    await roles.end(iben, bo.code, 'trainee');
    await expect(training.askToShadow(hanna)).rejects.toMatchObject({ key: 'team.refused.noTrainee' });
    await asHouse(() => sql`insert into team.shadowings (member_id) values (${hanna.id})`); // asked before it was for trainees alone
    expect(await names()).toEqual(['cleo']);
    for (const member of [ada, bo, hanna]) await expect(training.confirm(mio, member.code)).rejects.toThrow(NotFound);
    await roles.give(iben, hanna.code, 'moderator');
    expect(await names(), 'what a host asked for once is told when they learn').toEqual(['cleo', 'hanna']);
  });
});
