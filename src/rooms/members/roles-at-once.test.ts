/** What several people do to roles in the same moment, on a database of its own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import * as invitations from '#members/invitations';
import * as leaving from '#members/leaving';
import { asSteward, join } from '#members/members';
import * as roles from '#members/roles';
import * as sessions from '#members/sessions';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
beforeAll(async () => void (own = await ownHouse('roles_at_once')), 60_000);
afterAll(() => own.drop());

const newcomer = async (name: string) => {
  const { memberId } = await join({ name, pass: 'green kettle slow river', language: 'en', adult: true, conduct: { version: 't', hash: 't' } });
  return { id: memberId, enter: async () => (await sessions.enter(await sessions.begin(memberId, 'own', '', { factor: true })))! };
};

it('one invitation makes one steward (MOD-1)', async () => {
  const [a, b] = [await (await newcomer('Inv 7 a')).enter(), await (await newcomer('Inv 7 b')).enter()];
  const token = await invitations.offerFirst();
  const answers = await Promise.allSettled([invitations.take(a, token), invitations.take(b, token)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('two stewards who end each other do not leave the house without one (MOD-1)', async () => {
  const [first, second] = [await newcomer('Stew 7 a'), await newcomer('Stew 7 b')];
  for (const one of [first, second]) await invitations.take(await one.enter(), await invitations.offerFirst());
  const [a, b] = [asSteward(await first.enter())!, asSteward(await second.enter())!];
  const answers = await Promise.allSettled([roles.end(a, b.code, 'steward'), roles.end(b, a.code, 'steward')]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('two stewards who ask to leave for good do not leave the house without one (MOD-1)', async () => {
  await asHouse(() => sql`update members.roles set ended_at = now() where role = 'steward' and ended_at is null`);
  const [first, second] = [await newcomer('Gone 7 a'), await newcomer('Gone 7 b')];
  for (const one of [first, second]) await invitations.take(await one.enter(), await invitations.offerFirst());
  const answers = await Promise.allSettled([first, second].map(async (one) => leaving.ask(await one.enter())));
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
