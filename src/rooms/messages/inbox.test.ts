import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql, statements } from '#db';
import { NotFound } from '#platform/answers';
import * as codes from '#care/codes';
import * as careInvitations from '#care/invitations';
import * as organisations from '#care/organisations';
import * as providers from '#care/providers';
import * as ties from '#care/ties';
import type { Provider } from '#care/providers';
import type { Member } from '#members/members';
import * as sessions from '#members/sessions';
import * as inbox from '#messages/inbox';
import * as overdue from '#messages/overdue';
import * as reading from '#messages/reading';
import * as things from '#messages/things';
import * as threads from '#messages/threads';
import { answer, begun, cover, dueOf, later, once, tieOf } from '#test/letters';
import { scene } from '#test/scene';

describe('nothing to answer (MSG-1, NEW-7)', () => {
  const statesOf = async (member: Member, id: string) => (await reading.open(member, id)).messages.map(({ state }) => state);
  scene('is said by whoever has read it: it waits with nobody any more, and the member reads that it was read', async ({ ada, sol }) => {
    const id = await begun(ada);
    await inbox.letBe(sol, id);
    expect(await statesOf(ada, id), 'not before it was opened').toEqual(['sent']);
    await inbox.open(sol, id);
    for (const _ of [1, 2]) await inbox.letBe(sol, id);
    expect((await reading.open(ada, id)).messages).toMatchObject([{ state: 'read', letBeBy: 'Sol Berg', isLate: false }]);
    expect((await inbox.of(sol))[0]).toMatchObject({ id, dueAt: null, isLate: false });
    expect(await overdue.waitingWith([sol.providerId])).toEqual(new Set());
    expect(await overdue.climb(new Date('2099-01-01'))).toBe(0);
    expect(JSON.stringify(await things.of(ada))).toContain('"state":"read"');
  });
  scene('is taken back while nothing newer came: it waits again, by the same day, and goes on from there', async ({ ada, sol, vera }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    const due = await dueOf(id);
    await inbox.open(sol, id);
    await inbox.letBe(sol, id);
    for (const _ of [1, 2]) await inbox.putBack(sol, id);
    expect((await inbox.of(sol))[0]).toMatchObject({ id, dueAt: due });
    expect(await statesOf(ada, id)).toEqual(['opened']);
    expect(await overdue.climb(later(due))).toBe(1);
    await inbox.open(vera, id);
    await inbox.letBe(vera, id);
    expect((await reading.open(ada, id)).messages).toMatchObject([{ state: 'read', letBeBy: 'Vera Lund' }]);
    await inbox.putBack(vera, id);
    expect(await asHouse(() => sql`select ends_at from messages.climbs where conversation_id = ${id}`), 'with whoever had it').toEqual([{ endsAt: null }]);
    expect((await inbox.of(vera))[0]).toMatchObject({ id, step: 'cover' });
  });
  scene('takes along what stood there and no more; with something newer it stays as it was said', async ({ ada, sol }) => {
    const id = await begun(ada);
    await inbox.open(sol, id);
    await threads.send(ada, id, { text: 'And one more thing?', once: once() });
    await inbox.letBe(sol, id);
    expect(await statesOf(ada, id)).toEqual(['read', 'sent']);
    expect((await inbox.of(sol))[0]).toMatchObject({ dueAt: expect.any(Date), isNew: true });
    await inbox.putBack(sol, id);
    expect((await statesOf(ada, id))[0]).toBe('read');
    await answer(sol, id, 'To the second one: yes.');
    expect(await statesOf(ada, id)).toEqual(['read', 'answered', 'sent']);
    await inbox.putBack(sol, id);
    expect((await statesOf(ada, id))[0]).toBe('read');
  });
  scene('is for whoever may answer, and for nothing that waits for nobody', async ({ ada, sol, vera }) => {
    const [id, feedback] = [await begun(ada), await begun(ada, { kind: 'feedback' })];
    await inbox.open(sol, id);
    for (const verb of [inbox.letBe, inbox.putBack]) for (const [who, what] of [[vera, id], [sol, 'x'], [sol, randomUUID()]] as const) await expect(verb(who, what)).rejects.toBeInstanceOf(NotFound);
    await inbox.open(sol, feedback);
    await inbox.letBe(sol, feedback);
    expect(await statesOf(ada, feedback)).toEqual(['opened']);
    await ties.end(ada, await tieOf(ada));
    await expect(inbox.letBe(sol, id)).rejects.toBeInstanceOf(NotFound);
    expect(await statesOf(ada, id)).toEqual(['opened']);
  });
});

describe('an answer (MSG-1, NEW-7)', () => {
  const lastOf = async (provider: Provider, id: string) => (await inbox.open(provider, id)).messages.at(-1)!.id;
  const states = async (member: Member, id: string) => (await reading.open(member, id)).messages.filter(({ by }) => by === 'member').map(({ state }) => state);
  scene('answers what stood on its page: a letter their own program fetched meanwhile waits on, and goes on', async ({ ada, sol }) => {
    const id = await begun(ada);
    const shown = await lastOf(sol, id);
    await threads.send(ada, id, { text: 'And may I drive?', once: once() });
    await inbox.open(sol, id); // the clinic's program, as the same provider
    await inbox.answer(sol, id, { text: 'Yes, at night.', once: once(), shown });
    expect(await states(ada, id)).toEqual(['answered', 'opened']);
    expect((await inbox.of(sol))[0]).toMatchObject({ id, dueAt: expect.any(Date) });
    expect(await overdue.climb(later(await dueOf(id)))).toBe(1);
    await inbox.answer(sol, id, { text: 'No, not yet.', once: once(), shown: await lastOf(sol, id) });
    expect(await states(ada, id)).toEqual(['answered', 'answered']);
  });
  scene('and the word that there is nothing to answer take along no more than was shown, and nothing of what is not there', async ({ ada, sol }) => {
    const [id, other] = [await begun(ada), await begun(ada)];
    const [shown, elsewhere] = [await lastOf(sol, id), await lastOf(sol, other)];
    await threads.send(ada, id, { text: 'One more?', once: once() });
    await inbox.open(sol, id);
    for (const wrong of [elsewhere, randomUUID(), 'x']) await inbox.letBe(sol, id, wrong);
    expect(await states(ada, id)).toEqual(['opened', 'opened']);
    await inbox.letBe(sol, id, shown);
    expect(await states(ada, id)).toEqual(['read', 'opened']);
    await inbox.answer(sol, id, { text: 'To all of it.', once: once(), shown: '' });
    expect(await states(ada, id), 'a page of before says nothing: what was there when they last looked').toEqual(['read', 'answered']);
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
