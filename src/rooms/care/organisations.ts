/** Organisations whose people may work with members here. A steward brings one in; its leads invite the others. */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import type { Steward } from '#members/members';
import { lineOf } from '#care/provider-rules';

export type Organisation = { id: string; name: string; reach: string; providers: number; leads: number };

/** All there are, with how many work with members for each. */
export const all = (_: Steward) => asHouse(() => sql<Organisation>`
  select o.id, o.name, o.reach, count(p.id)::int as providers, count(p.lead_since)::int as leads
    from care.organisations o left join care.providers p on p.organisation_id = o.id and p.left_at is null
   where o.ended_at is null group by o.id order by o.name`);

/** Two of one name would be mistaken for each other. */
export async function add(steward: Steward, said: { name: string; reach: string }): Promise<string> {
  const [name, reach] = [lineOf(said.name, 'name', 80), lineOf(said.reach, 'reach', 160, { mayBeEmpty: true })];
  const id = randomUUID();
  await asHouse(async () => {
    const [same] = await sql`select 1 from care.organisations where lower(name) = lower(${name}) and ended_at is null`;
    if (same) refuse('care.refused.organisationKnown', 'name');
    await sql`insert into care.organisations (id, name, reach, made_by) values (${id}, ${name}, ${reach}, ${steward.id})`;
  });
  return id;
}
