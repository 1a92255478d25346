import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { draftOf } from '#forum/draft-rules';
import * as changes from '#forum/changes';
import * as hiding from '#forum/hiding';
import * as holding from '#forum/holding';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import { join, type Member, type Moderator } from '#members/members';
import * as sessions from '#members/sessions';
import * as appeals from '#safety/appeals';
import * as decisions from '#safety/decisions';
import * as queue from '#safety/queue';
import * as reports from '#safety/reports';
import { scene } from '#test/scene';

const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });

/** bo answers ada; the id of what bo wrote. */
async function written(ada: Member, bo: Member, text = 'Stop taking them, I did.'): Promise<string> {
  const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }));
  const { number } = await posts.reply(bo, code, draft({ text }));
  const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`;
  return post!.id;
}
const events = (name: string) => asHouse(() => sql<{ data: Record<string, string> }>`select data from platform.events where name = ${name} order by id`);
const deciding = (more: Partial<decisions.Deciding>): decisions.Deciding => ({ deed: 'nothing', rule: 0, toAuthor: '', toReporters: '', ...more });
const waiting = async (moderator: Moderator) => {
  const { cases } = await queue.waiting(moderator);
  return Promise.all(cases.map(({ id }) => queue.one(moderator, id)));
};

describe('a report', () => {
  scene('needs a reason; what was typed is not lost and nothing is kept', async ({ ada, bo }) => {
    const postId = await written(ada, bo);
    await expect(reports.tell(ada, postId, '', 'It hurt me.')).rejects.toMatchObject({ key: 'safety.refused.reason', field: 'reason' });
    await expect(reports.tell(ada, postId, 'constructor', '')).rejects.toThrow(Refusal);
    await expect(reports.tell(ada, postId, 'unkind', 'x'.repeat(2001))).rejects.toMatchObject({ field: 'words' });
    await expect(reports.tell(ada, postId, 'unkind', '😶'.repeat(1_000_000))).rejects.toThrow(Refusal);
    expect(await asHouse(() => sql`select 1 from safety.reports`)).toEqual([]);
    expect(await asHouse(() => sql`select 1 from safety.texts`)).toEqual([]);
  });
  scene('told twice is one, with both texts, and never less urgent (MOD-2)', async ({ ada, bo, mio }) => {
    const postId = await written(ada, bo);
    await reports.tell(ada, postId, 'danger', 'First.');
    await reports.tell(ada, postId, 'unkind', 'Then this.');
    await reports.tell(ada, postId, 'unkind', 'Then this.');
    await reports.tell(ada, postId, 'other', '');
    const [found, ...more] = await waiting(mio);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ level: 'urgent', lane: 'risk', reports: [{ reason: 'danger', words: 'First.\n\nThen this.' }] });
    expect(await reports.about(ada, postId)).toMatchObject({ isOpen: true });
    expect(await events('safety.report.made')).toHaveLength(1);
  });
  scene('keeps every telling whole; what has no room is said beside the words, and danger can still be told (MOD-2)', async ({ ada, bo, mio }) => {
    const postId = await written(ada, bo);
    const tellings = Array.from({ length: 9 }, (_, at) => `${at} `.repeat(950).trim());
    for (const words of tellings) await reports.tell(ada, postId, 'unkind', words);
    expect((await waiting(mio))[0]).toMatchObject({ reports: [{ words: tellings.join('\n\n') }] });
    await reports.tell(ada, postId, 'unkind', 'x'.repeat(1999));
    await expect(reports.tell(ada, postId, 'danger', 'y'.repeat(1999))).rejects.toMatchObject({ key: 'safety.refused.fullReport', field: 'words' });
    await reports.tell(ada, postId, 'danger', '');
    expect((await waiting(mio))[0]).toMatchObject({ level: 'urgent', reports: [{ reason: 'danger', words: [...tellings, 'x'.repeat(1999)].join('\n\n') }] });
  });
  scene('told again in words that stand within other words is told again', async ({ ada, bo, mio }) => {
    const postId = await written(ada, bo);
    for (const words of ['I know them.', 'now']) await reports.tell(ada, postId, 'unkind', words);
    expect((await waiting(mio))[0]).toMatchObject({ reports: [{ words: 'I know them.\n\nnow' }] });
  });
  scene('is not for one’s own words, nor for what is not there', async ({ ada, bo }) => {
    const postId = await written(ada, bo);
    await expect(reports.tell(bo, postId, 'unkind', '')).rejects.toThrow(NotFound);
    await expect(reports.about(bo, postId)).rejects.toThrow(NotFound);
    await expect(reports.tell(ada, randomUUID(), 'unkind', '')).rejects.toThrow(NotFound);
    await expect(reports.tell(ada, 'nonsense', 'unkind', '')).rejects.toThrow(NotFound);
  });
  scene('is taken for words that were hidden or taken back while it was written; of what others never saw nothing is there (MOD-2)', async ({ ada, bo, cleo, mio }) => {
    const postId = await written(ada, bo);
    await reports.tell(ada, postId, 'unkind', 'First.');
    await hiding.hide(mio, postId);
    await reports.tell(cleo, postId, 'harm', 'I wrote while it was hidden.');
    expect(await waiting(mio)).toMatchObject([{ reports: [{ words: 'First.' }, { words: 'I wrote while it was hidden.' }] }]);
    expect((await reports.about(cleo, postId)).post.hiddenAt).toBeInstanceOf(Date);
    const gone = await written(ada, bo, 'Go away.');
    await changes.takeBack(bo, gone);
    await reports.tell(cleo, gone, 'unkind', 'It hurt.');
    expect(await waiting(mio)).toHaveLength(2);
    const kept = await written(ada, bo, 'Nobody has seen this.');
    await asHouse(async () => { await holding.keep(kept); });
    await expect(reports.tell(cleo, kept, 'unkind', 'x')).rejects.toThrow(NotFound);
    await expect(reports.about(cleo, kept)).rejects.toThrow(NotFound);
  });
  scene('is taken for a reply in a thread that was hidden, and not in one that others never saw', async ({ ada, bo, cleo, mio }) => {
    const postId = await written(ada, bo);
    const [{ id: first }] = (await sql<{ id: string }>`select f.id from forum.posts p join forum.posts f on f.thread_id = p.thread_id and f.number = 1 where p.id = ${postId}`) as [{ id: string }];
    await hiding.hide(mio, first);
    await reports.tell(cleo, postId, 'unkind', 'x');
    await asHouse(async () => { await holding.keep(first); });
    await expect(reports.tell(cleo, postId, 'unkind', 'y')).rejects.toThrow(NotFound);
  });
  scene('keeps the words as they stood, for moderators alone', async ({ ada, bo, cleo, mio }) => {
    const postId = await written(ada, bo);
    await reports.tell(ada, postId, 'harm', 'Dangerous.');
    await sql`update forum.posts set body = 'Nice weather.' where id = ${postId}`;
    const [found] = await waiting(mio);
    expect(found).toMatchObject({ copy: 'Stop taking them, I did.', post: { body: 'Nice weather.', name: 'bo' } });
    for (const who of [bo, cleo]) expect(await asking(who, () => sql`select 1 from safety.reports`)).toEqual([]);
    expect(await asking(ada, () => sql`select 1 from safety.texts`)).toEqual([]);
  });
  scene('carries of how many earlier ones something came, from five on and never a name; however many there are, only a person acts', async ({ ada, bo, cleo, hanna, mio }) => {
    const postId = await written(ada, bo);
    const earlier = (outcome: string) => asHouse(() => sql`
      insert into safety.reports (id, subject_kind, subject_id, persona_id, reporter_id, reason, closed_at, outcome)
      values (gen_random_uuid(), 'person', gen_random_uuid(), ${cleo.personaId}, ${ada.id}, 'other', now(), ${outcome})`);
    for (const outcome of ['hid', 'nothing', 'nothing', 'spoke']) await earlier(outcome);
    await reports.tell(ada, postId, 'unkind', 'It hurt.');
    expect((await waiting(mio))[0]).toMatchObject({ reports: [{ rightOf100: null }] });
    await earlier('nothing');
    const [found] = await waiting(mio);
    expect(found).toMatchObject({ reports: [{ rightOf100: 40 }] });
    expect(JSON.stringify(found!.reports)).not.toContain(ada.id);
    for (const one of [cleo, hanna]) await reports.tell(one, postId, 'unkind', 'Me too.');
    expect(await waiting(mio)).toHaveLength(1);
    expect(await asHouse(() => sql`select hidden_at, folded_at from forum.posts where id = ${postId}`)).toEqual([{ hiddenAt: null, foldedAt: null }]);
    expect(await asHouse(() => sql`select suspended_until from members.members where id = ${bo.id}`)).toEqual([{ suspendedUntil: null }]);
  });
  scene('loses the words of whoever leaves for good', async ({ ada, bo, mio }) => {
    const postId = await written(ada, bo);
    const { memberId } = await join({ name: 'Copper Kettle', pass: 'green kettle slow river', language: 'en', adult: true, conduct: { version: '1', hash: 'x' } });
    const leaver = (await sessions.enter(await sessions.begin(memberId, 'own', 'a test')))!;
    await reports.tell(leaver, postId, 'harm', 'Dangerous.');
    await asHouse(() => sql`delete from members.members where id = ${leaver.id}`);
    const [found] = await waiting(mio);
    expect(found).toMatchObject({ copy: 'Stop taking them, I did.', reports: [{ reason: 'harm', words: null }] });
  });
});

describe('a report about a person', () => {
  scene('says what happened; it is not for oneself, and the person learns nothing of it', async ({ ada, bo, mio }) => {
    await expect(reports.tellOfPerson(ada, bo.code, 'unkind', ' ')).rejects.toMatchObject({ field: 'words' });
    await expect(reports.tellOfPerson(bo, bo.code, 'unkind', 'x')).rejects.toThrow(NotFound);
    await expect(reports.tellOfPerson(ada, 'nonsense', 'unkind', 'x')).rejects.toThrow(NotFound);
    await reports.tellOfPerson(ada, bo.code, 'selling', 'Asked me for money, twice.');
    await reports.tellOfPerson(ada, bo.code, 'selling', 'And again.');
    expect(await reports.person(ada, bo.code)).toMatchObject({ isOpen: true });
    expect(await waiting(mio)).toMatchObject([{ subjectKind: 'person', subjectId: bo.personaId, name: 'bo', lane: 'reported', reports: [{ reason: 'selling', words: 'Asked me for money, twice.\n\nAnd again.' }] }]);
    expect(await asking(bo, () => sql`select 1 from safety.reports`)).toEqual([]);
    const [{ id, version }] = (await waiting(mio)) as [queue.Whole];
    await decisions.decide(mio, id, version, deciding({ deed: 'acknowledged', toAuthor: 'You help many here. Please do not ask for money.', toReporters: 'We spoke.' }));
    expect(await asHouse(() => sql`select outcome, answer from safety.reports`)).toEqual([{ outcome: 'acknowledged', answer: 'We spoke.' }]);
  });
  scene('however many there are, nothing happens by itself: no flag counting', async ({ ada, bo, cleo, hanna, iben, mio }) => {
    const postId = await written(ada, bo);
    for (const who of [ada, cleo, hanna, iben]) {
      await reports.tell(who, postId, 'harm', '');
      await reports.tellOfPerson(who, bo.code, 'unkind', 'Unkind.');
    }
    expect(await asHouse(() => sql`select suspended_until from members.members where id = ${bo.id}`)).toEqual([{ suspendedUntil: null }]);
    expect(await sql`select hidden_at, folded_at from forum.posts where id = ${postId}`).toEqual([{ hiddenAt: null, foldedAt: null }]);
    expect((await waiting(mio)).map(({ level }) => level)).toEqual(['low', 'low']);
  });
});

describe('a case', () => {
  scene('gathers everybody’s reports of one post; danger comes before what is older', async ({ ada, bo, cleo, mio, hanna }) => {
    const old = await written(ada, bo);
    const urgent = await written(ada, bo, 'I want to end it.');
    await reports.tell(ada, old, 'selling', '');
    await asHouse(() => sql`update safety.cases set opened_at = now() - interval '1 day'`);
    await reports.tell(cleo, urgent, 'other', '');
    await reports.tell(hanna, urgent, 'danger', 'Please look.');
    const found = await waiting(mio);
    expect(found.map(({ subjectId }) => subjectId)).toEqual([urgent, old]);
    expect(found[0]!.reports.map(({ reason }) => reason).sort()).toEqual(['danger', 'other']);
    expect(JSON.stringify(found)).not.toContain('hanna');
  });
  scene('about a moderator’s own words is not there for them, but for another', async ({ ada, mio, iben }) => {
    const postId = await written(ada, mio);
    await reports.tell(ada, postId, 'unkind', '');
    expect(await waiting(mio)).toEqual([]);
    const [{ id, version }] = (await waiting(iben as typeof mio)) as [queue.Whole];
    await expect(queue.one(mio, id)).rejects.toThrow(NotFound);
    await expect(decisions.decide(mio, id, version, deciding({}))).rejects.toThrow(NotFound);
  });
  scene('closed with nothing to do answers the reporter and tells the author nothing', async ({ ada, bo, cleo, mio, iben }) => {
    const postId = await written(ada, bo);
    await reports.tell(ada, postId, 'unkind', '');
    const [found] = (await waiting(mio)) as [queue.Whole];
    await decisions.decide(mio, found.id, found.version, deciding({ toReporters: 'Thank you for telling us.' }));
    const { id } = found.reports[0]!;
    expect(await events('safety.report.closed')).toEqual([{ data: { reportId: id, memberId: ada.id } }]);
    expect(await reports.outcomeOf(ada, id)).toMatchObject({ outcome: 'nothing', answer: 'Thank you for telling us.' });
    await expect(reports.outcomeOf(cleo, id)).rejects.toThrow(NotFound);
    expect(await waiting(mio)).toEqual([]);
    await expect(decisions.decide(iben as typeof mio, found.id, found.version, deciding({}))).rejects.toMatchObject({ key: 'safety.refused.closed', values: { name: 'mio' } });
    await reports.tell(ada, postId, 'unkind', 'Again.');
    expect(await waiting(mio)).toMatchObject([{ past: [{ kind: 'nothing', by: 'mio' }] }]);
  });
  scene('is not decided as it was when more has come since', async ({ ada, bo, cleo, mio }) => {
    const postId = await written(ada, bo);
    await reports.tell(ada, postId, 'unkind', '');
    const [found] = (await waiting(mio)) as [queue.Whole];
    await reports.tell(cleo, postId, 'danger', '');
    await expect(decisions.decide(mio, found.id, found.version, deciding({}))).rejects.toMatchObject({ key: 'safety.refused.stale' });
    expect(await waiting(mio)).toMatchObject([{ level: 'urgent', activity: [{ what: 'raised', fromLevel: 'low', toLevel: 'urgent' }, { what: 'opened' }] }]);
  });
  scene('that hides needs the rule and the words to the author; then all of it holds, or nothing', async ({ ada, bo, cleo, mio }) => {
    const postId = await written(ada, bo);
    await reports.tell(ada, postId, 'harm', '');
    const [{ id, version }] = (await waiting(mio)) as [queue.Whole];
    await expect(decisions.decide(mio, id, version, deciding({ deed: 'hid', toAuthor: 'Because.' }))).rejects.toMatchObject({ field: 'rule' });
    await expect(decisions.decide(mio, id, version, deciding({ deed: 'hid', rule: 2 }))).rejects.toMatchObject({ field: 'toAuthor' });
    await expect(decisions.decide(mio, id, version, deciding({ deed: '' }))).rejects.toMatchObject({ field: 'deed' });
    expect(await waiting(mio)).toHaveLength(1);
    await decisions.decide(mio, id, version, deciding({ deed: 'hid', rule: 2, toAuthor: 'It tells others to stop a medicine.' }));
    const [made] = await asHouse(() => sql<{ id: string; kind: string }>`select id, kind from safety.decisions`);
    expect(await appeals.about(bo, made!.id)).toMatchObject({ kind: 'hid', rule: 2, said: 'It tells others to stop a medicine.', before: 'Stop taking them, I did.' });
    for (const who of [ada, cleo, mio]) await expect(appeals.about(who, made!.id)).rejects.toThrow(NotFound);
    const [post] = await sql<{ isHidden: boolean }>`select hidden_at is not null as is_hidden from forum.posts where id = ${postId}`;
    expect(post!.isHidden).toBe(true);
    expect(await events('safety.decision.made')).toEqual([{ data: { decisionId: made!.id, personaId: bo.personaId, kind: 'hid' } }]);
    await expect(asHouse(() => sql`update safety.decisions set kind = 'nothing'`)).rejects.toThrow(/permission denied/);
  });
  scene('about a line somebody let one see keeps it as it stood, needs no words, and a later one rides along (PEER-13)', async ({ ada, bo, mio }) => {
    await expect(reports.tellOfPerson(bo, ada.code, 'unkind', '')).rejects.toMatchObject({ field: 'words' });
    await reports.tellOfPerson(bo, ada.code, 'unkind', '', 'To be rid of every one of you');
    const [found] = await waiting(mio);
    expect(found).toMatchObject({ copy: 'To be rid of every one of you', reports: [{ reason: 'unkind' }] });
    await reports.tellOfPerson(bo, ada.code, 'unkind', 'And this.', 'Another line');
    const [again, ...more] = await waiting(mio);
    expect(more).toEqual([]);
    expect(again).toMatchObject({ copy: 'To be rid of every one of you', reports: [{ words: expect.stringContaining('Another line') }] });
    await reports.tellOfPerson(bo, ada.code, 'unkind', 'z'.repeat(2000), 'l'.repeat(160)); // the line is not theirs, and not counted
    await expect(reports.tellOfPerson(bo, ada.code, 'unkind', 'z'.repeat(2001), 'A line')).rejects.toMatchObject({ key: 'safety.refused.long', field: 'words' });
  });
});
