import { describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { draftOf } from '#forum/draft-rules';
import * as hiding from '#forum/hiding';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import { asHost, type Member } from '#members/members';
import * as answering from '#safety/answering';
import { theCast } from '#test/cast';
import { scene } from '#test/scene';

const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
const begin = async (member: Member, want = 'listen') => (await threads.begin(member, draft({ board: 'rest', want, text: 'Another long night.' }))).code;
const reply = (member: Member, code: string) => posts.reply(member, code, draft({ text: 'I hear you.' }));
const codes = async (host: Parameters<typeof answering.queue>[0]) => (await answering.queue(host)).waiting.map(({ code }) => code);
const aged = (code: string, hours: number, isNewcomer: boolean) => sql`
  update forum.threads set created_at = now() - make_interval(hours => ${hours}), is_newcomer = ${isNewcomer}::boolean where code = ${code}`;

describe('the queue of the unanswered', () => {
  scene('has newcomers first, then the oldest, and nothing that wants no reply (NEW-4)', async ({ ada, bo, cleo, hanna }) => {
    const [old, young, first, none] = [await begin(ada), await begin(bo), await begin(cleo), await begin(ada, 'none')];
    await aged(old!, 5, false);
    await aged(young!, 1, false);
    await aged(first!, 0, true);
    expect(await codes(hanna)).toEqual([first, old, young]);
    expect(await codes(hanna)).not.toContain(none);
    expect((await answering.queue(hanna)).waiting[0]).toMatchObject({ name: 'cleo', isNewcomer: true, want: 'listen', board: { en: 'Sleep and rest' }, on: undefined });
  });
  scene('goes on after the last one shown', async ({ ada, hanna }) => {
    const all: string[] = [];
    for (let at = 0; at < 23; at++) {
      const code = await begin(ada);
      await aged(code, 30 - at, at < 4);
      all.push(code);
    }
    const first = await answering.queue(hanna);
    const second = await answering.queue(hanna, first.next);
    expect([...first.waiting, ...second.waiting].map(({ code }) => code)).toEqual(all);
    expect(second.next).toBeUndefined();
  });
  scene('leaves out the host’s own threads, those across a block, and what is gone', async ({ ada, bo, cleo, hanna, mio }) => {
    const [own, blocked, deleted, seen] = [await begin(hanna), await begin(ada), await begin(bo), await begin(cleo)];
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${ada.id}, ${hanna.personaId})`);
    await sql`update forum.threads set deleted_at = now() where code = ${deleted!}`;
    expect(await codes(hanna)).toEqual([seen]);
    expect(await codes(mio)).toEqual(expect.arrayContaining([own, blocked, seen]));
    await expect(answering.take(hanna, blocked!)).rejects.toThrow(NotFound);
  });
  scene('lets go of a thread once somebody else has written in it, and takes it back when that was hidden', async ({ ada, bo, hanna, mio }) => {
    const code = await begin(ada);
    await reply(ada, code);
    expect(await codes(hanna)).toEqual([code]);
    const { number } = await reply(bo, code);
    expect(await codes(hanna)).toEqual([]);
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`;
    expect(await hiding.hide(mio, post!.id)).toBe('I hear you.');
    expect(await hiding.hide(mio, post!.id)).toBeUndefined();
    expect(await codes(hanna)).toEqual([code]);
    await hiding.show(mio, post!.id);
    expect(await codes(hanna)).toEqual([]);
  });
});

describe('"I am on it"', () => {
  scene('is seen by name, holds for half an hour, and can be given back by whoever said it', async ({ ada, hanna, mio }) => {
    const code = await begin(ada);
    await answering.take(hanna, code);
    await answering.take(hanna, code);
    expect((await answering.queue(hanna)).waiting[0]!.on).toMatchObject({ name: 'hanna', isMe: true });
    expect((await answering.queue(mio)).waiting[0]!.on).toMatchObject({ name: 'hanna', isMe: false });
    await expect(answering.take(mio, code)).rejects.toMatchObject({ key: 'safety.refused.taken', values: { name: 'hanna' } });
    await answering.giveBack(mio, code);
    expect((await answering.queue(mio)).waiting[0]!.on).toMatchObject({ name: 'hanna' });
    await answering.giveBack(hanna, code);
    await answering.giveBack(hanna, code);
    expect((await answering.queue(mio)).waiting[0]!.on).toBeUndefined();
    await answering.take(mio, code);
    expect((await answering.queue(hanna)).waiting[0]!.on).toMatchObject({ name: 'mio' });
  });
  scene('ends by itself', async ({ ada, hanna, mio }) => {
    const code = await begin(ada);
    await answering.take(hanna, code);
    await sql`update safety.answering set until = now() - interval '1 second'`;
    expect((await answering.queue(mio)).waiting[0]!.on).toBeUndefined();
    await answering.take(mio, code);
    await answering.sweep();
    expect((await answering.queue(hanna)).waiting[0]!.on).toMatchObject({ name: 'mio' });
  });
  scene('cannot be said of one’s own thread, of nothing, or of what has an answer', async ({ ada, bo, hanna, mio }) => {
    const code = await begin(hanna);
    await expect(answering.take(hanna, code)).rejects.toThrow(NotFound);
    await expect(answering.take(mio, 'nothere')).rejects.toThrow(NotFound);
    const other = await begin(ada);
    await reply(bo, other);
    await expect(answering.take(hanna, other)).rejects.toThrow(Refusal);
  });
  it('is given to one of two who say it at once; the other is told by name', async () => {
    const { ada, hanna, mio, iben } = await theCast();
    const code = await begin(ada);
    try {
      const hosts = [hanna, asHost(mio)!, asHost(iben)!];
      const answers = await Promise.allSettled(hosts.map((host) => answering.take(host, code)));
      const won = answers.flatMap(({ status }, at) => (status === 'fulfilled' ? [hosts[at]!.name] : []));
      expect(won).toHaveLength(1);
      const lost = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as Refusal] : []));
      expect(lost.map(({ key, values }) => ({ key, name: values.name }))).toEqual(Array(2).fill({ key: 'safety.refused.taken', name: won[0] }));
    } finally {
      await asHouse(async () => {
        await sql`delete from safety.answering where thread_id = (select id from forum.threads where code = ${code})`;
        await sql`delete from forum.threads where code = ${code}`;
      });
    }
  });
});

describe('the figure visitors read', () => {
  scene('says nothing below twenty threads, rounds down, and is not worked out on a page', async ({ ada }) => {
    for (let at = 0; at < 21; at++) {
      const code = await begin(ada);
      await sql`update forum.threads set created_at = now() - interval '3 days',
        answered_at = case when ${at} < 19 then now() - interval '3 days' + make_interval(hours => ${at}) when ${at} = 19 then now() end where code = ${code}`;
      if (at === 18) await answering.count();
      if (at === 18) expect(await answering.answeredWithinADay()).toBeUndefined();
    }
    expect(await answering.answeredWithinADay()).toBeUndefined();
    await answering.count();
    expect(await answering.answeredWithinADay()).toBe(90);
    await sql`update safety.figures set at = now() - interval '3 days'`;
    expect(await answering.answeredWithinADay()).toBeUndefined();
  });
});
