/**
 * Faces: what others see of me, and what I may change about it.
 *
 * Another name once a month, another pattern and other words about me at any
 * time. A new name comes with a new address, and the old name rests for three
 * months: nobody can pass for me with it, and its address leads nowhere. My
 * posts show the new one, so whoever knows one of them, or follows me, knows
 * it too. I sign in with the name I have now.
 */
import { asHouse, asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { foldName } from '#members/name-rules';
import * as names from '#members/names';
import { code, isSeed, makeSeed, type Member } from '#members/members';
import { mayWrite } from '#members/pausing';

/** Whose face: a member in the forum, or one of their personas in another space. */
type Wearer = Pick<Member, 'id' | 'personaId'>;

export type Own = { name: string; seed: string; code: string; about: string; renamedAt: Date | null; mayRename: boolean };

/** My own face, in the forum or in the space of a persona. */
export async function mine(member: Wearer): Promise<Own> {
  const [own] = await asking(member, () => sql<Own>`
    select f.name, f.seed, f.code, f.about, r.at as renamed_at, coalesce(r.at < now() - interval '30 days', true) as may_rename
      from members.faces f left join members.renamings r on r.persona_id = f.persona_id
     where f.persona_id = ${member.personaId}`);
  return own!;
}

/** Takes another name. Of two renamings at once one counts, for the month begins with the statement that asks. */
export async function rename(member: Wearer & Pick<Member, 'suspendedUntil'>, wished: string, { keep = false } = {}): Promise<void> {
  names.mayTake(member, wished);
  const name = await names.check(wished, { keep });
  await asHouse(() => takeName(member, name)).catch((error: { code?: string }) => {
    if (error.code === '23505') refuse('members.refused.nameTaken', 'name'); // somebody took it at the same moment
    throw error;
  });
}

async function takeName(member: Wearer, name: string): Promise<void> {
  const folded = foldName(name);
  const [may] = await sql`
    insert into members.renamings (persona_id, member_id) values (${member.personaId}, ${member.id})
    on conflict (persona_id) do update set at = now() where renamings.at < now() - interval '30 days'
    returning persona_id`;
  if (!may) refuse('members.refused.renamedLately', 'name');
  const before = await sql<{ name: string }>`select name from members.faces where persona_id = ${member.personaId}`;
  await names.rest(before.map(({ name: old }) => old));
  await sql`update members.faces set name = ${name}, name_folded = ${folded}, code = ${code()} where persona_id = ${member.personaId}`;
  await sql`update members.keys set sign_in_name = ${folded}, changed_at = now()
     where member_id = ${member.id} and exists (select from members.personas where id = ${member.personaId} and space = 'forum')`; // one signs in with the name in the forum
  await announce('members.face.renamed', { personaId: member.personaId });
}

/** Another pattern; a random one when it is not one of ours. */
export const redraw = (member: Wearer, seed: string) => asking(member, () => sql`
  update members.faces set seed = ${isSeed(seed) ? seed : makeSeed()} where persona_id = ${member.personaId}`);

/** A few words about me, or none. One line or several, no longer than a postcard. */
export async function describe(member: Wearer & Pick<Member, 'suspendedUntil'>, words: string): Promise<void> {
  mayWrite(member, 'about');
  const about = words.slice(0, 4000).normalize('NFKC').replace(/\r\n?/g, '\n').replace(/[^\P{C}\n\u200d]/gu, '').replace(/\n{3,}/g, '\n\n').trim();
  if ([...about].length > 300) refuse('members.refused.aboutLong', 'about');
  await asking(member, () => sql`update members.faces set about = ${about} where persona_id = ${member.personaId}`);
}
