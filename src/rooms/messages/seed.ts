/** Demo life: two conversations with the made-up nurse, one answered, one that waits. */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import * as ties from '#care/ties';
import type { Member } from '#members/members';
import * as keys from '#messages/keys';
import * as threads from '#messages/threads';

const written = [
  { subject: 'Tablets and sleep', text: 'Since the new tablets I lie awake until four. Could I take them in the morning instead?', answer: 'Thank you for telling me. Yes, with breakfast is fine. Write again in a week if the nights are no better.' },
  { subject: 'The form for the county', text: 'There is no hurry. Do you still have the form we filled in in spring? I cannot find my copy.', answer: '' }
] as const;

/** By the first of their ties; nothing where there is none. */
export async function fill(member: Member): Promise<void> {
  const tie = (await ties.of(member)).find(({ endedAt }) => !endedAt);
  if (!tie) return;
  for (const { subject, text, answer } of written) {
    const id = await threads.begin(member, { tieId: tie.id, subject, text, kind: 'care', isTeam: false, agrees: true, once: subject });
    if (answer) await asHouse(async () => {
      const [head] = await sql<{ id: string; lock: string; locked: string }>`select id, lock, locked from messages.conversations where id = ${id}`;
      const [message, key] = [randomUUID(), await keys.keyOf(head!)];
      await sql`
        insert into messages.messages (id, conversation_id, member_id, by, provider_id, sealed, once)
        values (${message}, ${id}, ${member.id}, 'provider', ${tie.providerId}, ${keys.close(key, `text|${message}`, answer)}, 'demo') on conflict do nothing`;
      await sql`update messages.messages set answered_at = now(), delivered_at = now() where conversation_id = ${id} and by = 'member'`;
    });
  }
}
