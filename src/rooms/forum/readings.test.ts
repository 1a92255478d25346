import { describe, expect } from 'vitest';
import { asHouse, asking, sql, statements } from '#db';
import { NotFound } from '#platform/answers';
import { emptyDraft } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';
import type { Member } from '#members/members';

const draft = { ...emptyDraft, board: 'rest', want: 'company', text: 'Anyone up?' };

/** A thread with so many posts, poured in at once. */
async function long(by: Member, length: number): Promise<string> {
  const { code } = await threads.begin(by, draft);
  await sql`
    with t as (update forum.threads set last_number = ${length} where code = ${code} returning id)
    insert into forum.posts (id, thread_id, number, persona_id, body, html, language, search, created_at)
    select gen_random_uuid(), t.id, n, ${by.personaId}, 'line ' || n, '<p>line</p>', 'en', '', now() - interval '1 day' from t, generate_series(2, ${length}::int) n`;
  return code;
}
const numbers = (reading: readings.Reading) => reading.posts.map(({ number }) => number);
const counted = async (work: () => Promise<unknown>) => {
  const before = statements.count;
  await work();
  return statements.count - before;
};

describe('reading a thread', () => {
  scene('takes the same one statement for 5 posts and for 500', async ({ ada, bo }) => {
    const [short, tall] = [await long(bo, 5), await long(bo, 500)];
    expect(await counted(() => readings.open(ada, short, 1))).toBe(1);
    expect(await counted(() => readings.open(ada, tall, 1))).toBe(1);
    expect(await counted(() => readings.open(ada, tall, 25))).toBe(1);
    expect(await counted(() => readings.open(bo, tall, 25))).toBe(1);
  });
  scene('shows pages of twenty by number, oldest first, and nothing beyond the last', async ({ ada, bo }) => {
    const code = await long(bo, 45);
    expect(numbers(await readings.open(ada, code, 1))).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(numbers(await readings.open(ada, code, 3))).toEqual([41, 42, 43, 44, 45]);
    expect((await readings.open(ada, code, 3)).pages).toBe(3);
    await expect(readings.open(ada, code, 4)).rejects.toBeInstanceOf(NotFound);
    for (const wrong of ['zzzzzzzz', '../x', '', "'; drop"]) await expect(readings.open(ada, wrong, 1)).rejects.toBeInstanceOf(NotFound);
  });
  scene('shows the first post and the last three when it is kept short', async ({ ada, bo }) => {
    const code = await long(bo, 45);
    const reading = await readings.open(ada, code, 1, { short: true });
    expect([numbers(reading), reading.isShort]).toEqual([[1, 43, 44, 45], true]);
    expect((await readings.open(ada, await long(bo, 2), 1, { short: true })).isShort).toBe(false);
  });
  scene('kept short remembers only what was shown without a gap, so nothing new is lost on a bad day (NEW-3)', async ({ ada, bo }) => {
    const code = await long(bo, 45);
    const read = async (short: boolean, page = 1) => (await readings.open(ada, code, page, { short })).thread.readNumber;
    const isNew = async () => (await threads.talk(ada, null, null)).fresh.some((thread) => thread.code === code);
    expect(await read(true)).toBeNull();
    expect(await read(true), 'the first post alone').toBe(1);
    expect(await isNew()).toBe(true);
    await read(false, 2);
    expect(await read(true)).toBe(40);
    expect(await read(true), 'from 41 on there is a gap').toBe(40);
    await sql`update forum.threads set last_number = 43 where code = ${code}`;
    await read(true);
    expect([await read(true), await isNew()], 'from 41 on there was none').toEqual([43, false]);
    const few = await long(bo, 4);
    await readings.open(ada, few, 1, { short: true });
    expect((await readings.open(ada, few, 1)).thread.readNumber, 'all four were shown').toBe(4);
  });
  scene('remembers how far, moves forward only, and writes nothing the second time', async ({ ada, bo }) => {
    const code = await long(bo, 45);
    const mark = () => asking(ada, () => sql<{ number: number; xmin: string }>`select number, xmin::text as xmin from forum.readings where member_id = ${ada.id}`);
    expect((await readings.open(ada, code, 2)).thread.readNumber).toBeNull();
    const [first] = await mark();
    expect(first!.number).toBe(40);
    expect((await readings.open(ada, code, 1)).thread.readNumber).toBe(40);
    expect(await mark()).toEqual([first]);
    await readings.open(ada, code, 3);
    expect((await mark())[0]!.number).toBe(45);
  });
  scene('keeps the number of what was taken back or hidden, and leaves out whoever is blocked', async ({ ada, bo, cleo }) => {
    const code = await long(bo, 4);
    await posts.reply(cleo, code, { ...emptyDraft, text: 'here' });
    await sql`update forum.posts set deleted_at = now() where number = 2`;
    await sql`update forum.posts set hidden_at = now() where number = 3`;
    const seen = async (member: Member) => (await readings.open(member, code, 1)).posts.map(({ number, state, html, name }) => [number, state, html !== null, name !== null]);
    expect(await seen(ada)).toEqual([[1, 'shown', true, true], [2, 'takenBack', false, false], [3, 'hidden', false, true], [4, 'shown', true, true], [5, 'shown', true, true]]);
    expect((await seen(bo))[2]).toEqual([3, 'hidden', true, true]);
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${ada.id}, ${cleo.personaId})`);
    expect(numbers(await readings.open(ada, code, 1))).toEqual([1, 2, 3, 4]);
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${ada.id}, ${bo.personaId})`);
    await expect(readings.open(ada, code, 1)).rejects.toBeInstanceOf(NotFound);
    await expect(readings.open(bo, await long(ada, 1), 1)).rejects.toBeInstanceOf(NotFound);
  });
  scene('knows the reader’s own folds, mutes, saves, follows and draft, and nobody else’s', async ({ ada, bo, cleo }) => {
    const code = await long(bo, 3);
    await asHouse(() => sql`insert into forum.folds values (${ada.id}, '{grief}')`);
    await asHouse(() => sql`insert into forum.mutes values (${ada.id}, 'word', 'line 2'), (${ada.id}, 'word', 'LINE 3')`);
    await asHouse(() => sql`insert into forum.follows values (${ada.id}, 'person', ${bo.personaId})`);
    await asHouse(() => sql`insert into forum.follows select ${ada.id}, 'thread', id::text from forum.threads where code = ${code}`);
    await asHouse(() => sql`insert into forum.saves select ${ada.id}, id from forum.posts where number = 1 and persona_id = ${bo.personaId}`);
    await asHouse(() => sql`insert into forum.drafts values (${ada.id}, ${`reply:${code}`}, '{"text":"half"}')`);
    const mine = await readings.open(ada, code, 1);
    expect(mine.thread).toMatchObject({ folded: ['grief'], isFollowed: true, draft: { text: 'half' } });
    expect(mine.posts.some(({ isMutedPerson }) => isMutedPerson)).toBe(false);
    expect(mine.posts.map(({ isMuted, isSaved, isFollowed }) => [isMuted, isSaved, isFollowed])).toEqual([[false, true, true], [true, false, true], [true, false, true]]);
    const theirs = await readings.open(cleo, code, 1);
    expect(theirs.thread).toMatchObject({ folded: null, isFollowed: false, draft: null });
    expect(theirs.posts.some(({ isMuted, isSaved, isFollowed }) => isMuted || isSaved || isFollowed)).toBe(false);
  });
  scene('is nobody else’s to know: cleo sees no readings and no drafts of ada (ID-1)', async ({ ada, bo, cleo }) => {
    const code = await long(bo, 2);
    await readings.open(ada, code, 1);
    await asHouse(() => sql`insert into forum.drafts values (${ada.id}, 'new', '{"text":"mine"}')`);
    expect(await asking(cleo, () => sql`select 1 from forum.readings union all select 1 from forum.drafts`)).toEqual([]);
    expect(await sql`select 1 from forum.readings`).toEqual([]);
    await asking(cleo, () => sql`update forum.readings set number = 0`);
    expect(await asking(ada, () => sql`select number from forum.readings`)).toEqual([{ number: 2 }]);
  });
});
