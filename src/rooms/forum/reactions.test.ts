import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import { emptyDraft } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import * as reactions from '#forum/reactions';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';
import type { Member } from '#members/members';

const opening = { ...emptyDraft, board: 'rest', want: 'same', text: 'Does anyone else?' };
const postOf = async (member: Member, code: string, number = 1) => (await readings.open(member, code, 1)).posts.find((post) => post.number === number)!;
/** As if that much time had passed since it was pressed. */
const later = (by = '1 minute') => asHouse(() => sql`update forum.reactions set made_at = made_at - ${by}::interval`);
const begun = async (member: Member, more = {}) => {
  const { code } = await threads.begin(member, { ...opening, ...more });
  return { code, id: (await postOf(member, code)).id };
};

describe('a reaction (PEER-9)', () => {
  scene('is seen by the author as a name, by its giver as pressed, and by nobody else (PEER-14)', async ({ ada, bo, cleo }) => {
    const { code, id } = await begun(ada);
    await reactions.give(bo, id, 'mind');
    await reactions.give(bo, id, 'mind');
    expect(await postOf(ada, code)).toMatchObject({ reacted: { mind: ['bo'] }, pressed: [] });
    expect(await postOf(bo, code)).toMatchObject({ reacted: null, pressed: ['mind'] });
    expect(await postOf(cleo, code)).toMatchObject({ reacted: null, pressed: [] });
    expect(await asking(cleo, () => sql`select 1 from forum.reactions`)).toEqual([]);
    expect(await sql`select 1 from forum.reactions`).toEqual([]);
    await asking(cleo, () => sql`delete from forum.reactions`);
    await asking(ada, () => sql`delete from forum.reactions`);
    expect((await asking(bo, () => sql`select 1 from forum.reactions`)).length).toBe(1);
  });
  scene('reaches the author once a day, on the page as in the notices; what was taken back before was never given (PEER-14)', async ({ ada, bo, cleo }) => {
    const { code, id } = await begun(ada);
    for (const one of [bo, cleo]) await reactions.give(one, id, 'mind');
    const seenAt = async (gathered: Date) => (await readings.open(ada, code, 1, { gathered })).posts[0]!.reacted;
    expect(await seenAt(new Date(Date.now() - 60_000))).toBeNull();
    await later('3 seconds');
    await reactions.takeBack(cleo, id, 'mind');
    expect(await seenAt(new Date(Date.now() + 60_000))).toEqual({ mind: ['bo'] });
    expect((await readings.open(bo, code, 1, { gathered: new Date(0) })).posts[0]!.pressed, 'the giver sees it pressed at once').toEqual(['mind']);
  });
  scene('is taken back by pressing again, and nobody is told', async ({ ada, bo }) => {
    const { code, id } = await begun(ada);
    await reactions.give(bo, id, 'thanks');
    await later();
    await reactions.takeBack(bo, id, 'thanks');
    await reactions.takeBack(bo, id, 'thanks');
    expect(await postOf(ada, code)).toMatchObject({ reacted: null });
    const said = await asHouse(() => sql<{ name: string }>`select name from platform.events where name like 'forum.reaction.%'`);
    expect(said).toEqual([{ name: 'forum.reaction.given' }]);
  });
  scene('stays when somebody pressed twice, also where the second press met the page that answered the first (ACC-8)', async ({ ada, bo }) => {
    const { code, id } = await begun(ada);
    for (let twice = 0; twice < 2; twice++) await reactions.give(bo, id, 'thanks');
    await reactions.takeBack(bo, id, 'thanks');
    expect(await postOf(bo, code)).toMatchObject({ pressed: ['thanks'] });
    await later('3 seconds');
    await reactions.takeBack(bo, id, 'thanks');
    expect(await postOf(bo, code)).toMatchObject({ pressed: [] });
  });
  scene('becomes “I hear you” on what weighs heavily', async ({ ada, bo, cleo }) => {
    const { code, id } = await begun(ada, { about: ['suicide', 'grief'] });
    expect((await reactions.give(bo, id, 'metoo')).kind).toBe('hear');
    expect((await reactions.give(cleo, id, 'thanks')).kind).toBe('thanks');
    expect(await postOf(ada, code)).toMatchObject({ reacted: { hear: ['bo'], thanks: ['cleo'] } });
  });
  scene('cannot be given to oneself, across a block, or to what is not there', async ({ ada, bo, cleo }) => {
    const { id } = await begun(ada);
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${ada.id}, ${cleo.personaId})`);
    for (const [who, what] of [[ada, id], [cleo, id], [bo, 'x'], [bo, '00000000-0000-0000-0000-000000000000']] as const) await expect(reactions.give(who, what, 'thanks')).rejects.toBeInstanceOf(NotFound);
    await sql`update forum.posts set deleted_at = now() where id = ${id}`;
    await expect(reactions.give(bo, id, 'thanks')).rejects.toBeInstanceOf(NotFound);
  });
  scene('of somebody the author blocked later is not shown any more', async ({ ada, bo }) => {
    const { code, id } = await begun(ada);
    await reactions.give(bo, id, 'thanks');
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${ada.id}, ${bo.personaId})`);
    expect(await postOf(ada, code)).toMatchObject({ reacted: null });
  });
});

describe('“this helped me” (PEER-6)', () => {
  scene('is said by the asker alone, of somebody else’s reply, in the open, and can be unsaid', async ({ ada, bo, cleo, mio }) => {
    const { code, id: first } = await begun(ada);
    await posts.reply(bo, code, { ...emptyDraft, text: 'A warm bath.' });
    await posts.reply(ada, code, { ...emptyDraft, text: 'Thank you.' });
    const { id } = await postOf(ada, code, 2);
    for (const other of [bo, cleo, mio]) await expect(reactions.sayHelped(other, id)).rejects.toBeInstanceOf(NotFound);
    for (const own of [first, (await postOf(ada, code, 3)).id, 'x']) await expect(reactions.sayHelped(ada, own)).rejects.toBeInstanceOf(NotFound);
    await reactions.sayHelped(ada, id);
    const once = (await postOf(cleo, code, 2)).helpedAt;
    await reactions.sayHelped(ada, id);
    expect((await postOf(cleo, code, 2)).helpedAt).toEqual(once);
    const { posts: list } = await reactions.whatHelped(cleo, null);
    expect(list).toMatchObject([{ code, number: 2, name: 'bo', asker: 'ada', html: '<p>A warm bath.</p>', about: [] }]);
    await asHouse(() => sql`update forum.threads set about = '{self-harm}' where code = ${code}`);
    expect((await reactions.whatHelped(cleo, null)).posts[0]!.about, 'and it is about what its thread is (PEER-4)').toEqual(['self-harm']);
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${cleo.id}, ${bo.personaId})`);
    expect((await reactions.whatHelped(cleo, null)).posts).toEqual([]);
    await reactions.unsayHelped(ada, id);
    expect((await postOf(mio, code, 2)).helpedAt, 'pressed twice').toEqual(once);
    await sql`update forum.posts set helped_at = helped_at - interval '3 seconds' where id = ${id}`;
    await reactions.unsayHelped(ada, id);
    expect((await postOf(mio, code, 2)).helpedAt).toBeNull();
  });
  scene('is listed in the order of the days, page by page, for those it did not help, too (PEER-7)', async ({ ada, bo }) => {
    const { code } = await begun(ada);
    for (let at = 0; at < 23; at++) await posts.reply(bo, code, { ...emptyDraft, text: `one ${at}` });
    await sql`update forum.posts set helped_at = now() - (number || ' hours')::interval where number > 1`;
    const one = await reactions.whatHelped(ada, null);
    const two = await reactions.whatHelped(ada, one.next);
    expect([...one.posts, ...two.posts].map(({ number }) => number)).toEqual(Array.from({ length: 23 }, (_, at) => at + 2));
    expect(two.next).toBeNull();
  });
});
