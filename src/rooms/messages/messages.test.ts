import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { asHouse, asking, executeSql, sql, statements } from '#db';
import { NotFound, type Refusal } from '#platform/answers';
import * as codes from '#care/codes';
import * as careInvitations from '#care/invitations';
import * as organisations from '#care/organisations';
import * as providers from '#care/providers';
import type { Provider } from '#care/providers';
import * as ties from '#care/ties';
import * as sayings from '#house/sayings';
import { join, type Member } from '#members/members';
import * as sessions from '#members/sessions';
import * as inbox from '#messages/inbox';
import * as keys from '#messages/keys';
import { dueFor, type Place } from '#messages/message-rules';
import * as overdue from '#messages/overdue';
import * as reading from '#messages/reading';
import * as seed from '#messages/seed';
import * as things from '#messages/things';
import * as threads from '#messages/threads';
import { theCast } from '#test/cast';
import { scene } from '#test/scene';

const why = async (work: Promise<unknown>) => work.then(() => 'done', (error: Refusal) => error.key ?? error.constructor.name);
const tieOf = async (member: Member) => (await ties.of(member))[0]!.id;
let forms = 0;
const once = () => `form ${++forms}`;
const begun = async (member: Member, more: Partial<threads.Beginning> = {}) =>
  threads.begin(member, { tieId: await tieOf(member), subject: 'The new tablets', kind: 'care', isTeam: false, agrees: true, text: 'canary: may I take it at night?', once: once(), ...more });
/** As a person does it: what is answered was looked at before. */
const answer = async (provider: Provider, id: string, text = 'Yes, at night is fine.') => {
  await inbox.open(provider, id);
  return inbox.answer(provider, id, { text, once: once() });
};
const cover = (provider: Provider, by: Provider) => asHouse(() => sql`update care.providers set cover_id = ${by.providerId} where id = ${provider.providerId}`);
const lead = (provider: Provider) => asHouse(() => sql`update care.providers set lead_since = now() where id = ${provider.providerId}`);
const away = (provider: Provider, from: string, to: string) => asHouse(() => sql`update care.providers set absent_from = ${from}::date, absent_until = ${to}::date where id = ${provider.providerId}`);
const dueOf = async (id: string) => (await asHouse(() => sql<{ dueAt: Date }>`select due_at from messages.messages where conversation_id = ${id} and by = 'member' order by sent_at desc limit 1`))[0]!.dueAt;
const later = (at: Date, minutes = 1) => new Date(at.getTime() + minutes * 60_000);
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

describe('a message nobody answers', () => {
  scene('goes to the cover, then to who answers for the organisation, then the stewards hear of it; the member sees each step', async ({ ada, sol, vera }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    expect(await overdue.climb(later(new Date()))).toBe(0);
    await expect(inbox.open(vera, id)).rejects.toBeInstanceOf(NotFound);
    const first = later(await dueOf(id));
    expect(await overdue.climb(first)).toBe(1);
    expect(await overdue.climb(first)).toBe(0);
    expect(await inbox.of(vera)).toMatchObject([{ id, knownAs: 'Kari', provider: 'Sol Berg', isOwn: false, step: 'cover' }]);
    await lead(sol);
    expect((await reading.open(ada, id)).climbs).toMatchObject([{ step: 'cover', why: 'overdue', to: 'Vera Lund' }]);
    expect(await overdue.climb(later(await dueOf(id)))).toBe(1);
    expect((await reading.open(ada, id)).climbs.map(({ step, to }) => [step, to])).toEqual([['cover', 'Vera Lund'], ['nobody', null]]); // the only lead is the provider
    expect(await asHouse(() => sql`select data from platform.alarms where what = 'messages.overdue'`)).toEqual([{ data: { conversationId: id } }]);
    expect((await inbox.of(sol))[0]).toMatchObject({ id, step: 'nobody', dueDay: expect.any(String) });
    await asHouse(() => sql`update messages.messages set due_at = now() - interval '2 days' where conversation_id = ${id}`);
    expect(await inbox.of(sol), 'what everybody missed stands first, and late').toMatchObject([{ id, step: 'nobody', isLate: true, dueDay: expect.any(String) }]);
    expect((await inbox.open(vera, id)).messages[0]).toMatchObject({ isLate: true, step: 'nobody' });
    expect(await overdue.climb(later(new Date(), 60 * 24 * 60)), 'and goes nowhere else').toBe(0);
    const told = await asHouse(() => sql<{ name: string; data: object }>`select name, data from platform.events where name like 'messages.%' order by id`);
    expect(told.map(({ name }) => name)).toEqual(['messages.message.sent', 'messages.message.climbed', 'messages.message.climbed']);
    expect(JSON.stringify(told)).not.toMatch(/canary|Kari|tablets/);
    await answer(vera, id);
    expect((await reading.open(ada, id)).messages.at(-1)).toMatchObject({ writer: 'Vera Lund' });
    expect((await reading.open(ada, id)).messages[0]).toMatchObject({ state: 'answered' });
    expect((await inbox.of(vera)).map((one) => one.id)).toEqual([id]); // one more day, to put something right
    await asHouse(() => sql`update messages.climbs set ends_at = now()`);
    await expect(inbox.open(vera, id)).rejects.toBeInstanceOf(NotFound);
  });
  scene('is with the cover from the beginning while the provider is away, and at once when they go (MSG-1)', async ({ ada, sol, vera }) => {
    await cover(sol, vera);
    const before = await begun(ada);
    const today = new Date().toISOString().slice(0, 10);
    await away(sol, today, '2099-01-01');
    const during = await begun(ada);
    expect((await inbox.of(vera)).map(({ id, step }) => [id, step])).toEqual([[during, 'cover']]);
    expect(await overdue.climb()).toBe(1);
    expect((await inbox.of(vera)).map(({ id }) => id).sort()).toEqual([before, during].sort());
    expect((await reading.open(ada, before)).climbs).toMatchObject([{ why: 'away', to: 'Vera Lund' }]);
    expect((await reading.open(ada, during)).provider.isAway).toBe(true);
  });
  scene('is with whoever took over when the provider has left, who alone may still answer', async ({ ada, sol, vera, iben }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    await providers.end(iben, sol.providerId);
    expect(await inbox.of(sol)).toEqual([]);
    await expect(inbox.open(sol, id)).rejects.toBeInstanceOf(NotFound);
    expect(await overdue.passOn(sol.providerId)).toBe(1);
    expect(await overdue.passOn(sol.providerId)).toBe(0);
    expect(await inbox.of(vera)).toMatchObject([{ id, step: 'cover', isEnded: true }]);
    await answer(vera, id, 'Sol has left. I can answer this one.');
    expect(await reading.open(ada, id)).toMatchObject({ endedBy: 'left', climbs: [{ why: 'left', to: 'Vera Lund' }] });
    expect(await why(threads.send(ada, id, { text: 'more', once: once() }))).toBe('messages.refused.ended');
  });
  scene('is all that whoever took over sees: nothing that was answered, no word about the service, and no more when it is answered (MSG-5, NEW-7)', async ({ ada, sol, vera, iben }) => {
    await cover(sol, vera);
    const [answered, feedback, id] = [await begun(ada), await begun(ada, { kind: 'feedback' }), await begun(ada)];
    await answer(sol, answered);
    await providers.end(iben, sol.providerId);
    await overdue.passOn(sol.providerId);
    expect((await inbox.of(vera)).map((one) => one.id)).toEqual([id]);
    for (const other of [answered, feedback]) await expect(inbox.open(vera, other)).rejects.toBeInstanceOf(NotFound);
    await answer(vera, id);
    expect((await inbox.of(vera)).map((one) => one.id)).toEqual([id]); // one more day, to put something right
    await asHouse(() => sql`update messages.climbs set ends_at = now()`);
    expect(await inbox.of(vera)).toEqual([]);
  });
  scene('goes to somebody who is there when the provider has left, and to the stewards at once where nobody is (NEW-7)', async ({ ada, sol, vera, iben }) => {
    const id = await begun(ada);
    await overdue.climb(later(await dueOf(id))); // no cover and no lead: nobody
    const other = await begun(ada);
    await cover(sol, vera);
    await away(vera, new Date(Date.now() - 86_400_000).toISOString().slice(0, 10), '2099-01-01');
    await providers.end(iben, sol.providerId);
    expect(await overdue.passOn(sol.providerId)).toBe(2);
    expect(await overdue.passOn(sol.providerId)).toBe(0);
    expect(await asHouse(() => sql`select data from platform.alarms where what = 'messages.overdue' and data ->> 'conversationId' = ${other}`)).toHaveLength(1);
    expect((await reading.open(ada, other)).climbs).toMatchObject([{ step: 'nobody', why: 'left', to: 'Vera Lund' }]);
    expect((await inbox.of(vera)).map((one) => [one.id, one.step]).sort()).toEqual([[id, 'nobody'], [other, 'nobody']].sort()); // when she is back
    await answer(vera, other);
    expect((await reading.open(ada, other)).messages[0]).toMatchObject({ state: 'answered' });
  });
  scene('that nobody was left to answer is with whoever took over, also where its provider left before that was so (NEW-7)', async ({ ada, sol, vera, iben }) => {
    const [id, answered, feedback] = [await begun(ada), await begun(ada), await begun(ada, { kind: 'feedback' })];
    await answer(sol, answered);
    await overdue.climb(later(await dueOf(id)));
    await cover(sol, vera);
    await providers.end(iben, sol.providerId);
    expect(await inbox.of(vera), 'as it was: no climb').toEqual([]);
    for (const _ of ['once', 'and never twice']) await asHouse(() => executeSql(readFileSync(new URL('migrations/2026-11-24-what-nobody-answered-is-with-who-took-over.sql', import.meta.url), 'utf8')));
    expect(await inbox.of(vera)).toMatchObject([{ id, step: 'nobody' }]);
    for (const other of [answered, feedback]) await expect(inbox.open(vera, other)).rejects.toBeInstanceOf(NotFound);
    expect((await reading.open(ada, id)).climbs.filter(({ why }) => why === 'left')).toMatchObject([{ step: 'cover', to: 'Vera Lund' }]);
    expect(await overdue.passOn(sol.providerId)).toBe(0);
    await answer(vera, id, 'Sol has left. I can answer this one.');
    expect((await reading.open(ada, id)).messages[0]).toMatchObject({ state: 'answered' });
  });
  scene('goes to a lead who is there, not to the one who has led longest and is away (NEW-7)', async ({ ada, sol, vera }) => {
    const id = await begun(ada);
    const kim = randomUUID();
    await asHouse(() => sql`
      insert into care.providers (id, organisation_id, name, role, check_word, lead_since)
      select ${kim}, organisation_id, 'Kim Dahl', 'nurse', 'kim', now() from care.providers where id = ${sol.providerId}`);
    await asHouse(() => sql`update care.providers set lead_since = now() - interval '1 year' where id = ${vera.providerId}`);
    await away(vera, new Date(Date.now() - 86_400_000).toISOString().slice(0, 10), '2099-01-01');
    expect(await overdue.climb(later(await dueOf(id)))).toBe(1);
    expect((await reading.open(ada, id)).climbs).toMatchObject([{ step: 'lead', to: 'Kim Dahl' }]);
  });
  scene('goes nowhere when the member has ended the tie', async ({ ada, sol, vera }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    await overdue.climb(later(await dueOf(id)));
    expect(await inbox.of(vera)).toHaveLength(1);
    await ties.end(ada, await tieOf(ada));
    expect([await inbox.of(vera), await inbox.of(sol)]).toEqual([[], []]);
    expect(await overdue.climb(new Date('2099-01-01'))).toBe(0);
  });
  scene('is read by the team only if the member says so, and no longer when they say otherwise', async ({ ada, bo, vera }) => {
    const id = await begun(ada, { isTeam: true });
    expect((await inbox.of(vera)).map((one) => one.id)).toEqual([id]);
    await answer(vera, id);
    await expect(threads.letTeam(bo, id, true)).rejects.toBeInstanceOf(NotFound);
    await threads.letTeam(ada, id, false);
    expect(await inbox.of(vera)).toEqual([]);
    const other = await begun(ada);
    await threads.letTeam(ada, other, true);
    expect((await inbox.of(vera)).map((one) => one.id)).toEqual([other]);
  });
});

describe('a provider of another organisation', () => {
  scene('who leads there sees nothing of it', async ({ ada, bo, iben }) => {
    const organisationId = await organisations.add(iben, { name: 'Another clinic', reach: '' });
    const token = await careInvitations.offer(iben, { organisationId });
    await careInvitations.take(token, { name: 'Ola Nes', role: 'doctor', signInName: 'ola@other.example', pass: 'the quiet sentence of ola', language: 'en' });
    const [row] = await asHouse(() => sql<{ id: string }>`select member_id as id from members.work_accounts where name = 'Ola Nes'`);
    const { work } = await sessions.whoever(await sessions.begin(row!.id, 'own', 'a test', { factor: true }));
    const ola = (await providers.enter(work!))!;
    await begun(ada, { isTeam: true });
    const { codes: [code] } = await codes.make(ola, 'card');
    await ties.confirm(bo, { code: code!, knownAs: 'Per' }, 'a test');
    const own = await begun(bo);
    expect((await inbox.of(ola)).map(({ id }) => id)).toEqual([own]);
    expect(await asking(ola, () => sql`select conversation_id from messages.messages`)).toEqual([{ conversationId: own }]);
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

describe('an inbox', () => {
  scene('costs the same few statements whatever is in it', async ({ ada, sol }) => {
    for (let n = 0; n < 3; n++) await begun(ada);
    const count = async (work: () => Promise<unknown>) => {
      const before = statements.count;
      await work();
      return statements.count - before;
    };
    const three = await count(() => inbox.of(sol));
    for (let n = 0; n < 5; n++) await begun(ada);
    expect(await count(() => inbox.of(sol))).toBe(three);
    expect(three).toBeLessThanOrEqual(10);
  });
});

describe('a message in the last moment before an end, over several connections', () => {
  const made: { members: string[]; provider: string; organisation: string } = { members: [], provider: '', organisation: '' };
  afterAll(async () => {
    const { iben } = await theCast();
    if (made.provider) await providers.end(iben, made.provider);
    await asHouse(() => sql`update care.organisations set ended_at = now() where id = ${made.organisation}`);
    await asHouse(() => sql`delete from members.members where id = any(${made.members}::uuid[])`);
  });
  it('is there whole for the member or was refused with its words, and the provider sees neither', async () => {
    const { iben } = await theCast();
    const mark = Date.now().toString(36);
    made.organisation = await organisations.add(iben, { name: `Race ${mark}`, reach: '' });
    await careInvitations.take(await careInvitations.offer(iben, { organisationId: made.organisation }), { name: `Racer ${mark}`, role: 'nurse', signInName: `race-${mark}@clinic.example`, pass: 'the quiet sentence of a racer', language: 'en' });
    const [account] = await asHouse(() => sql<{ id: string }>`select member_id as id from members.work_accounts where name = ${`Racer ${mark}`}`);
    const racer = (await providers.enter((await sessions.whoever(await sessions.begin(account!.id, 'own', 'a test', { factor: true }))).work!))!;
    made.provider = racer.providerId;
    const { memberId } = await join({ name: `Pqz ${mark.replace(/\d/g, (digit) => 'bcdfghjkmn'[Number(digit)]!)}`, pass: 'green kettle slow river', language: 'en', adult: true, conduct: { version: 't', hash: 't' }, keepName: true });
    made.members.push(memberId);
    const member = (await sessions.enter(await sessions.begin(memberId, 'own', 'a test')))!;
    for (let round = 0; round < 3; round++) {
      const { codes: [code] } = await codes.make(racer, 'card');
      const tieId = await ties.confirm(member, { code: code!, knownAs: 'R' }, 'a test');
      const id = await threads.begin(member, { tieId, subject: 'S', kind: 'care', isTeam: true, agrees: true, text: 'first', once: once() });
      await inbox.open(racer, id);
      const form = once();
      const sends = await Promise.allSettled([threads.send(member, id, { text: 'last', once: form }), inbox.answer(racer, id, { text: 'Yes.', once: once() }), ties.end(member, tieId), threads.send(member, id, { text: 'last', once: form })]);
      expect(sends[2]!.status).toBe('fulfilled');
      for (const { status, reason } of sends as PromiseRejectedResult[]) if (status === 'rejected') expect(['messages.refused.ended', 'messages.refused.unseen']).toContain((reason as Refusal).key);
      const kept = (await reading.open(member, id)).messages.filter(({ text }) => text === 'last');
      expect(kept.length).toBe(sends[0]!.status === 'fulfilled' || sends[3]!.status === 'fulfilled' ? 1 : 0);
      expect(await inbox.of(racer)).toEqual([]);
      expect(await why(threads.send(member, id, { text: 'after', once: once() }))).toBe('messages.refused.ended');
    }
  });
  it('waits: an end does not overtake a message that is being written', async () => {
    const [tie] = await asHouse(() => sql<{ id: string; providerId: string; memberId: string }>`select id, provider_id, member_id from care.ties where member_id = any(${made.members}::uuid[]) order by id limit 1`);
    await asHouse(() => sql`update care.ties set ended_at = null, ended_by = null where id = ${tie!.id}`);
    const order: string[] = [];
    let held = () => {};
    const isHeld = new Promise<void>((done) => (held = done));
    const writing = asking({ id: tie!.memberId }, async () => {
      expect(await sql`select messages.hold_tie(${tie!.id}, false) as held`).toEqual([{ held: true }]);
      held();
      await new Promise((wait) => setTimeout(wait, 150));
      order.push('written');
    });
    await isHeld;
    await Promise.all([writing, asHouse(async () => void (await sql`update care.ties set ended_at = now(), ended_by = 'member' where id = ${tie!.id}`)).then(() => order.push('ended'))]);
    expect(order).toEqual(['written', 'ended']);
  });
});
