import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as blocks from '#members/blocks';
import type { Member } from '#members/members';
import { emptyDraft } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import * as saves from '#forum/saves';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';

const begin = async (member: Member, text: string, more = {}) => {
  const { code } = await threads.begin(member, { ...emptyDraft, board: 'good', want: 'none', text, language: 'en', ...more });
  return { code, id: await idOf(code, 1) };
};
const idOf = async (code: string, number: number) => {
  const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`;
  return post!.id;
};
const kept = async (member: Member) => (await saves.of(member, null)).saved.map((post) => post.html);

describe('a save', () => {
  scene('keeps a post for one member alone; twice is once, and it can be let go twice (PEER-8)', async ({ ada, bo, cleo }) => {
    const { id } = await begin(ada, 'Soup helps.');
    await saves.keep(bo, id);
    await saves.keep(bo, id);
    expect(await kept(bo)).toEqual(['<p>Soup helps.</p>']);
    expect(await saves.isKept(bo, id)).toBe(true);
    expect(await kept(ada)).toEqual([]);
    expect(await kept(cleo)).toEqual([]);
    expect(await asking(cleo, () => sql`select 1 from forum.saves`)).toEqual([]);
    await saves.letGo(cleo, id);
    expect(await saves.isKept(bo, id)).toBe(true);
    await saves.letGo(bo, id);
    await saves.letGo(bo, id);
    expect(await kept(bo)).toEqual([]);
  });
  scene('is not for what is not there, taken back, hidden or across a block', async ({ ada, bo }) => {
    const { id } = await begin(ada, 'Soup helps.');
    for (const wrong of ['', 'x', '00000000-0000-0000-0000-000000000000', `${id}'`, 'A'.repeat(1000)]) await expect(saves.keep(bo, wrong)).rejects.toThrow(NotFound);
    await expect(saves.letGo(bo, 'x')).rejects.toThrow(NotFound);
    await saves.keep(bo, id);
    await sql`update forum.posts set hidden_at = now() where id = ${id}`;
    expect(await kept(bo)).toEqual([]);
    await expect(saves.keep(bo, id)).rejects.toThrow(NotFound);
    await sql`update forum.posts set hidden_at = null where id = ${id}`;
    expect(await kept(bo)).toHaveLength(1);
    await blocks.block(ada, bo.code);
    expect(await kept(bo)).toEqual([]);
    await expect(saves.keep(bo, id)).rejects.toThrow(NotFound);
  });
  scene('lists the last saved first, in pages of twenty', async ({ ada, bo }) => {
    const { code } = await begin(ada, 'first');
    await sql`
      insert into forum.posts (id, thread_id, number, persona_id, body, html, language, search)
      select gen_random_uuid(), id, n, persona_id, n::text, n::text, 'en', '' from forum.threads, generate_series(2, 46) n where code = ${code}`;
    await asking(bo, () => sql`
      insert into forum.saves (member_id, post_id, made_at)
      select ${bo.id}, p.id, now() + make_interval(secs => p.number / 2) from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number > 1`);
    const seen: number[] = [];
    let after: Awaited<ReturnType<typeof saves.of>>['next'] = null;
    do {
      const page: Awaited<ReturnType<typeof saves.of>> = await saves.of(bo, after);
      seen.push(...page.saved.map((post) => post.number));
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(45);
    expect(new Set(seen).size).toBe(45);
    expect(seen[0]).toBeGreaterThan(seen[44]!);
  });
});

describe('something kind', () => {
  scene('is what the member kept, without the heavy things; else what helped others (VAR-1)', async ({ ada, bo, cleo }) => {
    const good = await begin(ada, 'A small good thing');
    await begin(ada, 'Not marked');
    const { number } = await posts.reply(bo, good.code, { ...emptyDraft, text: 'And another', language: 'en' });
    await sql`update forum.posts set helped_at = now() where id = ${await idOf(good.code, number)}`;
    expect(await saves.kind(cleo, 3)).toMatchObject({ isOwn: false, posts: [{ html: '<p>And another</p>' }] });
    const heavy = await begin(ada, 'Hard words', { about: ['suicide'] });
    await saves.keep(cleo, heavy.id);
    expect((await saves.kind(cleo, 3)).isOwn).toBe(false);
    await saves.keep(cleo, good.id);
    expect(await saves.kind(cleo, 3)).toMatchObject({ isOwn: true, posts: [{ html: '<p>A small good thing</p>' }] });
    expect((await saves.kind(cleo, 0)).posts).toEqual([]);
  });
});
