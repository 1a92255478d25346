import { describe, expect } from 'vitest';
import { asHouse, asking, sql, statements } from '#db';
import { Refusal } from '#platform/answers';
import { foldName } from '#members/name-rules';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as posts from '#forum/posts';
import * as questions from '#forum/questions';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';

const draft = (text: string, title = '') => ({ ...emptyDraft, board: 'lounge', want: 'none', language: 'en', title, text });
const words = (asked: questions.Asked | undefined) => asked?.identity?.clues.map((clue) => clue.words);

describe('the question before words are sent', () => {
  scene('marks the exact words, in the title and in the text, and says why', async ({ ada }) => {
    const asked = await questions.before(ada, 'new', draft('I live in Whitby.\r\nRain.', 'Life with myasthenia gravis'));
    expect(words(asked)).toEqual(['myasthenia gravis', 'Whitby']);
    expect(asked!.identity!.fields.map(({ pieces }) => pieces.filter(({ isClue }) => isClue).map((piece) => piece.words))).toEqual([['myasthenia gravis'], ['Whitby']]);
    expect(await questions.before(ada, 'new', draft('I slept. The cat slept.'))).toBeUndefined();
  });
  scene('reads small clues with the author’s own earlier words, and with nobody else’s (ID-7)', async ({ ada, bo }) => {
    await threads.begin(ada, draft('They say it is myasthenia gravis.'), 'once-ada-1');
    const next = draft('Rain again in Whitby.');
    expect(words(await questions.before(ada, 'new', next))).toEqual(['Whitby']);
    expect(await questions.before(bo, 'new', next)).toBeUndefined();
  });
  scene('asks the database once whose the names are, and for earlier words only where there is something to add them to', async ({ ada }) => {
    const counted = async (text: string) => {
      const before = statements.count;
      await questions.before(ada, 'new', draft(text));
      return statements.count - before;
    };
    expect([await counted('I slept. The cat slept.'), await counted('Rain again in Whitby.')]).toEqual([1, 2]);
  });
  scene('leaves out what was taken back, and the post that is being changed', async ({ ada }) => {
    const { code } = await threads.begin(ada, draft('They say it is myasthenia gravis.'), 'once-ada-2');
    const [post] = await asking(ada, () => sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`);
    expect(await questions.earlier(ada, 'new')).toHaveLength(1);
    expect(await questions.earlier(ada, `edit:${post!.id}`)).toEqual([]);
  });
  scene('one press on safer words changes the text, and the next look is at what is left', async ({ ada }) => {
    const first = draft('I live in Whitby and have myasthenia gravis.');
    const asked = await questions.before(ada, 'new', first);
    const [place] = asked!.identity!.clues;
    const after = await questions.change(ada, 'new', first, place!.change);
    expect(after.text).toBe('I live in a small place and have myasthenia gravis.');
    expect(await questions.before(ada, 'new', after)).toBeUndefined();
    for (const odd of ['', 'text:0:', 'text:9999999:Whitby', 'title:0:Whitby', '__proto__:0:x', 'text:10:myasthenia']) expect((await questions.change(ada, 'new', first, odd)).want).toBe('none');
  });
  scene('is asked once: kept as it is, it is not asked again, but for what has to wait', async ({ ada }) => {
    expect(await questions.before(ada, 'new', draft('I am Jane Smith from Whitby.'), { isSure: true })).toBeUndefined();
    const asked = await questions.before(ada, 'new', draft('I am Jane Smith, NHS number 943 476 5919.'), { isSure: true });
    expect(words(asked)).toEqual(['943 476 5919']);
  });
  scene('lets the names people go by here be', async ({ ada, bo }) => {
    await asHouse(() => sql`update members.faces set name = 'Sarah Thornton', name_folded = ${foldName('Sarah Thornton')} where persona_id = ${bo.personaId}`);
    expect(await questions.before(ada, 'new', draft('I keep thinking of what Sarah Thornton wrote.'))).toBeUndefined();
    expect(words(await questions.before(ada, 'new', draft('I keep thinking of what Sarah Thornley wrote.')))).toEqual(['Sarah Thornley']);
  });
  scene('and advice where listening was wanted are one question', async ({ ada, bo }) => {
    const { code } = await threads.begin(ada, { ...draft('It is a lot.'), want: 'listen' }, 'once-ada-3');
    const asked = await questions.before(bo, `reply:${code}`, draft('You should ring me on 07700 900142.'));
    expect(asked).toMatchObject({ isAdvice: true, identity: { mustChange: false } });
    expect(await questions.before(bo, `reply:${code}`, draft('You should ring me on 07700 900142.'), { isSure: true })).toBeUndefined();
  });
});

describe('a number that opens doors, or somebody else’s contact details', () => {
  const text = 'Her number is 07700 900142, and my NHS number is 943 476 5919. Good night.';
  scene('is not sent, whichever way it is tried', async ({ ada, bo }) => {
    await expect(threads.begin(ada, draft(text), 'once-ada-4')).rejects.toBeInstanceOf(Refusal);
    const { code } = await threads.begin(ada, draft('Hello.'), 'once-ada-5');
    await expect(posts.reply(bo, code, draft(text), 'once-bo-1')).rejects.toBeInstanceOf(Refusal);
  });
  scene('is kept nowhere, also not as a draft; the rest of the words are', async ({ ada }) => {
    await expect(threads.begin(ada, draft(text, 'card 4111 1111 1111 1111'), 'once-ada-6')).rejects.toBeInstanceOf(Refusal);
    await drafts.keep(ada, 'reply:8f3kx', draft(text));
    const rows = await asking(ada, () => sql<{ fields: unknown }>`select fields from forum.drafts where member_id = ${ada.id}`);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/900142|5919|1111/);
    expect((await drafts.of(ada, 'new'))!.fields).toMatchObject({ title: 'card (number left out)', text: 'Her number is (number left out), and my NHS number is (number left out). Good night.' });
  });
  scene('what was typed and then changed is over-written at once', async ({ ada }) => {
    const first = draft('I live in Whitby and have myasthenia gravis.');
    await drafts.keep(ada, 'new', first);
    const [clue] = (await questions.before(ada, 'new', first))!.identity!.clues;
    await drafts.keep(ada, 'new', await questions.change(ada, 'new', first, clue!.change));
    expect((await drafts.of(ada, 'new'))!.fields.text).not.toContain('Whitby');
  });
});
