/** Letters for the bench: each of two hundred people has written to one provider; four letters back and forth, the last of every second one waits for an answer. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import * as keys from '#messages/keys';

type Run = (text: string, values?: unknown[]) => Promise<pg.QueryResult>;
const words = 'Since the new tablets I lie awake until four. Could I take them in the morning instead? ';

/** Answers with the first of them, which is the first person's own. */
export async function fillLetters(run: Run, ties: readonly string[], provider: string, organisation: string): Promise<string> {
  const first = randomUUID();
  for (const [n, tie] of ties.entries()) {
    const id = n ? randomUUID() : first;
    const { of: key, lock, locked } = await keys.make(id);
    await run(`insert into messages.conversations (id, tie_id, member_id, provider_id, organisation_id, kind, lock, locked, sealed_subject, once, last_at)
               select $1, t.id, t.member_id, $3, $4, 'care', $5, $6, $7, 'bench', now() - make_interval(mins => $8::int) from care.ties t where t.id = $2`, [id, tie, provider, organisation, lock, locked, keys.close(key, 'subject', `Tablets, number ${n}`), n]);
    for (let at = 0; at < 4; at++) {
      const [message, isMember] = [randomUUID(), at % 2 === 0 || n % 2 === 1];
      await run(`insert into messages.messages (id, conversation_id, member_id, by, provider_id, sealed, once, sent_at, delivered_at, due_at, answered_at)
                 select $1, c.id, c.member_id, $3, $4, $5, $6, now() - make_interval(hours => $7::int), now(), case when $3 = 'member' then now() + make_interval(hours => $8::int) end, case when $9 then now() end
                   from messages.conversations c where c.id = $2`,
      [message, id, isMember ? 'member' : 'provider', isMember ? null : provider, keys.close(key, `text|${message}`, words.repeat(4)), `bench ${at}`, 8 - 2 * at, n % 90, at < 3 || n % 2 === 0]);
    }
  }
  return first;
}
