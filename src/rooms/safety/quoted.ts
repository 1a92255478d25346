/**
 * What a case quotes goes with the words it quotes.
 *
 * What noticed something says why in their very words. While a case is open
 * they stay with it, also where they were taken back meanwhile. Once it is
 * closed, and the words are gone where they stood, nobody reads them here
 * either; that there was a case, and what became of it, stays.
 */
import { asHouse, sql } from '#db';
import * as lines from '#circles/concerning';
import * as posts from '#forum/assessable';
import * as gathered from '#gatherings/concerning';

const nobody = '00000000-0000-0000-0000-000000000000';
const atOnce = 500;

type Closed = { id: string; kind: string; subjectId: string };

/** Which of these subjects have no words any more. */
async function gone(closed: readonly Closed[]): Promise<string[]> {
  const of = (wanted: string) => closed.filter(({ kind }) => kind === wanted).map(({ subjectId }) => subjectId);
  return [...await posts.gone(of('post')), ...await lines.gone(of('line')), ...await gathered.gone('plan', of('plan')), ...await gathered.gone('topic', of('topic'))];
}

/** What the clock does each night. Answers with how many cases quote nothing from now on. */
export async function forget(): Promise<number> {
  let [emptied, last] = [0, nobody];
  for (;;) {
    const done = await asHouse(async () => {
      const closed = await sql<Closed>`
        select c.id, c.subject_kind as kind, c.subject_id from safety.cases c
         where c.state = 'closed' and c.subject_kind in ('post', 'line', 'plan', 'topic') and c.id > ${last}
           and exists (select from safety.signals s where s.case_id = c.id and s.reasons <> '[]')
         order by c.id limit ${atOnce}`;
      const without = await gone(closed);
      const over = closed.filter(({ subjectId }) => without.includes(subjectId)).map(({ id }) => id);
      if (over.length) await sql`update safety.signals set reasons = '[]' where case_id = any(${over}::uuid[]) and reasons <> '[]'`;
      return { last: closed.at(-1)?.id, count: over.length };
    });
    if (!done.last) return emptied;
    [emptied, last] = [emptied + done.count, done.last];
  }
}
