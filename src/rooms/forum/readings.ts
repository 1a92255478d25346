/**
 * Readings: a member reads a thread, and it is remembered how far.
 *
 * A page is a range of numbers. One statement answers with the thread, its
 * posts and everything about them that is this member's own, and moves the
 * mark forward if there is something new, and of somebody from the desk notes
 * that they have read it (`seen`); of a short page only as far as nothing was left out. Reading again writes nothing. A post
 * that was taken back or hidden keeps its number; blocked people's are not there. A thread is as long as what its reader sees of
 * it: what is kept back at its end makes no page for others.
 */
import { asking, sql } from '#db';
import { notFound } from '#platform/answers';
import { asHost, type Member } from '#members/members';
import type { Here } from '#members/personas';
import type { Draft } from '#forum/draft-rules';
import { isCode, pageOf, rangeOf, shortSize } from '#forum/page-rules';
import type { SpokenTo } from '#forum/posts';
import type { Kind } from '#forum/reaction-rules';
import type { Want } from '#forum/thread-rules';

export type Head = {
  id: string;
  code: string;
  board: string;
  boardAddress: string;
  boardNames: Record<string, string>;
  title: string;
  want: Want;
  about: string[];
  tags: string[];
  language: string;
  /** Of the newest post the reader sees. */
  lastNumber: number;
  /** Of the newest reply a short view left out. */
  leftOut: number | null;
  /** Of the newest post that is not kept back from everybody but its author. */
  shownNumber: number;
  /** What the reader had read before this page. */
  readNumber: number | null;
  asker: string | null;
  askerFace: string | null;
  isMine: boolean;
  /** Who the reader is in the thread's space; null where they only may see their own old words. */
  here: Here | null;
  /** In a local group: times are said coarsely. */
  isCoarse: boolean;
  /** Closed: only for its author and those named in `admitted`. */
  isForFew: boolean;
  admitted?: string[] | null;
  /** The thread's own id, if it is followed, and the personas the reader follows. */
  followed: string[];
  isFollowed: boolean;
  isAnswered: boolean;
  isTakenBack: boolean;
  isHidden: boolean;
  /** Only its author sees it yet: written while nobody was here, or a moderator looks first. */
  isWaiting?: boolean;
  isClosed: boolean;
  folded: string[] | null;
  draft: Draft | null;
  /** Whom that draft speaks to. */
  spokenTo?: SpokenTo;
  /** Other words of the reader's for this thread are set aside. */
  hasEarlier: boolean;
};

export type Post = {
  id: string;
  number: number;
  toNumber: number | null;
  toName: string | null;
  html: string | null;
  about: string[];
  language: string;
  createdAt: Date;
  editedAt: Date | null;
  helpedAt: Date | null;
  state: 'shown' | 'takenBack' | 'hidden' | 'waiting' | 'held';
  /** A moderator folded it: it opens closed for everybody. */
  isFolded: boolean;
  /** Words of the moderators for everybody who reads this, and a reviewed page. */
  beside: string | null;
  besideLink: string | null;
  canPutBack: boolean;
  isMine: boolean;
  name: string | null;
  face: string | null;
  seed: string | null;
  tag: 'host' | 'moderator' | 'steward' | null;
  pressed: Kind[];
  /** For the author alone: who reacted, by kind, as names. */
  reacted: Partial<Record<Kind, string[]>> | null;
  isSaved: boolean;
  isFollowed: boolean;
  isMuted: boolean;
  isMutedPerson: boolean;
};

export type Reading = { thread: Head; posts: Post[]; page: number; pages: number; isShort: boolean };

/** As the statement answers: what only some threads are asked (whom a closed one admits, whether one that is hidden waits), and a draft with whom it speaks to. */
type Found = Head & { besides: { admitted: string[]; isKept: boolean } | null; draft: (Draft & { spokenTo?: SpokenTo | null }) | null };

function headOf({ besides, draft, ...found }: Found): Head {
  const { spokenTo, ...words } = draft ?? {};
  return {
    ...found, draft: draft && (words as Draft), ...(spokenTo ? { spokenTo } : {}), isFollowed: found.followed.includes(found.id),
    ...(besides ? { admitted: found.isForFew ? besides.admitted : null, isWaiting: found.isHidden && besides.isKept } : {})
  };
}

/** One page of a thread; `short` shows the first post and the last few. Who reacted to one's own posts is told as it was `gathered`. A host has then read, for the desk, what is shown to them. */
export async function open(member: Member, code: string, page: number, { short = false, gathered = new Date() } = {}): Promise<Reading> {
  if (!isCode(code)) notFound();
  const { from, to } = rangeOf(page);
  const numbers = `{${Array.from({ length: to - from + 1 }, (_, at) => from + at).join()}}`;
  const rows = await asking(member, () => sql<Post & { head: string | null }>`
    with mine as materialized (
      select array(select members.blocked()) as blocked, array(select id from members.personas where member_id = ${member.id}) as personas, m.people as muted, m.words
        from (select array_agg(subject) filter (where kind = 'person') as people,
                     '\\m(?:' || string_agg(regexp_replace(subject, '([^[:alnum:][:space:]])', '\\\\\\1', 'g'), '|') filter (where kind = 'word' and subject ~ '^\\w') || ')' as words
                from forum.mutes where member_id = ${member.id}) m
    ), head as materialized (
      select t.id, t.code, b.code as board, b.address as "boardAddress", b.names as "boardNames", t.title, t.want, t.about, t.tags, t.language, l.last as "lastNumber", t.appeared, t.last_number - t.kept_tail as "shownNumber",
             (select number from forum.readings where member_id = ${member.id} and thread_id = t.id) as "readNumber",
             f.name as asker, f.code as "askerFace", coalesce(t.persona_id = any(mine.personas), false) as "isMine",
             members.here(t.space) as here, t.space <> 'forum' as "isCoarse", t.audience is not null as "isForFew",
             array(select subject from forum.follows
                    where member_id = ${member.id} and (kind = 'person' or kind = 'thread' and subject = t.id::text)) as followed,
             t.answered_at is not null as "isAnswered", t.deleted_at is not null as "isTakenBack", t.hidden_at is not null as "isHidden",
             coalesce(t.closed_at, b.closed_at) is not null as "isClosed",
             (select about from forum.folds where member_id = ${member.id}) as folded,
             (select fields || jsonb_build_object('came', stamp)
                     || case when fields ->> 'to' <> '' then jsonb_build_object('spokenTo', forum.spoken_to(t.id, fields ->> 'to', mine.personas, mine.blocked)) else '{}' end
                from forum.drafts where member_id = ${member.id} and place = 'reply:' || t.code) as draft,
             exists (select from forum.earlier_drafts where member_id = ${member.id} and place = 'reply:' || t.code) as "hasEarlier",
             case when t.audience is not null or t.hidden_at is not null then forum.besides(t.id) end as besides,
             case when ${short}::boolean then 1 else ${from}::int end as lo,
             case when ${short}::boolean then l.last else least(${to}::int, l.last) end as hi,
             case when ${short}::boolean then array_prepend(1, n.newest[1:${shortSize}]) else ${numbers}::int[] end as numbers, n.newest[${shortSize} + 1] as "leftOut"
        from mine
        join forum.threads t on coalesce(t.persona_id <> all(mine.blocked), true)
        join forum.boards b on b.id = t.board_id
        left join members.faces f on f.persona_id = t.persona_id
        cross join lateral (select case when t.kept_tail = 0 then t.last_number else forum.last_for(t.id, t.last_number - t.kept_tail, mine.personas) end as last) l
        cross join lateral (select case when ${short}::boolean then forum.newest_for(t.id, l.last, mine.personas, mine.blocked) end as newest offset 0) n
       where t.code = ${code}
    ), said as materialized (
      select id, numbers, followed, to_json(head)::text as head, ${asHost(member) !== undefined}::boolean and ("isMine" or coalesce(besides ->> 'isKept', 'false') = 'false') as "isDesk",
             case when lo <= upto and coalesce("readNumber", 0) < upto then forum.read_to(id, upto, appeared) end as marked
        from head cross join lateral (select case when greatest("readNumber", 1) < "leftOut" then 1 else hi end as upto) shown
    )
    select case when row_number() over () = 1 then h.head end as head,
           p.id, p.number, p.to_number, nullif(p.about, '{}') as about, p.language, p.created_at, p.edited_at, p.helped_at, p.folded_at is not null as is_folded, p.beside, p.beside_link,
           case when p.deleted_at is not null then 'takenBack' when p.hidden_at is null then 'shown'
                else coalesce(forum.kept_why(p.id), 'hidden') end as state,
           case when p.deleted_at is null and (p.hidden_at is null or p.persona_id = any(mine.personas)) then p.html end as html,
           p.persona_id = any(mine.personas) and p.deleted_at > now() - interval '10 minutes' and p.body <> '' as can_put_back,
           coalesce(p.persona_id = any(mine.personas), false) as is_mine, f.name, f.code as face, f.seed, case when not p.is_plain then f.tag end as tag,
           case when p.to_number is not null then forum.name_at(h.id, p.to_number, mine.blocked) end as to_name,
           case when coalesce(p.persona_id <> all(mine.personas), true) then
             (select array_agg(kind) from forum.reactions where post_id = p.id and persona_id = any(mine.personas)) end as pressed,
           case when p.persona_id = any(mine.personas) then forum.reacted_to(p.id, mine.blocked, ${gathered}::timestamptz) end as reacted,
           exists (select from forum.saves where member_id = ${member.id} and post_id = p.id) as is_saved,
           coalesce(p.persona_id::text = any(h.followed), false) as is_followed,
           coalesce(p.persona_id <> all(mine.personas) and (p.persona_id::text = any(mine.muted) or p.body ~* mine.words), false) as is_muted,
           coalesce(p.persona_id::text = any(mine.muted), false) as is_muted_person,
           case when h."isDesk" and p.seen_at is null and p.hidden_at is null and p.deleted_at is null and coalesce(p.persona_id <> all(mine.personas), true) then forum.saw(p.id) end as saw
      from said h
      cross join mine
      left join forum.posts p on p.thread_id = h.id and p.number = any(h.numbers) and coalesce(p.persona_id <> all(mine.blocked), true)
        and not (p.hidden_at is not null and coalesce(p.persona_id <> all(mine.personas), true) and forum.kept_why(p.id) is not null)
      left join members.faces f on f.persona_id = p.persona_id and p.deleted_at is null`);
  const thread = headOf(JSON.parse(rows[0]?.head ?? notFound()) as Found);
  if (thread.isWaiting && !thread.isMine) notFound();
  if (!short && page > pageOf(thread.lastNumber)) notFound();
  const posts = rows.filter((row) => row.id !== null).sort((one, other) => one.number - other.number);
  for (const post of posts) {
    post.about ??= []; // most are about nothing and pressed by nobody, and a null is read for nothing
    post.pressed ??= [];
  }
  return { thread, posts, page, pages: pageOf(thread.lastNumber), isShort: thread.leftOut !== null };
}
