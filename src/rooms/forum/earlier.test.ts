/** Two pages of one person write in the same place: neither loses its words to the other. (PEER-9, NEW-2, ID-1) */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as earlier from '#forum/earlier';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import * as unsent from '#forum/unsent';
import * as things from '#forum/things';
import type { Member } from '#members/members';
import { scene } from '#test/scene';

const begun = async (who: Member) => (await threads.begin(who, { ...emptyDraft, language: 'en', board: 'rest', want: 'listen', text: 'Another long night.' })).code;
const [one, two, three] = ['form-of-page-one', 'form-of-page-two', 'form-of-page-three'];

/** A place to answer in, and pages that write there as its script does. */
async function place({ ada, bo }: { ada: Member; bo: Member }) {
  const code = await begun(bo);
  const at = `reply:${code}`;
  const here = async () => (await drafts.of(ada, at))?.fields;
  return {
    code, at, draft: async () => (await here())?.text, came: async () => (await here())?.came ?? undefined,
    aside: async () => (await earlier.of(ada, at)).map(({ text }) => text),
    keep: (form: string, text: string, came?: string) => drafts.keep(ada, at, { ...emptyDraft, language: 'en', text, form, came }, form)
  };
}

describe('words of two pages in one place', () => {
  scene('are both kept, whichever page goes on', async ({ ada, bo, mio }) => {
    const { at, aside, draft, keep } = await place({ ada, bo });
    await keep(one, 'The words of page one.');
    await keep(two, 'Other words of page two.');
    expect([await draft(), await aside()]).toEqual(['Other words of page two.', ['The words of page one.']]);
    await keep(two, 'Other words of page two, and more.');
    await keep(one, 'The words of page one, too.');
    expect([await draft(), await aside()]).toEqual(['The words of page one, too.', ['Other words of page two, and more.']]);
    await keep(two, 'Page two has The words of page one, too. All of them.');
    expect(await aside(), 'what stands in the newer words as it is').toEqual([]);
    await keep(one, 'Mine.');
    expect([await earlier.of(bo, at), await earlier.of(mio, at), await asking(mio, () => sql`select 1 from forum.earlier_drafts`)]).toEqual([[], [], []]);
    expect((await unsent.of(ada)).map(({ text, form }) => [text, form]).sort()).toEqual([['Mine.', null], ['Page two has The words of page one, too. All of them.', two]]);
    expect(JSON.stringify(await things.of(ada))).toContain('Page two has');
  });
  scene('that one page came with and went on with are one draft', async ({ ada, bo }) => {
    const { aside, came, draft, keep } = await place({ ada, bo });
    await keep(one, 'Half a thought.');
    await keep(two, 'Another thought altogether.', await came());
    expect([await draft(), await aside()], 'nobody wrote since').toEqual(['Another thought altogether.', []]);
    const before = await came();
    await keep(one, 'Page one writes on.');
    await keep(three, 'Page three came before that.', before);
    expect([await draft(), (await aside()).sort()]).toEqual(['Page three came before that.', ['Another thought altogether.', 'Page one writes on.']]);
  });
  scene('stay when the other page is emptied, or sends', async ({ ada, bo }) => {
    const { at, aside, code, draft, keep } = await place({ ada, bo });
    await keep(one, 'The words of page one.');
    await keep(two, ' ');
    expect(await draft()).toBe('The words of page one.');
    await posts.reply(ada, code, { ...emptyDraft, language: 'en', text: 'Sent from page two.', form: two }, two);
    expect([await draft(), await aside()]).toEqual(['The words of page one.', []]);
    await keep(three, 'Begun on page three.');
    await posts.reply(ada, code, { ...emptyDraft, language: 'en', text: 'Sent from page one.', form: one }, one);
    expect([await draft(), await aside()], 'what page one sent is set aside no more').toEqual(['Begun on page three.', []]);
    await keep(two, 'Newer, of page two.');
    await posts.reply(ada, code, { ...emptyDraft, language: 'en', text: 'Newer, of page two. All of it.', form: two }, 'form-of-page-four');
    expect([await draft(), await aside()], 'the draft again').toEqual(['Begun on page three.', []]);
    await drafts.forget(ada, at);
    await keep(two, 'The words of page one.');
    await posts.reply(ada, code, { ...emptyDraft, language: 'en', text: 'The words of page one.', form: one }, three);
    expect([await draft(), await aside()], 'the very words that went').toEqual([undefined, []]);
    await keep(two, 'More of page two.');
    await keep(two, ' ');
    expect(await drafts.of(ada, at)).toBeUndefined();
  });
  scene('are taken along by their writer alone, above what is in the box, once however often it is pressed', async ({ ada, bo, cleo }) => {
    const { at, aside, draft, keep } = await place({ ada, bo });
    await keep(one, 'The words of page one.');
    await keep(two, 'Words of page two.');
    await earlier.bring(cleo, at, one, undefined);
    expect([await drafts.of(cleo, at), await aside()]).toEqual([undefined, ['The words of page one.']]);
    for (let twice = 0; twice < 2; twice++) await earlier.bring(ada, at, one, { ...emptyDraft, language: 'en', text: 'Words of page two, just typed.', form: two });
    expect([await draft(), await aside()], 'pressed twice').toEqual(['The words of page one.\n\nWords of page two, just typed.', []]);
  });
  scene('stay aside where there is no room for both, and can be let go; a page that does not say which it is does as before', async ({ ada, bo }) => {
    const { at, aside, draft, keep } = await place({ ada, bo });
    await keep(one, 'The words of page one.');
    await keep(two, 'Words of page two.');
    await earlier.bring(ada, at, one, { ...emptyDraft, language: 'en', text: 'Words of page two, just typed.', form: two });
    expect([await draft(), await aside()]).toEqual(['The words of page one.\n\nWords of page two, just typed.', []]);
    await keep(three, 'x'.repeat(39_990));
    await earlier.bring(ada, at, two, undefined);
    expect([(await draft())?.length, (await aside()).length], 'each stays where it is').toEqual([39_990, 1]);
    await earlier.letGo(ada, at, two);
    expect(await aside()).toEqual([]);
    await drafts.keep(ada, at, { ...emptyDraft, text: 'Without a word of which page.' });
    expect([await draft(), await aside()]).toEqual(['Without a word of which page.', []]);
  });
  scene('are the newest few', async ({ ada, bo }) => {
    const { aside, keep } = await place({ ada, bo });
    for (let at = 0; at < 9; at++) await keep(`form-number-${at}`, `Words ${'abcdefghi'[at]}. ${randomUUID()}`);
    expect((await aside()).length).toBe(5);
  });
});
