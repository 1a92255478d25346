/** Something reported, and what a moderator decides, for tests. */
import { asHouse, sql } from '#db';
import { draftOf } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import type { Member, Moderator, Steward } from '#members/members';
import * as decisions from '#safety/decisions';
import * as queue from '#safety/queue';
import * as reports from '#safety/reports';

export const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
export const deciding = (more: Partial<decisions.Deciding>): decisions.Deciding => ({ deed: 'nothing', rule: 0, toAuthor: '', toReporters: '', ...more });
export const as = (steward: Steward) => steward as unknown as Moderator;

/** ada asks, bo answers, ada tells us about it; what a moderator finds. */
export async function reported(ada: Member, bo: Member, mio: Moderator, text = 'Stop taking them, I did.') {
  const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }));
  const { number } = await posts.reply(bo, code, draft({ text }));
  const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`;
  await reports.tell(ada, post!.id, 'harm', '');
  const { cases: waiting } = await queue.waiting(mio);
  const found = waiting.find(({ subjectId }) => subjectId === post!.id);
  return { code, postId: post!.id, caseId: found?.id ?? '', version: found?.version ?? 0 };
}
export const latest = async (kind: string) => (await asHouse(() => sql<{ id: string }>`select id from safety.decisions where kind = ${kind} order by at desc limit 1`))[0]!.id;
export const everything = (code: string) => sql`
  select row_to_json(t) as thread, (select json_agg(row_to_json(p) order by p.number) from forum.posts p where p.thread_id = t.id) as posts,
         (select json_agg(row_to_json(r) order by r.kind) from forum.reactions r join forum.posts p on p.id = r.post_id where p.thread_id = t.id) as reactions
    from forum.threads t where t.code = ${code}`;
