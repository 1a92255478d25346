/** What two stewards do with the help numbers at the same time. */
import { afterEach, describe, expect } from 'vitest';
import { sql } from '#db';
import * as sayings from '#house/sayings';
import type { Member } from '#members/members';
import * as help from '#safety/help';
import { scene } from '#test/scene';
import { actions, load } from './+page.server.ts';

afterEach(() => sayings.forget());
const sent = (member: Member, id: string) => {
  const body = new FormData();
  body.append('id', id);
  const url = new URL('http://localhost/desk/admin/checks');
  const event = { locals: { member, language: 'en', path: url.pathname }, params: {}, url, request: new Request(url, { method: 'POST', body }) };
  return (actions.checked(event as unknown as Parameters<typeof actions.checked>[0]) as Promise<unknown>).catch((thrown: unknown) => thrown);
};
const shown = (member: Member) => load({ locals: { member, language: 'en', path: '/desk/admin/checks' }, params: {}, url: new URL('http://localhost/desk/admin/checks') } as unknown as Parameters<typeof load>[0]);
const phone = (name: string) => ({ name, number: '55 12 34 56', country: 'NO', hours: '' });
const today = new Date().toISOString().slice(0, 10);

describe('that a help number was checked (GOV-2, MOD-9)', () => {
  scene('stands beside what another steward checked or wrote meanwhile, and takes the place of none of it', async ({ iben }) => {
    await sayings.change(iben, 'en', { homeCountry: 'NO', countries: ['NO'], localNumbers: [phone('The house phone')] });
    const [mine, other] = (await help.checks()).filter(({ name }) => name !== 'The house phone');
    const theirs = { id: `NO call 55 12 34 56 The new phone`, on: '2026-11-01' };
    // Another process has said more since this one last read it.
    await sql`update house.sayings set value = ${JSON.stringify([phone('The house phone'), phone('The new phone')])}::jsonb where name = 'localNumbers'`;
    await sql`insert into house.sayings (name, language, value) values ('checkedNumbers', '', ${JSON.stringify([theirs, { id: other!.id, on: today }])}::jsonb)`;
    expect(await sent(iben, mine!.id)).toMatchObject({ status: 303, location: '/desk/admin/checks?saved=' });
    expect((await sayings.exactly(iben, 'en')).checkedNumbers).toEqual([theirs, { id: other!.id, on: today }, { id: mine!.id, on: today }]);
    expect(await sent(iben, theirs.id), 'a number that came since can be checked').toMatchObject({ status: 303 });
  });
  scene('is not said of one that another steward changed meanwhile: the page comes back with what stands there now', async ({ iben }) => {
    await sayings.change(iben, 'en', { homeCountry: 'NO', countries: ['NO'], localNumbers: [phone('The house phone')] });
    const { id } = (await shown(iben)).checks.find(({ name }) => name === 'The house phone')!;
    await sayings.change(iben, 'en', { localNumbers: [{ ...phone('The house phone'), number: '55 65 43 21' }] });
    expect(await sent(iben, id)).toMatchObject({ status: 409, data: { refused: { key: 'safety.refused.otherNumber' } } });
    expect((await shown(iben)).checks.find(({ name }) => name === 'The house phone')).toMatchObject({ number: '55 65 43 21', verifiedOn: null });
  });
});
