/**
 * Threads: conversations, each begun by one person who says what would help.
 *
 * Lists are in the order of the newest words, never of popularity, and a list
 * goes on after a key, so its end costs what its beginning does. Whom a member
 * has blocked or muted is not in their lists (`forum.listed`).
 */
import { randomUUID } from 'node:crypto';
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { keysOf } from '#platform/form-keys';
import { code as makeCode, isUnshown, type Member } from '#members/members';
import * as boards from '#forum/boards';
import { threadWords, type Draft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as holding from '#forum/holding';
import { pageSize, type Key } from '#forum/page-rules';
import { heavy, isWant, tagsOf, type Want } from '#forum/thread-rules';
import * as waiting from '#forum/waiting';
import { isSecondCopy, onceOf, titleOf, withinReason, wordsOf } from '#forum/writing';

export type Listed = {
  id: string;
  code: string;
  board: string;
  boardNames: Record<string, string>;
  name: string | null;
  face: string | null;
  seed: string | null;
  tag: 'host' | 'moderator' | 'steward' | null;
  title: string;
  want: Want;
  about: string[];
  /** What the author says they live with. */
  tags: string[];
  language: string;
  createdAt: Date;
  lastAt: Date;
  lastKey: number;
  hasReplies: boolean;
  /** By somebody else. */
  isAnswered: boolean;
  isMine: boolean;
  readNumber: number | null;
  hasNew: boolean | null;
  /** In a local group: a thread for a few people. */
  isClosed?: boolean;
};
export type Page = { threads: Listed[]; next: Key | null };

/** A page of rows that were asked for with one more than it holds. */
export function pageOf(rows: Listed[], isCoarse = false): Page {
  const threads = rows.slice(0, pageSize);
  const last = threads.at(-1);
  return { threads, next: rows.length > pageSize && last ? { at: isCoarse ? 0 : last.lastKey, id: last.id } : null };
}

/** The threads of a board, newest words first. Where times are coarse a list goes on after a thread, never after a moment. */
export const ofBoard = async (member: Member, boardId: number, after: Key | null, isCoarse = false): Promise<Page> =>
  pageOf(await asking(member, () => sql<Listed>`
    select (select t.audience is not null from forum.threads t where t.id = listed.id) as is_closed, id, code, board, board_names, name, face, seed, tag, title, want, about, tags, language, created_at, last_at, last_key,
           has_replies, answered_at is not null as is_answered, coalesce(persona_id = any((select members.my_personas())::uuid[]), false) as is_mine, read_number, has_new
      from forum.listed
     where board_id = ${boardId}
       and (last_at, id) < (case when ${after?.at ?? 9e15}::bigint = 0 then (select last_at from forum.threads where id = ${after?.id ?? null}::uuid)
                                 else 'epoch'::timestamptz + ${after?.at ?? 9e15}::bigint * interval '1 microsecond' end, ${after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid)
     order by last_at desc, id desc limit 21`), isCoarse);

/** Threads of every board of the forum that ask for one kind of help. Muted boards are left out, and so is every other space: one list, one space. */
export const wanting = async (member: Member, want: Want, after: Key | null): Promise<Page> =>
  pageOf(await asking(member, () => sql<Listed>`
    select id, code, board, board_names, name, face, seed, tag, title, want, about, tags, language, created_at, last_at, last_key,
           has_replies, answered_at is not null as is_answered, coalesce(persona_id = any((select members.my_personas())::uuid[]), false) as is_mine, read_number, has_new
      from forum.listed
     where want = ${want} and board_kind <> 'local'
       and board_id::text not in (select subject from forum.mutes where member_id = ${member.id} and kind = 'board')
       and (last_at, id) < ('epoch'::timestamptz + ${after?.at ?? 9e15}::bigint * interval '1 microsecond', ${after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid)
     order by last_at desc, id desc limit 21`));

/**
 * The newest threads that hold words the member has not read. It looks at 200
 * threads of two weeks and shows five: a glance, not a list of duties. What
 * they are is read for one after the other, in that order, until there are five.
 */
export const newTo = (member: Member) => asking(member, () => sql<Listed>`
  select l.id, l.code, l.board, l.board_names, l.name, l.face, l.seed, l.tag, l.title, l.want, l.about, l.tags, l.language,
         l.created_at, l.last_at, l.last_key, l.has_replies, l.answered_at is not null as is_answered, coalesce(l.persona_id = any((select members.my_personas())::uuid[]), false) as is_mine,
         l.read_number, l.has_new
    from (select t.id, t.last_at
            from (select id, last_at, last_number, kept_tail, board_id, persona_id from forum.threads
                   where space = 'forum' and deleted_at is null and hidden_at is null and last_at > now() - interval '14 days'
                   order by last_at desc, id desc limit 200) t
           where not exists (select from forum.readings r where r.member_id = ${member.id} and r.thread_id = t.id and r.number >= t.last_number - t.kept_tail)
             and (coalesce(t.persona_id <> all((select members.my_personas())::uuid[]), true) or t.last_number - t.kept_tail > 1)
             and t.board_id::text not in (select subject from forum.mutes where member_id = ${member.id} and kind = 'board')
           order by t.last_at desc, t.id desc offset 0) t
   cross join lateral (select * from forum.listed where id = t.id offset 0) l
   order by t.last_at desc, t.id desc limit 5`);

/** Posts and people that a list which lifts leaves out: `#safety/gentle` knows which. */
export type LeftOut = { posts: readonly string[]; people: readonly string[] };
export const noneLeftOut: LeftOut = { posts: [], people: [] };

/**
 * Three for a bad day: small good things and the lounge, or what of them is asked for, by others, nothing with an about-line, nothing that was folded or
 * where something heavy is said. What a person has yet to look at is left out by whoever asks.
 */
export const gentle = (member: Member, { posts, people }: LeftOut = noneLeftOut, most = 3, from: readonly string[] = ['good', 'lounge']) => asking(member, () => sql<Listed>`
  select id, code, board, board_names, name, face, seed, tag, title, want, about, tags, language, created_at, last_at, last_key,
         has_replies, answered_at is not null as is_answered, false as is_mine, read_number, has_new
    from forum.listed
   where board = any(${from as string[]}::text[]) and about = '{}'
     and coalesce(persona_id <> all((select members.my_personas())::uuid[]) and persona_id <> all(${people as string[]}::uuid[]), true)
     and board_id::text not in (select subject from forum.mutes where member_id = ${member.id} and kind = 'board')
     and not exists (select from forum.posts p where p.thread_id = listed.id and p.deleted_at is null and p.hidden_at is null
                       and (p.id = any(${posts as string[]}::uuid[]) or p.folded_at is not null or p.about && ${heavy as string[]}::text[]))
   order by last_at desc, id desc limit ${most}`);

/** A board as one opens it: itself, its threads, and what folds for this reader. */
export const onBoard = (member: Member, address: string, after: Key | null) =>
  asking(member, async () => {
    const board = await boards.one(member, address);
    const page = await ofBoard(member, board.id, after, board.kind === 'local');
    const isEmpty = !page.threads.length && !after;
    return { board, ...page, folded: await boards.foldedFor(member), other: isEmpty ? await boards.after(member, board) : undefined };
  });

/** The place Talk as one opens it: every board, and either what is new or what asks for one kind of help. On a bad day nothing is new. */
export const talk = (member: Member, want: Want | null, after: Key | null) =>
  asking(member, async () => ({
    boards: await boards.all(member),
    folded: await boards.foldedFor(member),
    wanted: want ? await wanting(member, want, after) : undefined,
    fresh: want || member.session.day === 'bad' ? [] : await newTo(member)
  }));

/** `place` is where its draft was kept; `admit` makes it a closed thread for these faces (`places.ts` says who they may be). */
type Beginning = { place?: string; admit?: readonly string[] };

/** Begins a thread and answers with its code. Sent twice, it is begun once; with other words, or on another board, it is another one. It is written by who one is in the space of the board. */
export const begin = (member: Member, draft: Draft, once = '', { place = 'new', admit }: Beginning = {}): Promise<{ code: string }> =>
  drafts.keeping(member, place, draft, async () => {
    const words = wordsOf(member, draft);
    const title = titleOf(draft);
    if (!isWant(draft.want)) refuse('forum.refused.want', 'want');
    await withinReason(member);
    const whole = `${title}\n\n${words.body}`;
    const waits = await waiting.isAsked(member, { text: whole, language: words.language });
    const isHeld = await holding.isNeeded(whole, words.language);
    const all = { ...words, title, tags: tagsOf(draft.tags) };
    for (const form of keysOf(onceOf(once), threadWords(draft.board, title, words.body))) {
      const thread = await tried(member, () => write(member, draft, all, form, { place, admit, waits, isHeld }));
      if (thread) return thread;
      const before = await begun(member, form);
      if (!before) break;
      if (before.isStanding && before.board === draft.board && before.title === title && before.body === words.body) {
        await drafts.forget(member, place, draft);
        return { code: before.code };
      }
    }
    return refuse('forum.refused.board', 'board');
  });

/** Nothing where something is under the same key already, or the board takes nothing in. */
async function tried<Written>(member: Member, writing: () => Promise<Written>): Promise<Written | undefined> {
  try {
    return await asking(member, writing);
  } catch (caught) {
    if (!isSecondCopy(caught)) throw caught;
  }
}

type Whole = ReturnType<typeof wordsOf> & { title: string; tags: string[] };

type Way = { place: string; admit: readonly string[] | undefined; waits: boolean; isHeld: boolean };

async function write(member: Member, draft: Draft, words: Whole, form: string | null, { place, admit, waits, isHeld }: Way): Promise<{ code: string } | undefined> {
  const [threadId, postId] = [randomUUID(), randomUUID()];
  const [thread] = await sql<{ code: string }>`
    with t as (
      insert into forum.threads (id, code, board_id, space, audience, persona_id, title, want, about, tags, language, is_newcomer)
      select ${threadId}::uuid, ${makeCode()}, b.id, b.space, case when ${admit !== undefined}::boolean then ${threadId}::uuid end, me.id, ${words.title}, ${draft.want}, ${words.about}::text[], ${words.tags}::text[], ${words.language},
             not exists (select from forum.posts where persona_id = me.id)
        from forum.boards b
        cross join lateral (select members.persona_in(b.space) as id) me
       where b.code = ${draft.board} and b.closed_at is null and me.id is not null and (b.space = 'forum') = ${place === 'new'}::boolean
         and (not b.is_for_few or ${admit !== undefined}::boolean)
         and not exists (select from forum.posts where persona_id = me.id and once = ${form}::text)
      returning id, code, space, audience, persona_id
    ), p as (
      insert into forum.posts (id, thread_id, space, audience, number, persona_id, body, html, about, language, once, is_plain, search)
      select ${postId}, t.id, t.space, t.audience, 1, t.persona_id, ${words.body}, ${words.html}, ${words.about}::text[], ${words.language}, ${form}::text, ${isUnshown(member)},
             to_tsvector(case when ${words.language} = 'nb' then 'norwegian'::regconfig else 'english'::regconfig end, ${words.title} || ' ' || ${words.body})
        from t
    )
    select code, forum.forget_draft(${member.id}, ${place}, jsonb_build_object('title', ${words.title}::text, 'text', ${words.body}::text), ${draft.form ?? null}::text, ${draft.came ?? null}::uuid) from t`;
  if (!thread) return undefined;
  if (waits) await waiting.keepBack(postId);
  if (isHeld) await holding.keep(postId);
  if (admit) await sql`
    insert into forum.admissions (thread_id, persona_id)
    select t.id, f.persona_id from forum.threads t join members.faces f on f.space = t.space and f.code = any(${admit as string[]}::text[])
     where t.id = ${threadId} and t.audience is not null on conflict do nothing`;
  await announce('forum.thread.begun', { threadId });
  await announce('forum.post.published', { postId, threadId });
  return { code: thread.code };
}

type Begun = { code: string; board: string; title: string; body: string; isStanding: boolean };

/** What was begun under a form's key already. */
async function begun(member: Member, form: string | null): Promise<Begun | undefined> {
  const [thread] = await asking(member, () => sql<Begun>`
    select t.code, b.code as board, t.title, p.body, p.deleted_at is null as is_standing
      from forum.posts p join forum.threads t on t.id = p.thread_id join forum.boards b on b.id = t.board_id
     where p.persona_id = any(members.my_personas()) and p.once = ${form}::text`);
  return thread;
}
