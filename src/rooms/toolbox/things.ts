/** What this room keeps of a member, for "download my things": everything, unsealed for them; as data, in words, and as FHIR. */
import { say } from '#platform/words';
import * as instruments from '#measures/instruments';
import type { Member } from '#members/members';
import { resourcesOf, type Resource } from '#toolbox/fhir-rules';
import * as cheers from '#toolbox/cheers';
import * as papers from '#toolbox/papers';
import * as reminders from '#toolbox/reminders';
import { toldOf, type Told } from '#toolbox/telling-rules';

export async function of(member: Member): Promise<Record<string, unknown>> {
  const kept = (await papers.all(member)).filter(({ content }) => (content as { what?: string }).what !== 'letterbox'); // a key, and nothing of the member's
  const before = await papers.allEarlier(member);
  const kinds = Object.groupBy(kept, ({ kind }) => kind);
  const now = Object.entries(kinds).map(([kind, all]) => [kind, all!.map(({ id, day, content, madeAt, changedAt }) => ({ id, day, ...(content as object), madeAt, changedAt }))]);
  const told = await reminders.of(member);
  const shown = await cheers.mine(member);
  return { ...Object.fromEntries(now), ...(before.length && { howItWasBefore: before }), ...(told.length && { reminderTimes: told.map(({ at }) => ({ at })) }), ...(shown.length && { shownToOthers: shown.map(({ line, people }) => ({ line, people })) }) };
}

const inTheirLanguage = (member: Member) => (key: string) => say(member.language, 'toolbox', key);

/** As somebody would read it, under the name of each tool. */
export const told = async (member: Member): Promise<Told[]> => toldOf(await papers.all(member), await papers.allEarlier(member), inTheirLanguage(member), (id) => instruments.known(id)?.questionnaire.title ?? '');

export const fhir = async (member: Member): Promise<Resource[]> => resourcesOf(await papers.all(member), inTheirLanguage(member));
