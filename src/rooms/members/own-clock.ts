/** By which clock a member's days begin and end. Nobody else sees it, and it is never guessed from where they are. */
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import type { Member } from '#members/members';

const known = new Set(Intl.supportedValuesOf('timeZone').concat('UTC'));

/** Names as Europe/Oslo, in the order of their letters. */
export const zones = (): string[] => [...known].sort();

/** Empty when the member has not said. */
export async function of(member: Pick<Member, 'id'>): Promise<string> {
  const [row] = await asking(member, () => sql<{ timeZone: string }>`select time_zone from members.settings where member_id = ${member.id}`);
  return known.has(row?.timeZone ?? '') ? row!.timeZone : '';
}

/** Upper and lower case and blanks do not matter; empty takes it back. */
export async function choose(member: Member, wished: string): Promise<void> {
  const typed = wished.trim().replace(/\s+/g, '_').toLowerCase();
  const zone = typed ? [...known].find((name) => name.toLowerCase() === typed) : '';
  if (zone === undefined) refuse('members.refused.clock', 'timeZone');
  await asking(member, () => sql`
    insert into members.settings (member_id, time_zone) values (${member.id}, ${zone}) on conflict (member_id) do update set time_zone = excluded.time_zone`);
}
