/** Demo life: a made-up clinic with two made-up nurses, a few ties, and what is shared by them. */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, sql } from '#db';
import { seal } from '#platform/seal';
import * as accounts from '#members/work-accounts';
import { close, keyOf } from '#members/sealing';
import * as grants from '#care/grants';
import * as steps from '#care/next-steps';
import type { Member } from '#members/members';

export const people = [
  { name: 'Sam Reed', role: 'nurse', checkWord: 'harbour', isLead: false },
  { name: 'Ingrid Moe', role: 'ward nurse', checkWord: 'willow', isLead: true }
] as const;

export type Tied = { member: Pick<Member, 'id'>; knownAs: string; daysAgo: number; shares: readonly (Pick<grants.Giving, 'kind' | 'thing' | 'withAnswers'> & { days: string })[] };

/** The first nurse has a tie to each of these. What they share was given when they said yes; whoever comes first was looked at before. */
export async function fill(tied: readonly Tied[], passOf: (name: string) => string): Promise<void> {
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
    for (const one of tied) await tie(one, made[0]!);
  });
}

async function tie({ member, knownAs, daysAgo, shares }: Tied, providerId: string): Promise<void> {
  const tieId = randomUUID();
  await sql`
    insert into care.ties (id, member_id, provider_id, sealed_name, identity, made_on, looked_at)
    values (${tieId}, ${member.id}, ${providerId}, ${seal(knownAs, `care.ties|sealed_name|${tieId}`)}, 'factor', current_date - ${daysAgo}::int, case when ${shares.length > 3}::boolean then now() - interval '3 days' end)`;
  const now = { day: new Date().toISOString().slice(0, 10), timeZone: 'UTC' };
  await asking(member, async () => {
    for (const share of shares) await grants.give(member as Member, tieId, share, now);
  });
  const sheet = shares.find(({ kind }) => kind === 'questions')?.thing;
  if (!sheet) return;
  await asking(member, () => steps.add(member as Member, tieId, sheet, 'Bring the injection next time, and do it myself with her beside me', 'demo'));
  const [id, key] = [randomUUID(), await keyOf(member)];
  await sql`
    insert into care.next_steps (id, tie_id, member_id, sheet, by, sealed, once)
    values (${id}, ${tieId}, ${member.id}, ${sheet}, 'provider', ${close(key, `care.next_steps|${id}`, 'Ask the doctor whether Saturday would do as well as Thursday')}, 'demo of the nurse')`;
}
