/**
 * Ties: a member has said yes to one provider.
 *
 * There is none before the member confirms it with a card's code, and nobody at
 * the clinic learns whether somebody did until then. From then on the provider
 * sees one name: the one the member chose to be known by here, which is no name
 * of theirs in the forum, a place or a circle. One that is close to such a name
 * is asked about. Either side ends a tie at once, and with it every
 * share; nothing is taken up again without a new card and a new yes.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { seal, unseal } from '#platform/seal';
import type { Member } from '#members/members';
import { foldName, isNear, tidyName } from '#members/name-rules';
import * as personas from '#members/personas';
import * as codes from '#care/codes';
import { lineOf, type Cover, type Days, type Facts } from '#care/provider-rules';
import type { Provider } from '#care/providers';

const placeOf = (id: string) => `care.ties|sealed_name|${id}`;
const nameOf = (id: string, sealedName: string) => unseal(sealedName, placeOf(id));
const longestName = 60;
/** What they may call me; `keepName`: also where it is close to a name I have here. */
type Wish = { knownAs: string; keepName?: boolean };

/** The same to a reader; one without a letter or a number, as it stands. */
const isSame = (one: string, other: string) => (foldName(one) || foldName(other) ? foldName(one) === foldName(other) : tidyName(one) === tidyName(other));

/** Whether somebody is known at the clinic by one of their own names here. */
export const isOwnName = (knownAs: string, own: readonly string[]): boolean => own.some((name) => isSame(knownAs, name));

/**
 * A word about being called by a name one has in the community, wherever that is: it would lead from the clinic to every post there.
 * Only the member is ever told, and about their own names alone. One that is merely close they may keep.
 */
async function knownAsOf(member: Member, { knownAs, keepName = false }: Wish): Promise<string> {
  const name = lineOf(knownAs, 'knownAs', longestName);
  if (isSame(name, member.name)) refuse('care.refused.forumName', 'knownAs');
  const own = await personas.ownNames(member);
  if (isOwnName(name, own)) refuse('care.refused.otherName', 'knownAs');
  if (!keepName && own.some((one) => isNear(name, one))) refuse('care.refused.nearName', 'knownAs');
  return name;
}

/** Says yes. Answers with the tie. A code that does not work is one answer, whatever the reason. */
export async function confirm(member: Member, { code, ...wish }: Wish & { code: string }, address: string): Promise<string> {
  await codes.limit(member, address);
  const name = await knownAsOf(member, wish);
  const id = randomUUID();
  return asking(member, async () => {
    const card = await codes.spend(member, code);
    const [made] = await sql<{ id: string }>`
      insert into care.ties (id, member_id, provider_id, sealed_name, identity)
      values (${id}, ${member.id}, ${card.providerId}, ${seal(name, placeOf(id))}, ${card.identity})
      on conflict (member_id, provider_id) where ended_at is null do nothing returning id`;
    if (!made) refuse('care.refused.tied', 'card');
    await announce('care.tie.made', { tieId: id });
    return id;
  });
}

export type Tie = Facts & Days & Cover & {
  id: string; providerId: string; knownAs: string; identity: string; madeOn: string; endedAt: Date | null; endedBy: 'member' | 'provider' | 'left' | null;
  shares: number;
};

const shaped = <Row extends { id: string; sealedName: string }>({ sealedName, ...row }: Row) => ({ ...row, knownAs: nameOf(row.id, sealedName) });

/** Everybody the member has a tie with, and had; those in force first. */
export const of = (member: Member): Promise<Tie[]> => asking(member, async () => (await sql<Omit<Tie, 'knownAs'> & { sealedName: string }>`
  select t.id, t.provider_id, t.sealed_name, t.identity, t.made_on::text as made_on, t.ended_at, t.ended_by,
         p.name, p.role, p.check_word, o.name as organisation, p.reply_days, p.working_days, p.absent_from::text as absent_from, p.absent_until::text as absent_until,
         c.name as cover, c.absent_from::text as cover_absent_from, c.absent_until::text as cover_absent_until, (select count(*)::int from care.grants g where g.tie_id = t.id and g.revoked_at is null and g.ends_at > now()) as shares
    from care.ties t join care.providers p on p.id = t.provider_id join care.organisations o on o.id = p.organisation_id
    left join care.providers c on c.id = coalesce(t.passed_to, p.cover_id) and c.left_at is null
   where t.member_id = ${member.id} order by t.ended_at desc nulls first, p.name limit 100`).map(shaped));

/** One in force. */
export async function one(member: Member, tieId: string): Promise<Tie> {
  return (await of(member)).find(({ id, endedAt }) => id === tieId && !endedAt) ?? notFound();
}

/** Another name to be known by, from now on. */
export async function rename(member: Member, tieId: string, wish: Wish): Promise<void> {
  const name = await knownAsOf(member, wish);
  if (!isUuid(tieId)) notFound();
  const [named] = await asking(member, () => sql`
    update care.ties set sealed_name = ${seal(name, placeOf(tieId))} where id = ${tieId} and member_id = ${member.id} and ended_at is null returning 1 as named`);
  if (!named) notFound();
}

/** One tap. Everything shared by it ends with it. Twice is once, and so is where the provider was quicker: it is over. */
export const end = (member: Member, tieId: string): Promise<void> => asking(member, async () => {
  if (!isUuid(tieId)) notFound();
  const [ended] = await sql`
    update care.ties set ended_at = now(), ended_by = 'member' where id = ${tieId} and member_id = ${member.id} and ended_at is null returning 1 as ended`;
  if (!ended) {
    const [was] = await sql`select 1 from care.ties where id = ${tieId} and member_id = ${member.id}`;
    return was ? undefined : notFound();
  }
  await sql`update care.grants set revoked_at = now() where tie_id = ${tieId} and member_id = ${member.id} and revoked_at is null`;
  await announce('care.tie.ended', { tieId, by: 'member' });
});

export type Person = { id: string; knownAs: string; madeOn: string; lookedAt: Date | null; shares: number; isNew: boolean };

/** Who has a tie with this provider, by the names they chose. */
export const people = (provider: Provider): Promise<Person[]> => asking(provider, async () => (await sql<Omit<Person, 'knownAs'> & { sealedName: string }>`
  select t.id, t.sealed_name, t.made_on::text as made_on, t.looked_at, count(g.id)::int as shares, coalesce(max(g.given_at) > t.looked_at, true) as is_new
    from care.ties t left join care.grants g on g.tie_id = t.id and g.provider_id = t.provider_id and g.revoked_at is null and g.ends_at > now()
   where t.provider_id = ${provider.providerId} and t.ended_at is null
   group by t.id order by count(g.id) > 0 desc, t.made_on desc, t.id limit 500`).map(shaped));

/** One person at the desk; notes that they were looked at. */
export const person = (provider: Provider, tieId: string): Promise<{ id: string; knownAs: string; madeOn: string; before: Date | null }> => asking(provider, async () => {
  if (!isUuid(tieId)) notFound();
  const [row] = await sql<{ id: string; sealedName: string; madeOn: string; before: Date | null }>`
    with was as (select id, looked_at from care.ties where id = ${tieId} and provider_id = ${provider.providerId} and ended_at is null)
    update care.ties t set looked_at = now() from was where t.id = was.id returning t.id, t.sealed_name, t.made_on::text as made_on, was.looked_at as before`;
  return row ? shaped(row) : notFound();
});

/** Whether it is one of theirs in force: for a program that lists what is shared. That is no look, and takes no mark off the provider's own page. */
export async function check(provider: Provider, tieId: string): Promise<void> {
  const [row] = isUuid(tieId) ? await asking(provider, () => sql`select 1 from care.ties where id = ${tieId} and provider_id = ${provider.providerId} and ended_at is null`) : [];
  if (!row) notFound();
}

/** The provider ends it. The member is told (`notices`). One of theirs that is over already stays so, whoever ended it. */
export const endAsProvider = (provider: Provider, tieId: string): Promise<void> => asking(provider, async () => {
  if (!isUuid(tieId)) notFound();
  const [row] = await sql<{ memberId: string | null }>`select care.end_tie(${tieId}) as member_id`;
  if (!row?.memberId) {
    const [was] = await sql<{ isMine: boolean }>`select care.was_mine(${tieId}) as is_mine`;
    return was!.isMine ? undefined : notFound();
  }
  await announce('care.tie.ended', { tieId, by: 'provider', memberId: row.memberId });
});
