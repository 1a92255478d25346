/**
 * Texts of gatherings that others see, for those who watch over the place: a
 * plan, and what lies on the table to think over. Words between two and words
 * to the hosts are none of these.
 */
import { asking, isUuid, sql, transaction } from '#db';
import { announce } from '#platform/events';
import type { Language } from '#platform/words';
import type { Member, Moderator } from '#members/members';

export const kinds = ['plan', 'topic'] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text);

export type Written = { id: string; personaId: string | null; space: string; text: string; language: Language; isHidden: boolean; code: string | null };

/** A text as it stands, or nothing when it is gone or was never shown: a plan is, from when somebody is asked to host it. Inside `asHouse`; `asking`, what that member may see. */
export async function written(kind: Kind, id: string): Promise<Written | undefined> {
  if (!isUuid(id)) return undefined;
  const [found] = kind === 'plan'
    ? await sql<Written>`
        select g.id, g.persona_id, g.space, concat_ws(E'\n\n', nullif(g.title, ''), nullif(g.what, ''), nullif(g.host_words, ''), nullif(g.guest_words, ''), nullif(g.access_words, '')) as text, g.language, g.hidden_at is not null as is_hidden,
               (select i.code from gatherings.sittings i where i.gathering_id = g.id order by i.starts_at < now(), i.starts_at limit 1) as code
          from gatherings.gatherings g where g.id = ${id} and gatherings.was_read(g)`
    : await sql<Written>`
        select t.id, t.persona_id, g.space, t.words as text, t.language, t.hidden_at is not null as is_hidden,
               (select i.code from gatherings.sittings i where i.gathering_id = g.id and (t.sitting_id is null or i.id = t.sitting_id) order by i.starts_at < now(), i.starts_at limit 1) as code
          from gatherings.topics t join gatherings.gatherings g on g.id = t.gathering_id where t.id = ${id}`;
  return found;
}

/** How often the same person has put these very words on this table, or showed this very plan within a day; short ones are not counted. Inside `asHouse`. */
export const sameShown = async (kind: Kind, id: string): Promise<number> => (await (kind === 'plan'
  ? sql<{ same: number }>`
      select count(*)::int as same from gatherings.gatherings g join gatherings.gatherings q on q.persona_id = g.persona_id and q.what = g.what and q.published_at between g.published_at - interval '1 day' and g.published_at
       where g.id = ${id} and length(g.what) > 40`
  : sql<{ same: number }>`
      select count(*)::int as same from gatherings.topics t join gatherings.topics q on q.gathering_id = t.gathering_id and q.persona_id = t.persona_id and q.words = t.words and q.number <= t.number
       where t.id = ${id} and length(t.words) > 40`))[0]!.same;

export type Seen = { kind: Kind; id: string; planId: string; /** The member sees it now; else it was put out of sight since they could. */ isThere: boolean };

/**
 * What lies at a date of a gathering that this member can see or could, and did
 * not write: its plan, or one thing on its table. Whether they may still know of
 * what is out of sight, the room that decides about it says.
 */
export async function seenBy(member: Member, code: string, topicId = ''): Promise<Seen | undefined> {
  if (topicId && !isUuid(topicId)) return undefined;
  const [found] = await asking(member, () => sql<Omit<Seen, 'kind'>>`
    select k.id, k.plan_id,
           exists (select from gatherings.gatherings g where g.id = k.plan_id)
             and (k.id = k.plan_id or exists (select from gatherings.topics t where t.id = k.id and t.hidden_at is null)) as is_there
      from gatherings.known_at(${code}, ${topicId || null}::uuid) k`);
  return found && { ...found, kind: topicId ? 'topic' : 'plan' };
}

/** Everybody with a part in it, as members: who holds it, and who has a seat. None of them decides about it. Inside `asHouse`. */
export async function whoBelongs(kind: Kind, id: string): Promise<string[]> {
  const rows = await sql<{ memberId: string }>`
    with g as (select case when ${kind}::text = 'plan' then ${id}::uuid else (select gathering_id from gatherings.topics where id = ${id}::uuid) end as id)
    select p.member_id from g join gatherings.hosts h on h.gathering_id = g.id and h.said <> 'no' join members.personas p on p.id = h.persona_id
    union
    select p.member_id from g join gatherings.sittings i on i.gathering_id = g.id join gatherings.seats s on s.sitting_id = i.id and s.state in ('coming', 'maybe', 'waiting') join members.personas p on p.id = s.persona_id`;
  return rows.map(({ memberId }) => memberId);
}

/** The same of a gathering by the code of a date, for words that were not let in; and its space. Inside `asHouse`. */
export const whoBelongsAt = async (code: string): Promise<string[]> => {
  const [found] = await sql<{ id: string }>`select gathering_id as id from gatherings.sittings where code = ${code}`;
  return found ? whoBelongs('plan', found.id) : [];
};
export const isShownAt = async (code: string): Promise<boolean> =>
  (await sql`select 1 from gatherings.gatherings g join gatherings.sittings i on i.gathering_id = g.id where i.code = ${code} and g.published_at is not null`).length > 0;
export const spaceAt = async (code: string): Promise<string | undefined> =>
  (await sql<{ space: string }>`select g.space from gatherings.gatherings g join gatherings.sittings i on i.gathering_id = g.id where i.code = ${code}`)[0]?.space;

/** Whose seat it is. Inside `asHouse`. */
export const whoseSeat = async (seatId: string): Promise<string | undefined> =>
  (await sql<{ personaId: string }>`select persona_id from gatherings.seats where id::text = ${seatId}`)[0]?.personaId;

/** Which of these have no words any more: taken away, or gone with who wrote them. Inside `asHouse`. */
export const gone = async (kind: Kind, ids: readonly string[]): Promise<string[]> => (await (kind === 'plan'
  ? sql<{ id: string }>`
      select u.id from unnest(${ids as string[]}::uuid[]) as u(id) left join gatherings.gatherings g on g.id = u.id
       where g.id is null or concat(g.title, g.what, g.host_words, g.guest_words, g.access_words) = ''`
  : sql<{ id: string }>`
      select u.id from unnest(${ids as string[]}::uuid[]) as u(id) where not exists (select from gatherings.topics t where t.id = u.id)`)).map(({ id }) => id);

/** What has been out of sight since before a moment, whoever put it there. Inside `asHouse`. */
export const outOfSight = (before: Date) => sql<{ kind: Kind; id: string; personaId: string; space: string }>`
  select 'plan' as kind, g.id, g.persona_id, g.space from gatherings.gatherings g where g.hidden_at < ${before} and gatherings.was_read(g) and g.persona_id is not null
  union all
  select 'topic', t.id, t.persona_id, g.space from gatherings.topics t join gatherings.gatherings g on g.id = t.gathering_id where t.hidden_at < ${before} and t.persona_id is not null`;

/** Out of sight, for everybody but who wrote it or holds it. Twice it is the same. */
export const hold = (kind: Kind, id: string): Promise<boolean> => transaction(async () => {
  if (kind === 'topic') return (await sql`update gatherings.topics set hidden_at = now() where id::text = ${id} and hidden_at is null returning id`).length > 0;
  const [plan] = await sql`update gatherings.gatherings set hidden_at = now() where id::text = ${id} and hidden_at is null returning id`;
  if (plan) await announce('gatherings.gathering.hidden', { gatheringId: id });
  return plan !== undefined;
});
export const hide = (_moderator: Moderator, kind: Kind, id: string) => hold(kind, id);

/** Seen again, as it was. Whoever was unsure has a day to say, as when they asked: the time it was out of sight is not held against them. */
export const show = (_moderator: Moderator, kind: Kind, id: string): Promise<boolean> => transaction(async () => {
  if (kind === 'topic') return (await sql`update gatherings.topics set hidden_at = null where id::text = ${id} and hidden_at is not null returning id`).length > 0;
  const [plan] = await sql`update gatherings.gatherings set hidden_at = null where id::text = ${id} and hidden_at is not null returning id`;
  if (!plan) return false;
  await sql`
    update gatherings.seats s set held_until = now() + interval '24 hours', asked_at = null from gatherings.sittings i
     where i.id = s.sitting_id and i.gathering_id::text = ${id} and s.state = 'maybe' and s.held_until < now() + interval '2 hours'`;
  await announce('gatherings.gathering.shown', { gatheringId: id });
  return true;
});
