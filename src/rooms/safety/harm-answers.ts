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
import { told as log, warn } from '#platform/log';
import type { Told } from '#measures/responses';
import type { Level } from '#safety/case-rules';
import * as cases from '#safety/cases';

const levels = ['urgent', 'concern', 'low'] as const;

/** Opens a case, or joins the one that is open for the same filling-in. Heard twice it is noted once. */
async function open({ responseId, personaId, level, once }: Record<string, unknown>, otherwise: string): Promise<void> {
  await asHouse(async () => {
    const [persona] = isUuid(personaId) ? await sql<{ id: string }>`select id from members.personas where id = ${personaId}` : [];
    const found: Level = levels.find((one) => one === level) ?? 'unassessed';
    const cause = `answer:${isUuid(once) ? once : otherwise}`;
    await cases.signal({ kind: 'answer', id: isUuid(responseId) ? responseId : randomUUID(), personaId: persona?.id ?? null }, { kind: 'answer', level: found, cause });
  });
}

export const answered = ({ id, data }: Event): Promise<void> => open(data, String(id));

/** In the answer to the one who answered, so that the page is true also while the worker is away. The event does it again; it never stands in the way. */
export const atOnce = (told: Told | undefined): Promise<void> =>
  told ? open(told, randomUUID()).catch((error: unknown) => warn('a case is left to the worker', log(error))) : Promise.resolve();

/** Since when one filling-in waits for somebody to look, and whether a moderator is on it or has done something about it. Of the asker's own, which the caller knows. */
export const heard = (responseId: string): Promise<{ at: Date; isTakenUp: boolean } | undefined> =>
  asHouse(async () => {
    const [found] = await sql<{ at: Date; isTakenUp: boolean }>`
      select s.at, c.closed_at > s.at or c.claimed_by is not null and coalesce(c.claimed_until > now(), false)
                   or exists (select from safety.activity a where a.case_id = c.id and a.at > s.at and a.by_id is not null and a.what in ('acted', 'closed', 'lowered', 'seconded'))
                   or exists (select from safety.urgent_records r join safety.urgent_steps d on d.record_id = r.id where r.case_id = c.id and d.at > s.at) as is_taken_up
        from safety.cases c join safety.signals s on s.case_id = c.id
       where c.subject_kind = 'answer' and c.subject_id = ${responseId}::uuid order by s.at desc limit 1`;
    return found && { at: found.at, isTakenUp: found.isTakenUp === true };
  });
