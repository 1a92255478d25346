/** The desk under load and faults, on a database of its own with real connections: 500 urgent posts in a minute, two hands at once, an event heard twice. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PgBoss } from 'pg-boss';
import type { Member, Moderator } from '#members/members';
import type { Text } from '#triage/assess';
import { ownHouse, type OwnHouse } from '#test/own-house';

// How soon the program answers is measured elsewhere; here every text is urgent at once.
vi.mock('#triage/assess', () => {
  const urgent = () => ({ level: 'urgent', flags: [], reasons: [], version: 'test' });
  return { assess: (_: Text) => Promise.resolve(urgent()), assessNow: urgent, version: 'test' };
});

let own: OwnHouse;
let db: typeof import('#db');
let boss: PgBoss;
let [mio, iben] = [] as unknown as [Moderator, Moderator];
let writers: Member[] = [];
const many = 500;

beforeAll(async () => {
  own = await ownHouse('desk_load');
  db = await import('#db');
  const { openQueue } = await import('#platform/queue');
  boss = await openQueue(own.url, { schedule: false, supervise: false });
  const { cast } = own;
  mio = cast.mio;
  iben = cast.iben as unknown as Moderator;
  writers = [cast.ada, cast.bo, cast.cleo];
}, 60_000);
afterAll(async () => {
  await boss.stop({ graceful: false });
  await own.drop();
});

/** Posts as they stand in the forum, with their events, in the order of their times. */
async function post(count: number): Promise<void> {
  const { pour } = await import('#forum/seed');
  const now = Date.now();
  await pour(Array.from({ length: count }, (_, at) => ({
    board: 'rest', title: '', want: 'listen' as const, posts: [{ personaId: writers[at % 3]!.personaId, text: `Number ${at}.`, at: new Date(now - 60_000 + Math.floor((at * 60_000) / count)), language: 'en' as const }]
  })));
  await own.query(`insert into platform.events (name, data) select 'forum.post.published', json_build_object('postId', p.id, 'threadId', p.thread_id) from forum.posts p order by p.created_at`);
}

async function carry(): Promise<number> {
  const carrying = await import('#platform/carrying');
  const { reactors } = await import('#safety/reactors');
  const listening = { safety: { 'forum.post.published': reactors['forum.post.published']! } };
  while (await carrying.takeOut(boss, listening)) { /* the next hundred */ }
  let heard = 0;
  const one = async () => { while (await carrying.hearOne(boss, listening)) heard++; };
  await Promise.all([one(), one()]);
  return heard;
}

describe('500 urgent posts in a minute', () => {
  it('all appear, the most pressing and oldest first, none lost and none twice, also when each event is delivered again', async () => {
    const queue = await import('#safety/queue');
    await post(many);
    expect(await carry()).toBe(many);
    const events = await own.query(`select p.id from forum.posts p order by p.created_at`);
    await own.query(`insert into platform.events (name, data) select 'forum.post.published', json_build_object('postId', p.id) from forum.posts p`);
    expect(await carry()).toBe(many); // heard again, noted once
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const { cases, next } = await queue.waiting(mio, 'risk', after);
      seen.push(...cases.map(({ subjectId }) => subjectId));
      if (!next) break;
      after = next;
    }
    expect(new Set(seen).size).toBe(many);
    expect([...seen].sort()).toEqual(events.map(({ id }) => id as string).sort());
    const [{ inOrder }] = (await own.query(`
      select bool_and(ok) as "inOrder" from (select weight = 10 and opened_at >= lag(opened_at, 1, opened_at) over (order by weight, opened_at, id) as ok from safety.cases) o`)) as [{ inOrder: boolean }];
    expect(inOrder).toBe(true);
    expect((await own.query(`select count(*)::int as n from safety.signals`))[0]).toEqual({ n: many });
    expect((await own.query(`select count(*)::int as n from safety.activity where what = 'opened'`))[0]).toEqual({ n: many });
    const began = performance.now();
    const lanes = await queue.overview(mio);
    expect(lanes[0]).toMatchObject({ lane: 'risk', count: 51 });
    expect(performance.now() - began).toBeLessThan(1_000);
  }, 120_000);
});

describe('two at once', () => {
  it('one gets each case, the other is told by name; nobody gets one twice', async () => {
    const cases = await import('#safety/cases');
    const rows = (await own.query(`select id from safety.cases order by opened_at limit 40`)) as { id: string }[];
    const tried = await Promise.all(rows.map(async ({ id }) => Promise.allSettled([cases.claim(mio, id, 1), cases.claim(iben, id, 1)])));
    for (const both of tried) {
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
      expect(lost.reason).toMatchObject({ key: 'safety.refused.claimed', values: { name: expect.stringMatching(/mio|iben/) } });
    }
    expect((await own.query(`select count(*)::int as n from safety.activity where what = 'claimed'`))[0]).toEqual({ n: 40 });
  }, 60_000);
  it('two decisions about one version: one holds, the other is refused, and there is one row', async () => {
    const decisions = await import('#safety/decisions');
    const [{ id, version }] = (await own.query(`update safety.cases set level = 'concern' where id = (select id from safety.cases where state = 'open' order by opened_at limit 1) returning id, version`)) as [{ id: string; version: number }];
    const decide = (who: Moderator) => decisions.decide(who, id, version, { deed: 'nothing', rule: 0, toAuthor: '', toReporters: '' });
    const both = await Promise.allSettled([decide(mio), decide(iben), decide(mio)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await own.query(`select count(*)::int as n from safety.decisions where case_id = '${id}'`))[0]).toEqual({ n: 1 });
  });
  it('ten signals about one post in one moment are one case with ten signals', async () => {
    const cases = await import('#safety/cases');
    const subject = { kind: 'post', id: crypto.randomUUID(), personaId: writers[0]!.personaId };
    await Promise.all(Array.from({ length: 10 }, (_, at) => cases.signal(subject, { kind: 'report', level: at === 7 ? 'urgent' : 'low', cause: `moment:${at}` })));
    expect(await own.query(`select count(distinct c.id)::int as cases, count(*)::int as signals, max(c.level) as level from safety.cases c join safety.signals s on s.case_id = c.id where c.subject_id = '${subject.id}'`)).toEqual([{ cases: 1, signals: 10, level: 'urgent' }]);
  });
  it('a worker that dies in the middle of an event leaves nothing half, and the next one finishes it', async () => {
    const assessing = await import('#safety/assessing');
    const [{ id }] = (await own.query(`insert into forum.posts (id, thread_id, number, persona_id, body, html, language, search) select gen_random_uuid(), id, 99, '${writers[0]!.personaId}', 'Late.', 'Late.', 'en', '' from forum.threads limit 1 returning id`)) as [{ id: string }];
    const dies = db.asHouse(async () => { await assessing.ofPost(id); throw new Error('killed'); });
    await expect(dies).rejects.toThrow('killed');
    expect(await own.query(`select 1 from safety.cases where subject_id = '${id}'`)).toEqual([]);
    await assessing.ofPost(id);
    await assessing.ofPost(id);
    expect(await own.query(`select 1 from safety.cases where subject_id = '${id}'`)).toHaveLength(1);
  });
});
