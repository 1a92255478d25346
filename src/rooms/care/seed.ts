/** Demo life: a made-up clinic with two made-up nurses, one tie, and what is shared by it. */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, sql } from '#db';
import { seal } from '#platform/seal';
import * as accounts from '#members/work-accounts';
import * as grants from '#care/grants';
import type { Member } from '#members/members';

export const people = [
  { name: 'Sam Reed', role: 'nurse', checkWord: 'harbour', isLead: false },
  { name: 'Ingrid Moe', role: 'ward nurse', checkWord: 'willow', isLead: true }
] as const;

/** The first of them has a tie to this member, who is Kari there, and shares the week and how the body was. */
export async function fill(member: Member, passOf: (name: string) => string): Promise<void> {
  const organisationId = randomUUID();
  await asHouse(async () => {
    await sql`insert into care.organisations (id, name, reach) values (${organisationId}, 'Example Clinic', '')`;
    const made: string[] = [];
    for (const { name, role, checkWord, isLead } of people) {
      const { id: accountId } = await accounts.open({ signInName: name, pass: passOf(name), name, language: 'en' });
      const id = randomUUID();
      await sql`
        insert into care.providers (id, account_id, organisation_id, name, role, check_word, lead_since) values (${id}, ${accountId}, ${organisationId}, ${name}, ${role}, ${checkWord}, case when ${isLead} then now() end)`;
      made.push(id);
    }
    await sql`update care.providers set cover_id = ${made[1]!} where id = ${made[0]!}`;
    const tieId = randomUUID();
    await sql`
      insert into care.ties (id, member_id, provider_id, sealed_name, identity, made_on)
      values (${tieId}, ${member.id}, ${made[0]!}, ${seal('Kari', `care.ties|sealed_name|${tieId}`)}, 'factor', current_date - 12)`;
    await asking(member, async () => {
      for (const kind of ['week', 'check-ins-body'] as const) await grants.give(member, tieId, { kind, days: '30' });
    });
  });
}
