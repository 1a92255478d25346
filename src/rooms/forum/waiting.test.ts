import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import * as changes from '#forum/changes';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as hiding from '#forum/hiding';
import * as posts from '#forum/posts';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import * as waiting from '#forum/waiting';
import type { Steward } from '#members/members';
import { scene } from '#test/scene';

afterEach(() => {
  sayings.forget();
  presence.forget();
});

/** Somebody comes on another day of the week than today, so that nobody is here and somebody is next. */
const night = (iben: Steward, afterHours: string) => {
  const day = (((new Date().getUTCDay() || 7) + 2) % 7) + 1;
  return sayings.change(iben, 'en', { afterHours, timeZone: 'UTC', shifts: [{ day, from: '09:00', to: '12:00', names: ['hanna'] }] });
};
const words = (text: string) => ({ ...emptyDraft, want: 'listen', board: 'rest', text });
const openFor = async (member: Parameters<typeof readings.open>[0], code: string) => (await readings.open(member, code, 1)).posts.map(({ state, html }) => [state, html !== null]);
const listed = async (member: Parameters<typeof threads.newTo>[0]) => (await threads.newTo(member)).map(({ code }) => code);

describe('words written while nobody is here (MOD-9, safety guide 2.2)', () => {
  scene('wait until somebody is; their author sees them, whoever watches hears at once, and they appear in order', async ({ ada, bo, hanna, iben }) => {
    const before = await threads.begin(ada, words('Before the night.'));
    await night(iben, 'queue');
    const first = await threads.begin(ada, words('Awake at three.'));
    const answer = await posts.reply(bo, before.code, words('Me too, at four.'));
    const second = await threads.begin(bo, words('And at five.'));
    expect(await openFor(ada, first.code)).toEqual([['waiting', true]]);
    await expect(readings.open(bo, first.code, 1)).rejects.toThrow(NotFound);
    expect(await openFor(ada, before.code)).toEqual([['shown', true]]);
    expect(await openFor(bo, before.code)).toEqual([['shown', true], ['waiting', true]]);
    expect(await sql`select answered_at from forum.threads where code = ${before.code}`).toEqual([{ answeredAt: null }]);
    const heard = await sql`
      select 1 from platform.events e join forum.posts p on p.id::text = e.data ->> 'postId' join forum.threads t on t.id = p.thread_id
       where e.name = 'forum.post.published' and t.code = any(${[before.code, first.code, second.code]}::text[])`;
    expect(heard).toHaveLength(4);
    expect(await waiting.release()).toBe(0);

    await clockings.clockIn(hanna, 60);
    expect(await waiting.release()).toBe(3);
    expect(await waiting.release()).toBe(0);
    expect(await openFor(bo, first.code)).toEqual([['shown', true]]);
    expect(await openFor(ada, before.code)).toEqual([['shown', true], ['shown', true]]);
    expect(await sql`select answered_at is not null as answered from forum.threads where code = ${before.code}`).toEqual([{ answered: true }]);
    const shown = await sql<{ data: { postId: string } }>`select data from platform.events where name = 'forum.post.shown' order by id`;
    const order = await Promise.all(shown.map(async ({ data }) => (await sql<{ code: string; number: number }>`select t.code, p.number from forum.posts p join forum.threads t on t.id = p.thread_id where p.id = ${data.postId}`)[0]!));
    expect(order).toEqual([{ code: first.code, number: 1 }, { code: before.code, number: answer.number }, { code: second.code, number: 1 }]);
    expect((await listed(iben)).slice(0, 3)).toEqual([second.code, before.code, first.code]);
  });
  scene('are refused where it is a time for reading, and kept as a draft; staff may write', async ({ ada, hanna, iben }) => {
    await night(iben, 'reading');
    await expect(threads.begin(ada, words('What helps you sleep?'))).rejects.toMatchObject({ key: 'forum.refused.reading', field: 'text' });
    expect((await drafts.forNew(ada)).kept?.fields.text).toBe('What helps you sleep?');
    await threads.begin(hanna, words('I will be here at nine.'));
  });
  for (const [afterHours, key] of [['reading', 'forum.refused.reading'], ['queue', 'forum.refused.changeWaits']] as const)
    scene(`do not come round by a change of what others see: ${afterHours} (NEW-4)`, async ({ ada, bo, hanna, iben }) => {
      const { code } = await threads.begin(ada, words('Before the night.'));
      const [{ id }] = (await readings.open(ada, code, 1)).posts as [readings.Post];
      await night(iben, afterHours);
      await expect(changes.edit(ada, id, words('Something new.'))).rejects.toMatchObject({ key, field: 'text' });
      expect((await drafts.of(ada, `edit:${id}`))?.fields.text).toBe('Something new.');
      await changes.edit(ada, id, { ...words('Before the night.'), about: ['grief'], want: 'company' });
      expect((await readings.open(bo, code, 1)).posts).toMatchObject([{ html: '<p>Before the night.</p>', about: ['grief'] }]);
      await expect(changes.edit(ada, id, { ...words('Before the night.'), title: 'New words above' })).rejects.toMatchObject({ key });
      const { code: hers } = await threads.begin(hanna, words('Staff may write.'));
      await changes.edit(hanna, (await readings.open(hanna, hers, 1)).posts[0]!.id, words('And change it.'));
    });
  scene('may be changed while they wait', async ({ ada, hanna, bo, iben }) => {
    await night(iben, 'queue');
    const { code } = await threads.begin(ada, words('Awake at tree.'));
    await changes.edit(ada, (await readings.open(ada, code, 1)).posts[0]!.id, words('Awake at three.'));
    await expect(readings.open(bo, code, 1)).rejects.toThrow(NotFound);
    await clockings.clockIn(hanna, 60);
    expect(await waiting.release()).toBe(1);
    expect((await readings.open(bo, code, 1)).posts).toMatchObject([{ html: '<p>Awake at three.</p>' }]);
  });
  scene('that sound as if somebody may be in danger are taken in also when it is a time for reading, for a person to read (MOD-9, NEW-4)', async ({ ada, bo, hanna, iben }) => {
    const before = await threads.begin(ada, words('Before the night.'));
    const own = await posts.reply(bo, before.code, words('I am here.'));
    await night(iben, 'reading');
    const hard = 'I want to kill myself tonight.';
    const { code } = await threads.begin(ada, words(hard));
    await posts.reply(ada, before.code, words(hard));
    await changes.edit(bo, (await readings.open(bo, before.code, 1)).posts.find(({ number }) => number === own.number)!.id, words(hard));
    expect(await openFor(ada, code)).toEqual([['waiting', true]]);
    await expect(readings.open(bo, code, 1)).rejects.toThrow(NotFound);
    expect(await openFor(ada, before.code), 'of others nothing new is seen').toEqual([['shown', true], ['waiting', true]]);
    expect(await openFor(bo, before.code)).toEqual([['shown', true], ['waiting', true]]);
    const heard = await sql`select distinct p.id from platform.events e join forum.posts p on p.id::text = e.data ->> 'postId' where p.body = ${hard} and e.name in ('forum.post.published', 'forum.post.edited')`;
    expect(heard, 'whoever watches hears of each').toHaveLength(3);
    await clockings.clockIn(hanna, 60);
    expect(await waiting.release()).toBe(3);
    expect(await openFor(hanna, before.code)).toEqual([['shown', true], ['shown', true], ['shown', true]]);
  });
  scene('appear at once under the banner, and also where nobody is planned to come', async ({ ada, bo, iben }) => {
    await night(iben, 'banner');
    expect(await openFor(bo, (await threads.begin(ada, words('One.'))).code)).toEqual([['shown', true]]);
    await sayings.change(iben, 'en', { afterHours: 'queue', shifts: [] });
    expect(await openFor(bo, (await threads.begin(ada, words('Two.'))).code)).toEqual([['shown', true]]);
  });
  scene('that a moderator hides stay hidden; those taken back do not come back', async ({ ada, bo, hanna, mio, iben }) => {
    await night(iben, 'queue');
    const [hidden, gone] = [await threads.begin(ada, words('Hide me.')), await threads.begin(ada, words('Never mind.'))];
    const idOf = async (code: string) => (await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`)[0]!.id;
    await asHouse(async () => hiding.hide(mio, await idOf(hidden.code)));
    const { takeBack } = await import('#forum/changes');
    await takeBack(ada, await idOf(gone.code));
    await clockings.clockIn(hanna, 60);
    await waiting.release();
    expect(await openFor(ada, hidden.code)).toEqual([['hidden', true]]);
    expect(await openFor(bo, gone.code)).toEqual([['takenBack', false]]);
  });
});
