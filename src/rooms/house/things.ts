/** What this room keeps of a member, for "download my things": when they were on duty. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';

export const of = (member: Member): Promise<Record<string, unknown>> =>
  asking(member, async () => ({
    planned: await sql`select kind, day, from_clock, to_clock, time_zone from house.shifts where persona_id = ${member.personaId} order by kind, day, from_clock`,
    onDuty: await sql`select in_at, until_at, out_at from house.clockings where member_id = ${member.id} order by in_at`,
    breaks: await sql`select from_at, until_at from house.breaks where member_id = ${member.id} order by from_at`
  }));
