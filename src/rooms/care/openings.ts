/** Openings: who looked at what, and when. The member reads all of theirs; a provider reads their own. Nobody changes one. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';
import { unseal } from '#platform/seal';
import type { Shareable } from '#care/grant-rules';
import type { Facts } from '#care/provider-rules';
import type { Provider } from '#care/providers';

export type Opening = Facts & { id: string; kind: Shareable; thing: string; openedAt: Date; tieId: string };

/** The newest first. */
export const of = (member: Member, most = 200) => asking(member, () => sql<Opening>`
  select o.id, g.kind, g.thing, o.opened_at, g.tie_id, p.name, p.role, p.check_word, n.name as organisation
    from care.openings o join care.grants g on g.id = o.grant_id join care.providers p on p.id = o.provider_id join care.organisations n on n.id = p.organisation_id
   where o.member_id = ${member.id} order by o.opened_at desc, o.id limit ${most}`);

/** `knownAs` is null once the tie or the share has ended: then the person is nobody's to name. */
export type Own = { id: string; kind: Shareable | null; openedAt: Date; knownAs: string | null };

/** What this provider has looked at, the newest first. */
export const own = (provider: Provider, most = 200): Promise<Own[]> => asking(provider, async () => (await sql<Omit<Own, 'knownAs'> & { tieId: string | null; sealedName: string | null }>`
  select o.id, o.opened_at, g.kind, t.id as tie_id, t.sealed_name
    from care.openings o left join care.grants g on g.id = o.grant_id left join care.ties t on t.id = g.tie_id
   where o.provider_id = ${provider.providerId} order by o.opened_at desc, o.id limit ${most}`)
  .map(({ tieId, sealedName, ...row }) => ({ ...row, knownAs: tieId && sealedName ? unseal(sealedName, `care.ties|sealed_name|${tieId}`) : null })));
