/** What this room keeps of a member, for "download my things". */
import { asking, sql } from '#db';
import type { Member } from '#members/members';

export const of = (member: Member): Promise<Record<string, unknown>> =>
  asking(member, async () => ({
    notices: await sql`select kind, subject, made_at, shown_from, seen_at from notices.notices where member_id = ${member.id} order by made_at`,
    wishes: await sql`select replies, follows, reactions, quiet_at from notices.wishes where member_id = ${member.id}`
  }));
