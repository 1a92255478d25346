/**
 * What a case quotes goes with the words it quotes.
 *
 * What noticed something says why in their very words. While a case is open
 * they stay with it, also where they were taken back meanwhile. Once it is
 * closed, and the words are gone where they stood, nobody reads them here
 * either; that there was a case, and what became of it, stays. What was heard
 * in a post no case is about goes with its words, and after ninety days.
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

/** What was heard in posts that have no words any more. */
async function forgetHeard(): Promise<void> {
  for (let last: string | undefined = nobody; last;) {
    const after: string = last;
    last = await asHouse(async () => {
      const heard = (await sql<{ postId: string }>`select post_id from safety.assessments where reasons <> '[]' and post_id > ${after} order by post_id limit ${atOnce}`).map(({ postId }) => postId);
      const without = await posts.gone(heard);
      if (without.length) await sql`update safety.assessments set reasons = '[]' where post_id = any(${without}::uuid[])`;
      return heard.at(-1);
    });
  }
}

/** What the clock does each night. Answers with how many cases quote nothing from now on. */
export async function forget(): Promise<number> {
  await forgetHeard();
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
