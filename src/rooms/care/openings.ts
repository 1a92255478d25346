/**
 * Openings: who looked at what, and when. The member reads all of theirs, a page
 * at a time; a provider reads their own. Nobody changes one. Each says whether
 * the provider looked or a program of the clinic did, in their name.
 */
import { asking, isUuid, sql } from '#db';
import type { Member } from '#members/members';
import { unseal } from '#platform/seal';
import type { Shareable } from '#care/grant-rules';
import type { Facts } from '#care/provider-rules';
import type { Provider } from '#care/providers';

export type Opening = Facts & { id: string; kind: Shareable; thing: string; openedAt: Date; byProgram: boolean; tieId: string };

/** `after`: the last one of the page before; what is not theirs, or nowhere, stands for the beginning. */
type Asked = { most?: number; after?: string | null; tieId?: string };
const known = (id: string | null | undefined): string | null => (id && isUuid(id) ? id : null);

/** The newest first. */
export const of = (member: Member, { most = 200, after, tieId }: Asked = {}): Promise<Opening[]> => asking(member, () => sql<Opening>`
  select o.id, g.kind, g.thing, o.opened_at, o.by_program, g.tie_id, p.name, p.role, p.check_word, n.name as organisation
    from care.openings o join care.grants g on g.id = o.grant_id join care.providers p on p.id = o.provider_id join care.organisations n on n.id = p.organisation_id
    left join care.openings last on last.id = ${known(after)}::uuid and last.member_id = ${member.id}
   where o.member_id = ${member.id} and (last.id is null or (o.opened_at, last.id) < (last.opened_at, o.id)) and (${known(tieId)}::uuid is null or g.tie_id = ${known(tieId)}::uuid)
   order by o.opened_at desc, o.id limit ${most}`);

/** `knownAs` is null once the tie or the share has ended: then the person is nobody's to name. */
export type Own = { id: string; kind: Shareable | null; openedAt: Date; byProgram: boolean; knownAs: string | null };

/** What this provider has looked at, the newest first. */
export const own = (provider: Provider, { most = 200, after }: Omit<Asked, 'tieId'> = {}): Promise<Own[]> => asking(provider, async () => (await sql<Omit<Own, 'knownAs'> & { tieId: string | null; sealedName: string | null }>`
  select o.id, o.opened_at, o.by_program, g.kind, t.id as tie_id, t.sealed_name
    from care.openings o left join care.grants g on g.id = o.grant_id left join care.ties t on t.id = g.tie_id
    left join care.openings last on last.id = ${known(after)}::uuid and last.provider_id = ${provider.providerId}
   where o.provider_id = ${provider.providerId} and (last.id is null or (o.opened_at, last.id) < (last.opened_at, o.id)) order by o.opened_at desc, o.id limit ${most}`)
  .map(({ tieId, sealedName, ...row }) => ({ ...row, knownAs: tieId && sealedName ? unseal(sealedName, `care.ties|sealed_name|${tieId}`) : null })));

/** So many stand on a page. */
export const onAPage = 50;
/** One page of what was read with one more than fits; `older`: after which the next begins. */
export function paged<Row extends { id: string }>(rows: readonly Row[]): { rows: Row[]; older: string | null } {
  return { rows: rows.slice(0, onAPage), older: rows.length > onAPage ? rows[onAPage - 1]!.id : null };
}
