import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as concerning from '#circles/concerning';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import * as circleClock from '#circles/clock';
import * as sayings from '#house/sayings';
import { asModerator, type Moderator } from '#members/members';
import * as assessing from '#safety/assessing';
import * as cases from '#safety/cases';
import * as concern from '#safety/lines';
import * as offers from '#safety/offers';
import * as decisions from '#safety/decisions';
import * as queue from '#safety/queue';
import * as undoing from '#safety/undoing';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { scene } from '#test/scene';

/** A room with ada, bo and hanna in it, and one line of ada's. Iben, who sits nowhere, looks at cases. */
async function evening(cast: Cast, text: string) {
  const code = await seated(cast);
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
  const { session } = await lines.room(cast.ada, code);
  for (const member of [cast.hanna, cast.ada, cast.bo]) await presences.stepIn(member, code, session!.id);
  const { id } = await lines.say(cast.ada, code, session!.id, { text });
  return { code, id, sessionId: session!.id };
}
const found = (level: 'urgent' | 'concern' | 'none', flags: string[] = []) => () => Promise.resolve({ level, flags, reasons: [], version: 't' } as Awaited<ReturnType<typeof import('#triage/assess').assess>>);
const caseOf = async (id: string) => (await asHouse(() => sql<{ id: string; level: string; version: number; subjectKind: string; space: string }>`select id, level, version, subject_kind, space from safety.cases where subject_id = ${id}`))[0];
const whoLooks = (cast: Cast): Moderator => asModerator(cast.iben) ?? cast.mio;

afterEach(() => sayings.forget());

describe('what is said in a circle (MOD-9, architecture 13)', () => {
  scene('is read for danger once, at once and by the worker, and opens a case for a person', async (cast) => {
    const { id } = await evening(cast, 'I cannot do this any more.');
    expect(await assessing.lineAtOnce(id, found('urgent'))).toBe(true);
    await assessing.ofLine(id, found('urgent'));
    await assessing.ofLine(id, found('urgent'));
    expect(await caseOf(id)).toMatchObject({ level: 'urgent', subjectKind: 'line' });
    expect([(await offers.beside(cast.ada, [id]))?.level, await offers.beside(cast.bo, [id])]).toEqual(['urgent', undefined]);
    expect(await asHouse(() => sql`select 1 from safety.signals`)).toHaveLength(1);
  });
  scene('is read beside what the same person said before in this session, in the answer already, and beside nobody else’s words', async (cast) => {
    const { code, sessionId } = await evening(cast, 'There is no hope left.');
    await lines.say(cast.bo, code, sessionId, { text: 'Something heavy of another.' });
    const { id } = await lines.say(cast.ada, code, sessionId, { text: 'Goodbye, all.' });
    const read: (string[] | undefined)[] = [];
    const listening = ({ previous }: { previous?: string[] }) => {
      read.push(previous);
      return found('none')();
    };
    await assessing.lineAtOnce(id, listening);
    await assessing.ofLine(id, listening);
    expect(read).toEqual([['There is no hope left.'], ['There is no hope left.']]);
  });
  scene('that cannot be read in time is offered help in the answer, and a person looks at it', async (cast) => {
    const { id } = await evening(cast, 'Words.');
    expect(await assessing.lineAtOnce(id, () => new Promise(() => {}))).toBe(true);
    expect([await caseOf(id), (await offers.beside(cast.ada, [id]))?.level]).toEqual([expect.objectContaining({ level: 'unassessed' }), 'unassessed']);
  });
  scene('opens a case when the program fails, none when all is quiet, and waits for a person when it tells how', async (cast) => {
    const { id, code } = await evening(cast, 'Words.');
    await assessing.ofLine(id, found('none'));
    expect(await caseOf(id)).toBeUndefined();
    await assessing.ofLine(id, () => Promise.reject(new Error('down')));
    expect(await caseOf(id)).toMatchObject({ level: 'unassessed' });
    await assessing.ofLine(id, found('urgent', ['method_detail']));
    expect((await lines.room(cast.bo, code)).lines[0]).toMatchObject({ body: null, isHidden: true });
    expect((await lines.room(cast.ada, code)).lines[0]).toMatchObject({ body: 'Words.', isHidden: true });
  });
  scene('stays with those who have a seat while the program is turned off: no case, nothing kept beyond its day; what was out of sight before comes to a person (MOD-9)', async (cast) => {
    const { id, code, sessionId } = await evening(cast, 'Words.');
    const before = await lines.say(cast.ada, code, sessionId, { text: 'How it is done.' });
    await asHouse(() => sql`update circles.lines set hidden_at = now() where id = ${before.id}`);
    await sayings.change(cast.iben, 'en', { triage: 'off' });
    expect(await assessing.lineAtOnce(id, found('urgent'))).toBe(false);
    for (const line of [id, before.id, before.id]) await assessing.ofLine(line, found('urgent'));
    expect([await caseOf(id), await caseOf(before.id)]).toEqual([undefined, expect.objectContaining({ level: 'low', subjectKind: 'line' })]);
    expect(await asHouse(() => sql`select 1 from safety.signals`)).toHaveLength(1);
    expect(await asHouse(() => sql`select 1 from safety.assessments where post_id = ${id}`)).toEqual([]);
    await asHouse(() => sql`update circles.lines set said_at = now() - interval '25 hours'`);
    await circleClock.forget();
    expect(await asHouse(() => sql`select id from circles.lines`)).toEqual([{ id: before.id }]);
  });
  scene('can be told of by those who heard it and nobody else; the words are kept for whoever looks, and hidden, shown again, forgotten', async (cast) => {
    const { ada, bo, cleo } = cast;
    const { id, code } = await evening(cast, 'Unkind words.');
    for (const wrong of [ada, cleo]) await expect(concern.tell(wrong, id, 'unkind', '')).rejects.toBeInstanceOf(NotFound);
    await concern.tell(bo, id, 'unkind', 'That hurt.');
    await concern.tell(bo, id, 'unkind', 'That hurt.');
    await asHouse(() => sql`update circles.lines set said_at = now() - interval '25 hours'`);
    await circleClock.forget();
    const moderator = whoLooks(cast);
    const { id: caseId, version } = (await caseOf(id))!;
    await expect(queue.one(cast.mio, caseId)).rejects.toBeInstanceOf(NotFound); // mio sits in this circle: it is never theirs to decide
    expect(await queue.one(moderator, caseId)).toMatchObject({ copy: 'Unkind words.', line: { circle: 'Quiet hour' }, reports: [{ words: 'That hurt.' }] });
    await cases.claim(moderator, caseId, version);
    await decisions.decide(moderator, caseId, version + 1, { deed: 'hid', rule: 1, toAuthor: 'This hurt somebody here, so I have hidden it. You are welcome back.', toReporters: 'Thank you.' });
    expect((await lines.room(bo, code)).lines).toEqual([]);
    const [decision] = await asHouse(() => sql<{ id: string }>`select id from safety.decisions where subject_id = ${id}`);
    await undoing.undo(moderator, decision!.id, 'I have looked again, it stands.');
    expect(await asHouse(() => sql`select hidden_at from circles.lines`)).toEqual([{ hiddenAt: null }]);
    await concern.closed(caseId);
    await circleClock.forget();
    expect(await asHouse(() => sql`select 1 from circles.lines`)).toEqual([]);
  });
  scene('can be told of when it was taken back or hidden meanwhile, without its words where they are gone; not when nobody heard it', async (cast) => {
    const { ada, bo, mio } = cast;
    const { id, code, sessionId } = await evening(cast, 'Unkind words.');
    await lines.takeBack(ada, id);
    expect(await concern.about(bo, id)).toMatchObject({ line: { takenBackAt: expect.any(Date), body: '' } });
    await concern.tell(bo, id, 'unkind', 'It said something hard, and then it was gone.');
    expect(await queue.one(whoLooks(cast), (await caseOf(id))!.id)).toMatchObject({ copy: '', standing: { isGone: true }, reports: [{ words: 'It said something hard, and then it was gone.' }] });
    const hidden = await lines.say(ada, code, sessionId, { text: 'More of it.' });
    expect(await asHouse(() => concerning.hide(mio, hidden.id))).toBe('More of it.');
    await concern.tell(bo, hidden.id, 'unkind', 'I heard it.');
    expect(await caseOf(hidden.id)).toBeDefined();
    await lines.takeBack(ada, hidden.id);
    await expect(concern.tell(bo, hidden.id, 'unkind', 'x')).rejects.toBeInstanceOf(NotFound);
    const held = await lines.say(ada, code, sessionId, { text: 'Not heard.' });
    await asHouse(() => sql`update circles.lines set hidden_at = now() where id = ${held.id}`);
    await expect(concern.tell(bo, held.id, 'unkind', 'x')).rejects.toBeInstanceOf(NotFound);
  });
});
