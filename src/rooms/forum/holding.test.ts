import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import { emptyDraft } from '#forum/draft-rules';
import * as hiding from '#forum/hiding';
import * as holding from '#forum/holding';
import * as posts from '#forum/posts';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import * as waiting from '#forum/waiting';
import type { Member } from '#members/members';
import { scene } from '#test/scene';

const words = (text: string) => ({ ...emptyDraft, want: 'listen', board: 'rest', text });
const states = async (member: Member, code: string) => (await readings.open(member, code, 1)).posts.map(({ state, html }) => [state, html !== null]);
const idOf = async (code: string, number = 1) => (await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`)[0]!.id;

describe('words that are held (safety guide §2.2)', () => {
  scene('are seen by their author, who can go on writing; to others there is nothing until a moderator has looked', async ({ ada, bo, cleo, mio }) => {
    const { code } = await threads.begin(ada, words('Words that tell how.'));
    const id = await idOf(code);
    for (let twice = 0; twice < 2; twice++) await asHouse(() => holding.keep(id));
    expect(await states(ada, code)).toEqual([['held', true]]);
    for (const other of [bo, cleo, mio]) await expect(readings.open(other, code, 1)).rejects.toThrow(NotFound);
    await posts.reply(ada, code, words('Is anybody there?'));
    expect(await asking(bo, () => sql`select 1 from forum.findable where code = ${code}`)).toEqual([]);
    expect((await threads.newTo(bo)).map((thread) => thread.code)).not.toContain(code);
    await hiding.show(mio, id);
    expect(await states(bo, code)).toEqual([['shown', true], ['shown', true]]);
    expect(await holding.isHeld(id)).toBe(false);
  });
  scene('a held answer is no answer; the thread it stands in stays', async ({ ada, bo, cleo }) => {
    const { code } = await threads.begin(ada, words('Can anybody help?'));
    const { number } = await posts.reply(bo, code, words('It could be done so.'));
    await asHouse(async () => holding.keep(await idOf(code, number)));
    expect(await states(cleo, code)).toEqual([['shown', true]]);
    expect(await states(bo, code)).toEqual([['shown', true], ['held', true]]);
    expect(await sql`select answered_at from forum.threads where code = ${code}`).toEqual([{ answeredAt: null }]);
  });
  scene('that were waiting, too, do not appear in the morning; hidden by a moderator they are hidden, not held', async ({ ada, bo, mio }) => {
    const { code } = await threads.begin(ada, words('At night.'));
    const id = await idOf(code);
    await asHouse(async () => { await waiting.keepBack(id); await holding.keep(id); });
    expect(await waiting.release()).toBe(1);
    await expect(readings.open(bo, code, 1)).rejects.toThrow(NotFound);
    expect(await states(ada, code)).toEqual([['held', true]]);
    expect(await hiding.hide(mio, id)).toBe('At night.');
    expect(await states(ada, code)).toEqual([['hidden', true]]);
  });
  scene('asking for help is never held, however it is said', async () => {
    for (const text of ['I want to end my life tonight.', 'I cannot go on. Please, somebody.', 'Jeg orker ikke mer, jeg vil dø.']) expect(await holding.isNeeded(text, 'en')).toBe(false);
  });
});
