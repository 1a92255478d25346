/**
 * Who is too near to decide: whoever sits in the circle a line was said in, and
 * whoever holds or comes to the gathering a text belongs to. They do not hold
 * a case about it. [MOD-2]
 *
 * When nobody further away is left on the desk, somebody near is better than
 * nobody: then the case stays with all of them.
 */
import { sql } from '#db';
import * as concerning from '#circles/concerning';
import * as gathered from '#gatherings/concerning';

const whoBelongs = async (kind: string, id: string): Promise<string[]> =>
  kind === 'line' ? concerning.whoSits(id) : gathered.isKind(kind) ? gathered.whoBelongs(kind, id) : [];

/** Keeps them apart from a case. Inside `asHouse`; heard twice it is the same. */
export async function keepApart(caseId: string, { kind, id }: { kind: string; id: string }): Promise<void> {
  const there = await whoBelongs(kind, id);
  if (!there.length) return;
  await sql`
    insert into safety.apart (case_id, member_id, why)
    select ${caseId}::uuid, m, 'there' from unnest(${there}::uuid[]) m
     where exists (select from members.roles r join safety.cases c on c.id = ${caseId}::uuid
                    where r.ended_at is null and r.role in ('moderator', 'clinicalLead', 'safeguardingLead', 'steward')
                      and r.member_id <> all(${there}::uuid[]) and safety.may_hold(r.member_id, c.id, c.persona_id))
    on conflict do nothing`;
}
