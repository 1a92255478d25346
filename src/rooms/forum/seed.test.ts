import { describe, expect } from 'vitest';
import { sql } from '#db';
import * as readings from '#forum/readings';
import * as seed from '#forum/seed';
import { scene } from '#test/scene';

const day = 86_400_000;

describe('demo life', () => {
  scene('is poured in with its own dates, answers, reactions and readings', async ({ ada, bo, hanna }) => {
    const at = (days: number) => new Date(Date.now() - days * day);
    const [code] = await seed.pour([{
      board: 'rest', title: 'Nights', want: 'company', tags: ['ms'],
      posts: [
        { personaId: ada.personaId, text: 'Up *again*.', at: at(3), language: 'en', about: ['grief'], reactions: [{ personaId: bo.personaId, kind: 'mind' }] },
        { personaId: hanna.personaId, text: 'Here.', at: at(2), language: 'en', isHost: true, helpedAt: at(1) }
      ],
      readings: [{ memberId: bo.id, number: 1 }]
    }]);
    const { thread, posts: [first, second] } = await readings.open(bo, code!, 1);
    expect(thread).toMatchObject({ title: 'Nights', lastNumber: 2, readNumber: 1, isAnswered: true, tags: ['ms'], about: ['grief'] });
    expect(first).toMatchObject({ html: '<p>Up <em>again</em>.</p>', createdAt: expect.any(Date), pressed: ['mind'] });
    expect(second).toMatchObject({ tag: 'host', helpedAt: expect.any(Date) });
  });
  scene('reads the files: replies speak to each other, the first words of each person are a newcomer’s', async ({ ada, bo }) => {
    const personas = new Map([['a', ada.personaId], ['b', bo.personaId]]);
    const thread: seed.Thread = {
      by: 'a', daysAgo: 0.01, lang: 'en', title: 'x', want: 'listen', about: [], tags: [], text: 'one', helped: [0], reactions: [{ on: 1, by: 'a', kind: 'thanks' }],
      replies: [{ by: 'b', hours: 40, text: 'two' }, { by: 'a', hours: 41, text: 'three', to: 0 }]
    };
    await seed.seed([{ board: 'good', threads: [thread] }], personas);
    await expect(seed.seed([{ board: 'good', threads: [{ ...thread, by: 'nobody' }] }], personas)).rejects.toThrow('nobody');
    const [{ code } = { code: '' }] = await sql<{ code: string }>`select code from forum.threads where title = 'x' and is_newcomer`;
    const { posts } = await readings.open(bo, code, 1);
    expect(posts.map(({ toNumber, helpedAt, createdAt }) => [toNumber, helpedAt !== null, createdAt <= new Date()])).toEqual([[null, false, true], [null, true, true], [2, false, true]]);
    expect(posts[1]).toMatchObject({ reacted: { thanks: ['ada'] } });
  });
});
