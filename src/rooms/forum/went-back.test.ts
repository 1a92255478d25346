/** Somebody goes back in their browser to a form that was sent, and writes something else into it. */
import { describe, expect } from 'vitest';
import { asHouse, sql, statements } from '#db';
import * as changes from '#forum/changes';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as posts from '#forum/posts';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import { scene } from '#test/scene';

const opening = { ...emptyDraft, board: 'rest', want: 'listen', title: 'Nights', text: 'Awake again.' };
const saying = (text: string) => ({ ...emptyDraft, text });
const begun = async (member: Member) => (await threads.begin(member, opening)).code;
const said = async (member: Member, code: string) => (await readings.open(member, code, 1)).posts.slice(1).map(({ html }) => html?.replace(/<\/?p>/g, '') ?? null);

describe('other words from a form that was sent (PEER-1)', () => {
  scene('are a reply of their own, each written once however often it is sent', async ({ ada, bo }) => {
    const code = await begun(ada);
    const first = await posts.reply(bo, code, saying('I hear you.'), 'form-went-back');
    const second = await posts.reply(bo, code, saying('And I lie awake, too.'), 'form-went-back');
    expect(second).toEqual({ code, number: 3 });
    for (let twice = 0; twice < 2; twice++) {
      expect(await posts.reply(bo, code, saying('I hear you. '), 'form-went-back')).toEqual(first);
      expect(await posts.reply(bo, code, saying('And I lie awake, too.'), 'form-went-back')).toEqual(second);
    }
    expect(await said(ada, code)).toEqual(['I hear you.', 'And I lie awake, too.']);
  });
  scene('are written although the first were taken back, and so are the first once more', async ({ ada, bo }) => {
    const code = await begun(ada);
    const numbers = [];
    for (const text of ['One.', 'One.', 'One.', 'Two.']) {
      const { number } = await posts.reply(bo, code, saying(text), 'form-went-back');
      numbers.push(number);
      const post = (await readings.open(bo, code, 1)).posts.find((one) => one.number === number)!;
      await changes.takeBack(bo, post.id);
    }
    expect(numbers).toEqual([2, 3, 4, 5]);
  });
  scene('where nothing can be written any more are told so, and kept', async ({ ada, bo }) => {
    const code = await begun(ada);
    await posts.reply(bo, code, saying('I hear you.'), 'form-went-back');
    await asHouse(() => sql`update forum.threads set closed_at = now() where code = ${code}`);
    await expect(posts.reply(bo, code, saying('One more.'), 'form-went-back')).rejects.toMatchObject({ key: 'forum.refused.closed' });
    expect((await drafts.of(bo, `reply:${code}`))?.fields.text).toBe('One more.');
  });
  scene('are a thread of their own, also with another title or on another board', async ({ ada }) => {
    const codes = [];
    for (const change of [{}, { text: 'Something else.' }, { title: 'Days' }, { board: 'pain' }, {}, { title: 'Days' }]) codes.push((await threads.begin(ada, { ...opening, ...change }, 'form-went-back')).code);
    expect(new Set(codes).size).toBe(4);
    expect([codes[4], codes[5]]).toEqual([codes[0], codes[2]]);
  });
  scene('cost nothing where nobody went back: a reply is one statement', async ({ ada, bo }) => {
    const code = await begun(ada);
    await posts.reply(bo, code, saying('Warm.'));
    const before = statements.count;
    await posts.reply(bo, code, saying('Here.'), 'form-first');
    expect(statements.count - before).toBe(1);
  });
});

describe('a draft under a button that was pressed', () => {
  scene('is kept, unless this form has sent these very words; a script that is late is refused whatever it brings (PEER-9)', async ({ ada, bo }) => {
    const code = await begun(ada);
    const place = `reply:${code}`;
    const kept = async () => (await drafts.of(bo, place))?.fields.text;
    expect([await drafts.keepPressed(bo, place, saying('I hear you.'), 'form-went-back'), await kept()]).toEqual([false, 'I hear you.']);
    await posts.reply(bo, code, saying('I hear you.'), 'form-went-back');
    expect([await drafts.keepPressed(bo, place, saying(' I hear you.'), 'form-went-back'), await kept()]).toEqual([true, undefined]);
    await drafts.keep(bo, place, saying('I hear'), 'form-went-back');
    expect(await kept()).toBeUndefined();
    expect([await drafts.keepPressed(bo, place, saying('I hear you, too.'), 'form-went-back'), await kept()]).toEqual([false, 'I hear you, too.']);
    await posts.reply(bo, code, saying('I hear you, too.'), 'form-went-back');
    expect(await drafts.keepPressed(bo, place, saying('I hear you, too.'), 'form-went-back'), 'sent under a key made for them').toBe(true);
    expect(await drafts.keepPressed(bo, place, saying('I hear you.'), 'another-form')).toBe(false);
    expect(await drafts.keepPressed(ada, place, saying('I hear you.'), 'form-went-back'), 'of somebody else').toBe(false);
  });
  scene('and kept by a script is said to be kept only where it is: a second tab of a form that was sent is told, and keeps what is written there under its own key (PEER-9, ID-1)', async ({ ada, bo }) => {
    const code = await begun(ada);
    const place = `reply:${code}`;
    const keep = (text: string, form: string) => drafts.keep(bo, place, saying(text), form);
    expect(await keep('I hear', 'form-two-tabs')).toBe('kept');
    await posts.reply(bo, code, saying('I hear you.'), 'form-two-tabs');
    expect([await keep('I hear you. ', 'form-two-tabs'), await keep('I hear you, and more.', 'form-two-tabs'), await drafts.of(bo, place)]).toEqual(['sent', 'others', undefined]);
    expect([await keep('I hear you, and more.', 'form-of-tab-two'), (await drafts.of(bo, place))?.fields.text]).toEqual(['kept', 'I hear you, and more.']);
    await posts.reply(bo, code, saying('I hear you, and more.'), 'form-of-tab-two');
    expect(await drafts.of(bo, place)).toBeUndefined();
    const { code: thread } = await threads.begin(ada, opening, 'form-two-tabs');
    expect([await drafts.keep(ada, 'new', opening, 'form-two-tabs'), await drafts.keep(ada, 'new', { ...opening, title: 'Days' }, 'form-two-tabs')]).toEqual(['sent', 'others']);
    const { id } = (await readings.open(ada, thread, 1)).posts[0]!;
    await changes.edit(ada, id, { ...opening, language: 'en', text: 'Asleep.' });
    expect([await drafts.keep(ada, `edit:${id}`, { ...opening, text: 'Asleep.' }), await drafts.keep(ada, `edit:${id}`, { ...opening, text: 'Asleep, nearly.' })]).toEqual(['sent', 'kept']);
  });
  scene('of a thread is the same only with its title', async ({ ada }) => {
    await threads.begin(ada, opening, 'form-went-back');
    expect([await drafts.keepPressed(ada, 'new', opening, 'form-went-back'), await drafts.keepPressed(ada, 'new', { ...opening, title: 'Days' }, 'form-went-back')]).toEqual([true, false]);
    const { code: second } = await threads.begin(ada, { ...opening, title: 'Days' }, 'form-went-back');
    expect(await drafts.keepPressed(ada, 'new', { ...opening, title: 'Days' }, 'form-went-back'), 'sent under a key made for it').toBe(true);
    expect((await threads.begin(ada, { ...opening, title: 'Days' }, 'form-went-back')).code).toBe(second);
    expect(await drafts.keepPressed(ada, 'new', { ...opening, title: 'Days', board: 'pain' }, 'form-went-back'), 'on another board').toBe(false);
  });
  scene('of a change is one as long as it changes something: words, what they are about, or the title', async ({ ada }) => {
    const code = await begun(ada);
    const { id } = (await readings.open(ada, code, 1)).posts[0]!;
    const same = { ...opening, language: 'en' };
    const kept = async () => (await drafts.of(ada, `edit:${id}`))?.fields;
    await drafts.keepPressed(ada, `edit:${id}`, same, '');
    expect(await kept()).toBeUndefined();
    for (const change of [{ text: 'Asleep at last.' }, { title: 'Days' }, { about: ['grief'] }, { want: 'ideas' }, { language: 'nb' }]) {
      await drafts.keepPressed(ada, `edit:${id}`, { ...same, ...change }, '');
      expect(await kept()).toMatchObject(change);
      await changes.edit(ada, id, { ...same, ...change });
      await drafts.keepPressed(ada, `edit:${id}`, { ...same, ...change }, '');
      expect(await kept()).toBeUndefined();
      await changes.edit(ada, id, same);
    }
  });
});
