import { page } from '#platform/http';
import * as responses from '#measures/responses';
import { lineOf } from '#measures/line-rules';
import { inLine, saysOf } from '#measures/result-rules';
import { score } from '#measures/scoring-rules';
import { signedIn } from '#members/gate';
import { instrumentOf } from '../../asking.ts';

export const load = page(async (event) => {
  const member = signedIn(event.locals);
  const instrument = instrumentOf(event);
  const { scoring, questionnaire } = instrument;
  const mine = (await responses.of(member)).filter((one) => one.instrument === instrument.id && one.doneAt);
  const times = mine.map(({ id, doneAt, answers, kept }) => {
    const found = kept[0]?.score ?? score(scoring, answers);
    return { id, day: doneAt!, says: saysOf(scoring, found), found };
  });
  // One line for what can be compared: numbers by another arithmetic, or with another part left out, are in the table alone.
  const isIn = inLine(times.map(({ found }) => found));
  const points = times.filter((_, n) => isIn[n]).map(({ day, found }) => ({ at: day, total: found.total! })).reverse();
  return {
    address: instrument.address, title: questionnaire.title, of: scoring.of, higherIs: scoring.higherIs,
    times: times.map(({ found, ...time }) => ({ ...time, total: found.total })), points, hasApart: times.some(({ found }, n) => found.total !== null && !isIn[n]), line: points.length > 1 ? lineOf(points, scoring.of) : undefined
  };
});
