/**
 * How a gathering was: somebody who was there says it to a moderator who was not.
 *
 * Everything said opens a case; what was good or mixed stands in a lane of its
 * own, after the others; what was hard is at least a concern, and what
 * cannot be assessed goes to a person as unassessed or as more. Whoever hosted, came or
 * meant to come never gets to hold it. [ID-14]
 */
import { asHouse, sql } from '#db';
import * as afters from '#gatherings/afters';
import { assess, type Assessment, type Text } from '#triage/assess';
import { higher, type Level } from '#safety/case-rules';
import * as cases from '#safety/cases';

type How = (text: Text) => Promise<Assessment>;
async function levelOf(words: string, language: string, least: Level, how: How): Promise<{ level: Level; flags: string[] }> {
  if (!words) return { level: least, flags: [] };
  try {
    const { level, flags } = await how({ text: words, language: language === 'nb' ? 'nb' : 'en' });
    return { level: higher(least, level), flags: [...flags] };
  } catch {
    return { level: higher(least, 'unassessed'), flags: [] }; // a person reads it, not knowing how pressing it is
  }
}

/** Heard twice, it is one case. */
export const told = (tellingId: string, how: How = assess): Promise<void> =>
  asHouse(async () => {
    const telling = await afters.told(tellingId);
    if (!telling) return;
    if (telling.felt === 'good' && !telling.words) return; // there is nothing to read
    const least: Level = telling.felt === 'hard' ? 'concern' : telling.felt === 'mixed' ? 'low' : 'none';
    const { level, flags } = await levelOf(telling.words, telling.language, least, how);
    const { caseId } = await cases.signal(
      { kind: 'gathering', id: tellingId, personaId: telling.personaId, space: telling.space },
      { kind: telling.felt === 'hard' ? 'adverse' : 'told', level, flags, cause: `gathering:${tellingId}` }
    );
    const there = await afters.whoWasThere(telling.sittingId);
    await sql`insert into safety.apart (case_id, member_id, why) select ${caseId}::uuid, m, 'there' from unnest(${there}::uuid[]) m on conflict do nothing`;
  });
