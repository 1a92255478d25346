import sharp from 'sharp';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import type { Provider } from '#care/providers';
import * as ties from '#care/ties';
import * as sayings from '#house/sayings';
import * as inbox from '#messages/inbox';
import * as keys from '#messages/keys';
import { dueFor, type Place } from '#messages/message-rules';
import * as overdue from '#messages/overdue';
import * as reading from '#messages/reading';
import * as seed from '#messages/seed';
import * as things from '#messages/things';
import * as threads from '#messages/threads';
import { answer, begun, cover, dueOf, later, once, tieOf, why } from '#test/letters';
import { scene } from '#test/scene';

const picture = () => sharp({ create: { width: 30, height: 20, channels: 3, background: '#456' } }).png().toBuffer();

describe('a message (MSG-1, NEW-7)', () => {
  scene('goes from the member to one provider and back: sent, delivered, opened by, answered', async ({ ada, bo, sol, vera }) => {
    const id = await begun(ada);
    const states = async () => (await reading.open(ada, id)).messages.map(({ state }) => state);
    expect(await states()).toEqual(['sent']);
    expect(await inbox.of(sol)).toMatchObject([{ id, knownAs: 'Kari', subject: 'The new tablets', isNew: true, isOwn: true, isLate: false, step: 'own' }]);
    expect(await states()).toEqual(['delivered']);
    expect((await inbox.open(sol, id)).messages).toMatchObject([{ text: 'canary: may I take it at night?', by: 'member', isMine: false }]);
    expect((await reading.open(ada, id)).messages).toMatchObject([{ state: 'opened', openedBy: [{ name: 'Sol Berg' }], isMine: true }]);
    await answer(sol, id);
    expect((await reading.of(ada))[0]).toMatchObject({ hasNew: true, who: 'Sol Berg' });
    expect((await reading.open(ada, id)).messages).toMatchObject([{ state: 'answered' }, { by: 'provider', writer: 'Sol Berg', text: 'Yes, at night is fine.' }]);
    expect((await reading.of(ada))[0]).toMatchObject({ hasNew: false });
    expect((await inbox.of(sol))[0]).toMatchObject({ dueAt: null });
    for (const look of [() => reading.open(bo, id), () => inbox.open(vera, id), () => answer(vera, id), () => threads.send(bo, id, { text: 'x', once: 'x' }), () => reading.open(ada, 'x'), () => inbox.open(sol, 'x')]) await expect(look()).rejects.toBeInstanceOf(NotFound);
    expect([await inbox.of(vera), await reading.of(bo)]).toEqual([[], []]);
  });
  scene('is due within the working days the provider promised, by the holidays of the place', async ({ ada, sol, iben }) => {
    await sayings.change(iben, 'en', { workPlace: 'NO', timeZone: 'Europe/Oslo' });
    try {
      const id = await begun(ada);
      const place: Place = { place: 'NO', timeZone: 'Europe/Oslo' };
      expect(await dueOf(id)).toEqual(dueFor(sol, (await reading.open(ada, id)).messages[0]!.sentAt, place));
    } finally {
      sayings.forget();
    }
  });
  scene('is one, however often its form is sent', async ({ ada, sol }) => {
    const [tieId, form] = [await tieOf(ada), once()];
    const all = { tieId, subject: 'S', kind: 'care', isTeam: false, agrees: true, text: 'T', once: form };
    const id = await threads.begin(ada, all);
    expect(await threads.begin(ada, all)).toBe(id);
    const [one, two] = [await threads.send(ada, id, { text: 'again', once: 'a' }), await threads.send(ada, id, { text: 'again', once: 'a' })];
    expect([one.isNew, two.isNew, one.id === two.id]).toEqual([true, false, true]);
    const back = { text: 'yes', once: 'a' };
    await inbox.open(sol, id);
    expect((await inbox.answer(sol, id, back)).id).toBe((await inbox.answer(sol, id, back)).id);
    expect((await reading.open(ada, id)).messages.map(({ text }) => text)).toEqual(['T', 'again', 'yes']);
  });
  scene('with other words, to somebody else or of something else is another one, although somebody went back to the same form (MSG-1)', async ({ ada, sol }) => {
    const [tieId, form] = [await tieOf(ada), once()];
    const all = { tieId, subject: 'S', kind: 'care', isTeam: false, agrees: true, text: 'T', once: form };
    const id = await threads.begin(ada, all);
    const others = [];
    for (const change of [{ text: 'Something else.' }, { subject: 'Another' }, { kind: 'feedback' }]) others.push(await threads.begin(ada, { ...all, ...change }));
    expect(new Set([id, ...others]).size).toBe(4);
    expect([await threads.begin(ada, all), await threads.begin(ada, { ...all, subject: 'Another' })]).toEqual([id, others[1]]);
    expect((await reading.open(ada, others[0]!)).messages.map(({ text }) => text)).toEqual(['Something else.']);
    for (let twice = 0; twice < 2; twice++) for (const text of ['One.', 'Two.']) await threads.send(ada, id, { text, once: 'back' });
    await inbox.open(sol, id);
    for (let twice = 0; twice < 2; twice++) for (const text of ['Yes.', 'And no.']) await inbox.answer(sol, id, { text, once: 'back' });
    expect((await reading.open(ada, id)).messages.map(({ text }) => text)).toEqual(['T', 'One.', 'Two.', 'Yes.', 'And no.']);
    for (let twice = 0; twice < 2; twice++) await threads.send(ada, id, { text: 'Two.', once: 'back', picture: await picture() }); // the same words, and now the picture that was forgotten
    expect((await reading.open(ada, id)).messages.map(({ text, pictures }) => [text, pictures.length > 0]).filter(([text]) => text === 'Two.')).toEqual([['Two.', false], ['Two.', true]]);
    const program = (text: string) => inbox.answer(sol, id, { text, once: 'a program', isProgram: true });
    expect((await program('Well.')).id).toBe((await program('Well, well.')).id);
  });
  scene('is sealed with the key of its conversation, which opens no other', async ({ ada }) => {
    const [one, two] = [await begun(ada), await begun(ada)];
    const rows = await asHouse(() => sql<{ id: string; conversationId: string; sealed: string }>`select id, conversation_id, sealed from messages.messages where conversation_id = any(${[one, two]}::uuid[]) order by conversation_id = ${one} desc`);
    expect(JSON.stringify(await asHouse(() => sql`select * from messages.conversations`))).not.toMatch(/tablets/);
    expect(JSON.stringify(rows)).not.toMatch(/canary/);
    const [locked] = await asHouse(() => sql<{ id: string; lock: string; locked: string }>`select id, lock, locked from messages.conversations where id = ${two}`);
    const key = await keys.keyOf(locked!);
    expect(keys.open(key, `text|${rows[1]!.id}`, rows[1]!.sealed)).toMatch(/canary/);
    for (const place of [`text|${rows[0]!.id}`, 'subject']) expect(() => keys.open(key, place, rows[0]!.sealed)).toThrow();
    expect(() => keys.open(key, 'subject', rows[1]!.sealed)).toThrow();
    await expect(keys.keyOf({ ...locked!, id: one })).rejects.toThrow();
  });
  scene('cannot be changed by anybody; a correction is added and says what it puts right', async ({ ada, bo, sol }) => {
    const id = await begun(ada);
    const [first] = (await reading.open(ada, id)).messages;
    await threads.send(ada, id, { text: 'I meant in the morning.', once: once(), corrects: first!.id });
    expect((await reading.open(ada, id)).messages).toMatchObject([{ correctsId: null }, { correctsId: first!.id, text: 'I meant in the morning.' }]);
    for (const who of [ada, sol, bo]) await expect(asking(who, () => sql`update messages.messages set sealed = 'x' where id = ${first!.id}`)).rejects.toThrow(/permission denied/);
    await inbox.open(sol, id);
    await inbox.answer(sol, id, { text: 'a', once: once(), corrects: first!.id });
    expect((await reading.open(ada, id)).messages.at(-1)).toMatchObject({ correctsId: null }); // nobody puts somebody else's words right
  });
  scene('is refused with its words when it is empty, too long, not agreed to or after the end; what is refused is not half kept', async ({ ada, bo, sol }) => {
    const tieId = await tieOf(ada);
    const all = { tieId, subject: 'S', kind: 'care', isTeam: false, agrees: false, text: 'T', once: once() };
    expect(await why(threads.begin(ada, all))).toBe('messages.refused.agree');
    expect(await why(threads.begin(ada, { ...all, agrees: true, text: ' \n ' }))).toBe('messages.refused.empty');
    expect(await why(threads.begin(ada, { ...all, agrees: true, text: 'x'.repeat(50_000) }))).toBe('messages.refused.long');
    expect(await why(threads.begin(ada, { ...all, agrees: true, subject: '' }))).toBe('messages.refused.subject');
    expect(await why(threads.begin(bo, { ...all, agrees: true }))).toBe('NotFound');
    expect(await reading.of(ada)).toEqual([]);
    expect(await asHouse(() => sql`select 1 from members.consents where kind like 'messages:%'`)).toEqual([]);
    const id = await threads.begin(ada, { ...all, agrees: true });
    await begun(ada, { agrees: false }); // agreed once
    await ties.end(ada, tieId);
    expect(await why(threads.send(ada, id, { text: 'late', once: once() }))).toBe('messages.refused.ended');
    expect(await why(begun(ada, { tieId }))).toBe('messages.refused.ended');
    expect(await why(begun(ada, { tieId: '' }))).toBe('messages.refused.to');
    expect(await why(answer(sol, id))).toBe('NotFound');
    expect((await reading.open(ada, id)).messages).toHaveLength(1); // the member keeps what was
    expect(await inbox.of(sol)).toEqual([]);
    expect(await asking(sol, () => sql`select 1 from messages.messages`)).toEqual([]);
  });
  scene('that came while an answer was being written waits on, and so does what was there when an old answer was put right (MSG-1, NEW-7)', async ({ ada, sol, vera }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    const states = async () => (await reading.open(ada, id)).messages.filter(({ by }) => by === 'member').map(({ state }) => state);
    expect(await why(inbox.answer(sol, id, { text: 'Yes.', once: once() }))).toBe('messages.refused.unopened');
    await overdue.climb(later(await dueOf(id)));
    await inbox.open(vera, id);
    await threads.send(ada, id, { text: 'And may I drive?', once: once() });
    await inbox.of(vera);
    const { id: said } = await inbox.answer(vera, id, { text: 'Yes, at night.', once: once() });
    expect(await states()).toEqual(['answered', 'delivered']);
    expect(await inbox.of(sol)).toMatchObject([{ id, isNew: true, dueDay: expect.any(String) }]);
    await inbox.open(vera, id);
    await inbox.answer(vera, id, { text: 'At seven, I meant.', once: once(), corrects: said });
    expect(await states()).toEqual(['answered', 'opened']);
    expect(await overdue.climb(later(await dueOf(id)))).toBe(1); // what waits climbs on
    await answer(vera, id, 'No, not yet.');
    expect(await states()).toEqual(['answered', 'answered']);
  });
  scene('is refused with its words when its conversation goes while it is being written; who never opened it learns nothing (MSG-1)', async ({ ada, sol, vera }) => {
    const [id, unopened] = [await begun(ada, { isTeam: true }), await begun(ada)];
    for (const who of [sol, vera]) await inbox.open(who, id);
    const late = (who: Provider) => why(inbox.answer(who, id, { text: 'A long answer.', once: once() }));
    await threads.letTeam(ada, id, false);
    expect(await late(vera)).toBe('messages.refused.unseen');
    await ties.end(ada, await tieOf(ada));
    expect(await late(sol)).toBe('messages.refused.unseen');
    await expect(inbox.open(sol, id)).rejects.toBeInstanceOf(NotFound);
    expect(await why(inbox.answer(sol, unopened, { text: 'A long answer.', once: once() }))).toBe('NotFound');
  });
  scene('of ten thousand letters is taken whole', async ({ ada, sol }) => {
    const text = `${'Å'.repeat(9_998)}.x`;
    const id = await begun(ada, { text });
    expect((await inbox.open(sol, id)).messages[0]!.text).toBe(text);
  });
  scene('about the service is a conversation of its own kind with its own yes, and nobody is late with it (MSG-5)', async ({ ada, sol }) => {
    await begun(ada);
    const form = { kind: 'feedback', subject: 'The page', text: 'The page is slow.' };
    expect(await why(begun(ada, { ...form, agrees: false }))).toBe('messages.refused.agree');
    const id = await begun(ada, form);
    expect((await inbox.of(sol)).find((one) => one.id === id)).toMatchObject({ kind: 'feedback', dueAt: null });
    expect(await overdue.climb(new Date(Date.now() + 400 * 86_400_000))).toBe(1); // the other one alone
    expect((await asHouse(() => sql<{ kind: string }>`select kind from members.consents where kind like 'messages:%' order by kind`)).map(({ kind }) => kind)).toEqual(['messages:care', 'messages:feedback']);
  });
});

describe('a picture in a message', () => {
  scene('is seen by the two alone, and by no cover and no team', async ({ ada, bo, sol, vera }) => {
    const id = await begun(ada, { isTeam: true, picture: await picture() });
    const [{ id: pictureId } = { id: '' }] = (await reading.open(ada, id)).messages[0]!.pictures;
    expect((await sharp(await reading.picture(ada, id, pictureId)).metadata()).format).toBe('webp');
    expect(await reading.picture(sol, id, pictureId)).toBeInstanceOf(Buffer);
    expect((await inbox.open(vera, id)).messages).toMatchObject([{ pictures: [] }]);
    for (const who of [vera, bo]) await expect(reading.picture(who, id, pictureId)).rejects.toBeInstanceOf(NotFound);
    expect(await why(begun(ada, { picture: Buffer.from('<svg><script/></svg>') }))).toBe('platform.refused.pictureKind');
    await ties.end(ada, await tieOf(ada));
    await expect(reading.picture(sol, id, pictureId)).rejects.toBeInstanceOf(NotFound);
  });
});

describe('leaving and taking along', () => {
  scene('takes every message with the member, and the download holds them before', async ({ ada, sol }) => {
    const id = await begun(ada, { picture: await picture() });
    await answer(sol, id);
    const kept = await things.of(ada);
    expect((await reading.of(ada))[0], 'a download reads nothing for them').toMatchObject({ hasNew: true });
    expect(kept).toMatchObject({ messagesWithProviders: [{ subject: 'The new tablets', with: 'Sol Berg', messages: [{ text: 'canary: may I take it at night?', pictures: 1 }, { by: 'Sol Berg' }] }], messageAgreements: [{ kind: 'messages:care' }] });
    await asHouse(() => sql`delete from members.members where id = ${ada.id}`);
    for (const rows of [await asHouse(() => sql`select 1 from messages.conversations`), await asHouse(() => sql`select 1 from messages.messages`), await asHouse(() => sql`select 1 from messages.pictures`), await asHouse(() => sql`select 1 from messages.openings`)]) expect(rows).toEqual([]);
  });
});

describe('the demo', () => {
  scene('holds one conversation that was answered and one that waits', async ({ ada, cleo, sol }) => {
    await seed.fill(ada);
    await seed.fill(ada);
    await seed.fill(cleo); // who has no contact
    expect((await inbox.of(sol)).map(({ subject, dueAt }) => [subject, dueAt !== null])).toEqual([['The form for the county', true], ['Tablets and sleep', false]]);
    expect((await reading.open(ada, (await reading.of(ada)).find(({ subject }) => /sleep/.test(subject))!.id)).messages.map(({ by }) => by)).toEqual(['member', 'provider']);
  });
});
