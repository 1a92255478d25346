/** A replayed month as rows: poured in, all or nothing, and counted again from what is there. */
import { randomBytes, randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import { markDemo } from '#platform/demo-mark';
import * as forum from '#forum/seed';
import * as house from '#house/seed';
import { code, makeSeed } from '#members/members';
import { foldName } from '#members/name-rules';
import * as passes from '#members/passes';
import type { Rows } from './month-figures.ts';
import type { Person, Visit } from './month-people.ts';
import type { Life, Mark, Thread } from './month-rules.ts';

type Row = Person & { memberId: string; personaId: string };
type Moved = (at: number) => Date;

/** Whether nobody has ever joined here: a month is replayed in an empty house. */
export async function isEmpty(): Promise<boolean> {
  const [somebody] = await asHouse(() => sql`select 1 from members.members limit 1`);
  return !somebody;
}

/** `moved` says how far the month lies in the past. `passOf`: for people somebody will want to be. */
export const fill = (life: Life, move: number, passOf?: (name: string) => string | undefined) => asHouse(async () => {
  const moved: Moved = (at) => new Date(at + move);
  const people = life.people.map((person): Row => ({ ...person, memberId: randomUUID(), personaId: randomUUID() }));
  await markDemo();
  await house.fill();
  await pourPeople(people, moved, await hashed(people, passOf));
  await forum.pour(life.threads.map((thread) => poured(thread, people, moved)));
  await pourSessions(life.visits, people, moved);
  await pourMarks(life, people, moved);
});

/** Argon2 takes its time, so it is asked for only where somebody may sign in by hand. */
async function hashed(people: readonly Row[], passOf: (name: string) => string | undefined = () => undefined): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { name } of people) {
    const pass = passOf(name);
    if (pass) found.set(name, await passes.hash(pass));
  }
  return found;
}

function poured({ code, opening: { board, title, tags }, want, isNewcomer, posts }: Thread, people: readonly Row[], moved: Moved): forum.PouredThread {
  return {
    code, board, title, want, tags, isNewcomer,
    posts: posts.map(({ by, at, helpedAt, ...post }) => ({
      ...post, personaId: people[by]!.personaId, at: moved(at), isHost: people[by]!.role !== null, helpedAt: helpedAt === null ? null : moved(helpedAt)
    }))
  };
}

async function pourPeople(people: readonly Row[], moved: Moved, hashes: ReadonlyMap<string, string>): Promise<void> {
  const rows = JSON.stringify(people.map(({ memberId, personaId, name, language, role, about, joins }) => ({
    member_id: memberId, persona_id: personaId, name, folded: foldName(name), pass: hashes.get(name) ?? null, code: code(), seed: makeSeed(), language, role, about, joined_at: moved(joins)
  })));
  await sql`insert into members.members (id, language, joined_at, adult_at)
    select member_id, language, joined_at, joined_at from jsonb_to_recordset(${rows}::jsonb) as r (member_id uuid, language text, joined_at timestamptz)`;
  await sql`insert into members.keys (member_id, sign_in_name, pass_hash)
    select member_id, folded, pass from jsonb_to_recordset(${rows}::jsonb) as r (member_id uuid, folded text, pass text)`;
  await sql`insert into members.personas (id, member_id, space, made_at)
    select persona_id, member_id, 'forum', joined_at from jsonb_to_recordset(${rows}::jsonb) as r (member_id uuid, persona_id uuid, joined_at timestamptz)`;
  await sql`insert into members.faces (persona_id, name, name_folded, code, seed, about, tag, language)
    select persona_id, name, folded, code, seed, about, role, language
      from jsonb_to_recordset(${rows}::jsonb) as r (persona_id uuid, name text, folded text, code text, seed text, about text, role text, language text)`;
  await sql`insert into members.roles (id, member_id, role, given_at)
    select gen_random_uuid(), member_id, role, joined_at from jsonb_to_recordset(${rows}::jsonb) as r (member_id uuid, role text, joined_at timestamptz) where role is not null`;
  await sql`insert into members.consents (id, member_id, kind, version, text_hash, language, given_at)
    select gen_random_uuid(), member_id, 'conduct', 'demo', 'demo', language, joined_at
      from jsonb_to_recordset(${rows}::jsonb) as r (member_id uuid, language text, joined_at timestamptz)`;
}

/** Sessions that are over. Nobody has their token: the hash is of nothing. */
const pourSessions = (visits: readonly Visit[], people: readonly Row[], moved: Moved) => sql`
  insert into members.sessions (id, member_id, token_hash, device, device_words, made_at, seen_at, ends_at, day, day_until)
  select gen_random_uuid(), member_id, decode(token, 'hex'), device, words, made_at, seen_at, seen_at, nullif(day, 'unsaid'), case when day <> 'unsaid' then seen_at end
    from jsonb_to_recordset(${JSON.stringify(visits.map(({ person, from, to, day, isOwn, device }) => ({
      member_id: people[person]!.memberId, token: randomBytes(32).toString('hex'), device: isOwn ? 'own' : 'shared', words: device, made_at: moved(from), seen_at: moved(to), day
    })))}::jsonb) as r (member_id uuid, token text, device text, words text, made_at timestamptz, seen_at timestamptz, day text)`;

async function pourMarks({ threads, reactions, saves, readings }: Life, people: readonly Row[], moved: Moved): Promise<void> {
  const rows = <Kind extends Mark>(marks: readonly Kind[]) => JSON.stringify(marks.map(({ thread, by, at, ...mark }) => ({
    ...mark, code: threads[thread]!.code, member_id: people[by]!.memberId, persona_id: people[by]!.personaId, at: moved(at)
  })));
  await sql`insert into forum.reactions (post_id, persona_id, kind, made_at)
    select p.id, r.persona_id, r.kind, r.at
      from jsonb_to_recordset(${rows(reactions)}::jsonb) as r (code text, number int, persona_id uuid, kind text, at timestamptz)
      join forum.threads t on t.code = r.code join forum.posts p on p.thread_id = t.id and p.number = r.number on conflict do nothing`;
  await sql`insert into forum.saves (member_id, post_id, made_at)
    select r.member_id, p.id, r.at
      from jsonb_to_recordset(${rows(saves)}::jsonb) as r (code text, number int, member_id uuid, at timestamptz)
      join forum.threads t on t.code = r.code join forum.posts p on p.thread_id = t.id and p.number = r.number on conflict do nothing`;
  await sql`insert into forum.readings (member_id, thread_id, number, at)
    select r.member_id, t.id, r.number, r.at
      from jsonb_to_recordset(${rows(readings)}::jsonb) as r (code text, number int, member_id uuid, at timestamptz)
      join forum.threads t on t.code = r.code`;
}

/** What the figures are made of, from the rows as they are. Who read a post: whose mark in its thread lies behind it. */
export const counted = (begins: Date, ends: Date) => asHouse(async (): Promise<Rows> => ({
  members: await sql<Rows['members'][number]>`
    with written as (
      select persona_id, count(*) as posts from forum.posts where created_at >= ${begins}::timestamptz and created_at < ${ends}::timestamptz group by 1
    ), been as (
      select member_id, count(*) as times from members.sessions where made_at >= ${begins}::timestamptz and made_at < ${ends}::timestamptz group by 1
    ), seen as (
      select r.member_id, count(*) as posts
        from forum.readings r
        join members.personas me on me.member_id = r.member_id and me.space = 'forum'
        join forum.posts p on p.thread_id = r.thread_id and p.number <= r.number and p.persona_id is distinct from me.id
       where r.at >= ${begins}::timestamptz and r.at < ${ends}::timestamptz group by 1
    )
    select m.id, m.language, (select role from members.roles r where r.member_id = m.id and r.ended_at is null limit 1) as role, m.joined_at,
           coalesce(w.posts, 0) as written, coalesce(s.posts, 0) as read, coalesce(b.times, 0) as logins
      from members.members m
      join members.personas p on p.member_id = m.id and p.space = 'forum'
      left join written w on w.persona_id = p.id
      left join been b on b.member_id = m.id
      left join seen s on s.member_id = m.id
     order by m.joined_at, m.id`,
  sessions: await sql<Rows['sessions'][number]>`select member_id, made_at from members.sessions where made_at >= ${begins}::timestamptz and made_at < ${ends}::timestamptz`,
  threads: await sql<Rows['threads'][number]>`
    select language, want, is_newcomer, created_at, answered_at, host_answered_at from forum.threads where created_at >= ${begins}::timestamptz and created_at < ${ends}::timestamptz order by created_at`,
  replies: await sql<Rows['replies'][number]>`
    select created_at from forum.posts where number > 1 and created_at >= ${begins}::timestamptz and created_at < ${ends}::timestamptz`
}));
