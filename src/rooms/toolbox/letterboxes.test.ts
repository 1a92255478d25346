import { webcrypto } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import type { Member } from '#members/members';
import * as checkIns from '#toolbox/check-ins';
import { dayAfter } from '#toolbox/day-rules';
import { formIn, letterOf, longestLetter } from '#toolbox/letter-rules';
import * as letterboxes from '#toolbox/letterboxes';
import { scene } from '#test/scene';
import { formOf } from '#toolbox/unsent-rules';

/** A browser's own ways to keep and seal, with the very file that browsers get. */
const kept = new Map<string, string>();
Object.assign(globalThis, { localStorage: { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value), removeItem: (name: string) => kept.delete(name) } });
globalThis.crypto ??= webcrypto as Crypto;
type Device = {
  setUp: (box: letterboxes.Letterbox) => void; dated: (fields: Record<string, string>, at: Date) => Record<string, string>; boxOf: (mark: string) => letterboxes.Letterbox | undefined; waiting: () => Record<string, unknown>[];
  keep: (box: letterboxes.Letterbox, fields: Record<string, string>, once?: string) => Promise<object>; keepForm: (box: letterboxes.Letterbox, place: string, fields: [string, string][]) => Promise<{ once: string }>;
  send: () => Promise<{ arrived: number }>; isWaiting: (letter: object) => boolean;
};
const device = (await import(new URL('../../../static/islands/letters.js', import.meta.url).href)) as Device;

const onOwn = (member: Member): Member => ({ ...member, session: { ...member.session, device: 'own' } });
const today = () => new Date().toISOString().slice(0, 10);
const letter = () => JSON.stringify(device.waiting()[0]);
const write = async (member: Member, fields: Record<string, string>, once?: string) => {
  kept.clear();
  await device.keep((await letterboxes.of(onOwn(member)))!, fields, once);
};
const notes = async (member: Member) => (await checkIns.notes(member, 'all')).checkIns.map(({ content }) => content.words);

describe('a check-in written without a signal', () => {
  scene('arrives once, however often it is sent, with its own day and time', async ({ ada }) => {
    const yesterday = dayAfter(today(), -1);
    await write(ada, { body: '2', words: 'No signal up here.', when: yesterday, at: '23:59' });
    for (const _ of [1, 2, 3]) await letterboxes.deliver(ada, letter());
    expect((await checkIns.notes(ada, 'week')).checkIns).toMatchObject([{ day: yesterday, content: { body: 2, mind: null, at: '23:59', words: 'No signal up here.' } }]);
  });
  scene('and the form itself, when both come through, count once', async ({ ada }) => {
    const said: Record<string, string> = { mind: '3', words: 'Twice?' };
    await write(ada, said, 'the-form-itself');
    await checkIns.keep(ada, (name) => said[name] ?? '', { form: 'the-form-itself' });
    await letterboxes.deliver(ada, letter());
    expect(await notes(ada)).toEqual(['Twice?']);
  });
  scene('with other words than its page sent before is kept beside them, once (NEW-3)', async ({ ada }) => {
    const said: Record<string, string> = { words: 'Sent at once.' };
    await checkIns.keep(ada, (name) => said[name] ?? '', { form: 'the-form-itself' });
    await write(ada, { words: 'Written later, without a signal.' }, 'the-form-itself');
    for (const _ of [1, 2]) await letterboxes.deliver(ada, letter());
    expect((await notes(ada)).sort()).toEqual(['Sent at once.', 'Written later, without a signal.']);
  });
  scene('and another from the same page both arrive, each once, also where one of them was sealed twice (NEW-3)', async ({ ada }) => {
    kept.clear();
    const box = (await letterboxes.of(onOwn(ada)))!;
    for (const text of ['Up at four.', 'Up at four.', 'Asleep by noon.']) await device.keep(box, { words: text, when: today() }, 'one-page-for-two');
    const last = await device.keep(box, { words: 'Tea.' }, 'one-page-for-two');
    vi.stubGlobal('fetch', async (_: string, { body }: { body: URLSearchParams }) => {
      const text = body.get('letter')!;
      if (JSON.parse(text).iv === (last as { iv: string }).iv) return { status: 409 };
      await letterboxes.deliver(ada, text);
      return { status: 204 };
    });
    expect([(await device.send()).arrived, device.waiting(), device.isWaiting(last)], 'what is not taken stays, and nothing else does').toEqual([3, [last], true]);
    vi.unstubAllGlobals();
    expect((await notes(ada)).sort()).toEqual(['Asleep by noon.', 'Up at four.']);
  });
  scene('uses up no offer of company, which nobody would see; the next one on a page does', async ({ ada }) => {
    for (const words of ['Up there.', 'Still up there.']) {
      await write(ada, { mind: '1', words });
      await letterboxes.deliver(ada, letter());
    }
    const said: Record<string, string> = { mind: '1' };
    expect((await checkIns.keep(ada, (name) => said[name] ?? '')).offer).toBe(true);
  });
  scene('cannot be read on the device, nor by another member, nor under another name', async ({ ada, bo }) => {
    await write(ada, { words: 'Nobody reads this on the way.' });
    expect([...kept.values()].join()).not.toContain('Nobody reads');
    await letterboxes.of(onOwn(bo));
    await expect(letterboxes.deliver(bo, letter())).rejects.toThrow(NotFound);
    await expect(letterboxes.deliver(ada, JSON.stringify({ ...device.waiting()[0], once: 'another-name' }))).rejects.toThrow(Refusal);
    const [row] = await asking(ada, () => sql<{ sealed: string }>`select sealed from toolbox.papers where member_id = ${ada.id} and kind = 'choice'`);
    expect(row!.sealed).not.toContain('privateKey');
    expect(await notes(ada)).toEqual([]);
  });
  scene('is for a device of one’s own alone, and the box stays the same', async ({ ada }) => {
    expect(await letterboxes.of({ ...ada, session: { ...ada.session, device: 'shared' } })).toBeUndefined();
    expect(await letterboxes.of(onOwn(ada))).toEqual(await letterboxes.of(onOwn(ada)));
  });
  scene('is sealed only for the one whose page it was written on, and on a device others use for nobody', async ({ ada, bo }) => {
    const box = (await letterboxes.of(onOwn(ada)))!;
    device.setUp(box);
    expect(device.boxOf(letterboxes.markOf(onOwn(ada)))).toEqual(box);
    expect(letterboxes.markOf({ ...bo, session: { ...bo.session, device: 'shared' } })).toBe('');
    for (const mark of [letterboxes.markOf(onOwn(bo)), '']) expect(device.boxOf(mark)).toBeUndefined();
    expect(formOf('/space/diary?/add', [['words', 'Whose page it was is kept nowhere.'], ['letterbox', box.of]])?.fields).toEqual([['words', 'Whose page it was is kept nowhere.']]);
  });
  scene('that says nothing, or is for a day that has not come, is not guessed at', async ({ ada }) => {
    await write(ada, { words: ' ' });
    await expect(letterboxes.deliver(ada, letter())).rejects.toThrow(Refusal);
    await write(ada, { words: 'From a clock that is ahead.', when: '2199-01-01', at: '99:99' });
    await letterboxes.deliver(ada, letter());
    expect((await checkIns.notes(ada, 'week')).checkIns).toMatchObject([{ day: today(), content: { words: 'From a clock that is ahead.' } }]);
  });
  it('says the day it means by the clock of the device, so that it can arrive days later', () => {
    const at = new Date(2026, 2, 1, 23, 40);
    for (const [fields, said] of [
      [{ words: 'x' }, { when: '2026-03-01', at: '23:40' }], [{ when: '' }, { when: '2026-03-01', at: '23:40' }], [{ when: 'today' }, { when: '2026-03-01', at: '23:40' }],
      [{ when: 'yesterday' }, { when: '2026-02-28' }], [{ when: 'today', day: '5', month: '3', year: '' }, { when: 'other' }], [{ day: ' ', month: '3' }, { when: 'other' }], [{ when: 'today', day: ' ', month: '' }, { when: '2026-03-01', at: '23:40' }], [{ when: 'other', day: '5' }, { when: 'other', day: '5' }]
    ] as const) expect(device.dated(fields, at)).toEqual({ ...fields, ...said });
  });
  scene('that is refused comes back as its form, to wait where its member can read and mend it', async ({ ada }) => {
    const day = { when: 'other', day: '31', month: '2', year: '2026' };
    await write(ada, { words: 'On a day there never was.', ...day }, 'a-day-that-is-none');
    expect(await letterboxes.deliver(ada, letter())).toEqual({ place: '/space/note?/save', fields: [['once', 'a-day-that-is-none'], ['words', 'On a day there never was.'], ...Object.entries(day)] });
    await write(ada, { [`own-${ada.id}`]: '3' });
    expect((await letterboxes.deliver(ada, letter()))?.fields).toContainEqual([`own-${ada.id}`, '3']);
  });
  it('is taken from an older page, and refused from a newer one than we know', () => {
    const whole = { v: 1, box: 'b', once: 'a-letter-name', from: 'x', iv: 'x', sealed: 'x' };
    expect(letterOf(JSON.stringify({ ...whole, more: 'of a later page' }))).toBeTruthy();
    for (const wrong of ['', 'null', '[]', '{', JSON.stringify({ ...whole, v: 2 }), JSON.stringify({ ...whole, once: 'a b' }), JSON.stringify({ ...whole, iv: 3 }), JSON.stringify({ ...whole, sealed: 'x'.repeat(longestLetter) })]) expect(letterOf(wrong), wrong.slice(0, 60)).toBeUndefined();
  });
});

describe('a form of My space that could not be sent', () => {
  const fields: [string, string][] = [['once', 'a-form-on-the-way'], ['words', 'The lift was out again.'], ['when', 'yesterday']];
  const send = async (member: Member, place: string, sent = fields) => {
    kept.clear();
    return device.keepForm((await letterboxes.of(onOwn(member)))!, place, sent);
  };

  scene('arrives as it was sent, under its own name, for the day it meant; not for anybody else', async ({ ada, bo }) => {
    expect((await send(ada, '/space/diary?/add')).once).toBe('a-form-on-the-way');
    expect([...kept.values()].join()).not.toContain('lift');
    const form = await letterboxes.deliver(ada, letter());
    expect(form).toEqual({ place: '/space/diary?/add', fields: [['once', 'a-form-on-the-way'], ['words', 'The lift was out again.'], ['when', dayAfter(today(), -1)]] });
    expect(await letterboxes.deliver(ada, letter()), 'again, after an answer was lost').toEqual(form);
    await letterboxes.of(onOwn(bo));
    await expect(letterboxes.deliver(bo, letter())).rejects.toThrow(NotFound);
  });
  scene('goes nowhere but where people write in My space', async ({ ada }) => {
    for (const place of ['/settings/leaving?/ask', '/space/diary/x?/takeAway', '/talk/new?/post', 'https://elsewhere.example/space/diary?/add', '/space/../settings?/keep', '/space/note/later?/save']) {
      await send(ada, place);
      await expect(letterboxes.deliver(ada, letter()), place).rejects.toThrow(Refusal);
    }
  });
  it('is not guessed at when it is another thing', () => {
    expect(formIn({ words: 'a check-in' })).toBeUndefined();
    for (const odd of [{ place: '/space/diary?/add' }, { place: '/space/diary?/add', fields: 'words' }, { place: '/space/diary?/add', fields: [['words', 3], ['words']] }, { place: '', fields }]) expect(formIn(odd), JSON.stringify(odd)).toBe('none');
    expect(formIn({ place: '/space/diary?/add', fields: [['words', 'Jo rang.'], ['when', 'today']], when: 'not a day' })).toMatchObject({ fields: [['words', 'Jo rang.'], ['when', 'today']] });
  });
  it('keeps when a medicine is taken as it was written: that is no day', () => {
    for (const when of ['', 'today', 'in the morning']) expect(formIn({ place: '/space/items?/add', fields: [['name', 'Iron'], ['when', when]], when: '2026-03-01' })).toMatchObject({ fields: [['name', 'Iron'], ['when', when]] });
  });
});
