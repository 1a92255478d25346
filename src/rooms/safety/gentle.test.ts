import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { emptyDraft } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import * as saves from '#forum/saves';
import * as tending from '#forum/tending';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import * as gentle from '#safety/gentle';
import * as reports from '#safety/reports';
import { scene } from '#test/scene';

const begin = async (member: Member, board: string, more: Partial<typeof emptyDraft> = {}) => (await threads.begin(member, { ...emptyDraft, board, want: 'none', text: 'Soup helps.', language: 'en', ...more })).code;
const idOf = async (code: string, number = 1) => (await asHouse(() => sql<{ id: string }>`
  select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`))[0]!.id;
const shown = async (member: Member) => (await gentle.threadsFor(member)).map(({ code }) => code).sort();

describe('what a bad day opens with', () => {
  scene('is of others, and leaves out what a person has yet to look at, a reply in it too (VAR-1, NEW-4)', async ({ ada, bo, cleo, mio }) => {
    const [soup, cat, bread, mine] = [await begin(bo, 'good'), await begin(bo, 'lounge'), await begin(cleo, 'lounge'), await begin(ada, 'good')];
    expect(await shown(ada)).toEqual([soup, cat, bread].sort());
    expect(await shown(bo)).toEqual([bread, mine].sort());
    await reports.tell(cleo, await idOf(soup), 'danger', '');
    expect(await shown(ada)).toEqual([cat, bread].sort());
    const { number } = await posts.reply(mio, cat, { ...emptyDraft, text: 'Stop taking them.' });
    await reports.tell(cleo, await idOf(cat, number), 'harm', '');
    expect(await shown(ada)).toEqual([bread]);
    await asHouse(() => sql`update safety.cases set state = 'closed'`);
    expect(await shown(ada)).toEqual([soup, cat, bread].sort());
    await reports.tellOfPerson(ada, bo.code, 'unkind', 'They keep writing to me.');
    expect(await shown(ada)).toEqual([bread]);
  });
  scene('is by nobody who is paused, until the pause is over (VAR-1, MOD-2)', async ({ ada, bo, cleo }) => {
    const [soup, bread] = [await begin(bo, 'good'), await begin(cleo, 'lounge')];
    await asHouse(() => sql`update members.members set suspended_until = now() + interval '1 hour' where id = ${bo.id}`);
    expect(await shown(ada)).toEqual([bread]);
    await asHouse(() => sql`update members.members set suspended_until = now() - interval '1 second' where id = ${bo.id}`);
    expect(await shown(ada)).toEqual([soup, bread].sort());
  });
  scene('holds nothing that was folded, and no thread in which something heavy is said (VAR-1, PEER-4)', async ({ ada, bo, mio }) => {
    const [soup, cat, bread] = [await begin(bo, 'good'), await begin(bo, 'lounge'), await begin(bo, 'lounge')];
    await begin(bo, 'good', { about: ['grief'] });
    await posts.reply(mio, soup, { ...emptyDraft, text: 'Hard words.', about: ['suicide'] });
    await asHouse(async () => tending.fold(mio, await idOf(cat)));
    expect(await shown(ada)).toEqual([bread]);
  });
  scene('is never nothing while there is something gentle: what they kept, what helped others, else a few threads (VAR-1)', async ({ ada, bo, cleo }) => {
    expect(await gentle.kind(ada, 3)).toEqual({ posts: [], isOwn: false, threads: [] });
    const soup = await begin(bo, 'good');
    expect(await gentle.kind(ada, 3)).toMatchObject({ posts: [], isOwn: false, threads: [{ code: soup }] });
    const { number } = await posts.reply(cleo, soup, { ...emptyDraft, text: 'So does toast.' });
    await asHouse(async () => sql`update forum.posts set helped_at = now() where id = ${await idOf(soup, number)}`);
    expect(await gentle.kind(ada, 3)).toMatchObject({ posts: [{ html: '<p>So does toast.</p>' }], isOwn: false, threads: [] });
    await reports.tell(bo, await idOf(soup, number), 'harm', '');
    expect(await gentle.kind(ada, 3)).toMatchObject({ posts: [], threads: [] });
    await saves.keep(ada, await idOf(soup));
    expect(await gentle.kind(ada, 3)).toMatchObject({ posts: [{ html: '<p>Soup helps.</p>' }], isOwn: true, threads: [] });
  });
  scene('opens the lounge with some that are light, never with all of them, so that what is missing tells nothing (VAR-1, NEW-4)', async ({ ada, bo, cleo }) => {
    const all: string[] = [];
    for (let count = 0; count < 8; count++) all.push(await begin(bo, 'lounge'));
    await begin(bo, 'good');
    const some = async () => (await gentle.someOf(ada, 'lounge')).map(({ code }) => code);
    const first = await some();
    expect(first).toHaveLength(6);
    const listed = (await threads.onBoard(ada, 'lounge', null)).threads.map(({ code }) => code);
    expect(listed.toSorted()).toEqual(all.toSorted());
    expect(first, 'in the order of the list').toEqual(listed.filter((code) => first.includes(code)));
    expect(await some(), 'the same, however often one looks').toEqual(first);
    await reports.tell(cleo, await idOf(first[0]!), 'danger', '');
    expect(await some()).not.toContain(first[0]);
    expect((await threads.onBoard(ada, 'lounge', null)).threads.map(({ code }) => code), 'all of them stay a press away').toContain(first[0]);
  });
});
