/**
 * Share grants.
 *
 * What a member keeps in their space is theirs alone. A grant lets one provider
 * see one kind of thing, or one thing of it, until a day the member chose or
 * until they take it back. Nothing is shared by default, by a role, or because
 * somebody asks. Ended rows stay: a member may ask next year who could see what.
 *
 * A grant is opened in the transaction that reads: the statement that allows the
 * look writes the row the member reads about it, and the policies of the other
 * rooms ask for that row. What was opened a moment ago opens nothing now.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import type { Member } from '#members/members';
import { lastDayOf, onlySingle, single, type Shareable } from '#care/grant-rules';
import type { Provider } from '#care/providers';

declare const proof: unique symbol;
/** Proof that one kind of thing of one member may be shown in this transaction. Only `open` and `preview` make one. */
export type Grant<Kind extends Shareable = Shareable> = Kind extends Shareable ? {
  readonly memberId: string; readonly kind: Kind; /** Which one of the kind; empty is all of it. */ readonly thing: string;
  /** Empty when the member looks at their own. */ readonly openingId: string; readonly lastDay: string;
  /** A measure's result: the answers behind it, too. */ readonly withAnswers: boolean; readonly [proof]: true;
} : never;

export type Sharing = { id: string; tieId: string; kind: Shareable; thing: string; withAnswers: boolean; givenAt: Date; lastDay: string; lastOpenedAt: Date | null };

/** What the member shares now, with whom, and when each thing was last opened. */
export const of = (member: Member) => asking(member, () => sql<Sharing>`
  select g.id, g.tie_id, g.kind, g.thing, g.answers_at is not null as with_answers, g.given_at, g.last_day::text as last_day, (select max(o.opened_at) from care.openings o where o.grant_id = g.id) as last_opened_at
    from care.grants g where g.member_id = ${member.id} and g.revoked_at is null and g.ends_at > now() order by g.given_at limit 500`);

/** `withAnswers`: of a measure's result, what was answered as well. */
export type Giving = { kind: Shareable; thing?: string; days?: string; until?: string; withAnswers?: boolean };

/** Who can see what of the member's own things just now, for the pages where they are kept: what is written there is seen as it stands. */
export type Seer = { name: string; kind: Shareable; thing: string; withAnswers: boolean; lastDay: string };

export const seers = (member: Member, kinds: readonly Shareable[]): Promise<Seer[]> => asking(member, () => sql<Seer>`
  select p.name, g.kind, g.thing, g.answers_at is not null as with_answers, g.last_day::text as last_day
    from care.grants g join care.ties t on t.id = g.tie_id and t.ended_at is null join care.providers p on p.id = g.provider_id
   where g.member_id = ${member.id} and g.kind = any(${kinds as string[]}::text[]) and g.revoked_at is null and g.ends_at > now() order by p.name, g.given_at, g.id`);

/** Which day it is for the member, and by which clock: their own, or that of the place (`#toolbox/days`). The pages say the last day by the same one. */
export type Today = { day: string; timeZone: string };

/** Shares one kind of thing by one tie, through the last day. Giving twice is giving once, until the newer day. A tie that ends in this moment ends before it, or takes it along. */
export const give = (member: Member, tieId: string, { kind, thing = '', days = '', until = '', withAnswers = false }: Giving, { day, timeZone }: Today): Promise<string> => asking(member, async () => {
  if (!isUuid(tieId)) notFound();
  if (thing ? !single.includes(kind) || thing.length > 80 : onlySingle.includes(kind)) refuse('care.refused.which', 'thing');
  const lastDay = lastDayOf({ days, until }, day);
  await sql`update care.grants set revoked_at = ends_at where tie_id = ${tieId} and member_id = ${member.id} and revoked_at is null and ends_at <= now()`;
  const [given] = await sql<{ id: string }>`
    insert into care.grants (id, tie_id, member_id, provider_id, kind, thing, last_day, ends_at, answers_at)
    select ${randomUUID()}, t.id, t.member_id, t.provider_id, ${kind}, ${thing}, ${lastDay}, (${lastDay}::date + 1)::timestamp at time zone ${timeZone}, case when ${withAnswers && kind === 'measure-result'}::boolean then now() end
      from care.ties t where t.id = ${tieId} and t.member_id = ${member.id} and t.ended_at is null for share
    on conflict (tie_id, kind, thing) where revoked_at is null do update set last_day = excluded.last_day, ends_at = excluded.ends_at, answers_at = excluded.answers_at
    returning id`;
  if (!given) notFound(); // no tie of theirs that is in force
  await announce('care.grant.given', { grantId: given.id });
  return given.id;
});

/** Stops sharing one thing, at once. Twice is once. */
export const takeBack = (member: Member, grantId: string): Promise<void> => asking(member, async () => {
  if (!isUuid(grantId)) notFound();
  const [ended] = await sql<{ isFresh: boolean }>`
    with was as (select id, revoked_at from care.grants where id = ${grantId} and member_id = ${member.id})
    update care.grants g set revoked_at = coalesce(g.revoked_at, now()) from was where g.id = was.id returning was.revoked_at is null as is_fresh`;
  if (!ended) notFound();
  if (ended.isFresh) await announce('care.grant.takenBack', { grantId });
});

/** Stops sharing one thing with everybody: it is not there any more. Twice is once. */
export const takeBackThing = (member: Member, kind: Shareable, thing: string): Promise<void> => asking(member, async () => {
  const ended = await sql<{ id: string }>`
    update care.grants set revoked_at = now() where member_id = ${member.id} and kind = ${kind} and thing = ${thing} and revoked_at is null returning id`;
  for (const { id } of ended) await announce('care.grant.takenBack', { grantId: id });
});

/** Stops everything, with everybody, at once. Answers with how many things that were. */
export const stopAll = (member: Member): Promise<number> => asking(member, async () => {
  const ended = await sql<{ id: string }>`update care.grants set revoked_at = now() where member_id = ${member.id} and revoked_at is null returning id`;
  if (ended.length) await announce('care.sharing.stopped', { memberId: member.id });
  return ended.length;
});

/**
 * Opens one grant: the row the member reads and the permission to look are one
 * statement. Call it inside `asking(provider, …)`, together with what is read.
 */
export async function open(provider: Provider, tieId: string, grantId: string): Promise<Grant> {
  if (!isUuid(tieId) || !isUuid(grantId)) notFound();
  const [opened] = await asking(provider, () => sql<{ openingId: string; memberId: string; kind: Shareable; thing: string; lastDay: string; withAnswers: boolean }>`
    with mine as (
      select g.id, g.member_id, g.provider_id, g.kind, g.thing, g.answers_at is not null as with_answers, g.last_day::text as last_day
        from care.grants g join care.ties t on t.id = g.tie_id and t.ended_at is null
       where g.id = ${grantId} and g.tie_id = ${tieId} and g.provider_id = ${provider.providerId} and g.revoked_at is null and g.ends_at > now()
    ), noted as (
      insert into care.openings (grant_id, member_id, provider_id, with_answers, by_program) select id, member_id, provider_id, with_answers, ${provider.isProgram === true} from mine returning id
    )
    select noted.id as opening_id, mine.member_id, mine.kind, mine.thing, mine.last_day, mine.with_answers from mine, noted`);
  return opened ? (opened as unknown as Grant) : notFound(); // not even that there is a plan may be learned without a grant
}

/** The member looks at their own things as the provider would. Leaves no trace, and opens nothing for anybody else. */
export const preview = (member: Member, kind: Shareable, thing = '', withAnswers = false): Grant =>
  ({ memberId: member.id, kind, thing, openingId: '', lastDay: '', withAnswers }) as unknown as Grant;

export type Shown = { id: string; kind: Shareable; thing: string; givenAt: Date; lastDay: string; lastOpenedAt: Date | null };

/** What one person shares with this provider: its kinds, and nothing of what stands in them. */
export const byTie = (provider: Provider, tieId: string): Promise<Shown[]> => asking(provider, () => (isUuid(tieId) ? sql<Shown>`
  select g.id, g.kind, g.thing, g.given_at, g.last_day::text as last_day, (select max(o.opened_at) from care.openings o where o.grant_id = g.id) as last_opened_at
    from care.grants g join care.ties t on t.id = g.tie_id and t.ended_at is null
   where g.tie_id = ${tieId} and g.provider_id = ${provider.providerId} and g.revoked_at is null and g.ends_at > now() order by g.kind, g.given_at` : notFound()));

/** Whether what was opened may still be on a screen. */
export async function isStillOpen(openingId: string): Promise<boolean> {
  if (!isUuid(openingId)) return false;
  const [row] = await sql<{ still: boolean }>`select care.still(${openingId}) as still`;
  return row?.still === true;
}

/** Grants whose day is over are closed by the clock; they opened nothing from that moment on. */
export const sweep = () => sql`update care.grants set revoked_at = ends_at where revoked_at is null and ends_at <= now()`;
