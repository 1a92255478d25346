/** A row of a list at a desk that is refused: the answer says which one it was, and has what was typed there. */
import { describe, expect } from 'vitest';
import * as forumPlaces from '#forum/places';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import type { Member } from '#members/members';
import * as spaces from '#members/spaces';
import { scene } from '#test/scene';
import { actions as places } from './admin/places/+page.server.ts';
import { actions as roles } from './admin/roles/+page.server.ts';
import { actions as shifts } from './mod/rota/+page.server.ts';

type Answer = { status?: number; data?: { refused: { key: string; field?: string }; typed: Record<string, string> } };
const sending = (member: Member, act: (event: never) => Promise<unknown>, fields: Record<string, string>): Promise<Answer> => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const url = new URL('http://localhost/desk');
  return act({ locals: { member, language: 'en', path: url.pathname }, params: {}, url, request: new Request(url, { method: 'POST', body }) } as never) as Promise<Answer>;
};

describe('a row that is refused', () => {
  scene('of the rota keeps who was chosen, and a date stands with its own shift (NEW-6)', async ({ hanna, mio }) => {
    const typed = { person: hanna.code, kind: 'here', days: '1', from: '18:00', to: 'late', timeZone: 'Europe/Oslo' };
    expect(await sending(mio, shifts.add, typed)).toMatchObject({ status: 409, data: { refused: { field: 'to' }, typed } });
    expect(await sending(mio, shifts.add, { ...typed, to: '21:00', person: 'nobody' })).toMatchObject({ data: { refused: { key: 'house.refused.shiftWho', field: 'person' } } });
    await rota.add(mio, { ...typed, code: hanna.code, days: ['1'], to: '21:00' });
    const [shift] = await rota.week(mio);
    expect(await sending(mio, shifts.skip, { shift: shift!.id, date: '6.1.2020' })).toMatchObject({ data: { refused: { key: 'house.refused.gapPast', field: 'date' }, typed: { shift: shift!.id, date: '6.1.2020' } } });
    presence.forget();
  });
  scene('of the places and of the people with a role says which one it was', async ({ hanna, iben }) => {
    expect(await sending(iben, roles.train, { person: hanna.code, words: '' }).catch((thrown: Answer) => thrown)).toMatchObject({ status: 409, data: { typed: { person: hanna.code } } });
    await forumPlaces.open(iben, { kind: 'local', name: 'Walkers', about: 'We walk.', region: 'Bergen', area: '', language: 'en' });
    const space = (await spaces.forStewards(iben, 10)).find(({ name }) => name === 'Walkers');
    expect(await sending(iben, places.ends, { place: space!.code, endsOn: 'soon' })).toMatchObject({ status: 409, data: { refused: { field: 'endsOn' }, typed: { place: space!.code, endsOn: 'soon' } } });
  });
});
