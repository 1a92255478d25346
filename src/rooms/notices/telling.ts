/**
 * Telling: how a notice comes to be.
 *
 * Every verb here may be called twice for the same cause and tells once. Only
 * the reactors call them, as the house.
 */
import { sql } from '#db';
import { isTimeZone } from '#house/duty-rules';
import * as sayings from '#house/sayings';
import type { Kind } from '#notices/notice-rules';

/** Which wish decides about which kind; what is not here is always told. */
const wishOf: Partial<Record<Kind, 'replies' | 'follows' | 'reactions'>> = {
  reply: 'replies', followed: 'follows', 'begun.person': 'follows', 'begun.board': 'follows', 'begun.tag': 'follows', reactions: 'reactions', helped: 'reactions'
};

/** `isCoarse`: of a local group, where a moment could be matched with one in the forum; it stands at the beginning of its quarter of the day. */
export type Told = { kind: Kind; subject: string; cause: string; isCoarse?: boolean; data?: { who?: string[]; /** Of those, who wrote as a member: no role is said of them. */ plain?: string[]; number?: number; kinds?: string[]; /** So many wait beside it. */ more?: number; /** Which event told it. */ event?: number } };

/** Tells some members one thing, those who want to hear of it. */
export const tell = async (memberIds: readonly string[], { kind, subject, cause, isCoarse = false, data = {} }: Told) => {
  if (!memberIds.length) return;
  const timeZone = await zone();
  await sql`
    insert into notices.notices (id, member_id, kind, subject, data, cause, shown_from)
    select gen_random_uuid(), m.id, ${kind}, ${subject}, ${JSON.stringify(data)}::jsonb, ${cause},
           case when ${isCoarse}::boolean then date_bin('6 hours', now() at time zone ${timeZone}, '2000-01-01') at time zone ${timeZone} else now() end
      from members.members m
      left join notices.wishes w on w.member_id = m.id
     where m.id = any(${memberIds as string[]}::uuid[])
       and case ${wishOf[kind] ?? ''}::text when 'replies' then coalesce(w.replies, true) when 'follows' then coalesce(w.follows, true)
                when 'reactions' then coalesce(w.reactions, true) else true end
    on conflict (member_id, cause) do nothing`;
};

/**
 * A lively thread is told once a day: who wrote, and where the first new words stand. Posts may come to be told in another order than
 * they were written in, and hours later: which have been told that day is kept one by one.
 */
export const tellFollowers = async (memberIds: readonly string[], { code, number, personaId, isCoarse, isPlain }: { code: string; number: number; personaId: string; isCoarse: boolean; isPlain: boolean }, at: Date) => {
  if (!memberIds.length) return;
  const timeZone = await zone();
  const plain = JSON.stringify(isPlain ? [personaId] : []);
  await sql`
    insert into notices.notices as n (id, member_id, kind, subject, data, cause, shown_from)
    select gen_random_uuid(), m.id, 'followed', ${code},
           jsonb_build_object('who', jsonb_build_array(${personaId}::text), 'number', ${number}::int, 'told', jsonb_build_array(${number}::int), 'plain', ${plain}::jsonb),
           'followed:' || ${code}::text || ':' || to_char(${at}::timestamptz at time zone ${timeZone}, 'YYYY-MM-DD'),
           case when ${isCoarse}::boolean then date_bin('6 hours', now() at time zone ${timeZone}, '2000-01-01') at time zone ${timeZone} else now() end
      from members.members m
      left join notices.wishes w on w.member_id = m.id
     where m.id = any(${memberIds as string[]}::uuid[]) and coalesce(w.follows, true)
    on conflict (member_id, cause) do update
       set seen_at = null, made_at = now(), shown_from = excluded.shown_from,
           data = case when n.seen_at is not null then excluded.data
                       else n.data || jsonb_build_object(
                         'number', least((n.data ->> 'number')::int, ${number}::int), 'plain', coalesce(n.data -> 'plain', '[]') || (excluded.data -> 'plain'),
                         'who', case when (n.data -> 'who') @> (excluded.data -> 'who') then n.data -> 'who' else (n.data -> 'who') || (excluded.data -> 'who') end) end
                  || jsonb_build_object('told', coalesce(n.data -> 'told', '[]') || (excluded.data -> 'told'))
     where not coalesce(n.data -> 'told', '[]') @> (excluded.data -> 'told')`;
};

/** Words in private in one room are told as one, again when there are newer ones. `at` is when they were said, in milliseconds. */
export const tellWords = async (memberIds: readonly string[], { kind, code, personaId, isCoarse, at }: { kind: Kind; code: string; personaId: string; isCoarse: boolean; at: string }) => {
  if (!memberIds.length) return;
  const timeZone = await zone();
  await sql`
    insert into notices.notices as n (id, member_id, kind, subject, data, cause, shown_from)
    select gen_random_uuid(), m.id, ${kind}, ${code}, jsonb_build_object('who', jsonb_build_array(${personaId}::text), 'last', ${at}::bigint), 'words:' || ${code}::text,
           case when ${isCoarse}::boolean then date_bin('6 hours', now() at time zone ${timeZone}, '2000-01-01') at time zone ${timeZone} else now() end
      from members.members m where m.id = any(${memberIds as string[]}::uuid[])
    on conflict (member_id, cause) do update
       set seen_at = null, made_at = now(), shown_from = excluded.shown_from,
           data = case when n.seen_at is not null then excluded.data
                       when (n.data -> 'who') @> (excluded.data -> 'who') then n.data || jsonb_build_object('last', excluded.data -> 'last')
                       else excluded.data || jsonb_build_object('who', (n.data -> 'who') || (excluded.data -> 'who')) end
     where (n.data ->> 'last')::bigint < (excluded.data ->> 'last')::bigint`;
};

/** What is gone is not told any more; `before` some moment, only where it was told before that: it happened anew then. */
export const takeBack = (cause: string, before: Date | null = null) => sql<{ memberId: string }>`
  delete from notices.notices where cause = ${cause} and (${before}::timestamptz is null or made_at < ${before}::timestamptz) returning member_id`;

/** The same of all that was told of one kind about one thing before some moment, to one member or to everybody. */
export const takeBackOf = (memberId: string | null, { kind, subject, before }: { kind: Kind; subject: string; before: Date }) => sql`
  delete from notices.notices where (${memberId}::text is null or member_id::text = ${memberId}::text) and kind = ${kind} and subject = ${subject} and made_at < ${before}`;

/**
 * Nobody needs to be told in spring what was said in winter; who takes a break does: what came for them is kept while it
 * lasts, and for two or three months more once they are back, until they have seen it. So is what came for an account that rests.
 */
export const forgetOld = async (): Promise<void> => {
  await sql`
    update notices.notices n set kept_until = now() + interval '90 days' from members.members m
     where m.id = n.member_id and (m.paused_at is not null or exists (select from members.rests r where r.member_id = m.id)) and n.seen_at is null and n.shown_from < now() - interval '89 days'
       and coalesce(n.kept_until, '-infinity') < now() + interval '60 days'`;
  await sql`delete from notices.notices where shown_from < now() - interval '90 days' and (seen_at is not null or coalesce(kept_until, '-infinity') < now())`;
};

/** Whoever runs the place. */
export const stewards = async (): Promise<string[]> =>
  (await sql<{ memberId: string }>`select member_id from members.roles where role = 'steward' and ended_at is null`).map(({ memberId }) => memberId);

/** The clock of the place. */
export async function zone(): Promise<string> {
  const { timeZone } = await sayings.sayAnyway('en');
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}
