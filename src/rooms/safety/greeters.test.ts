import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import { draftOf } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import * as answering from '#safety/answering';
import * as cases from '#safety/cases';
import * as greeters from '#safety/greeters';
import * as starts from '#safety/starts';
import { scene } from '#test/scene';

const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });

describe('a member who offered to greet (NEW-4)', () => {
  scene('sees a few who wait, newcomers first, and takes one as hosts do; nobody else has such a page', async ({ ada, bo, cleo, hanna }) => {
    const first = await threads.begin(bo, draft({ board: 'rest', want: 'company', text: 'Hello, I am new.' }));
    await expect(greeters.greeter(ada)).rejects.toThrow(NotFound);
    for (let twice = 0; twice < 2; twice++) await greeters.offer(ada);
    const asker = await greeters.greeter(ada);
    expect(await greeters.waiting(asker)).toMatchObject([{ code: first.code, isNewcomer: true }]);
    await answering.take(asker, first.code);
    await expect(answering.take(hanna, first.code)).rejects.toMatchObject({ key: 'safety.refused.taken', values: { name: 'ada' } });
    await greeters.stop(ada);
    await answering.take(hanna, first.code);
    await expect(greeters.greeter(ada)).rejects.toThrow(NotFound);
    expect(await asking(cleo, () => sql`select 1 from safety.greeters`)).toEqual([]);
    await posts.reply(hanna, first.code, draft({ text: 'Welcome. Good that you wrote.' }));
  });
  scene('is never led to anybody who may be at risk', async ({ ada, bo, cleo }) => {
    const [hard, light] = [await threads.begin(bo, draft({ board: 'rest', want: 'company', text: 'A hard night.' })), await threads.begin(cleo, draft({ board: 'rest', want: 'company', text: 'Hello.' }))];
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${hard.code}`;
    await cases.signal({ kind: 'post', id: post!.id, personaId: bo.personaId }, { kind: 'triage', level: 'concern', cause: 'a test' });
    await greeters.offer(ada);
    expect((await greeters.waiting(await greeters.greeter(ada))).map(({ code }) => code)).toEqual([light.code]);
  });
});

describe('a ready start', () => {
  scene('comes in the language of whom it answers, and is refused as it stands', async () => {
    expect(starts.wordsOf('heard', 'nb')).toContain('Takk');
    expect(starts.wordsOf('nonsense', 'en')).toBe('');
    expect(() => starts.refuseUnbent(starts.wordsOf('thanks', 'en'), 'text')).toThrow();
    expect(() => starts.refuseUnbent(`${starts.wordsOf('thanks', 'en')} The cake made me laugh.`, 'text')).not.toThrow();
  });
});
