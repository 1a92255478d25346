import { describe, expect } from 'vitest';
import { asHouse, asking, sql, statements } from '#db';
import * as blocks from '#members/blocks';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as changes from '#forum/changes';
import { emptyDraft } from '#forum/draft-rules';
import * as folds from '#forum/folds';
import * as holding from '#forum/holding';
import * as mutes from '#forum/mutes';
import * as places from '#forum/places';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import * as written from '#forum/written';
import { scene } from '#test/scene';

const write = async (member: Member, title: string, more = {}) =>
  (await threads.begin(member, { ...emptyDraft, board: 'rest', want: 'none', title, text: `Words of ${title}`, language: 'en', ...more })).code;
const titles = async (member: Member) => (await written.byMembers(member, null)).pieces.map(({ title }) => title);
const older = (code: string, hours: number) => asHouse(() => sql`update forum.threads set created_at = created_at - make_interval(hours => ${hours}::int) where code = ${code}`);
const postOf = async (code: string) => (await asHouse(() => sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = 1`))[0]!.id;

describe('the list of what members wrote', () => {
  scene('holds titled threads of the forum that ask for no reply, as they were written, and nothing else (PEER-22)', async ({ ada, bo, cleo, iben }) => {
    const first = await write(ada, 'The first winter');
    await older(first, 3);
    await older(await write(bo, 'On waiting', { board: 'work' }), 1);
    await write(bo, 'Asks for company', { want: 'company' });
    await write(bo, '');
    const { code: place } = await places.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: '', language: 'en' });
    for (const [member, name] of [[ada, 'Slow Ferry'], [bo, 'Grey Mitten']] as const) await personas.make(member, place, { name, pledged: true });
    await threads.begin(ada, { ...emptyDraft, board: place, want: 'none', title: 'Here by the water', text: 'Mist.' }, '', { place: places.draftPlace(place) });
    await posts.reply(cleo, first, { ...emptyDraft, text: 'I read this twice.' });
    expect(await titles(cleo), 'an answer brings none up').toEqual(['On waiting', 'The first winter']);
    expect(await titles(bo), 'nor is a place among them for who is in it').toEqual(['On waiting', 'The first winter']);
    const [newest] = (await written.byMembers(bo, null)).pieces;
    expect(newest).toMatchObject({ name: 'bo', isMine: true, excerpt: [{ text: 'Words of On waiting' }] });
    expect(JSON.stringify(newest)).not.toContain(bo.personaId);
  });
  scene('leaves out what is blocked, muted, taken back, hidden or not shown yet, and folds as every list does (PEER-15, PEER-22)', async ({ ada, bo, cleo }) => {
    const code = await write(bo, 'On waiting', { about: ['suicide'] });
    const id = await postOf(code);
    const goesWith = async (start: () => Promise<unknown>, end: () => Promise<unknown>) => {
      await start();
      const during = await titles(ada);
      await end();
      return [during, await titles(ada)];
    };
    for (const [kind, subject] of [['word', 'words of on'], ['person', bo.code], ['board', 'rest']] as const) {
      expect(await goesWith(() => mutes.start(ada, kind, subject), () => mutes.end(ada, kind, subject)), kind).toEqual([[], ['On waiting']]);
    }
    const set = (hidden: boolean) => asHouse(() => sql`update forum.threads set hidden_at = case when ${hidden}::boolean then now() end where code = ${code}`);
    expect(await goesWith(() => set(true), () => set(false))).toEqual([[], ['On waiting']]);
    expect(await goesWith(() => changes.takeBack(bo, id), () => changes.putBack(bo, id))).toEqual([[], ['On waiting']]);
    expect((await written.byMembers(ada, null)).folded).toContain('suicide');
    await folds.choose(ada, []);
    expect((await written.byMembers(ada, null)).folded).toEqual([]);
    await blocks.block(bo, cleo.code);
    expect(await titles(cleo)).toEqual([]);
    await asHouse(() => holding.keep(id));
    expect(await titles(ada)).toEqual([]);
  });
  scene('goes on after a key, each once, in few statements, by an index of its own (PEER-22)', async ({ ada, bo, cleo }) => {
    for (let at = 0; at < 25; at++) await write(at % 2 ? ada : bo, `t${at}`);
    const one = await written.byMembers(cleo, null);
    const before = statements.count;
    const two = await written.byMembers(cleo, one.next);
    expect(statements.count - before).toBeLessThanOrEqual(3);
    expect([one.pieces.length, two.pieces.length, two.next]).toEqual([20, 5, null]);
    expect(new Set([...one.pieces, ...two.pieces].map(({ code }) => code)).size).toBe(25);
    const plan = await asking(cleo, async () => {
      await sql`set local enable_seqscan = off`;
      return sql<{ plan: string }>`explain select id from forum.threads where want = 'none' and title <> '' and space = 'forum' and deleted_at is null and hidden_at is null order by created_at desc, id desc limit 21`;
    });
    expect(JSON.stringify(plan)).toContain('threads_written');
  });
});
