/** Names of single things that may be shared: goals, sheets, sets of questions that were answered. */
import type { Shareable } from '#care/grant-rules';
import { dateWords } from '#house/when-rules';
import * as instruments from '#measures/instruments';
import * as results from '#measures/results';
import * as responses from '#measures/responses';
import type { Member } from '#members/members';
import { say } from '#platform/words';
import * as sheets from '#toolbox/sheets';
import * as weeks from '#toolbox/weeks';

/** `isPlain`: its answers may be shared with the result. */
export type Thing = { id: string; name: string; isPlain?: boolean };
export type Things = { goal: Thing[]; questions: Thing[]; 'measure-result': Thing[] };

/** What stands for one thing in a form, and so in the address of a look at it: a set of questions is not named there. */
export const standingFor = (kind: Shareable, thing: string): string => (thing && kind === 'measure-result' ? instruments.addressOf(thing) : thing);
/** Which one is meant by that. */
export const meantBy = (kind: Shareable, said: string): string => (kind === 'measure-result' ? instruments.idAt(said) : said);

/** Not where a question is about harm to oneself, and not where the questions are not known any more. */
export function mayShareAnswers(id: string): boolean {
  const instrument = instruments.known(id);
  return instrument !== undefined && results.mayShareAnswers(instrument);
}

/** Sheets by whom they are for, and their day. */
export const sheetsOf = async (member: Member): Promise<Thing[]> => (await sheets.of(member)).map(({ id, day, content }) => ({
  id, name: [content.with || say(member.language, 'toolbox', 'sheet.paper'), day && dateWords(day, member.language)].filter(Boolean).join(', ')
}));

export async function thingsOf(member: Member): Promise<Things> {
  const [goals, papers, answered] = await Promise.all([weeks.goals(member), sheetsOf(member), responses.of(member)]);
  const done = [...new Set(answered.filter(({ doneAt }) => doneAt).map(({ instrument }) => instrument))];
  return {
    goal: goals.filter(({ content }) => content.state !== 'letGo').map(({ id, content }) => ({ id, name: content.words })),
    questions: papers,
    'measure-result': done.map((id) => ({ id: standingFor('measure-result', id), name: instruments.known(id)?.questionnaire.title ?? id, isPlain: mayShareAnswers(id) }))
  };
}
