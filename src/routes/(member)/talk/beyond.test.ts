/** A page of a thread that is not there for its reader leads to the thread, whatever the reason. [MOD-9, NEW-4] */
import { isHttpError, isRedirect } from '@sveltejs/kit';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { emptyDraft } from '#forum/draft-rules';
import * as holding from '#forum/holding';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import { scene } from '#test/scene';
import { load } from './t/[code]/+page.server.ts';

const opened = async (member: Member, code: string, page: number) => {
  const url = new URL(`http://localhost/talk/t/${code}?page=${page}`);
  return (load as (event: unknown) => Promise<{ pages: number }>)({ url, params: { code }, locals: { member, language: 'en' }, cookies: { get: () => undefined } })
    .then(({ pages }) => pages, (caught: unknown) => (isRedirect(caught) ? caught.location : isHttpError(caught) ? caught.status : Promise.reject(caught)));
};

describe('a page beyond the end of a thread', () => {
  scene('leads to the thread, the same where what began it is kept back as where it never was; what is no thread is not there (MOD-9, NEW-4)', async ({ ada, bo, cleo }) => {
    const { code } = await threads.begin(ada, { ...emptyDraft, board: 'rest', want: 'listen', text: 'Another long night.' });
    await asHouse(() => sql`update forum.threads set last_number = 20 where code = ${code}`);
    await asHouse(() => sql`
      insert into forum.posts (id, thread_id, number, persona_id, body, html, language, search)
      select gen_random_uuid(), t.id, n, t.persona_id, 'line', '<p>line</p>', 'en', '' from forum.threads t, generate_series(2, 20) n where t.code = ${code}`);
    await posts.reply(bo, code, { ...emptyDraft, text: 'Me too, at four.' });
    expect([await opened(cleo, code, 2), await opened(cleo, code, 3)]).toEqual([2, `/talk/t/${code}`]);
    await asHouse(async () => holding.keep((await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = 21`)[0]!.id));
    expect([await opened(cleo, code, 1), await opened(cleo, code, 2), await opened(cleo, code, 3), await opened(bo, code, 2)]).toEqual([1, `/talk/t/${code}`, `/talk/t/${code}`, 2]);
    expect([await opened(cleo, 'nowhere2', 1), await opened(cleo, 'nowhere2', 2)]).toEqual([404, '/talk/t/nowhere2']);
  });
});
