/**
 * Posts: the texts in a thread, numbered from 1, never renumbered.
 *
 * A reply may speak to another reply, one level deep. Its author may change it
 * at any time (it then says so), or take it back: for ten minutes that can be
 * undone, after that the words are gone for good, here and in the search. The
 * number stays, so nothing else moves.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { keysOf } from '#platform/form-keys';
import { asHost, isUnshown, type Member } from '#members/members';
import type { Here } from '#members/personas';
import { readsLikeAdvice } from '#forum/advice-rules';
import type { Draft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as holding from '#forum/holding';
import { isCode } from '#forum/page-rules';
import type { Want } from '#forum/thread-rules';
import * as waiting from '#forum/waiting';
import { inMinutes, isSecondCopy, mostPosts, onceOf, withinReason, wordsOf, type Words } from '#forum/writing';

/** Where a post stands: enough to lead somebody there. */
export type Place = { code: string; number: number };

/** Writes a reply. Sent twice, it is written once; other words from a form that was sent before are a reply of their own. */
export const reply = (member: Member, code: string, draft: Draft, once = ''): Promise<Place> => {
  if (!isCode(code)) notFound();
  return drafts.keeping(member, `reply:${code}`, draft, async () => {
    const words = wordsOf(member, draft);
    const waits = await waiting.isAsked(member, { text: words.body, language: words.language });
    const isHeld = await holding.isNeeded(words.body, words.language);
    for (const form of keysOf(onceOf(once), words.body)) {
      const post = await tried(member, code, { id: randomUUID(), words, to: toOf(draft), form, page: draft }, { waits, isHeld });
      if (post) return { code: post.code, number: post.number };
      const before = await written(member, form);
      if (!before) break;
      if (before.isStanding && before.code === code && before.body === words.body) return { code, number: before.number };
    }
    return whyNot(member, code);
  });
};

type Keeping = { waits: boolean; isHeld: boolean };

/** Writes it under one key; nothing where there is something under it already, or the thread takes nothing in. */
async function tried(member: Member, code: string, sending: Sending, { waits, isHeld }: Keeping): Promise<Place | undefined> {
  const writing = () => write(member, code, sending);
  try {
    return (await asking(member, waits || isHeld ? () => keptFromOthers(sending.id, writing, { waits, isHeld }) : writing))[0];
  } catch (caught) {
    if (!isSecondCopy(caught)) throw caught;
  }
}

const toOf = (draft: Pick<Draft, 'to'>) => (/^[1-9]\d{0,6}$/.test(draft.to) ? Number(draft.to) : null);

type Sending = { id: string; words: Words; to: number | null; form: string | null; /** Which page it was sent from. */ page: Pick<Draft, 'form' | 'came'> };

/**
 * One statement, so that it goes to the database and is on disk in one packet. The thread's row is locked by the update,
 * so two replies in one moment get two numbers. That there were not too many lately is asked in the same breath
 * (`withinReason` says why not), and the event is announced in it.
 */
const write = (member: Member, code: string, { id, words, to, form, page }: Sending) => sql<Place>`
    with mine as materialized (select members.my_personas() as ids), lately as materialized (
      select count(*) as written from (
        select from forum.posts where persona_id = any((select ids from mine)::uuid[]) and created_at > now() - make_interval(mins => ${inMinutes}) limit ${mostPosts}) p
    ), t as (
      update forum.threads
         set last_number = last_number + 1, kept_tail = 0, last_at = now(),
             answered_at = coalesce(answered_at, case when coalesce(persona_id <> all((select ids from mine)::uuid[]), true) then now() end),
             host_answered_at = coalesce(host_answered_at, case when ${Boolean(asHost(member))} and coalesce(persona_id <> all((select ids from mine)::uuid[]), true) then now() end)
       where code = ${code} and deleted_at is null and closed_at is null and (select written from lately) < ${mostPosts}
         and (hidden_at is null or persona_id = any((select ids from mine)::uuid[]) and exists (select from forum.kept_back w join forum.posts f on f.id = w.post_id where f.thread_id = threads.id and f.number = 1))
         and board_id not in (select id from forum.boards where closed_at is not null)
         and coalesce(persona_id not in (select members.blocked()), true)
         and not exists (select from forum.posts where persona_id = any((select ids from mine)::uuid[]) and once = ${form}::text)
         and members.persona_in(space) is not null
      returning id, code, last_number, space, audience
    ), p as (
      insert into forum.posts (id, thread_id, space, audience, number, persona_id, to_number, body, html, about, language, once, is_plain, search)
      select ${id}, t.id, t.space, t.audience, t.last_number, members.persona_in(t.space), case when ${to}::int between 2 and t.last_number - 1 then ${to}::int end,
             ${words.body}, ${words.html}, ${words.about}::text[], ${words.language}, ${form}::text, ${isUnshown(member)},
             to_tsvector(case when ${words.language} = 'nb' then 'norwegian'::regconfig else 'english'::regconfig end, ${words.body})
        from t
    )
    select code, last_number as number, forum.forget_draft(${member.id}, 'reply:' || ${code}, jsonb_build_object('text', ${words.body}::text), ${page.form ?? null}::text, ${page.came ?? null}::uuid),
           platform.announce('forum.post.published', jsonb_build_object('postId', ${id}::uuid, 'threadId', id)) from t`;

/** What nobody else may see yet is written and kept back in one transaction. */
async function keptFromOthers(id: string, writing: () => Promise<Place[]>, { waits, isHeld }: Keeping): Promise<Place[]> {
  const posts = await writing();
  if (posts.length && waits) await waiting.keepBack(id);
  if (posts.length && isHeld) await holding.keep(id);
  return posts;
}

/** What stands under a form's key already. */
async function written(member: Member, form: string | null): Promise<(Place & { body: string; isStanding: boolean }) | undefined> {
  const [post] = await asking(member, () => sql<Place & { body: string; isStanding: boolean }>`
    select t.code, p.number, p.body, p.deleted_at is null as is_standing from forum.posts p join forum.threads t on t.id = p.thread_id
     where p.persona_id = any(members.my_personas()) and p.once = ${form}::text`);
  return post;
}

/** Why a reply cannot be written here. Across a block it looks as if there were nothing. */
async function whyNot(member: Member, code: string): Promise<never> {
  await withinReason(member);
  const [thread] = await asking(member, () => sql<{ isTakenBack: boolean }>`
    select deleted_at is not null as is_taken_back from forum.threads
     where code = ${code} and coalesce(persona_id not in (select members.blocked()), true)`);
  if (!thread) notFound();
  refuse(thread.isTakenBack ? 'forum.refused.takenBack' : 'forum.refused.closed', 'text');
}

/** Somebody asked to be listened to and this reads like advice: worth one question, and no more than one. */
export async function soundsLikeAdvice(member: Member, code: string, text: string): Promise<boolean> {
  if (!isCode(code) || !readsLikeAdvice(text.slice(0, 10_000))) return false;
  const [thread] = await asking(member, () => sql`
    select 1 from forum.threads where code = ${code} and want = 'listen' and coalesce(persona_id <> all(members.my_personas()), true)`);
  return Boolean(thread);
}

export type Answering = { code: string; want: Want; language: string; asker: string | null; isMine: boolean; isAnswered: boolean; /** Who the asker is in this space. */ here: Here };

/** The thread a reply is written in. */
export async function answering(member: Member, code: string): Promise<Answering> {
  if (!isCode(code)) notFound();
  const [thread] = await asking(member, () => sql<Answering>`
    select t.code, t.want, t.language, f.name as asker, coalesce(t.persona_id = any(members.my_personas()), false) as is_mine, t.answered_at is not null as is_answered, members.here(t.space) as here
      from forum.threads t left join members.faces f on f.persona_id = t.persona_id
     where t.code = ${code} and coalesce(t.persona_id not in (select members.blocked()), true)`);
  return thread?.here ? thread : notFound(); // one's own words in a space one has left are there to read, not to go on in
}

/** Whom a reply speaks to; without a name where they have left. */
export type SpokenTo = { to: string; name: string | null };

/** Whose reply this number is, if the member sees it there. A draft remembers the number: what it says of whom it speaks to is asked each time. */
export async function spokenTo(member: Member, code: string, to: string): Promise<SpokenTo | undefined> {
  if (!isCode(code)) return undefined;
  const [row] = await asking(member, () => sql<{ post: SpokenTo | null }>`
    select forum.spoken_to(t.id, ${to}, members.my_personas(), array(select members.blocked())) as post from forum.threads t where t.code = ${code}`);
  return row?.post ?? undefined;
}

export type Mine = Place & {
  id: string; threadId: string; text: string; about: string[]; language: string; title: string; want: string; tags: string[];
  isFirst: boolean; isTakenBack: boolean; /** To others. */ isShown: boolean; here: Here | null;
};

/** A post of the member's own, as they wrote it. */
export async function mine(member: Member, postId: string): Promise<Mine> {
  if (!isUuid(postId)) notFound();
  const [post] = await asking(member, () => sql<Mine>`
    select p.id, p.thread_id, members.here(p.space) as here, t.code, p.number, p.body as text, p.about, p.language, t.title, t.want, t.tags,
           p.number = 1 as is_first, p.deleted_at is not null as is_taken_back, p.hidden_at is null as is_shown
      from forum.posts p join forum.threads t on t.id = p.thread_id
     where p.id = ${postId} and p.persona_id = any(members.my_personas())`);
  return post ?? notFound();
}
