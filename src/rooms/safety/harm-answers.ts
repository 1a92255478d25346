/**
 * Answers about harm to oneself.
 *
 * In the wellbeing questions a member answered one, and had been told before
 * that people see it. They see that it was answered and how soon to look, never
 * what was answered, a score, or anything else. What we cannot read counts as
 * not assessed: a person looks all the same.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, isUuid, sql } from '#db';
import type { Event } from '#platform/events';
import type { Level } from '#safety/case-rules';
import * as cases from '#safety/cases';

const levels = ['urgent', 'concern', 'low'] as const;

/** Opens a case, or joins the one that is open for the same filling-in. Heard twice it is noted once. */
export const answered = ({ id, data }: Event): Promise<void> =>
  asHouse(async () => {
    const [persona] = isUuid(data.personaId) ? await sql<{ id: string }>`select id from members.personas where id = ${data.personaId}` : [];
    const level: Level = levels.find((one) => one === data.level) ?? 'unassessed';
    await cases.signal({ kind: 'answer', id: isUuid(data.responseId) ? data.responseId : randomUUID(), personaId: persona?.id ?? null }, { kind: 'answer', level, cause: `answer:${id}` });
  });
