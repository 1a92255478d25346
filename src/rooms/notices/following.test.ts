import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import { draftOf } from '#forum/draft-rules';
import type { Member } from '#members/members';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import { scene } from '#test/scene';
import { deliver, heard } from '#test/told';

const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
const begin = (member: Member, more: Record<string, string> = {}) => threads.begin(member, draft({ board: 'rest', want: 'listen', title: 'Nights', text: 'Another long night.', ...more }));
const reply = (member: Member, code: string, to = '') => posts.reply(member, code, draft({ text: `I hear you. ${randomUUID()}`, to }));


describe('following', () => {
  scene('a thread is told once a day, with the names, from the first new words on', async ({ ada, bo, cleo, hanna }) => {
    const { code } = await begin(ada);
    const [{ id }] = (await sql<{ id: string }>`select id from forum.threads where code = ${code}`) as [{ id: string }];
    await asHouse(() => sql`insert into forum.follows (member_id, kind, subject) values (${cleo.id}, 'thread', ${id}), (${ada.id}, 'thread', ${id})`);
    await reply(bo, code);
    await reply(hanna, code);
    await deliver(2);
    const [line, ...more] = await heard(cleo);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ kind: 'followed', who: [{ name: 'bo' }, { name: 'hanna' }] });
    expect((await notices.open(cleo, line!.id)).path).toBe(`/talk/t/${code}?page=1#n2`);
    await deliver(1);
    expect(await heard(cleo)).toEqual([]);
    await reply(bo, code);
    await deliver(1);
    expect(await heard(cleo)).toMatchObject([{ who: [{ name: 'bo' }] }]);
    expect((await heard(ada)).map(({ kind }) => kind)).toEqual(['reply']);
  });
  scene('tells of each post once, also of one that is told after a later one: by two at work in one moment, or shown in the morning', async ({ ada, bo, cleo, hanna }) => {
    const { code } = await begin(ada);
    const [{ id }] = (await sql<{ id: string }>`select id from forum.threads where code = ${code}`) as [{ id: string }];
    await asHouse(() => sql`insert into forum.follows (member_id, kind, subject) values (${cleo.id}, 'thread', ${id})`);
    const tell = async (number: number) => {
      const [{ id: postId }] = (await sql<{ id: string }>`select id from forum.posts where thread_id = ${id} and number = ${number}`) as [{ id: string }];
      await reactors['forum.post.shown']!({ id: 1, name: 'forum.post.shown', data: { postId }, at: new Date() });
    };
    for (const writer of [bo, hanna, ada]) await reply(writer, code);
    for (const number of [3, 2, 3, 2]) await tell(number);
    const [line] = await heard(cleo);
    expect(line!.who.map(({ name }) => name)).toEqual(['hanna', 'bo']);
    expect((await notices.open(cleo, line!.id)).path, 'from the first new words on').toBe(`/talk/t/${code}?page=1#n2`);
    for (const number of [2, 3]) await tell(number);
    expect(await heard(cleo), 'what was told and opened is told').toEqual([]);
    await tell(4);
    for (const number of [2, 3, 4]) await tell(number);
    expect(await heard(cleo)).toMatchObject([{ who: [{ name: 'ada' }] }]);
  });
  scene('a person or a theme tells of a new thread; a muted theme does not', async ({ ada, bo, cleo }) => {
    const [{ id }] = (await sql<{ id: number }>`select id from forum.boards where code = 'rest'`) as [{ id: number }];
    await asHouse(async () => {
      await sql`insert into forum.follows (member_id, kind, subject) values (${bo.id}, 'person', ${ada.personaId}), (${bo.id}, 'board', ${String(id)}), (${cleo.id}, 'board', ${String(id)})`;
    });
    await begin(ada);
    await asHouse(() => sql`insert into forum.mutes (member_id, kind, subject) values (${cleo.id}, 'board', ${String(id)})`);
    await deliver(2);
    expect(await heard(bo)).toMatchObject([{ kind: 'begun.person', who: [{ name: 'ada' }] }]);
    expect(await heard(cleo)).toEqual([]);
  });
  scene('a condition tells of a new thread that names it, once, and the notice does not say which (PEER-23, ACC-2)', async ({ ada, bo, cleo, hanna }) => {
    await asHouse(() => sql`insert into forum.follows (member_id, kind, subject) values (${bo.id}, 'tag', 'ms'), (${cleo.id}, 'tag', 'lupus'), (${hanna.id}, 'tag', 'ms'), (${hanna.id}, 'person', ${ada.personaId})`);
    const { code } = await threads.begin(ada, { ...draft({ board: 'rest', want: 'listen', title: 'Nights', text: 'Long.' }), tags: ['ms'] });
    await reply(cleo, code);
    await deliver(2);
    const [line, ...more] = await heard(bo);
    expect([line, more]).toMatchObject([{ kind: 'begun.tag', who: [{ name: 'ada' }] }, []]);
    expect(JSON.stringify(line)).not.toContain('ms"');
    expect((await notices.open(bo, line!.id)).path).toBe(`/talk/t/${code}#n1`);
    expect(await heard(cleo)).toEqual([]);
    expect((await heard(hanna)).map(({ kind }) => kind), 'nobody is told twice').toEqual(['begun.person']);
  });
});
