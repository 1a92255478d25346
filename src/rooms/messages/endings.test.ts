import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apart, asHouse, asking, sql } from '#db';
import type { Refusal } from '#platform/answers';
import * as codes from '#care/codes';
import * as careInvitations from '#care/invitations';
import * as organisations from '#care/organisations';
import * as providers from '#care/providers';
import * as ties from '#care/ties';
import { join } from '#members/members';
import * as rests from '#members/rests';
import * as sessions from '#members/sessions';
import * as inbox from '#messages/inbox';
import * as reading from '#messages/reading';
import * as threads from '#messages/threads';
import { begun, once, why } from '#test/letters';
import { ownHouse, type OwnHouse } from '#test/own-house';

describe('a message in the last moment before an end, over several connections', () => {
  let own: OwnHouse;
  beforeAll(async () => void (own = await ownHouse('endings')), 60_000);
  afterAll(() => own.drop());
  let writer = '';
  it('is there whole for the member or was refused with its words, and the provider sees neither', async () => {
    const { iben } = own.cast;
    const mark = Date.now().toString(36);
    const organisationId = await organisations.add(iben, { name: `Race ${mark}`, reach: '' });
    await careInvitations.take(await careInvitations.offer(iben, { organisationId }), { name: `Racer ${mark}`, role: 'nurse', signInName: `race-${mark}@clinic.example`, pass: 'the quiet sentence of a racer', language: 'en' });
    const [account] = await asHouse(() => sql<{ id: string }>`select member_id as id from members.work_accounts where name = ${`Racer ${mark}`}`);
    const racer = (await providers.enter((await sessions.whoever(await sessions.begin(account!.id, 'own', 'a test', { factor: true }))).work!))!;
    const { memberId } = await join({ name: `Pqz ${mark.replace(/\d/g, (digit) => 'bcdfghjkmn'[Number(digit)]!)}`, pass: 'green kettle slow river', language: 'en', adult: true, conduct: { version: 't', hash: 't' }, keepName: true });
    writer = memberId;
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
  it('is not sent where the account comes to rest in that moment (MSG-1, MOD-9)', async () => {
    const { ada, sol, iben } = own.cast;
    const id = await begun(ada);
    await inbox.open(sol, id);
    let going!: Promise<string>;
    await asHouse(async () => {
      await rests.begin(ada.personaId, iben.id);
      going = apart(() => why(inbox.answer(sol, id, { text: 'In that moment.', once: once() })));
      await new Promise((wait) => setTimeout(wait, 200));
    });
    expect(await going).toBe('messages.refused.rests');
    await asHouse(() => rests.end(ada.personaId));
  });
  it('waits: an end does not overtake a message that is being written', async () => {
    const [tie] = await asHouse(() => sql<{ id: string; providerId: string; memberId: string }>`select id, provider_id, member_id from care.ties where member_id = ${writer} order by id limit 1`);
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
