/** What a page shows of a questionnaire, and how what it sent becomes answers again. Pure. */
import { rangeOf, sayIn, type Instrument, type Safety } from '#measures/instrument-rules';
import { answerTo, type Answer, type Answers } from '#measures/scoring-rules';

export type Asked = {
  n: number; text: string; lang: string | undefined;
  options: { value: number; text: string; lang: string | undefined }[];
  /** For a question that is answered with a number. */
  range: readonly [number, number] | undefined;
  mayNotApply: boolean;
  chosen: string | undefined;
  /** It is about harm to oneself. */
  isOfHarm: boolean;
};

/** A language is said only where it is another than the page's. */
function inTongue(said: Readonly<Record<string, string>>, { questionnaire }: Instrument, language: string): { text: string; lang: string | undefined } {
  const { text, lang } = sayIn(said, language, questionnaire.language);
  return { text, lang: lang === language ? undefined : lang };
}

const written = (answer: Answer | undefined) => (answer === undefined ? undefined : answer === null ? 'skip' : String(answer));

/** Questions as they are asked, counted from one. */
export const asked = (instrument: Instrument, answers: Answers, language: string): Asked[] =>
  instrument.questionnaire.items.map((item, at) => ({
    n: at + 1, ...inTongue(item.texts, instrument, language),
    options: item.options.map(({ value, texts }) => ({ value, ...inTongue(texts, instrument, language) })),
    range: item.options.length ? undefined : rangeOf(instrument.scoring, item.id),
    mayNotApply: instrument.scoring.notApplicable?.includes(item.id) ?? false,
    chosen: item.options.length || typeof answers[item.id] === 'number' ? written(Object.hasOwn(answers, item.id) ? answers[item.id] : undefined) : undefined,
    isOfHarm: askOf(instrument)?.item === item.id
  }));

export const stem = (instrument: Instrument, language: string) => inTongue(instrument.questionnaire.stem, instrument, language);
/** The question people may hear of, if there is one. */
export const askOf = ({ scoring }: Instrument): Safety | undefined => scoring.safety?.find(({ act }) => act === 'ask');
/** Whether everything but the lightest answer to it acts: what the page says depends on it. */
export const actsFromFirst = ({ scoring }: Instrument, safety: Safety): boolean => safety.from === rangeOf(scoring, safety.item)[0] + 1;

type Typed = { has: (name: string) => boolean; text: (name: string) => string };
export type Read = { answers: Answers } | { wrong: 'value' } | { wrong: 'number'; n: number; range: readonly [number, number] };

/** Answers to these questions. Nothing chosen is a skip, unless the member only wants to stop for now. */
export function readAnswers({ questionnaire: { items }, scoring }: Instrument, ns: readonly number[], typed: Typed, isStopping: boolean): Read {
  const answers: Record<string, Answer> = {};
  for (const n of ns) {
    const item = items[n - 1]!;
    const given = typed.text(`answer-${n}`).trim();
    if (isStopping && !given) continue;
    const answer = answerTo(scoring, item.id, given);
    const isOffered = typeof answer !== 'number' || !item.options.length || item.options.some(({ value }) => value === answer);
    if (answer === undefined || !isOffered) return item.options.length ? { wrong: 'value' } : { wrong: 'number', n, range: rangeOf(scoring, item.id) };
    answers[item.id] = answer;
  }
  return { answers };
}
