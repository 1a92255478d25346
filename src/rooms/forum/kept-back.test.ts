import { afterEach, describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import * as changes from '#forum/changes';
import { emptyDraft } from '#forum/draft-rules';
import * as hiding from '#forum/hiding';
import * as holding from '#forum/holding';
import * as posts from '#forum/posts';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import * as waiting from '#forum/waiting';
import type { Member, Steward } from '#members/members';
import { scene } from '#test/scene';

afterEach(() => {
  sayings.forget();
  presence.forget();
});

const night = (iben: Steward) => {
  const day = (((new Date().getUTCDay() || 7) + 2) % 7) + 1;
  return sayings.change(iben, 'en', { afterHours: 'queue', timeZone: 'UTC', shifts: [{ day, from: '09:00', to: '12:00', names: ['hanna'] }] });
};
const words = (text: string) => ({ ...emptyDraft, want: 'listen', board: 'rest', text });
const idOf = async (code: string, number: number) => (await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`)[0]!.id;
const markOf = async (member: Member) => (await asking(member, () => sql<{ number: number }>`select number from forum.readings where member_id = ${member.id}`)).map(({ number }) => number);
/** The line of the thread in its board and on Talk. */
async function lineOf(member: Member, code: string) {
  const [{ id }] = (await sql<{ id: number }>`select id from forum.boards where code = 'rest'`) as [{ id: number }];
  const line = (await threads.ofBoard(member, id, null)).threads.find((thread) => thread.code === code)!;
  return { isNew: line.hasNew, hasReplies: line.hasReplies, onTalk: (await threads.newTo(member)).some((thread) => thread.code === code) };
}
const read = async (member: Member, code: string) => (await readings.open(member, code, 1)).thread;

describe('words that only their author sees for now', () => {
  for (const [why, keep, show] of [
    ['wait for the morning', (id: string) => waiting.keepBack(id), async () => void (await waiting.release())],
    ['are held until a moderator has looked', (id: string) => holding.keep(id), async (id: string, mio: Parameters<typeof hiding.show>[0]) => void (await hiding.show(mio, id))]
  ] as const)
    scene(`and ${why} are new to nobody else until then, and new to everybody then, whatever came after them (NEW-4, MOD-9)`, async ({ ada, bo, cleo, hanna, mio }) => {
      const { code } = await threads.begin(ada, words('Before the night.'));
      for (const member of [ada, bo, cleo, hanna]) await read(member, code);
      const { number } = await posts.reply(bo, code, words('Me too, at four.'));
      const id = await idOf(code, number);
      await asHouse(() => keep(id));
      for (const member of [ada, cleo]) expect(await lineOf(member, code)).toEqual({ isNew: false, hasReplies: false, onTalk: false });
      expect(await read(cleo, code), 'no way leads to what is not there').toMatchObject({ readNumber: 1, shownNumber: 1 });
      await read(bo, code);

      await posts.reply(hanna, code, words('I am here.'));
      expect(await lineOf(cleo, code)).toEqual({ isNew: true, hasReplies: true, onTalk: true });
      await read(cleo, code);
      await read(bo, code);
      expect(await lineOf(cleo, code)).toMatchObject({ isNew: false, onTalk: false });

      await asHouse(() => show(id, mio));
      for (const member of [ada, cleo, hanna]) expect(await lineOf(member, code), member.id).toMatchObject({ isNew: true, onTalk: true });
      expect(await lineOf(bo, code), 'one\'s own words are not new').toMatchObject({ isNew: false, onTalk: false });
      expect(await read(cleo, code)).toMatchObject({ readNumber: 1, shownNumber: 3 });
      await asHouse(() => show(id, mio));
      expect(await markOf(cleo), 'once').toEqual([3]);
    });
  scene('are not new again in the morning where a moderator has shown them at night (MOD-9)', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code } = await threads.begin(ada, words('Before the night.'));
    await night(iben);
    const id = await idOf(code, (await posts.reply(bo, code, words('Me too.'))).number);
    await asHouse(() => holding.keep(id));
    expect(await lineOf(cleo, code)).toMatchObject({ hasReplies: false });
    await asHouse(() => hiding.show(mio, id));
    await read(cleo, code);
    await clockings.clockIn(hanna, 60);
    expect(await waiting.release()).toBe(0);
    expect(await markOf(cleo)).toEqual([2]);
  });
  scene('that others had read before they were changed and held are not new again; hidden by a decision they are a place where words were (MOD-9)', async ({ ada, bo, cleo, mio }) => {
    const { code } = await threads.begin(ada, words('What helps?'));
    const id = await idOf(code, (await posts.reply(bo, code, words('Tea.'))).number);
    await sql`update forum.posts set created_at = now() - interval '3 hours' where id = ${id}`;
    await read(cleo, code);
    await changes.edit(bo, id, words('Tea, and how.'));
    await asHouse(() => holding.keep(id));
    expect(await read(cleo, code)).toMatchObject({ shownNumber: 1 });
    await asHouse(() => hiding.show(mio, id));
    expect(await lineOf(cleo, code)).toMatchObject({ isNew: false, hasReplies: true });
    await asHouse(() => hiding.hide(mio, id));
    expect(await lineOf(ada, code)).toMatchObject({ hasReplies: true });
  });
  scene('and taken back meanwhile are kept no more (MOD-9)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await threads.begin(ada, words('Before the night.'));
    await read(cleo, code);
    await night(iben);
    await changes.takeBack(bo, await idOf(code, (await posts.reply(bo, code, words('Never mind.'))).number));
    await clockings.clockIn(hanna, 60);
    expect(await waiting.release()).toBe(1);
    expect(await sql`select kept_tail from forum.threads where code = ${code}`).toEqual([{ keptTail: 0 }]);
  });
  for (const [why, keep] of [['wait', waiting.keepBack], ['are held', holding.keep]] as const)
    scene(`and ${why} make no page of their own for others, nor one in the short view (NEW-4, MOD-9)`, async ({ ada, bo, cleo, hanna, mio }) => {
      const { code } = await threads.begin(ada, words('Before the night.'));
      await asHouse(() => sql`update forum.threads set last_number = 20 where code = ${code}`);
      await asHouse(() => sql`
        insert into forum.posts (id, thread_id, number, persona_id, body, html, language, search)
        select gen_random_uuid(), t.id, n, t.persona_id, 'line', '<p>line</p>', 'en', '' from forum.threads t, generate_series(2, 20) n where t.code = ${code}`);
      const { number } = await posts.reply(bo, code, words('Me too, at four.'));
      const id = await idOf(code, number);
      await asHouse(() => keep(id));
      const pages = async (member: Member) => (await readings.open(member, code, 1)).pages;
      const short = async (member: Member) => (await readings.open(member, code, 1, { short: true })).posts.map((post) => post.number);
      for (const member of [ada, cleo, hanna, mio]) {
        expect(await pages(member), member.id).toBe(1);
        await expect(readings.open(member, code, 2), 'as if it were not there').rejects.toThrow();
        expect(await short(member)).toEqual([1, 18, 19, 20]);
      }
      expect([await pages(bo), (await readings.open(bo, code, 2)).posts.map((post) => post.number), await short(bo)]).toEqual([2, [21], [1, 19, 20, 21]]);
      expect(await markOf(cleo), 'what was read is what was shown').toEqual([20]);

      await posts.reply(hanna, code, words('I am here.'));
      for (const [member, last] of [[cleo, [1, 19, 20, 22]], [bo, [1, 20, 21, 22]]] as const) expect([await pages(member), await short(member)]).toEqual([2, last]);
      await asHouse(() => hiding.show(mio, id));
      expect([await pages(cleo), await short(cleo)]).toEqual([2, [1, 20, 21, 22]]);
    });
  scene('are not named by a reply that says their number (MOD-9)', async ({ ada, bo, cleo, hanna, mio }) => {
    const { code } = await threads.begin(ada, words('Before the night.'));
    const id = await idOf(code, (await posts.reply(bo, code, words('Me too.'))).number);
    await posts.reply(hanna, code, { ...words('You, there?'), to: '2' });
    const named = async (member: Member) => (await readings.open(member, code, 1)).posts.at(-1)!.toName;
    expect(await named(cleo)).toBe('bo');
    await asHouse(() => holding.keep(id));
    expect([await named(cleo), await named(mio), await named(bo)]).toEqual([null, null, 'bo']);
    await asHouse(() => hiding.show(mio, id));
    expect(await named(cleo)).toBe('bo');
  });
  scene('leave a short view that left nothing out, and what was read of it is read (NEW-3, MOD-9)', async ({ ada, bo, cleo }) => {
    const { code } = await threads.begin(ada, words('Before the night.'));
    for (const text of ['One.', 'Two.', 'Three.', 'Four.']) {
      const { number } = await posts.reply(bo, code, words(text));
      if (number === 3) await asHouse(async () => holding.keep(await idOf(code, 3)));
    }
    const reading = await readings.open(cleo, code, 1, { short: true });
    expect([reading.posts.map(({ number }) => number), reading.isShort]).toEqual([[1, 2, 4, 5], false]);
    expect(await lineOf(cleo, code)).toMatchObject({ isNew: false });
    expect((await readings.open(bo, code, 1, { short: true })).isShort, 'for its author there is one more').toBe(true);
  });
});
