/**
 * The name somebody moderates under.
 *
 * A persona of its own, in a space that holds no words: colleagues see its
 * name, members see "a moderator". It leads to no other name of the same
 * person. Whoever has not chosen one is called by the name they write under.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { code, makeSeed, type Moderator } from '#members/members';
import { foldName } from '#members/name-rules';
import * as names from '#members/names';

const space = 'moderation';

/** The name at the desk, if one was chosen. */
export async function of(moderator: Moderator): Promise<string | undefined> {
  const [face] = await asking(moderator, () => sql<{ name: string }>`
    select f.name from members.personas p join members.faces f on f.persona_id = p.id
     where p.member_id = ${moderator.id} and p.space = ${space} and p.retired_at is null`);
  return face?.name;
}

/** Takes a name for the desk, or another one. */
export async function take(moderator: Moderator, wished: string, { keep = false } = {}): Promise<void> {
  const name = await names.check(wished, { keep });
  await asHouse(() => write(moderator, name)).catch((error: { code?: string }) => {
    if (error.code === '23505') refuse('members.refused.nameTaken', 'name'); // somebody took it at the same moment, or it looks like another
    throw error;
  });
}

async function write(moderator: Moderator, name: string): Promise<void> {
  const folded = foldName(name);
  const [made] = await sql<{ id: string }>`
    insert into members.personas (id, member_id, space) values (${randomUUID()}, ${moderator.id}, ${space})
    on conflict (member_id, space) where retired_at is null do nothing returning id`;
  if (!made) {
    await sql`
      update members.faces set name = ${name}, name_folded = ${folded}
       where persona_id = (select id from members.personas where member_id = ${moderator.id} and space = ${space} and retired_at is null)`;
    return;
  }
  await sql`
    insert into members.faces (persona_id, space, name, name_folded, code, seed, language)
    values (${made.id}, ${space}, ${name}, ${folded}, ${code()}, ${makeSeed()}, ${moderator.language})`;
}
