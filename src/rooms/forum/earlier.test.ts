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
    const [{ form }] = (await earlier.of(ada, at)) as [earlier.Earlier];
    await earlier.bring(ada, at, form, undefined);
    expect([(await draft())?.length, (await aside()).length], 'each stays where it is').toEqual([39_990, 1]);
    expect((await drafts.of(ada, at))?.form, 'the page it stands on goes on with it').toBe(three);
    await earlier.letGo(ada, at, form);
    expect(await aside()).toEqual([]);
    await drafts.keep(ada, at, { ...emptyDraft, text: 'Without a word of which page.' });
    expect([await draft(), await aside()]).toEqual(['Without a word of which page.', []]);
  });
  scene('that arrived after a sign-in ran out stay, whichever page writes or sends there next, until a page that came with them sends (NEW-2)', async ({ ada, bo }) => {
    const { at, aside, came, code, draft, keep } = await place({ ada, bo });
    const late = { ...emptyDraft, language: 'en', text: 'Sent too late.', form: one };
    for (let twice = 0; twice < 2; twice++) expect(await drafts.keepFor({ id: ada.id }, at, late, one)).toBe('kept');
    const before = await came();
    await keep(two, 'Of the phone.');
    expect([await draft(), await aside()]).toEqual(['Of the phone.', ['Sent too late.']]);
    await keep(two, ' ');
    await earlier.bring(ada, at, (await earlier.of(ada, at))[0]!.form, undefined);
    expect([await draft(), await aside()]).toEqual(['Sent too late.', []]);
    await keep(two, 'Of the phone, again.');
    expect([await draft(), await aside()], 'taken along on the page of all drafts, they are no page’s own').toEqual(['Of the phone, again.', ['Sent too late.']]);
    await posts.reply(ada, code, { ...emptyDraft, language: 'en', text: 'Of the phone, again.', form: two }, two);
    expect([await draft(), await aside()]).toEqual(['Sent too late.', []]);
    expect(await came()).not.toBe(before);
    await posts.reply(ada, code, { ...emptyDraft, language: 'en', text: 'On time now.', form: three, came: await came() }, three);
    expect([await draft(), await aside()]).toEqual([undefined, []]);
  });
  scene('that came late stand with what a page had there, which goes on with its own', async ({ ada, bo }) => {
    const { at, aside, draft, keep } = await place({ ada, bo });
    await keep(one, 'The words of page one.');
    await drafts.keepFor({ id: ada.id }, at, { ...emptyDraft, language: 'en', text: 'The words of page one.', form: one }, one);
    await keep(one, 'The words of page one, otherwise.');
    expect([await draft(), await aside()], 'the same words were its own').toEqual(['The words of page one, otherwise.', []]);
    await drafts.keepFor({ id: ada.id }, at, { ...emptyDraft, language: 'en', text: 'Sent too late.', form: two }, two);
    expect([await draft(), await aside()]).toEqual(['The words of page one, otherwise.\n\nSent too late.', []]);
    await keep(one, 'Page one, anew.');
    expect([await draft(), await aside()]).toEqual(['Page one, anew.', ['The words of page one, otherwise.\n\nSent too late.']]);
  });
  scene('that were taken along are not lost to the box they were put in, after going back', async ({ ada, bo }) => {
    const { at, aside, code, draft, keep } = await place({ ada, bo });
    const box = { ...emptyDraft, language: 'en', text: 'Words of page two.', form: two };
    const both = 'The words of page one.\n\nWords of page two.';
    await keep(one, 'The words of page one.');
    await keep(two, 'Words of page');
    await earlier.bring(ada, at, one, box);
    expect([await draft(), await aside()], 'what the box had held before is no draft beside it').toEqual([both, []]);
    await keep(two, box.text);
    expect([await draft(), await aside()]).toEqual([box.text, [both]]);
    await earlier.bring(ada, at, (await earlier.of(ada, at))[0]!.form, undefined);
    expect([await draft(), await aside()]).toEqual([both, []]);
    await posts.reply(ada, code, box, two);
    expect([await draft(), await aside()]).toEqual([both, []]);
  });
  scene('are taken along beside what a third page wrote there, which is set aside', async ({ ada, bo }) => {
    const { at, aside, draft, keep } = await place({ ada, bo });
    await keep(one, 'Of page one.');
    await keep(three, 'Of page three.');
    await earlier.bring(ada, at, one, { ...emptyDraft, language: 'en', text: 'Of page two.', form: two });
    expect([await draft(), await aside()]).toEqual(['Of page one.\n\nOf page two.', ['Of page three.']]);
  });
  scene('are the same, whichever way a page ends its lines', async ({ ada, bo }) => {
    const { at, aside, code, draft, keep } = await place({ ada, bo });
    await keep(one, 'One line.\r\nAnother.\r\n');
    expect(await draft(), 'kept with the line ends of a post').toBe('One line.\nAnother.');
    await keep(two, 'Something else.');
    await asking(ada, () => sql`update forum.earlier_drafts set fields = fields || ${JSON.stringify({ text: 'One line.\r\nAnother.\r\n \t' })}::jsonb where place = ${at}`);
    await keep(three, 'Something else.\nOne line.\nAnother.');
    expect(await aside(), 'also what was kept with others before').toEqual([]);
    await posts.reply(ada, code, { ...emptyDraft, language: 'en', text: 'Something else.\r\nOne line.\r\nAnother.\r\n', form: two }, two);
    expect(await draft()).toBeUndefined();
  });
  scene('are the newest few', async ({ ada, bo }) => {
    const { aside, keep } = await place({ ada, bo });
    for (let at = 0; at < 9; at++) await keep(`form-number-${at}`, `Words ${'abcdefghi'[at]}. ${randomUUID()}`);
    expect((await aside()).length).toBe(5);
  });
});
