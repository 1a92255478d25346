/** What this room keeps of a member, for "download my things": every message, unsealed for them and no less new than before, and who opened it. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';
import { copy, of as list } from '#messages/reading';

export async function of(member: Member): Promise<Record<string, unknown>> {
  const agreed = await asking(member, () => sql`select kind, given_at from members.consents where member_id = ${member.id} and kind like 'messages:%' order by given_at`);
  const conversations = [];
  for (const { id } of await list(member)) {
    const { subject, kind, provider, organisation, knownAs, isTeam, messages, climbs } = await copy(member, id);
    conversations.push({
      subject, kind, with: provider.name, role: provider.role, organisation, knownAs, teamMayRead: isTeam,
      messages: messages.map(({ by, writer, text, sentAt, state, openedBy, dueAt, pictures }) => ({ by: writer ?? by, text, sentAt, state, openedBy: openedBy.map(({ byProgram, ...look }) => ({ ...look, how: byProgram ? 'program' : 'person' })), dueAt, pictures: pictures.length })), wentOnTo: climbs
    });
  }
  return { ...(agreed.length && { messageAgreements: agreed }), ...(conversations.length && { messagesWithProviders: conversations }) };
}
