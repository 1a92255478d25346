import { describe, expect } from 'vitest';
import { asHouse, sql, statements } from '#db';
import { Refusal } from '#platform/answers';
import { emptyDraft } from '#forum/draft-rules';
import * as boards from '#forum/boards';
import * as drafts from '#forum/drafts';
import * as posts from '#forum/posts';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';
import type { Member } from '#members/members';

const draft = { ...emptyDraft, board: 'rest', want: 'listen', text: 'I lay awake again.' };
const listed = async (member: Member, board = 'rest') => (await threads.ofBoard(member, (await boards.one(member, board)).id, null)).threads.map(({ code }) => code);

describe('a thread (PEER-1)', () => {
  scene('is begun by one and read by others, with what would help and what it is about', async ({ ada, bo }) => {
    const { code } = await threads.begin(ada, { ...draft, title: 'Nights', about: ['low-mood', 'nonsense'], tags: ['lupus', 'lupus', '<b>'] }, 'form-0001');
    const { thread, posts: [first] } = await readings.open(bo, code, 1);
    expect(thread).toMatchObject({ title: 'Nights', want: 'listen', about: ['low-mood'], tags: ['lupus'], asker: 'ada', isMine: false, isAnswered: false });
    expect(first).toMatchObject({ number: 1, html: '<p>I lay awake again.</p>', name: 'ada', isMine: false, reacted: null, pressed: [] });
    expect(JSON.stringify({ thread, first })).not.toContain(ada.id);
  });
  scene('sent twice is begun once', async ({ ada }) => {
    const first = await threads.begin(ada, draft, 'form-0002');
    expect(await threads.begin(ada, draft, 'form-0002')).toEqual(first);
    expect((await threads.begin(ada, draft, 'form-0003')).code).not.toBe(first.code);
  });
  scene('marks somebody’s first words here, so that hosts see them first (NEW-4)', async ({ ada }) => {
    const first = await threads.begin(ada, draft);
    const second = await threads.begin(ada, draft);
    const rows = await sql<{ code: string; isNewcomer: boolean }>`select code, is_newcomer from forum.threads where code = any(${[first.code, second.code]}::text[])`;
    expect(Object.fromEntries(rows.map((row) => [row.code, row.isNewcomer]))).toEqual({ [first.code]: true, [second.code]: false });
  });
  scene('says no in words and keeps the text as a draft', async ({ ada }) => {
    const wrong: [Partial<typeof draft>, string][] = [
      [{ text: ' \u200b ' }, 'forum.refused.empty'], [{ text: 'a'.repeat(9000) }, 'forum.refused.long'], [{ want: '' }, 'forum.refused.want'], [{ want: 'likes' }, 'forum.refused.want'],
      [{ board: 'nowhere' }, 'forum.refused.board'], [{ title: 'x'.repeat(121) }, 'forum.refused.titleLong']
    ];
    for (const [change, key] of wrong) {
      await expect(threads.begin(ada, { ...draft, title: 'kept', ...change })).rejects.toMatchObject({ key });
      expect((await drafts.of(ada, 'new'))?.fields).toMatchObject({ title: change.title ?? 'kept', text: (change.text ?? draft.text).trim() });
    }
    expect(await listed(ada)).toEqual([]);
    await threads.begin(ada, draft);
    expect(await drafts.of(ada, 'new')).toBeUndefined();
  });
  scene('is not begun by somebody a moderator has paused; their words are kept', async ({ ada }) => {
    await expect(threads.begin({ ...ada, suspendedUntil: new Date(Date.now() + 60_000) }, draft)).rejects.toBeInstanceOf(Refusal);
    expect((await drafts.of(ada, 'new'))?.fields.text).toBe(draft.text);
  });
  scene('announces itself with ids only', async ({ ada }) => {
    await threads.begin(ada, draft);
    const said = await asHouse(() => sql<{ name: string; data: object }>`select name, data from platform.events where name like 'forum.%' order by id desc limit 2`);
    expect(said.map(({ name }) => name)).toEqual(['forum.post.published', 'forum.thread.begun']);
    expect(JSON.stringify(said)).not.toContain('awake');
  });
  scene('stops a machine, and long before that nobody', async ({ ada }) => {
    for (let at = 0; at < 30; at++) await threads.begin(ada, draft);
    await expect(threads.begin(ada, draft)).rejects.toMatchObject({ key: 'forum.refused.fast' });
  });
});

describe('a list of threads', () => {
  scene('has the newest words first and goes on after a key, each thread once', async ({ ada, bo }) => {
    const codes: string[] = [];
    for (let at = 0; at < 25; at++) codes.unshift((await threads.begin(at % 2 ? ada : bo, { ...draft, title: `t${at}` })).code);
    const { id } = await boards.one(ada, 'rest');
    const one = await threads.ofBoard(ada, id, null);
    const two = await threads.ofBoard(ada, id, one.next);
    expect(one.threads).toHaveLength(20);
    expect(two.next).toBeNull();
    expect(new Set([...one.threads, ...two.threads].map(({ code }) => code)).size).toBe(25);
  });
  scene('leaves out blocked people in both directions, muted people, muted words and what was taken back (PEER-15)', async ({ ada, bo, cleo }) => {
    const { code } = await threads.begin(bo, { ...draft, title: 'Sprøyter', text: 'about needles' });
    expect(await listed(ada)).toEqual([code]);
    await asHouse(() => sql`insert into forum.mutes (member_id, kind, subject) values (${ada.id}, 'word', 'needle')`);
    expect(await listed(ada)).toEqual([]);
    await asHouse(() => sql`update forum.mutes set subject = 'sprøyt' where member_id = ${ada.id}`);
    expect(await listed(ada)).toEqual([]);
    await asHouse(() => sql`update forum.mutes set subject = 'eedles(' where member_id = ${ada.id}`);
    expect(await listed(ada)).toEqual([code]);
    await asHouse(() => sql`update forum.mutes set kind = 'person', subject = ${bo.personaId} where member_id = ${ada.id}`);
    expect(await listed(ada)).toEqual([]);
    expect(await listed(cleo)).toEqual([code]);
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${bo.id}, ${cleo.personaId})`);
    expect(await listed(cleo)).toEqual([]);
    expect(await listed(bo)).toEqual([code]);
  });
  scene('is one of few statements, on the place Talk and on a board, however many there are', async ({ ada, bo }) => {
    const once = async (work: () => Promise<unknown>) => {
      const before = statements.count;
      await work();
      return statements.count - before;
    };
    // What the house remembers for a while may be read anew in one of them, and not in both.
    const counted = async (work: () => Promise<unknown>) => Math.min(await once(work), await once(work));
    expect(await counted(() => threads.talk(ada, null, null))).toBe(3);
    for (let at = 0; at < 22; at++) await threads.begin(bo, draft);
    expect([await counted(() => threads.talk(ada, null, null)), await counted(() => threads.talk(ada, 'listen', null)), await counted(() => threads.onBoard(ada, 'rest', null))]).toEqual([3, 3, 3]);
    expect(await threads.onBoard(ada, 'mood', null)).toMatchObject({ threads: [], other: { code: 'care' } });
  });
  scene('on a bad day is three gentle ones', async ({ ada, bo }) => {
    const badDay = { ...ada, session: { ...ada.session, day: 'bad' as const } };
    for (const [board, about] of [['good', []], ['lounge', []], ['good', ['grief']], ['mood', []]] as const) await threads.begin(bo, { ...draft, board, about: [...about] });
    expect((await threads.gentle(badDay)).map(({ board }) => board).sort()).toEqual(['good', 'lounge']);
    expect((await threads.talk(badDay, null, null)).fresh, 'and nothing is new').toEqual([]);
  });
  scene('can be asked for one kind of help, over all boards but the muted ones', async ({ ada, bo }) => {
    const { code } = await threads.begin(bo, { ...draft, want: 'facts' });
    expect((await threads.wanting(ada, 'facts', null)).threads.map((thread) => thread.code)).toEqual([code]);
    expect((await threads.wanting(ada, 'company', null)).threads).toEqual([]);
    await asHouse(() => sql`insert into forum.mutes (member_id, kind, subject) select ${ada.id}, 'board', id::text from forum.boards where code = 'rest'`);
    expect((await threads.wanting(ada, 'facts', null)).threads).toEqual([]);
    expect(await threads.newTo(ada)).toEqual([]);
  });
  scene('knows what is new to whom, and forgets it when it was read (PEER-8)', async ({ ada, bo }) => {
    const { code } = await threads.begin(bo, draft);
    expect((await threads.newTo(ada)).map((thread) => thread.code)).toEqual([code]);
    expect(await threads.newTo(bo)).toEqual([]);
    await readings.open(ada, code, 1);
    expect(await threads.newTo(ada)).toEqual([]);
    await readings.open(bo, code, 1);
    await posts.reply(ada, code, { ...emptyDraft, text: 'me too' });
    expect((await threads.newTo(bo)).map((thread) => [thread.code, thread.hasNew])).toEqual([[code, true]]);
  });
});
