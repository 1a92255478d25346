/** Demo life: made-up answers of one made-up person, and WHO-5 switched on, as a place that takes no money may. */
import { sql } from '#db';
import type { Answers } from '#measures/scoring-rules';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';

const day = 86_400_000;
const given = (...values: (number | null)[]): Answers => Object.fromEntries(values.map((value, at) => [String(at + 1), value]));

/** Days ago, which, what. Long enough ago that each may be answered again. */
const times: readonly [number, string, Answers][] = [
  [96, 'phq-8', given(2, 1, 3, 3, 1, 1, 2, 0)], [75, 'phq-8', given(1, 1, 3, 2, 1, 1, 1, 0)], [54, 'phq-8', given(1, 1, 2, 2, 1, 0, 1, 0)], [33, 'phq-8', given(1, 1, 2, 3, 1, 0, 1, null)],
  [60, 'who-5', given(1, 2, 1, 1, 2)], [30, 'who-5', given(2, 2, 2, 1, 3)]
];

export async function fill(member: responses.Member, now: Date): Promise<void> {
  await sql`insert into measures.choices (instrument, choice) values ('who-5', 'on')`;
  for (const [ago, id, answers] of times) {
    const at = new Date(now.getTime() - ago * day);
    const instrument = instruments.one(id);
    const response = await responses.begin(member, instrument, { language: 'en', isWatched: false }, at);
    await responses.give(member, response, instrument, answers, at);
    await responses.finish(member, response, instrument, instruments.eight(), at);
  }
}
