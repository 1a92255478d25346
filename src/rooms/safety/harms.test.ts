import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asHouse, asking, executeSql, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { keyAsked, keyText, type Key } from '#forum/page-rules';
import type { Moderator } from '#members/members';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import { csvCell, isSerious, likely, topics, types } from '#safety/harm-rules';
import * as harms from '#safety/harms';
import * as pauses from '#safety/pauses';
import * as queue from '#safety/queue';
import * as things from '#safety/things';
import { as, deciding, reported } from '#test/deciding';
import { scene } from '#test/scene';

const judged = { type: 'A5', severity: '1', related: 'perhaps', preventable: 'yes', actions: 'Spoke with both.', isDone: false };

describe('what went wrong', () => {
  scene('is told once, becomes a case for a person, and is nobody else’s to read (RES-6, NEW-4)', async ({ ada, bo, mio }) => {
    const { id } = await harms.tell(ada, { kind: 'wrong', topic: 'person', words: 'Somebody laughed at my walking stick.' });
    expect((await harms.tell(ada, { kind: 'wrong', topic: 'person', words: 'Somebody laughed at my walking stick.' })).id).toBe(id);
    expect(await asking(bo, () => sql`select 1 from safety.harms`)).toEqual([]);
    const { cases } = await queue.waiting(mio, 'adverse');
    expect(cases.filter(({ subjectKind }) => subjectKind === 'harm')).toHaveLength(1);
    expect(await harms.one(mio, id)).toMatchObject({ words: 'Somebody laughed at my walking stick.', type: null, topic: 'person' });
    expect((await things.of(ada)).harms).toMatchObject([{ topic: 'person', words: 'Somebody laughed at my walking stick.' }]);
    expect((await things.of(bo)).harms).toEqual([]);
  });
  scene('that makes somebody feel worse stands where people at risk stand', async ({ ada, mio }) => {
    const { isPressing } = await harms.tell(ada, { kind: 'worse', topic: 'read', words: '' });
    expect(isPressing).toBe(true);
    expect((await queue.waiting(mio, 'risk')).cases.some(({ subjectKind, level }) => subjectKind === 'harm' && level === 'concern')).toBe(true);
  });
  scene('with moderation is not for whoever decided about this member', async ({ ada, mio, iben }) => {
    await asHouse(() => sql`
      insert into safety.decisions (id, moderator_id, subject_kind, subject_id, persona_id, kind) values (gen_random_uuid(), ${mio.id}, 'post', gen_random_uuid(), ${ada.personaId}, 'nothing')`);
    const { id } = await harms.tell(ada, { kind: 'wrong', topic: 'moderated', words: 'It was taken down without a word.' });
    await expect(harms.one(mio, id)).rejects.toThrow(NotFound);
    expect((await harms.register(mio)).map((entry) => entry.id)).not.toContain(id);
    expect((await harms.one(iben, id)).id).toBe(id);
  });
  scene('with moderation is not for whoever proposed a pause or confirmed it, either', async ({ ada, bo, mio, iben, hanna }) => {
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${hanna.id}, 'moderator')`);
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take a day.', hours: 24 }));
    await pauses.confirm(as(iben), caseId, version + 1);
    const { id } = await harms.tell(bo, { kind: 'wrong', topic: 'moderated', words: 'Nobody asked me.' });
    for (const who of [mio, as(iben)]) {
      await expect(harms.one(who, id)).rejects.toThrow(NotFound);
      await expect(harms.judge(who, id, judged)).rejects.toThrow(NotFound);
      expect((await queue.waiting(who, 'adverse')).cases).toEqual([]);
    }
    expect(await harms.one(hanna as unknown as Moderator, id)).toMatchObject({ words: 'Nobody asked me.' });

    // What was told before whoever confirmed was kept from it.
    await asHouse(() => sql`delete from safety.apart where member_id = ${iben.id}`);
    await asHouse(() => sql`update safety.harms set told_at = now() + interval '1 minute' where id = ${id}`);
    await expect(harms.one(as(iben), id)).resolves.toBeDefined();
    for (const _ of ['once', 'and never twice']) await asHouse(() => executeSql(readFileSync('src/rooms/safety/migrations/2026-11-28-who-confirmed-decided-too.sql', 'utf8')));
    await expect(harms.one(as(iben), id)).rejects.toThrow(NotFound);
    await expect(harms.one(hanna as unknown as Moderator, id)).resolves.toBeDefined();
  });
  scene('is in the register once, page after page, also what was told in the same moment', async ({ mio }) => {
    await asHouse(() => sql`
      insert into safety.harms (id, told_kind, topic, told_at) select gen_random_uuid(), 'wrong', 'other', timestamptz '2026-01-01' + (n / 3) * interval '100 microseconds' from generate_series(1, 70) n`);
    const [seen, all] = [[] as string[], (await asHouse(() => sql<{ id: string }>`select id from safety.harms order by told_at desc, id`)).map(({ id }) => id)];
    for (let before: Key | null = null; ;) {
      const entries = await harms.register(mio, before);
      seen.push(...entries.slice(0, 30).map(({ id }) => id));
      if (entries.length <= 30) break;
      before = keyAsked(keyText(entries[29]!))!;
    }
    expect(seen).toEqual(all);
  });
  scene('to a moderator is not theirs to judge', async ({ mio }) => {
    const { id } = await harms.tell(mio, { kind: 'wrong', topic: 'other', words: 'I am worn out.' });
    await expect(harms.judge(mio, id, judged)).rejects.toThrow(NotFound);
  });
  scene('is judged with everything said, and judged again without losing how it was judged before', async ({ ada, mio }) => {
    const { id } = await harms.tell(ada, { kind: 'wrong', topic: 'person', words: 'x' });
    for (const wrong of [{ type: 'A18' }, { severity: '5' }, { severity: '' }, { related: 'certainly' }, { preventable: '' }, { isDone: true, actions: ' ' }, { actions: 'x'.repeat(4001) }]) {
      await expect(harms.judge(mio, id, { ...judged, ...wrong })).rejects.toThrow(Refusal);
    }
    await harms.judge(mio, id, judged);
    await harms.judge(mio, id, { ...judged, severity: '2', isDone: true });
    expect(await harms.one(mio, id)).toMatchObject({ severity: 2, closedAt: expect.any(Date), before: [{ severity: 2 }, { severity: 1 }] });
    await expect(asHouse(() => sql`delete from safety.harm_judgements`)).rejects.toThrow();
  });
  scene('is put away together with its case, or neither is; whoever closes one alone is shown the other', async ({ ada, mio, iben }) => {
    const { id } = await harms.tell(ada, { kind: 'wrong', topic: 'person', words: 'They laughed at me.' });
    const { caseId, caseVersion } = await harms.one(mio, id);
    await cases.claim(iben, caseId!, caseVersion!);
    await expect(harms.judge(mio, id, { ...judged, isDone: true, closing: caseVersion! })).rejects.toThrow(Refusal);
    expect(await harms.one(mio, id), 'nothing of it was kept').toMatchObject({ closedAt: null, type: null, before: [] });
    const { caseVersion: now } = await harms.one(iben, id);
    await harms.judge(iben, id, { ...judged, closing: now! });
    expect(await harms.one(iben, id), 'only kept, so the case goes on').toMatchObject({ closedAt: null, caseVersion: now });
    await harms.judge(iben, id, { ...judged, isDone: true, closing: now! });
    expect(await harms.one(mio, id)).toMatchObject({ closedAt: expect.any(Date), caseVersion: null });
    expect(await harms.waitingFor(mio, caseId!)).toBeUndefined();

    const { id: other } = await harms.tell(ada, { kind: 'wrong', topic: 'technical', words: 'y' });
    const second = await harms.one(mio, other);
    expect(await harms.waitingFor(mio, second.caseId!), 'an open case leads nowhere').toBeUndefined();
    await decisions.decide(mio, second.caseId!, second.caseVersion!, { deed: 'nothing', rule: 0, toAuthor: '', toReporters: '' });
    expect(await harms.waitingFor(mio, second.caseId!)).toBe(other);
    await harms.judge(mio, other, { ...judged, isDone: true });
    expect(await harms.waitingFor(mio, second.caseId!)).toBeUndefined();
  });
  scene('and is serious is told to those who answer for the place, once', async ({ ada, mio }) => {
    const { id } = await harms.tell(ada, { kind: 'wrong', topic: 'meeting', words: 'x' });
    const heard = () => asHouse(() => sql`select 1 from platform.events where name = 'safety.harm.serious' and data->>'harmId' = ${id}`);
    await harms.judge(mio, id, judged);
    expect(await heard()).toHaveLength(0);
    await harms.judge(mio, id, { ...judged, severity: '3' });
    await harms.judge(mio, id, { ...judged, severity: '4' });
    expect(await heard()).toHaveLength(1);
  });
  scene('leaves the register without names and without words', async ({ ada, iben, mio }) => {
    const { id } = await harms.tell(ada, { kind: 'wrong', topic: 'shown', words: 'My street was named.' });
    await harms.judge(mio, id, { ...judged, type: 'A7', actions: '=HYPERLINK("x"), told "both"' });
    const table = await harms.exported(iben);
    expect(table).toContain('A7');
    expect(table).not.toMatch(/street|ada/i);
    expect(table).toContain(`"'=HYPERLINK(""x""), told ""both"""`);
  });
  scene('loses its words when the one who told leaves, and stays counted', async ({ ada, mio }) => {
    const { id } = await harms.tell(ada, { kind: 'wrong', topic: 'person', words: 'mine' });
    await harms.judge(mio, id, judged);
    await asHouse(() => sql`delete from members.members where id = ${ada.id}`);
    expect(await harms.one(mio, id)).toMatchObject({ words: null, name: null, type: 'A5' });
  });
});

describe('the rules of the register', () => {
  it('call what is severe, and a life, serious', () => {
    expect(isSerious({ type: 'A16', severity: 0 })).toBe(true);
    expect(isSerious({ type: 'A1', severity: 3 })).toBe(true);
    expect(isSerious({ type: 'A1', severity: 2 })).toBe(false);
    expect(isSerious({ type: null, severity: null })).toBe(false);
  });
  it('have a first thought for every topic', () => {
    for (const topic of topics) expect(types).toContain(likely[topic]);
  });
  it('never let a spreadsheet run what somebody wrote', () => {
    fc.assert(fc.property(fc.string(), (text) => !/^"?[=+\-@\t\r]/.test(csvCell(text))));
  });
});
