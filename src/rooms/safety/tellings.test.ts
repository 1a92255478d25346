import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as afters from '#gatherings/afters';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import * as queue from '#safety/queue';
import * as tellings from '#safety/tellings';
import { scene } from '#test/scene';

const begun = () => asHouse(() => sql`update gatherings.sittings set starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour'`);
const heard = new Set<string>();
/** What the worker makes of what was told since; hearing it twice is hearing it once. */
const told = async (...how: [Parameters<typeof tellings.told>[1]?]) => {
  const all = await asHouse(() => sql<{ id: string }>`select data ->> 'tellingId' as id from platform.events where name = 'gatherings.telling.told'`);
  const last = all.find(({ id }) => !heard.has(id));
  heard.add(last!.id);
  await tellings.told(last!.id, ...how);
  await tellings.told(last!.id, ...how);
  const [found] = await asHouse(() => sql<{ id: string; level: string }>`select id, level from safety.cases where subject_kind = 'gathering' and subject_id = ${last!.id}`);
  return found;
};

describe('how a gathering was (ID-14)', () => {
  scene('reaches a moderator who was not there, once, and none who was', async ({ ada, bo, hanna, mio, iben }) => {
    const { code } = await table([hanna, bo], [ada, mio], iben);
    await seats.take(ada, code);
    await seats.take(mio, code);
    await begun();
    await afters.tell(ada, code, { felt: 'mixed', about: 'person', words: 'Somebody asked where I live.' });
    const found = await told();
    expect(found).toBeDefined();
    await expect(queue.one(mio, found!.id)).rejects.toThrow();
    expect((await queue.one(iben, found!.id)).subjectKind).toBe('gathering');
    expect(await asHouse(() => sql`select why from safety.apart where case_id = ${found!.id}`)).toHaveLength(4);
  });
  scene('stands in a lane of its own when it was good or mixed: nothing went wrong', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    await begun();
    await afters.tell(ada, code, { felt: 'good', about: 'other', words: 'The tea was warm, and so were they.' });
    const quiet = () => Promise.resolve({ level: 'none', flags: [], reasons: [], version: 't' } as Awaited<ReturnType<typeof import('#triage/assess').assess>>);
    const good = await told(quiet);
    expect(await asHouse(() => sql`select lane, level from safety.cases where id = ${good!.id}`)).toEqual([{ lane: 'told', level: 'none' }]);
    await afters.tell(ada, code, { felt: 'mixed', about: 'place', words: 'It was loud.' });
    const mixed = await told(quiet);
    expect(await asHouse(() => sql`select lane, level from safety.cases where id = ${mixed!.id}`)).toEqual([{ lane: 'told', level: 'low' }]);
  });
  scene('is at least a concern when it was hard, urgent when the words are, and no case when it was good and nothing was said', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    await begun();
    await afters.tell(ada, code, { felt: 'good', about: 'other', words: '' });
    expect(await told()).toBeUndefined();
    await afters.tell(ada, code, { felt: 'hard', about: 'host', words: '' });
    expect(['concern', 'urgent']).toContain((await told())?.level);
    await afters.tell(ada, code, { felt: 'hard', about: 'host', words: 'It was too much for me.' });
    expect((await told(() => Promise.reject(new Error('it fails'))))?.level, 'what cannot be assessed is never less than what they said').toBe('concern');
    await afters.tell(ada, code, { felt: 'mixed', about: 'host', words: 'It was a lot.' });
    expect((await told(() => Promise.reject(new Error('it fails'))))?.level).toBe('unassessed');
    await afters.tell(ada, code, { felt: 'good', about: 'other', words: 'I want to kill myself tonight. I have the pills here.' });
    expect((await told())?.level).toBe('urgent');
  });
});
