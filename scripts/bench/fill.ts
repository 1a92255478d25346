/**
 * Fills an empty database with a community of a given size, in SQL alone.
 *
 * Words follow a skewed spread (a few very common, many rare), threads have
 * twenty posts on average with one of 500, and one member has every
 * per-member feature on: read marks, mutes, folds, blocks, saves, follows.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { seal } from '#platform/seal';
import { fillLetters } from './letters.ts';

/** `others` are sessions of many members, because one alone may not post without end. */
export type Filled = { token: string; /** Of a provider two hundred people share with. */ provider: string; patient: string; shared: string; conversation: string; others: string[]; longThread: string; board: string; threads: string[] };

const members = 2_000;

/** `posts` is how many posts there are in all. Returns what the bench asks for. */
export async function fill(url: string, posts: number): Promise<Filled> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const run = (text: string, values: unknown[] = []) => client.query(text, values);
  await run(`set synchronous_commit = off`);
  await run(`select setseed(0.42)`);
  await run(`create temp table people as select gen_random_uuid() as member_id, gen_random_uuid() as persona_id, n from generate_series(1, ${members}) n`);
  await run(`insert into members.members (id) select member_id from people`);
  await run(`insert into members.personas (id, member_id, space) select persona_id, member_id, 'forum' from people`);
  await run(`insert into members.faces (persona_id, name, name_folded, code, seed)
             select persona_id, 'Reader ' || n, 'reader' || n, 'r' || n, md5(n::text) from people`);
  await run(`create temp table who as select array_agg(persona_id) as ids from people`);
  const indexes = (await run(`select indexname, indexdef from pg_indexes where schemaname = 'forum' and tablename = 'posts' and indexdef not like 'CREATE UNIQUE%'`)).rows as { indexname: string; indexdef: string }[];
  for (const { indexname } of indexes) await run(`drop index forum.${indexname}`); // made again when all is in: much quicker
  await run(`set maintenance_work_mem = '1GB'`);
  const threads = Math.max(10, Math.round(posts / 20));
  await run(`insert into forum.threads (id, code, board_id, persona_id, title, want, about, language, created_at, last_at, last_number, answered_at)
             select gen_random_uuid(), 't' || n, 1 + (n % 10), (select ids[1 + (n * 7919) % ${members}] from who), 'A thread about thing ' || n, 'listen',
                    case when n % 9 = 0 then array['low-mood'] else '{}'::text[] end, 'en', now() - (n || ' minutes')::interval, now() - (n || ' minutes')::interval, 20, now()
               from generate_series(1, ${threads}) n`);
  await pourPosts(client, threads);
  await run(`update forum.threads set last_number = 500, code = 'tlong' where code = 't5'`);
  await run(`insert into forum.posts (id, thread_id, number, persona_id, body, html, language, created_at, search)
             select gen_random_uuid(), t.id, k, (select ids[1 + (k * 104729) % ${members}] from who), 'One more word in a long thread ' || k, '<p>One more word in a long thread ' || k || '</p>', 'en',
                    t.created_at + k * interval '3 seconds', to_tsvector('english', 'One more word in a long thread')
               from forum.threads t cross join generate_series(21, 500) k where t.code = 'tlong'`);
  await run(`update forum.posts set body = body || ' zebrafinch', search = search || to_tsvector('english', 'zebrafinch') where id in (select id from forum.posts order by id limit 12)`);
  for (const { indexdef } of indexes) await run(indexdef);
  const token = randomBytes(32).toString('base64url');
  const me = (await run(`select member_id, persona_id from people where n = 1`)).rows[0] as { member_id: string; persona_id: string };
  await run(`insert into members.sessions (id, member_id, token_hash, device, ends_at, factor_at) values ($1, $2, $3, 'own', now() + interval '12 hours', now())`, [randomUUID(), me.member_id, createHash('sha256').update(token).digest()]);
  const others = Array.from({ length: members - 100 }, () => randomBytes(32).toString('base64url'));
  await run(`insert into members.sessions (id, member_id, token_hash, device, ends_at) select gen_random_uuid(), p.member_id, o.hash, 'own', now() + interval '12 hours'
             from unnest($1::bytea[]) with ordinality as o (hash, at) join people p on p.n = o.at + 100`, [others.map((other) => createHash('sha256').update(other).digest())]);
  await run(`insert into members.settings (member_id, theme) values ($1, 'dark')`, [me.member_id]);
  await run(`insert into forum.readings (member_id, thread_id, number) select $1, id, 7 from forum.threads order by last_at desc limit 2000`, [me.member_id]);
  await run(`insert into forum.mutes (member_id, kind, subject) values ($1, 'word', 'needle'), ($1, 'word', 'wasp'), ($1, 'board', '9')`, [me.member_id]);
  await run(`insert into forum.mutes (member_id, kind, subject) select $1, 'person', persona_id::text from people where n between 50 and 54`, [me.member_id]);
  await run(`insert into forum.folds (member_id, about) values ($1, array['hospital', 'suicide'])`, [me.member_id]);
  await run(`insert into members.blocks (member_id, persona_id) select $1, persona_id from people where n between 60 and 64`, [me.member_id]);
  await run(`insert into members.blocks (member_id, persona_id) select member_id, $1 from people where n between 70 and 72`, [me.persona_id]);
  await run(`insert into forum.saves (member_id, post_id) select $1, id from forum.posts order by created_at desc limit 200`, [me.member_id]);
  await run(`insert into forum.follows (member_id, kind, subject) select $1, 'thread', id::text from forum.threads order by last_at desc limit 100`, [me.member_id]);
  await run(`insert into notices.notices (id, member_id, kind, subject, cause) select gen_random_uuid(), $1, 'reply', 't' || n, 'bench ' || n from generate_series(1, 60) n`, [me.member_id]);
  const desk = await fillDesk(run);
  await run(`vacuum analyze`);
  const codes = (await run(`select t.code from forum.threads t where t.persona_id not in (select persona_id from people where n between 60 and 72) order by last_at desc limit 400`)).rows as { code: string }[];
  const [board] = (await run(`select address from forum.boards where code = 'rest'`)).rows as [{ address: string }];
  await client.end();
  return { token, ...desk, others, longThread: 'tlong', board: board.address, threads: codes.map((row) => row.code) };
}

type Run = (text: string, values?: unknown[]) => Promise<pg.QueryResult>;

/** A provider with two hundred ties, two things shared by each, and letters. The first is of the member the bench asks as. */
async function fillDesk(run: Run): Promise<Pick<Filled, 'provider' | 'patient' | 'shared' | 'conversation'>> {
  const [account, organisation, provider, token] = [randomUUID().replace(/^(.{14})4/, (_, before: string) => `${before}8`), randomUUID(), randomUUID(), randomBytes(32).toString('base64url')];
  await run(`insert into members.members (id) values ($1)`, [account]);
  await run(`insert into members.work_accounts (member_id, name) values ($1, 'Sol Berg')`, [account]);
  await run(`insert into members.sessions (id, member_id, token_hash, device, ends_at, factor_at) values ($1, $2, $3, 'own', now() + interval '12 hours', now())`, [randomUUID(), account, createHash('sha256').update(token).digest()]);
  await run(`insert into care.organisations (id, name) values ($1, 'Example Clinic')`, [organisation]);
  await run(`insert into care.providers (id, account_id, organisation_id, name, role, check_word) values ($1, $2, $3, 'Sol Berg', 'nurse', 'harbour')`, [provider, account, organisation]);
  const ties = Array.from({ length: 200 }, randomUUID);
  await run(`insert into care.ties (id, member_id, provider_id, sealed_name, identity)
             select t.id, p.member_id, $3, t.name, 'factor' from unnest($1::uuid[], $2::text[]) with ordinality as t (id, name, at) join people p on p.n = t.at`,
  [ties, ties.map((id, n) => seal(`Kari ${n}`, `care.ties|sealed_name|${id}`)), provider]);
  await run(`insert into care.grants (id, tie_id, member_id, provider_id, kind, last_day, ends_at) select gen_random_uuid(), t.id, t.member_id, t.provider_id, kind, current_date + 89, now() + interval '90 days' from care.ties t cross join unnest(array['week', 'plan']) kind`);
  const { rows: [week] } = await run(`select id from care.grants where tie_id = $1 and kind = 'week'`, [ties[0]]);
  return { provider: token, patient: ties[0]!, shared: (week as { id: string }).id, conversation: await fillLetters(run, ties, provider, organisation) };
}

const common = ['sleep', 'pain', 'today', 'work', 'doctor', 'tired', 'hand', 'morning', 'night', 'tea', 'friend', 'family', 'walk', 'help', 'week', 'better', 'worse', 'think', 'know', 'feel', 'quiet', 'kitchen', 'slow', 'river'];
const rare = Array.from({ length: 20_000 }, (_, n) => `w${createHash('md5').update(String(n)).digest('hex').slice(0, 6)}`);

/** The same numbers at every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A few words are in half of all posts, most in hardly any. */
function text(next: () => number): string {
  const words = Array.from({ length: 30 + Math.floor(next() * 40) }, () =>
    next() < 0.55 ? common[Math.floor(next() ** 2 * common.length)]! : rare[Math.floor(next() ** 3 * rare.length)]!);
  return words.join(' ');
}

async function pourPosts(client: pg.Client, threads: number): Promise<void> {
  const next = numbers(42);
  const { rows } = await client.query<{ id: string; at: Date }>(`select id, created_at as at from forum.threads order by created_at desc`);
  const people = (await client.query<{ ids: string[] }>(`select ids from who`)).rows[0]!.ids;
  for (let from = 0; from < threads; from += 250) {
    const posts = rows.slice(from, from + 250).flatMap(({ id, at }) => Array.from({ length: 20 }, (_, k) => ({
      thread: id, number: k + 1, persona: people[Math.floor(next() * people.length)], body: text(next), at: new Date(at.getTime() + (k + 1) * 3_000).toISOString(), about: k % 17 === 16
    })));
    await client.query(`insert into forum.posts (id, thread_id, number, persona_id, body, html, language, created_at, about, search)
      select gen_random_uuid(), p.thread, p.number, p.persona, p.body, '<p>' || p.body || '</p>', 'en', p.at, case when p.about then array['hospital'] else '{}'::text[] end, to_tsvector('english', p.body)
        from json_to_recordset($1::json) as p (thread uuid, number int, persona uuid, body text, at timestamptz, about boolean)`, [JSON.stringify(posts)]);
  }
}
