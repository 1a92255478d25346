import { action, page } from '#platform/http';
import type { Sent } from '#platform/http';
import { asked } from '#measures/asking-rules';
import * as instruments from '#measures/instruments';
import { answerTo, score, type Answers } from '#measures/scoring-rules';
import { subthreshold } from '#measures/subthreshold-rules';
import { fitOf, gate, isEnough } from '#referral/screening-rules';

/** The questions in their own wording; `bands` for the key on paper. Answers come in a form's body and go nowhere: no address holds one. */
const sheet = (language: string, answers: Answers) => {
  const eight = instruments.one('phq-8');
  const { copyright, source } = eight.questionnaire;
  return { questions: asked(eight, answers, language), stem: eight.questionnaire.stem, bands: eight.scoring.bands.map(({ from }, at, all) => ({ from, to: (all[at + 1]?.from ?? eight.scoring.of[1] + 1) - 1, fit: fitOf(from) })), copyright, source, gate };
};

export const load = page(({ locals: { language } }) => sheet(language, {}));

function read(sent: Sent): Answers {
  const { scoring } = instruments.one('phq-8');
  return Object.fromEntries(scoring.items.flatMap((item) => {
    const given = sent.has(`answer-${item}`) ? answerTo(scoring, item, sent.text(`answer-${item}`)) : undefined;
    return given === undefined ? [] : [[item, given]];
  }));
}

export const actions = {
  default: action(({ locals: { language } }, sent) => {
    const answers = read(sent);
    const questions = asked(instruments.one('phq-8'), answers, language);
    const two = score(instruments.one('phq-2').scoring, answers).total;
    if (two === null) return { step: 1, questions, wants: true };
    if (isEnough(two)) return { step: 1, questions, result: { total: two, of: 2, fit: 'enough' as const } };
    if (sent.text('step') !== '2') return { step: 2, questions, two };
    const { scoring } = instruments.one('phq-8');
    const { total } = score(scoring, answers);
    const more = subthreshold(scoring, scoring, answers)?.isMore ?? false;
    return { step: 2, questions, two, result: { total, of: 8, fit: fitOf(total, more) } };
  })
};
