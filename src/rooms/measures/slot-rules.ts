/**
 * Why an instrument may not be asked, and what a steward is warned of.
 *
 * Pure. A slot is asked only with its questions, its arithmetic, a licence
 * reference and a last day that has not passed. What asks about harm to
 * oneself needs a rota, hours, words of consent and an alert that was tried
 * (safety guide §1.4); each thing that is missing is named.
 */
import type { Questionnaire, Scoring } from '#measures/instrument-rules';

export type Licence = { licenceRef: string; holder: string; expires: string | null };
export const lacks = ['questionnaire', 'unreadable', 'scoring', 'fit', 'licence', 'expires', 'expired', 'rota', 'hours', 'consent', 'alert'] as const;
export type Lack = (typeof lacks)[number];
export const warnings = ['expiresSoon', 'unchecked', 'changedWords'] as const;
export type Warning = (typeof warnings)[number];

const isDay = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** `{ licenceRef, holder, expires }` as the operator wrote it. A last day that is no day is none. */
export function readLicence(given: unknown): Licence | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { licenceRef, holder, expires } = given as Record<string, unknown>;
  const ref = typeof licenceRef === 'string' ? licenceRef.trim().slice(0, 200) : '';
  return ref ? { licenceRef: ref, holder: typeof holder === 'string' ? holder.trim().slice(0, 200) : '', expires: isDay(expires) ? expires : null } : undefined;
}

type State = {
  isShipped: boolean; questionnaire: Questionnaire | undefined; scoring: Scoring | undefined; isFit: boolean; licence: Licence | undefined;
  found: { questionnaire: boolean; words: boolean }; people: readonly Lack[]; today: Date;
};

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
/** The last day itself still counts. */
const isOver = (expires: string, today: Date) => expires < dayOf(today);
export const asksOfHarm = (scoring: Scoring | undefined) => scoring?.safety?.some(({ act }) => act === 'ask') ?? false;

export function lacksOf({ isShipped, questionnaire, scoring, isFit, licence, found, people, today }: State): Lack[] {
  const missing: Lack[] = [];
  if (!questionnaire) missing.push(found.questionnaire ? 'unreadable' : 'questionnaire');
  if (!scoring) missing.push('scoring');
  if (questionnaire && scoring && !isFit) missing.push('fit');
  if (!isShipped) {
    if (!licence) missing.push('licence');
    else if (!licence.expires) missing.push('expires');
    else if (isOver(licence.expires, today)) missing.push('expired');
  }
  return asksOfHarm(scoring) ? [...missing, ...people] : missing;
}

const soon = 60 * 86_400_000;

export function warningsOf({ scoring, licence, found, isShipped, today }: State): Warning[] {
  const said: Warning[] = [];
  if (!isShipped && licence?.expires && !isOver(licence.expires, today) && Date.parse(licence.expires) - today.getTime() < soon) said.push('expiresSoon');
  if (scoring && !scoring.checked) said.push('unchecked');
  if (!found.words) said.push('changedWords');
  return said;
}

/** Whether a file only adds to the shipped one: the same questions and answers, word for word, in the original language. */
export function keepsWords(ours: Questionnaire, theirs: Questionnaire): boolean {
  const words = ({ stem, items }: Questionnaire) =>
    JSON.stringify([stem[ours.language], items.map(({ id, texts, options }) => [id, texts[ours.language], options.map(({ value, texts: said }) => [value, said[ours.language]])])]);
  return words(ours) === words(theirs);
}
