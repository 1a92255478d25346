/**
 * Who answers by a tie: the provider, who covers for them, and who answers for
 * the organisation. For the rooms above, which have asked before whether the
 * tie is the asker's to know.
 */
import { asHouse, sql } from '#db';
import { unseal } from '#platform/seal';
import type { Days } from '#care/provider-rules';

export type Answerer = Days & { id: string; name: string; role: string };
export type Chain = {
  tieId: string; memberId: string; organisationId: string; organisation: string;
  /** What the provider calls the member. */
  knownAs: string;
  endedBy: 'member' | 'provider' | 'left' | null;
  provider: Answerer;
  /** Who was named to cover; of somebody who left, who took over. */
  cover: Answerer | null;
  /** Others of the organisation who answer for it, the longest first. */
  leads: Answerer[];
};

type Row = Omit<Chain, 'knownAs'> & { sealedName: string };

export async function of(tieIds: readonly string[]): Promise<Chain[]> {
  if (!tieIds.length) return [];
  const rows = await asHouse(() => sql<Row>`
    with people as (
      select p.id, p.organisation_id, p.lead_since, p.left_at,
             json_build_object('id', p.id, 'name', p.name, 'role', p.role, 'replyDays', p.reply_days, 'workingDays', p.working_days,
                               'absentFrom', p.absent_from, 'absentUntil', p.absent_until) as facts
        from care.providers p
    )
    select t.id as tie_id, t.member_id, p.organisation_id, o.name as organisation, t.sealed_name, t.ended_by,
           me.facts as provider, c.facts as cover, l.leads
      from care.ties t
      join care.providers p on p.id = t.provider_id
      join people me on me.id = p.id
      join care.organisations o on o.id = p.organisation_id
      left join people c on c.id = coalesce(t.passed_to, p.cover_id) and c.left_at is null
      left join lateral (
        select coalesce(json_agg(one.facts order by one.lead_since), '[]') as leads from people one
         where one.organisation_id = p.organisation_id and one.lead_since is not null and one.left_at is null and one.id <> p.id and one.id is distinct from coalesce(t.passed_to, p.cover_id)) l on true
     where t.id = any(${tieIds as string[]}::uuid[])`);
  return rows.map(({ sealedName, ...row }) => ({ ...row, knownAs: unseal(sealedName, `care.ties|sealed_name|${row.tieId}`) }));
}

export async function one(tieId: string): Promise<Chain | undefined> {
  return (await of([tieId]))[0];
}

/** Which of these ties have ended, and by whom. Nobody is named for it. */
export async function ends(tieIds: readonly string[]): Promise<Map<string, Chain['endedBy']>> {
  const rows = tieIds.length ? await asHouse(() => sql<{ id: string; endedBy: Chain['endedBy'] }>`select id, ended_by from care.ties where id = any(${tieIds as string[]}::uuid[])`) : [];
  return new Map(rows.map(({ id, endedBy }) => [id, endedBy]));
}

/** What members call providers, also those who have left. */
export async function names(providerIds: readonly (string | null)[]): Promise<Map<string, string>> {
  const ids = [...new Set(providerIds.filter((id) => id !== null))];
  const rows = ids.length ? await asHouse(() => sql<{ id: string; name: string }>`select id, name from care.providers where id = any(${ids}::uuid[])`) : [];
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The working days of those who are still here. */
export async function days(providerIds: readonly string[]): Promise<Map<string, Days>> {
  const rows = providerIds.length ? await asHouse(() => sql<Days & { id: string }>`
    select id, reply_days, working_days, absent_from::text as absent_from, absent_until::text as absent_until from care.providers where id = any(${providerIds as string[]}::uuid[]) and left_at is null`) : [];
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}
