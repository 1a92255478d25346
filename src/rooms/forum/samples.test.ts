import { describe, expect } from 'vitest';
import { sql } from '#db';
import { NotFound } from '#platform/answers';
import type { Member, Steward } from '#members/members';
import { emptyDraft } from '#forum/draft-rules';
import * as changes from '#forum/changes';
import * as posts from '#forum/posts';
import * as goodLines from '#forum/good-lines';
import * as samples from '#forum/samples';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';

const begin = async (member: Member, text: string, language = 'en') =>
  (await threads.begin(member, { ...emptyDraft, board: 'good', want: 'none', text, language })).code;
const shown = async (language = 'en') => (await samples.shown(language)).map((sample) => sample.html);
/** As a steward who has just opened the page. */
const choose = async (steward: Steward, code: string) => samples.choose(steward, code, (await samples.offered(steward)).find((one) => one.code === code)?.stamp ?? '');

describe('a sample for visitors', () => {
  scene('needs a yes of its author and then of a steward; the opener alone is shown (GOV-2)', async ({ ada, bo, iben }) => {
    const code = await begin(ada, 'Soup helps.');
    await posts.reply(bo, code, { ...emptyDraft, text: 'Not for visitors' });
    await expect(choose(iben, code)).rejects.toThrow(NotFound);
    await expect(samples.offer(bo, code)).rejects.toThrow(NotFound);
    await samples.offer(ada, code);
    await samples.offer(ada, code);
    expect(await shown()).toEqual([]);
    expect(await samples.offered(iben)).toMatchObject([{ code, isShown: false }]);
    await choose(iben, code);
    await choose(iben, code);
    const [sample] = await samples.shown('en');
    expect(sample).toMatchObject({ html: '<p>Soup helps.</p>', name: 'ada', language: 'en' });
    expect(JSON.stringify(sample)).not.toContain('Not for visitors');
    expect(JSON.stringify(sample)).not.toContain(ada.id);
    expect(await samples.own(ada)).toMatchObject([{ code, isOffered: true, isShown: true }]);
    await samples.unchoose(iben, code);
    expect(await shown()).toEqual([]);
    expect(await samples.own(ada)).toMatchObject([{ isOffered: true, isShown: false }]);
  });
  scene('is gone at once when its author takes it back, deletes it, changes it, or it is hidden', async ({ ada, bo, iben }) => {
    const code = await begin(ada, 'Soup helps.');
    await samples.offer(ada, code);
    await choose(iben, code);
    await expect(samples.takeBack(bo, code)).rejects.toThrow(NotFound);
    expect(await shown()).toHaveLength(1);
    await samples.takeBack(ada, code);
    await samples.takeBack(ada, code);
    expect(await shown()).toEqual([]);
    await samples.offer(ada, code);
    await choose(iben, code);
    for (const [gone, back] of [['hidden_at', null], ['deleted_at', null]] as const) {
      const now = new Date();
      await sql`update forum.posts set hidden_at = ${gone === 'hidden_at' ? now : null}, deleted_at = ${gone === 'deleted_at' ? now : null} where body = 'Soup helps.'`;
      expect(await shown()).toEqual([]);
      await sql`update forum.posts set hidden_at = ${back}, deleted_at = ${back} where body = 'Soup helps.'`;
      expect(await shown()).toHaveLength(1);
    }
    await sql`update forum.posts set edited_at = now() + interval '1 second' where body = 'Soup helps.'`;
    expect(await shown()).toEqual([]);
    expect(await samples.offered(iben)).toMatchObject([{ isChanged: true }]);
    await sql`update forum.threads set deleted_at = now() where code = ${code}`;
    expect(await samples.offered(iben)).toEqual([]);
    for (const wrong of ['', 'nosuch', "x'"]) {
      await expect(samples.offer(ada, wrong)).rejects.toThrow(NotFound);
      await expect(samples.takeBack(ada, wrong)).rejects.toThrow(NotFound);
      await expect(samples.choose(iben, wrong, '')).rejects.toThrow(NotFound);
      await expect(samples.unchoose(iben, wrong)).rejects.toThrow(NotFound);
    }
  });
  scene('is shown in the words a steward has read, and in no others: title, text and what it is about (GOV-2, VAR-2)', async ({ ada, iben }) => {
    const code = await begin(ada, 'Soup helps.');
    const [{ id }] = (await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`) as [{ id: string }];
    await samples.offer(ada, code);
    await goodLines.offer(ada, id);
    const line = async () => (await goodLines.offered(iben)).find((one) => one.id === id)!;
    const sample = async () => (await samples.offered(iben)).find((one) => one.code === code)!;
    const said = { ...emptyDraft, board: 'good', want: 'none', text: 'Soup helps.', language: 'en' };
    for (const changed of [{ text: 'Soup harms.' }, { title: 'A title' }, { about: ['grief'] }]) {
      const [read, readLine] = [await sample(), await line()];
      await changes.edit(ada, id, { ...said, ...changed });
      await expect(samples.choose(iben, code, read.stamp)).rejects.toMatchObject({ key: 'forum.refused.chosenReworded' });
      if (!('title' in changed)) await expect(goodLines.choose(iben, id, readLine.stamp)).rejects.toMatchObject({ key: 'forum.refused.chosenReworded' });
      expect([...await shown(), ...(await goodLines.own(ada)).filter(({ isShown }) => isShown)]).toEqual([]);
      await changes.edit(ada, id, said);
    }
    await sql`update forum.posts set edited_at = now() - interval '1 second' where id = ${id}`;
    await samples.choose(iben, code, (await sample()).stamp);
    await goodLines.choose(iben, id, (await line()).stamp);
    expect(await shown()).toEqual(['<p>Soup helps.</p>']);
    expect(await goodLines.own(ada)).toMatchObject([{ isShown: true }]);
  });
  scene('shows six at the most, the reader’s language first', async ({ ada, bo, cleo, hanna, iben }) => {
    for (const [at, member] of [ada, bo, cleo, hanna, ada, bo, cleo, hanna].entries()) {
      const code = await begin(member, `Post ${at}`, at === 3 ? 'nb' : 'en');
      await samples.offer(member, code);
      await choose(iben, code);
    }
    expect(await samples.shown('en')).toHaveLength(6);
    expect((await shown('nb'))[0]).toBe('<p>Post 3</p>');
  });
});
