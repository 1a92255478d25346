/**
 * Nobody unanswered.
 *
 * A thread waits until somebody else has written in it. Hosts see the waiting
 * ones, newcomers' first words before the others, then the oldest. A thread
 * whose author wants no reply does not wait, and neither does one that was
 * deleted, hidden, or whose author has left.
 */
import { asking, sql } from '#db';
import type { Host, Member } from '#members/members';

export type Waiting = {
  id: string;
  code: string;
  title: string;
  want: 'listen' | 'same' | 'ideas' | 'company' | 'facts';
  about: string[];
  language: string;
  isNewcomer: boolean;
  createdAt: Date;
  html: string;
  name: string;
  seed: string;
  board: Record<string, string>;
};

/** How many a host sees at once. More than one can answer in a day only weighs. */
export const most = 20;

/** The threads nobody has answered yet. The host's own, and those of people they and the host keep apart from, are left out. */
export const unanswered = (host: Member, afterCode: string | null = null) => sql<Waiting>`
  select t.id, t.code, t.title, t.want, t.about, t.language, t.is_newcomer, t.created_at,
         p.html, f.name, f.seed, b.names as board
    from forum.threads t
    join forum.posts p on p.thread_id = t.id and p.number = 1 and p.deleted_at is null and p.hidden_at is null
    join forum.boards b on b.id = t.board_id
    join members.faces f on f.persona_id = t.persona_id
    left join forum.threads a on a.code = ${afterCode}::text
   where t.answered_at is null and t.deleted_at is null and t.hidden_at is null and t.want <> 'none'
     and t.closed_at is null and b.closed_at is null
     and t.space = 'forum' and t.persona_id <> ${host.personaId}
     and t.persona_id not in (select members.blocked())
     and (a.id is null or t.is_newcomer < a.is_newcomer
          or (t.is_newcomer = a.is_newcomer and (t.created_at, t.id) > (a.created_at, a.id)))
   order by t.is_newcomer desc, t.created_at, t.id
   limit ${most + 1}`;

/** How many wait for an answer, up to so many, and since when. */
export async function unansweredNow(host: Host, mostCounted: number): Promise<{ count: number; oldest: Date | null }> {
  const [row] = await sql<{ count: number; oldest: Date | null }>`
    select count(*)::int as count, min(created_at) as oldest
      from (select t.created_at
              from forum.threads t
              join forum.posts p on p.thread_id = t.id and p.number = 1 and p.deleted_at is null and p.hidden_at is null
              join forum.boards b on b.id = t.board_id
             where t.answered_at is null and t.deleted_at is null and t.hidden_at is null and t.want <> 'none'
               and t.closed_at is null and b.closed_at is null
               and t.space = 'forum' and t.persona_id <> ${host.personaId} and t.persona_id not in (select members.blocked())
             order by t.is_newcomer desc, t.created_at limit ${mostCounted}) w`;
  return row!;
}

export type Place = { code: string; names: Record<string, string> };

/**
 * Local groups the host has a name in, where somebody waits for a first answer.
 * Their threads are in no queue: one list, one space, and answered under the
 * name the host has there. No number and no clock; those would tell when.
 */
export const placesWaiting = (host: Host): Promise<Place[]> => asking(host, () => sql<Place>`
  select b.code, b.names from forum.boards b
   where b.space <> 'forum' and b.closed_at is null
     and exists (select from forum.threads t
                  where t.board_id = b.id and t.answered_at is null and t.audience is null and t.deleted_at is null and t.hidden_at is null and t.closed_at is null
                    and t.want <> 'none' and t.persona_id is not null and t.persona_id <> all(members.my_personas()) and t.persona_id not in (select members.blocked()))
   order by lower(b.names ->> 'en'), b.code`);

/** The posts that begin these threads. */
export const firstPosts = (threadIds: readonly string[]) => sql<{ threadId: string; postId: string }>`
  select thread_id, id as post_id from forum.posts where thread_id = any(${threadIds as string[]}::uuid[]) and number = 1`;

/** A thread as a host who wants to answer finds it now; nothing when there is none to answer for them. */
export async function waiting(host: Member, code: string): Promise<{ id: string; isWaiting: boolean } | undefined> {
  const [thread] = await sql<{ id: string; isWaiting: boolean }>`
    select id, answered_at is null as is_waiting from forum.threads
     where code = ${code} and space = 'forum' and deleted_at is null and hidden_at is null
       and persona_id <> ${host.personaId} and persona_id not in (select members.blocked())`;
  return thread;
}

/**
 * Of the threads of the last thirty days, how many of a hundred were answered
 * within a day. A thread counts once its day is over. Rounded down, and silent
 * below twenty threads: a figure that flatters is worse than none.
 */
export async function answeredOfHundred(now = new Date()): Promise<number | undefined> {
  const [row] = await sql<{ share: number | null }>`
    select case when count(*) >= 20
                then floor(100.0 * count(*) filter (where answered_at <= created_at + interval '1 day') / count(*))::int end as share
      from forum.threads
     where space = 'forum' and created_at > ${now}::timestamptz - interval '30 days' and created_at <= ${now}::timestamptz - interval '1 day'
       and want <> 'none' and deleted_at is null and hidden_at is null`;
  return row?.share ?? undefined;
}

/** The threads of some time that wanted an answer: how many, how many of a hundred had one within a day, and the middle of how long it took, in minutes. */
export async function ofMonth(from: Date, to: Date): Promise<{ count: number; answered: number; share: number; median: number | null }> {
  const [row] = await sql<{ count: number; answered: number; share: number; median: number | null }>`
    select count(*)::int as count, count(answered_at)::int as answered,
           coalesce(floor(100.0 * count(*) filter (where answered_at <= created_at + interval '1 day') / nullif(count(*), 0)), 0)::int as share,
           percentile_cont(0.5) within group (order by extract(epoch from answered_at - created_at) / 60) as median
      from forum.threads
     where created_at >= ${from} and created_at < ${to} and want <> 'none' and deleted_at is null and hidden_at is null and space = 'forum'`;
  return row!;
}

export type Reference = { code: string; number: number };
export type Known = Reference & { title: string; board: Record<string, string> };

/** What a member may still know of these posts; the ones that are gone, hidden or muted by now are not in the answer. */
export const stillThere = (member: Member, references: readonly Reference[]) => sql<Known>`
  select w.code, w.number, t.title, b.names as board
    from unnest(${references.map(({ code }) => code)}::text[], ${references.map(({ number }) => number)}::int[]) as w(code, number)
    join forum.threads t on t.code = w.code and t.deleted_at is null and t.hidden_at is null
    join forum.boards b on b.id = t.board_id
    join forum.posts p on p.thread_id = t.id and p.number = w.number and p.deleted_at is null and p.hidden_at is null
   where not exists (
     select from forum.mutes m
      where m.member_id = ${member.id} and m.kind = 'person' and m.subject = p.persona_id::text
        and p.persona_id <> all(members.my_personas()))`;
