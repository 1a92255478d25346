import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { asHouse, executeSql, sql } from '#db';
import * as circleClock from '#circles/clock';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import * as changes from '#forum/changes';
import { draftOf } from '#forum/draft-rules';
import * as threads from '#forum/threads';
import * as personas from '#members/personas';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import * as topics from '#gatherings/topics';
import type { Member } from '#members/members';
import * as assessing from '#safety/assessing';
import * as cases from '#safety/cases';
import * as concern from '#safety/lines';
import * as quoted from '#safety/quoted';
import * as reports from '#safety/reports';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { scene } from '#test/scene';

const migration = readFileSync(new URL('migrations/2026-11-28-a-line-told-of-goes-with-its-case.sql', import.meta.url), 'utf8');
const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
const quoting = (kind: string, id: string, member: Member) =>
  cases.signal({ kind, id, personaId: member.personaId }, { kind: 'triage', level: 'concern', reasons: [{ phase: 'test', why: 'test', words: 'their very words', level: 'concern' }], cause: randomUUID() });
const closeAll = () => asHouse(() => sql`update safety.cases set state = 'closed', closed_at = now()`);
/** What is quoted still, by the kind of what it is about. */
const stands = async () => (await asHouse(() => sql<{ kind: string }>`
  select distinct c.subject_kind as kind from safety.signals s join safety.cases c on c.id = s.case_id where s.reasons::text like '%very words%' order by 1`)).map(({ kind }) => kind);

async function post(ada: Member): Promise<string> {
  const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'I took them.' }));
  return (await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`)[0]!.id;
}
async function line({ ada, bo, hanna, mio, iben }: Cast): Promise<string> {
  const code = await seated({ ada, bo, hanna, mio, iben });
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
  const { session } = await lines.room(ada, code);
  for (const member of [hanna, ada, bo]) await presences.stepIn(member, code, session!.id);
  return (await lines.say(ada, code, session!.id, { text: 'I took them.' })).id;
}

describe('what a case quotes (MOD-2, MOD-9)', () => {
  scene('of a post stays while the case is open or the words stand, and goes once it is closed and they are gone for good', async ({ ada }) => {
    const postId = await post(ada);
    await quoting('post', postId, ada);
    await changes.takeBack(ada, postId);
    await asHouse(() => sql`update forum.posts set deleted_at = now() - interval '11 minutes' where id = ${postId}`);
    await asHouse(() => changes.empty());
    expect([await quoted.forget(), await stands()], 'open').toEqual([0, ['post']]);
    await closeAll();
    expect([await quoted.forget(), await quoted.forget(), await stands()]).toEqual([1, 0, []]);
    await quoting('post', await post(ada), ada);
    await closeAll();
    expect([await quoted.forget(), await stands()], 'the words stand').toEqual([0, ['post']]);
  });
  scene('and what was heard in a post no case is about goes with its words; of what is said in a room nothing is kept (MOD-9)', async (cast) => {
    const heard = () => Promise.resolve({ level: 'none' as const, flags: [], reasons: [{ phase: 'test', why: 'test', words: 'their very words', level: 'none' as const }], version: 'v1' });
    const [taken, standing, lineId] = [await post(cast.ada), await post(cast.bo), await line(cast)];
    for (const id of [taken, standing]) await assessing.ofPost(id, heard);
    await assessing.ofLine(lineId, heard);
    const kept = async () => (await asHouse(() => sql<{ postId: string }>`select post_id from safety.assessments where reasons::text like '%very words%'`)).map(({ postId }) => postId).sort();
    expect(await kept()).toEqual([taken, standing].sort());
    await changes.takeBack(cast.ada, taken);
    await asHouse(() => sql`update forum.posts set deleted_at = now() - interval '11 minutes' where id = ${taken}`);
    await asHouse(() => changes.empty());
    await quoted.forget();
    expect(await kept()).toEqual([standing]);
    await asHouse(() => sql`update safety.assessments set at = at - interval '91 days'`);
    await assessing.forget();
    expect(await kept()).toEqual([]);
  });
  scene('of a line, a card and a plan goes with them', async (cast) => {
    const { ada, bo, hanna, iben } = cast;
    const lineId = await line(cast);
    const { code, gatheringId, here } = await table([hanna], [ada, bo], iben, {}, false);
    await asHouse(() => sql`update gatherings.gatherings set published_at = now() where id = ${gatheringId}`);
    await seats.take(ada, code);
    const card = await topics.lay(ada, code, 'I took them.');
    for (const [kind, id, who] of [['line', lineId, ada], ['topic', card, ada], ['plan', gatheringId, hanna]] as const) await quoting(kind, id, who);
    await closeAll();
    expect([await quoted.forget(), await stands()]).toEqual([0, ['line', 'plan', 'topic']]);
    await asHouse(() => sql`update circles.lines set said_at = now() - interval '25 hours'`);
    await circleClock.forget();
    await topics.remove(ada, card);
    expect([await quoted.forget(), await stands()]).toEqual([2, ['plan']]);
    await personas.leave(hanna, await here(hanna));
    expect([await quoted.forget(), await stands()]).toEqual([1, []]);
  });
  scene('and the copy of a line somebody told of: when its case is closed it is kept nowhere, nor is one from before; that of a post is', async (cast) => {
    const { ada, bo } = cast;
    const lineId = await line(cast);
    await concern.tell(bo, lineId, 'unkind', 'That hurt.');
    await reports.tell(bo, await post(ada), 'unkind', 'This, too.');
    const copies = async () => (await asHouse(() => sql<{ kind: string }>`select r.subject_kind as kind from safety.reports r join safety.texts t on t.id = r.copy_id order by 1`)).map(({ kind }) => kind);
    const caseOf = async () => (await asHouse(() => sql<{ id: string }>`select id from safety.cases where subject_kind = 'line' order by state = 'closed' limit 1`))[0]!.id;
    const close = async () => {
      await closeAll();
      await asHouse(() => sql`update safety.reports set closed_at = now(), outcome = 'nothing' where closed_at is null`);
    };
    await concern.closed(await caseOf());
    await asHouse(() => executeSql(migration));
    expect(await copies(), 'open').toEqual(['line', 'post']);
    await close();
    await asHouse(() => executeSql(migration));
    expect(await copies()).toEqual(['post']);
    await concern.tell(bo, lineId, 'unkind', 'Once more.');
    const again = await caseOf();
    expect(await copies()).toEqual(['line', 'post']);
    await close();
    for (let twice = 0; twice < 2; twice++) await concern.closed(again);
    expect(await copies()).toEqual(['post']);
  });
});
