import { page } from '#platform/http';
import * as responses from '#measures/responses';
import { lineOf } from '#measures/line-rules';
import { saysOf } from '#measures/result-rules';
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
    return { id, day: doneAt!, total: found.total, says: saysOf(scoring, found), version: found.version };
  });
  // One line for one arithmetic: numbers of another version are in the table, and not in the same line.
  const [newest] = times;
  const points = times.filter(({ total, version }) => total !== null && version === newest!.version).map(({ day, total }) => ({ at: day, total: total! })).reverse();
  return { address: instrument.address, title: questionnaire.title, times, of: scoring.of, higherIs: scoring.higherIs, points, line: points.length > 1 ? lineOf(points, scoring.of) : undefined };
});
