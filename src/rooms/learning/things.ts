/** What this room keeps of a member, for "download my things". */
import { asking, sql } from '#db';
import type { Member } from '#members/members';

export const of = (member: Member): Promise<Record<string, unknown>> => asking(member, async () => ({
  placesIProposed: await sql`select words, made_on, seen_at from learning.proposals where member_id = ${member.id} order by made_on`
}));
