/**
 * Scoring, as arithmetic.
 *
 * Pure: answers and a definition in, a score out, and the definition's version
 * with it. What was skipped is nothing, never nought. A total may be worked out
 * from most of the answers where the instrument's authors allow it; an answer
 * about harm to oneself is never worked out, for anybody. Halves are rounded
 * up, as people do by hand. Sources stand in each definition.
 */
import { rangeOf, type Safety, type Scoring } from '#measures/instrument-rules';

/** `null` was skipped, `na` does not apply to this person. What is not there was not asked yet. */
export type Answer = number | null | 'na';
export type Answers = Readonly<Record<string, Answer>>;

/** What came from a form or a file, as an answer to this item; nothing when it cannot be one. "2" and 2 are the same answer, "2.0" is none. */
export function answerTo(scoring: Scoring, item: string, given: unknown): Answer | undefined {
  if (given === null || given === '' || given === 'skip') return null;
  if (given === 'na') return scoring.notApplicable?.includes(item) ? 'na' : undefined;
  const value = typeof given === 'string' && /^\d{1,4}$/.test(given) ? Number(given) : given;
  const [least, most] = rangeOf(scoring, item);
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

/** Half up: 4.5 is 5, and 2.345 to two places is 2.35. */
export function round(value: number, decimals = 0): number {
  const by = 10 ** decimals;
  return Math.round((value + Number.EPSILON) * by) / by;
}

export type Flag = 'prorated' | 'incomplete' | 'notApplicable';
export type SafetyState = { item: string; state: 'acts' | 'clear' | 'notAnswered' };
export type Symptoms = { count: number; core: boolean; isComplete: boolean };
export type Score = {
  version: string;
  /** Nothing when too much was skipped. */
  total: number | null;
  raw: number | null; outOf: number | null;
  band: string | null; marks: string[]; flags: Flag[];
  profile: string | null;
  symptoms: Symptoms | null;
  safety: SafetyState[];
};

const valueOf = (answer: Answer | undefined): number | null => (typeof answer === 'number' ? answer : null);
const own = (answers: Answers, item: string): Answer | undefined => (Object.hasOwn(answers, item) ? answers[item] : undefined);

function turned(scoring: Scoring, item: string, value: number): number {
  const [least, most] = rangeOf(scoring, item);
  return scoring.reverse?.includes(item) ? least + most - value : value;
}

/** Whether an answer given just now wants the calm page, whatever the rest says. */
export function actsOn(scoring: Scoring, item: string, answer: Answer | undefined): Safety | undefined {
  const value = valueOf(answer);
  return value === null ? undefined : scoring.safety?.find((one) => one.item === item && value >= one.from);
}

/** How soon a person looks at an answer about harm to oneself (safety guide §1.4): a matter of attention, no measure of a person. */
export const levelOf = (safety: Safety, value: number): 'concern' | 'low' => (value >= safety.concernFrom ? 'concern' : 'low');

const safetyOf = (scoring: Scoring, answers: Answers): SafetyState[] =>
  (scoring.safety ?? []).map(({ item }) => {
    const answer = own(answers, item);
    return { item, state: valueOf(answer) === null ? 'notAnswered' : actsOn(scoring, item, answer) ? 'acts' : 'clear' };
  });

function symptomsOf({ symptoms }: Scoring, answers: Answers): Symptoms | null {
  if (!symptoms) return null;
  const has = (item: string) => (valueOf(own(answers, item)) ?? -1) >= (symptoms.early?.[item] ?? symptoms.from);
  return {
    count: symptoms.items.filter(has).length, core: symptoms.core.some(has),
    isComplete: symptoms.items.every((item) => valueOf(own(answers, item)) !== null)
  };
}

type Counted = { values: number[]; asked: number; missing: number; applies: number };

function counted(scoring: Scoring, answers: Answers): Counted {
  const all = scoring.items.map((item) => [item, own(answers, item)] as const);
  const applying = all.filter(([, answer]) => answer !== 'na');
  const values = applying.flatMap(([item, answer]) => (valueOf(answer) === null ? [] : [turned(scoring, item, answer as number)]));
  return { values, asked: all.length, missing: applying.length - values.length, applies: applying.length };
}

/** How many may be missing before there is no total. */
const mostMissing = ({ missing }: Scoring) => (missing.rule === 'prorata' ? (missing.most ?? 0) : 0);

function totalOf(scoring: Scoring, { values, asked, missing }: Counted): number | null {
  if (scoring.missing.rule === 'none' || !values.length || missing > mostMissing(scoring)) return null;
  const sum = values.reduce((before, value) => before + value, 0);
  if (scoring.method === 'mean') return round(sum / values.length, scoring.decimals);
  if (scoring.method === 'table') return scoring.table!.values[sum - scoring.table!.from] ?? null;
  return round((sum * asked) / values.length, scoring.decimals) * (scoring.multiply ?? 1);
}

/** The band a total lies in. */
export const bandOf = ({ bands }: Scoring, total: number) => bands.findLast(({ from }) => total >= from);

/** Answers and a definition in, the score out. The order of the answers does not matter. */
export function score(scoring: Scoring, answers: Answers): Score {
  const found = counted(scoring, answers);
  const total = totalOf(scoring, found);
  const sum = found.values.reduce((before, value) => before + value, 0);
  const flags: Flag[] = [];
  if (found.missing > 0) flags.push(total === null ? 'incomplete' : 'prorated');
  if (found.applies < found.asked) flags.push('notApplicable');
  return {
    version: scoring.version, total,
    raw: found.values.length ? sum : null, outOf: found.values.length ? scoring.range[1] * found.applies : null,
    band: total === null ? null : (bandOf(scoring, total)?.id ?? null),
    marks: total === null ? [] : (scoring.marks ?? []).filter(({ from = -Infinity, upTo = Infinity }) => total >= from && total <= upTo).map(({ id }) => id),
    flags, profile: scoring.method === 'profile' ? scoring.items.map((item) => valueOf(own(answers, item)) ?? '-').join('') : null,
    symptoms: symptomsOf(scoring, answers), safety: safetyOf(scoring, answers)
  };
}
