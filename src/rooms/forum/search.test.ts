import pg from 'pg';
import { describe, expect } from 'vitest';
import { sql, statements } from '#db';
import { Refusal } from '#platform/answers';
import * as blocks from '#members/blocks';
import type { Member } from '#members/members';
import { emptyDraft } from '#forum/draft-rules';
import * as mutes from '#forum/mutes';
import * as posts from '#forum/posts';
import * as saves from '#forum/saves';
import * as search from '#forum/search';
import { asked } from '#forum/search-rules';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';

const begin = (member: Member, title: string, text: string, more = {}) =>
  threads.begin(member, { ...emptyDraft, board: 'rest', want: 'listen', title, text, language: 'en', ...more });
const say = (member: Member, code: string, text: string) => posts.reply(member, code, { ...emptyDraft, text, language: 'en' });
const find = (member: Member, query: string) => search.find(member, asked(new URLSearchParams(query), 'en'), null);
const texts = async (member: Member, query: string) => (await find(member, query)).found.map((found) => found.excerpt.map((part) => part.text).join('')).sort();

describe('a search', () => {
  scene('finds words in their other forms, in titles too, the newest first (PEER-17)', async ({ ada, bo, cleo }) => {
    const { code } = await begin(ada, 'Wombats at night', 'I could not sleep.');
    await say(bo, code, 'My wombat sleeps well.');
    await sql`update forum.posts set created_at = created_at + number * interval '1 second' where body ilike '%sleep%'`; // all of a scene happens in one moment
    const { found, next, reached } = await find(cleo, 'q=wombat');
    expect(found.map(({ number, name, code: at, title, board }) => [number, name, at, title, board])).toEqual([[2, 'bo', code, 'Wombats at night', 'rest'], [1, 'ada', code, 'Wombats at night', 'rest']]);
    expect(found[0]!.excerpt).toContainEqual({ text: 'wombat', isHit: true });
    expect([next, reached]).toEqual([null, null]);
    expect(await texts(cleo, 'q=wombat -sleeping')).toEqual([]);
    expect(await texts(cleo, 'q="wombat sleeps"')).toHaveLength(1);
    expect(await texts(cleo, 'q=axolotl')).toEqual([]);
  });
  scene('looks in the language the reader chose', async ({ ada, cleo }) => {
    await begin(ada, '', 'Katter er gode venner, sa wombaten', { language: 'nb' });
    expect(await texts(cleo, 'q=katt&language=nb')).toHaveLength(1);
    expect(await texts(cleo, 'q=katt')).toHaveLength(0);
    expect(await texts(cleo, 'q=katt&language=both')).toHaveLength(1);
  });
  scene('narrows to a place, a time, to hosts, to mine and to what I saved', async ({ ada, hanna }) => {
    const { code } = await begin(ada, '', 'A wombat of mine');
    const { number } = await say(hanna, code, 'A wombat of a host');
    await begin(hanna, '', 'A wombat in the lounge', { board: 'lounge' });
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`;
    await saves.keep(ada, post!.id);
    expect(await texts(ada, 'q=wombat&board=lounge')).toEqual(['A wombat in the lounge']);
    expect(await texts(ada, 'q=wombat&who=me')).toEqual(['A wombat of mine']);
    expect(await texts(ada, 'q=wombat&kind=mine')).toEqual(['A wombat of mine']);
    expect(await texts(ada, 'q=wombat&kind=saved')).toEqual(['A wombat of a host']);
    expect(await texts(hanna, 'q=wombat&kind=saved')).toEqual([]);
    expect(await texts(ada, 'q=wombat&who=hosts')).toEqual(['A wombat in the lounge', 'A wombat of a host']);
    await sql`update forum.posts set created_at = now() - interval '10 days' where id = ${post!.id}`;
    expect(await texts(ada, 'q=wombat&when=week&who=hosts')).toEqual(['A wombat in the lounge']);
    expect(await texts(ada, 'q=wombat&when=month&who=hosts')).toHaveLength(2);
  });
  scene('leaves out what was taken back or hidden, blocked, muted people, places and words; never my own', async ({ ada, bo, cleo }) => {
    const { code } = await begin(ada, '', 'The first wombat');
    await say(bo, code, 'Bo has a wombat and a needle');
    await say(cleo, code, 'A wombat of cleo');
    expect(await texts(ada, 'q=wombat')).toHaveLength(3);
    await mutes.start(ada, 'word', 'NEEDLE');
    expect(await texts(ada, 'q=wombat')).toEqual(['A wombat of cleo', 'The first wombat']);
    expect(await texts(bo, 'q=wombat')).toHaveLength(3);
    await mutes.start(ada, 'person', cleo.code);
    expect(await texts(ada, 'q=wombat')).toEqual(['The first wombat']);
    await mutes.start(ada, 'word', 'wombat');
    expect(await texts(ada, 'q=wombat')).toEqual(['The first wombat']);
    await mutes.start(ada, 'board', 'rest');
    expect(await texts(ada, 'q=wombat')).toEqual([]);
    expect(await texts(ada, 'q=wombat&board=rest')).toEqual(['The first wombat']);
    await blocks.block(cleo, bo.code);
    expect(await texts(cleo, 'q=wombat')).toEqual(['A wombat of cleo', 'The first wombat']);
    expect(await texts(bo, 'q=wombat')).toEqual(['Bo has a wombat and a needle', 'The first wombat']);
    await sql`update forum.posts set hidden_at = now() where body like 'Bo has%'`;
    expect(await texts(bo, 'q=wombat')).toEqual(['The first wombat']);
    await sql`update forum.threads set deleted_at = now() where code = ${code}`;
    expect(await texts(bo, 'q=wombat')).toEqual([]);
  });
  scene('answers with nothing across a block with the one who began the thread', async ({ ada, bo, cleo }) => {
    const { code } = await begin(ada, '', 'Mine');
    await say(bo, code, 'A wombat');
    await blocks.block(ada, cleo.code);
    expect(await texts(cleo, 'q=wombat')).toEqual([]);
  });
  scene('goes on page by page and shows everything once, however it is spread over the years', async ({ ada, cleo }) => {
    const { code } = await begin(ada, '', 'No such animal');
    for (let n = 0; n < 6; n++) await say(ada, code, `Wombat ${n}`);
    // Sixty hits over seven years between seven hundred other posts.
    await sql`
      insert into forum.posts (id, thread_id, number, persona_id, body, html, language, created_at, search)
      select gen_random_uuid(), t.id, 100 + n, t.persona_id, case when n % 12 = 0 then 'wombat ' || n else 'other' end, '', 'en',
             now() - make_interval(days => (n * n / 190)::int, mins => n::int), to_tsvector('english', case when n % 12 = 0 then 'wombat' else 'other' end)
        from forum.threads t, generate_series(1, 700) n where t.code = ${code}`;
    const what = asked(new URLSearchParams('q=wombat'), 'en');
    const seen: string[] = [];
    let after = null as Awaited<ReturnType<typeof search.find>>['next'];
    for (let pages = 0; pages < 12; pages++) {
      const page = await search.find(cleo, what, after);
      expect(page.found.length).toBeLessThanOrEqual(20);
      seen.push(...page.found.map((found) => found.id));
      after = page.next;
      if (!after) break;
    }
    const all = await sql<{ id: string }>`select id from forum.posts where body ilike 'wombat%' order by created_at desc, id desc`;
    expect(all).toHaveLength(64);
    expect(seen).toEqual(all.map((post) => post.id));
  });
  scene('needs one statement for what is written about often, and two for what somebody wrote once, long ago (PEER-17, PERF)', async ({ ada, cleo }) => {
    const { code } = await begin(ada, '', 'A wombat');
    const told = async (query: string) => {
      const before = statements.count;
      const { found, next, reached } = await find(cleo, query);
      return { found: found.length, next, reached, statements: statements.count - before };
    };
    expect(await told('q=wombat')).toEqual({ found: 1, next: null, reached: null, statements: 1 });
    // Six years ago somebody wrote of an axolotl and somebody of a quokka; since then there were seven hundred other posts.
    await sql`
      insert into forum.posts (id, thread_id, number, persona_id, body, html, language, created_at, search)
      select gen_random_uuid(), t.id, 100 + n, t.persona_id, word, '', 'en', now() - make_interval(days => n * 3), to_tsvector('english', word)
        from forum.threads t, generate_series(1, 700) n, lateral (select case n when 690 then 'axolotl' when 699 then 'quokka' else 'kettle' end as word) words where t.code = ${code}`;
    expect(await told('q=axolotl')).toEqual({ found: 1, next: null, reached: null, statements: 2 });
    expect(await told('q=quokka')).toEqual({ found: 1, next: null, reached: null, statements: 2 });
    expect(await told('q=quokka&when=year')).toMatchObject({ found: 0, next: null, reached: null });
    expect(await told('q=quokka&who=hosts')).toMatchObject({ found: 0, next: null, reached: null });
    expect(await told('q=kettle')).toMatchObject({ found: 20, statements: 1 });
  });
  scene('says so when there is nothing to look for, and takes any text for words', async ({ ada }) => {
    for (const words of ['the and of', '-wombat', '...', '😀', '"'.repeat(90), '!&|()<->:*']) {
      await find(ada, `q=${encodeURIComponent(words)}`).then(({ found }) => expect(found).toEqual([]), (no) => expect(no).toMatchObject({ key: 'forum.search.common' }));
    }
    await expect(find(ada, `q=${'long '.repeat(40)}`)).rejects.toThrow(Refusal);
    expect(await find(ada, 'q=')).toEqual(search.nothing);
    expect(await find(ada, 'q=%27%3B%20drop%20table%20forum.posts%3B--')).toMatchObject({ found: [] });
  });
});

describe('a search that takes too long', () => {
  scene('is stopped after a moment and says so', async ({ ada }) => {
    const other = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await other.connect();
    await other.query('begin; lock table forum.posts in access exclusive mode');
    try {
      expect(await find(ada, 'q=wombat')).toMatchObject({ found: [], tooSlow: true });
    } finally {
      await other.query('rollback');
      await other.end();
    }
  });
});
