/**
 * Demo life: threads, posts, reactions and readings with dates in the past,
 * poured in by the thousand. Nothing is announced, nobody is notified, no
 * limit counts. `seed` reads the files of `demo/threads`; `pour` takes anything.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import type { Language } from '#platform/words';
import { code as makeCode } from '#members/members';
import type { Kind } from '#forum/reaction-rules';
import type { Want } from '#forum/thread-rules';
import { tidy, tidyLine } from '#forum/text-rules';
import { render } from '#forum/text';

/** A thread as `demo/threads/<board>.json` holds it. `to` and `helped` count replies from 0; `on` counts posts, the first one being 0. */
export type Thread = {
  by: string; daysAgo: number; lang: Language; title: string; want: Want; about: string[]; tags: string[]; text: string;
  helped: number[];
  replies: { by: string; hours: number; text: string; to?: number; lang?: Language; about?: string[] }[];
  reactions: { on: number; by: string; kind: Kind }[];
};

export type PouredPost = {
  personaId: string; text: string; at: Date; language: Language;
  about?: string[]; toNumber?: number | null; helpedAt?: Date | null; isHost?: boolean;
  reactions?: { personaId: string; kind: Kind }[];
};
export type PouredThread = {
  board: string; title: string; want: Want; tags?: string[]; code?: string; isNewcomer?: boolean;
  /** The first opens the thread. In the order of their dates. */
  posts: PouredPost[];
  readings?: { memberId: string; number: number }[];
};

const atOnce = 200;

/** Pours threads in and answers with their codes, in the same order. */
export async function pour(threads: readonly PouredThread[]): Promise<string[]> {
  const codes: string[] = [];
  for (let at = 0; at < threads.length; at += atOnce) codes.push(...(await asHouse(() => some(threads.slice(at, at + atOnce)))));
  return codes;
}

async function some(threads: readonly PouredThread[]): Promise<string[]> {
  const rows = threads.map((thread) => ({ ...thread, id: randomUUID(), code: thread.code ?? makeCode() }));
  const posts = rows.flatMap((thread) => thread.posts.map((post, at) => ({ ...post, id: randomUUID(), thread, number: at + 1 })));
  await pourThreads(rows.map((thread) => threadRow(thread)));
  await pourPosts(posts.map(({ thread, number, ...post }) => postRow(post, thread.id, number, number === 1 ? thread.title : '')));
  await pourReactions(posts.flatMap(({ id, at, reactions = [] }) => reactions.map((one) => ({ post_id: id, persona_id: one.personaId, kind: one.kind, made_at: at }))));
  await pourReadings(rows.flatMap(({ id, readings = [] }) => readings.map(({ memberId, number }) => ({ member_id: memberId, thread_id: id, number }))));
  return rows.map(({ code }) => code);
}

function threadRow({ id, code, board, title, want, tags = [], isNewcomer = false, posts }: PouredThread & { id: string; code: string }) {
  const [first] = posts;
  const others = posts.filter(({ personaId }) => personaId !== first!.personaId);
  return {
    id, code, board, persona_id: first!.personaId, title: tidyLine(title), want, about: first!.about ?? [], tags, language: first!.language, is_newcomer: isNewcomer,
    created_at: first!.at, last_at: posts.at(-1)!.at, last_number: posts.length,
    answered_at: others[0]?.at ?? null, host_answered_at: others.find(({ isHost }) => isHost)?.at ?? null
  };
}

function postRow(post: PouredPost & { id: string }, threadId: string, number: number, title: string) {
  const body = tidy(post.text);
  return {
    id: post.id, thread_id: threadId, number, persona_id: post.personaId, to_number: post.toNumber ?? null, body, html: render(body), about: post.about ?? [],
    language: post.language, created_at: post.at, helped_at: post.helpedAt ?? null, title
  };
}

const pourThreads = (rows: ReturnType<typeof threadRow>[]) => sql`
  insert into forum.threads (id, code, board_id, space, persona_id, title, want, about, tags, language, is_newcomer, created_at, last_at, last_number, answered_at, host_answered_at)
  select r.id, r.code, b.id, b.space, r.persona_id, r.title, r.want, r.about, r.tags, r.language, r.is_newcomer, r.created_at, r.last_at, r.last_number, r.answered_at, r.host_answered_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, code text, board text, persona_id uuid, title text, want text, about text[], tags text[],
         language text, is_newcomer boolean, created_at timestamptz, last_at timestamptz, last_number int, answered_at timestamptz, host_answered_at timestamptz)
    join forum.boards b on b.code = r.board`;

const pourPosts = (rows: ReturnType<typeof postRow>[]) => sql`
  insert into forum.posts (id, thread_id, space, number, persona_id, to_number, body, html, about, language, created_at, helped_at, search)
  select r.id, r.thread_id, t.space, r.number, r.persona_id, r.to_number, r.body, r.html, r.about, r.language, r.created_at, r.helped_at,
         to_tsvector(case when r.language = 'nb' then 'norwegian'::regconfig else 'english'::regconfig end, r.title || ' ' || r.body)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, thread_id uuid, number int, persona_id uuid, to_number int, body text, html text, about text[],
         language text, created_at timestamptz, helped_at timestamptz, title text)
    join forum.threads t on t.id = r.thread_id`;

const pourReactions = (rows: { post_id: string; persona_id: string; kind: Kind; made_at: Date }[]) => sql`
  insert into forum.reactions (post_id, persona_id, kind, made_at)
  select post_id, persona_id, kind, made_at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (post_id uuid, persona_id uuid, kind text, made_at timestamptz)
  on conflict do nothing`;

const pourReadings = (rows: { member_id: string; thread_id: string; number: number }[]) => sql`
  insert into forum.readings (member_id, thread_id, number)
  select member_id, thread_id, number from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (member_id uuid, thread_id uuid, number int)
  on conflict do nothing`;

/** The demo community's threads. `personas` leads from a demo person's key to the persona they write as. */
export async function seed(boards: readonly { board: string; threads: readonly Thread[] }[], personas: ReadonlyMap<string, string>): Promise<void> {
  const hosts = await asHouse(() => sql<{ personaId: string }>`select persona_id from members.faces where tag is not null`);
  const isHost = new Set(hosts.map(({ personaId }) => personaId));
  const who = (key: string) => personas.get(key) ?? strange(key);
  const poured = boards.flatMap(({ board, threads }) => threads.map((thread) => asPoured(board, thread, who, isHost)));
  poured.sort((a, b) => a.posts[0]!.at.getTime() - b.posts[0]!.at.getTime());
  const known = new Set<string>();
  for (const thread of poured) {
    thread.isNewcomer = !known.has(thread.posts[0]!.personaId);
    for (const { personaId } of thread.posts) known.add(personaId);
  }
  await pour(poured);
}

function strange(key: string): never {
  throw new Error(`the demo knows nobody called ${key}`);
}

const hour = 3_600_000;

function asPoured(board: string, thread: Thread, who: (key: string) => string, hosts: ReadonlySet<string>): PouredThread {
  const began = Date.now() - thread.daysAgo * 24 * hour;
  // Replies the files put in the future have not been written yet: they are kept, a minute apart, until now.
  const at = (hours: number, place: number) => new Date(Math.min(began + hours * hour, Date.now() - (thread.replies.length - place) * 60_000));
  const reactionsOn = (on: number) => thread.reactions.filter((one) => one.on === on).map(({ by, kind }) => ({ personaId: who(by), kind }));
  const first: PouredPost = { personaId: who(thread.by), text: thread.text, at: new Date(began), language: thread.lang, about: thread.about, reactions: reactionsOn(0) };
  const replies = thread.replies.map((reply, place): PouredPost => ({
    personaId: who(reply.by), text: reply.text, at: at(reply.hours, place), language: reply.lang ?? thread.lang, about: reply.about ?? [], isHost: hosts.has(who(reply.by)),
    toNumber: reply.to === undefined ? null : reply.to + 2, reactions: reactionsOn(place + 1),
    helpedAt: thread.helped.includes(place) ? new Date(at(reply.hours, place).getTime() + 30 * 60_000) : null
  }));
  return { board, title: thread.title, want: thread.want, tags: thread.tags, posts: [first, ...replies] };
}

/** What is older than this many hours was read by somebody from the desk soon after it was written. */
export const readUntil = (hours: number) => asHouse(() => sql`
  update forum.posts set seen_at = created_at + interval '90 minutes' where created_at < now() - make_interval(hours => ${hours}::int)`);
