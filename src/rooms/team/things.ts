/** What this room keeps of a member, for "download my things". Their own notes are opened for them. */
import { asking, sql } from '#db';
import type { Host, Member } from '#members/members';
import * as talks from '#team/talks';

export async function of(member: Member): Promise<Record<string, unknown>> {
  const host = member as Host; // their own rows only
  const [held, notes] = [await talks.everyTalk(host), await talks.everyNote(host)];
  return asking(member, async () => ({
    learntToModerate: await sql`select what, at from team.learnt where member_id = ${member.id} order by at`,
    shiftBeside: await sql`select asked_at, confirmed_at from team.shadowings where member_id = ${member.id}`,
    heavyThings: await sql`select level, at from team.heavy where member_id = ${member.id} order by at`,
    spared: await sql`select theme from team.spared where member_id = ${member.id} order by theme`,
    talks: held.map(({ kind, dueAt, heldAt, words }) => ({ kind, dueAt, heldAt, words })),
    supervisionNotes: notes.map(({ at, words }) => ({ at, words }))
  }));
}
