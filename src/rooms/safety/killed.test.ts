/** A worker that is killed while it reads what people wrote: nobody is forgotten, and nobody stands in the queue twice. */
import { spawn, type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownHouse, type OwnHouse } from '#test/own-house';

const many = 240;
let own: OwnHouse;

beforeAll(async () => {
  own = await ownHouse('killed_reactors');
  const { pour } = await import('#forum/seed');
  const { ada, bo, cleo } = own.cast;
  await own.query('delete from platform.events');
  await pour(Array.from({ length: many }, (_, at) => ({
    board: 'rest', title: '', want: 'listen' as const, posts: [{ personaId: [ada, bo, cleo][at % 3]!.personaId, text: `I want to end my life tonight. This is number ${at}.`, at: new Date(Date.now() - 3_600_000 + at), language: 'en' as const }]
  })));
  await own.query(`insert into platform.events (name, data) select 'forum.post.published', json_build_object('postId', p.id, 'threadId', p.thread_id) from forum.posts p order by p.created_at`);
}, 60_000);
afterAll(() => own.drop());

function awake(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['src/test/safety-worker.ts'], { env: { ...process.env, DATABASE_URL: own.url, TRIAGE_ENCODER: 'off' }, stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((ready) => child.stdout!.once('data', () => ready(child)));
}
const count = async (text: string) => Number((await own.query(`select count(*) as n from ${text}`))[0]!.n);

describe('a worker that is killed in the middle of reading (MOD-9, REL)', () => {
  it('leaves for each text one case with one signal, one reading and one offer of help, however often it is killed', { timeout: 240_000 }, async () => {
    const killedAt: number[] = [];
    for (let round = 0; round < 20 && (await count('safety.cases')) < many; round++) {
      const before = await count('safety.cases');
      const child = await awake();
      // The first few are killed as soon as some were read, the others when all was.
      const enough = round < 3 ? before + 1 + Math.floor(Math.random() * 30) : many;
      await expect.poll(() => count('safety.cases'), { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(Math.min(enough, many));
      child.kill('SIGKILL');
      await new Promise((gone) => child.once('exit', gone));
      killedAt.push(await count('safety.cases'));
    }
    expect(killedAt.filter((read) => read > 0 && read < many).length, `killed in the middle, at ${killedAt.join()}`).toBeGreaterThan(1);
    // What was under way when the last one was killed is carried by the next.
    const last = await awake();
    await expect.poll(() => count(`platform.events where name = 'forum.post.published'`), { timeout: 60_000 }).toBe(0);
    await expect.poll(() => count(`pgboss.job where state in ('created', 'retry', 'active') and data->>'name' = 'forum.post.published'`), { timeout: 60_000 }).toBe(0);
    last.kill('SIGKILL');
    for (const [what, rows] of Object.entries({
      'a case for each': 'safety.cases', 'subjects that are not twice': '(select distinct subject_id from safety.cases) s', 'signals': 'safety.signals', 'readings': 'safety.assessments',
      'openings of a case, written down': `safety.activity where what = 'opened'`, 'anything written down': 'safety.activity', 'offers of help': 'safety.offers'
    })) expect(await count(rows), what).toBe(many);
    expect(await count(`safety.cases where level <> 'urgent' or version <> 1`)).toBe(0);
  });
});
