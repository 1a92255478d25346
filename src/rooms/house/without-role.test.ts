/** Whoever has no role here any more, or is gone, stands in no plan and is said to be here by nothing. (MOD-1, MOD-11, ID-3) */
import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { scene } from '#test/scene';
import * as clockings from '#house/clockings';
import * as duty from '#house/duty';
import * as posting from '#house/posting';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import * as sayings from '#house/sayings';
import * as leaving from '#members/leaving';
import type { Member, Steward } from '#members/members';
import { foldName } from '#members/name-rules';
import * as roles from '#members/roles';

afterEach(() => {
  sayings.forget();
  presence.forget();
});

const wholeWeek = { kind: 'here', days: ['1', '2', '3', '4', '5', '6', '7'], from: '00:00', to: '24:00', timeZone: 'UTC' };
const always = (...names: string[]) => [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00', names }));
const typed = (iben: Steward, ...names: string[]) => sayings.change(iben, 'en', { timeZone: 'UTC', afterHours: 'queue', answerHours: 2, shifts: always(...names) });
const here = async () => {
  presence.forget();
  return (await duty.now()).here.map(({ name }) => name);
};
const names = async () => (await asHouse(() => sql<{ names: string }>`select distinct jsonb_path_query_array(value, '$[*].names[*]')::text as names from house.sayings where name = 'shifts'`))[0]!.names;
const goneForGood = async (member: Member) => {
  await leaving.ask(member);
  await asHouse(() => sql`update members.leavings set due_at = now() where member_id = ${member.id}`);
  await leaving.sweep();
  sayings.forget();
};

describe('the rota, when a role ends', () => {
  scene('says nobody is here, promises no answer and opens nothing, and the hours that were typed do not speak instead', async ({ hanna, mio, iben }) => {
    await typed(iben, 'mio');
    await rota.add(mio, { ...wholeWeek, code: hanna.code });
    expect([await here(), (await posting.now()).mode, await duty.promise()]).toEqual([['hanna'], 'open', expect.anything()]);
    await roles.end(iben, hanna.code, 'host');
    expect([await here(), (await posting.now()).mode, await duty.promise(), await rota.week(mio)]).toEqual([[], 'banner', undefined, []]);
    expect(await presence.typed(), 'the desk reads the same').toEqual({ counts: false, unknown: [] });
  });
  scene('loses their shifts a day later, so that another role brings back nothing nobody asked for', async ({ hanna, mio, iben }) => {
    await rota.add(mio, { ...wholeWeek, code: hanna.code });
    await roles.end(iben, hanna.code, 'host');
    expect(await rota.tidy(), 'one role may follow another').toBe(0);
    await asHouse(() => sql`update members.roles set ended_at = now() - interval '25 hours' where member_id = ${hanna.id}`);
    expect([await rota.tidy(), await rota.tidy()]).toEqual([7, 0]);
    await roles.give(iben, hanna.code, 'host');
    expect([await here(), await rota.week(mio)]).toEqual([[], []]);
  });
  scene('says of whoever was clocked in that they are here no more, at once', async ({ hanna, mio, iben }) => {
    await typed(iben, 'mio');
    await clockings.clockIn(hanna, 120);
    expect(await here()).toEqual(['hanna']);
    await roles.end(iben, hanna.code, 'host');
    expect([await here(), await asHouse(() => clockings.present()), await asHouse(() => clockings.others(mio.id))]).toEqual([['mio'], [], []]);
    const later = new Date(Date.now() + 11 * 60_000);
    expect([await clockings.sweep(), await clockings.sweep(later), await clockings.sweep(later)], 'one role may follow another').toEqual([0, 1, 0]);
  });
  scene('leaves whoever is given another role in the next minutes where they are', async ({ hanna, iben }) => {
    await clockings.clockIn(hanna, 120);
    await roles.end(iben, hanna.code, 'host');
    await clockings.sweep();
    await roles.give(iben, hanna.code, 'moderator');
    expect([await clockings.sweep(new Date(Date.now() + 11 * 60_000)), await here()]).toEqual([0, ['hanna']]);
  });
});

describe('hours that were typed', () => {
  scene('speak of those who have a role here now, however the name is written, and of nobody else', async ({ iben }) => {
    await typed(iben, 'HANNA', 'Fern', 'ada', '–');
    expect(await here()).toEqual(['hanna']);
    expect(await presence.typed(), 'the desk reads whose name is unknown').toEqual({ counts: true, unknown: ['Fern', 'ada'] });
    await roles.end(iben, (await sql<{ code: string }>`select code from members.faces where name = 'hanna'`)[0]!.code, 'host');
    expect([await here(), (await posting.now()).mode, await duty.promise()]).toEqual([[], 'banner', undefined]);
  });
  scene('name nobody who has left for good; a shift that was theirs alone keeps its time and promises nothing (ID-3)', async ({ hanna, iben }) => {
    await typed(iben, 'Hanna', 'mio');
    await goneForGood(hanna);
    expect([await names(), await here()]).toEqual([JSON.stringify(Array<string>(7).fill('mio')).replaceAll(',', ', '), ['mio']]);
  });
  scene('name nobody who has left for good, however their name was written, and keep whose name is another (ID-3)', async ({ hanna, iben }) => {
    await asHouse(() => sql`update members.faces set name = 'Zoë Li', name_folded = ${foldName('Zoë Li')} where persona_id = ${hanna.personaId}`);
    await typed(iben, 'zoe li', 'ZOË  LI', 'Zoe-Li', 'mio', '–', '日本');
    expect(await here()).toEqual(['Zoë Li', 'mio']);
    await goneForGood(hanna);
    expect(await names()).toBe(JSON.stringify(Array(7).fill(['mio', '–', '日本']).flat()).replaceAll(',', ', '));
  });
  scene('are folded by the database as names are', async () => {
    const some = ['Zoë', 'Åse Ærø', ' Ines-Marie ', 'Fern 10', 'Пётр', 'ΝΑΝΑ', 'Straße', '日本', 'L’Ami', 'a_b.c', 'Łukasz', 'ｆｕｌｌ', 'Þóra', '–', 'I|l1', 'p@$'];
    const folded = await sql<{ name: string; folded: string }>`select name, house.folded(name) as folded from unnest(${some}::text[]) as n(name)`;
    expect(folded.map((one) => [one.name, one.folded])).toEqual(some.map((name) => [name, foldName(name)]));
  });
  scene('of somebody alone who has left leave a dash, so that the doors stay open', async ({ hanna, iben }) => {
    await typed(iben, 'hanna');
    await goneForGood(hanna);
    expect([await names(), await here(), (await sayings.empties('en')).includes('shifts')]).toEqual([JSON.stringify(Array<string>(7).fill('–')).replaceAll(',', ', '), [], false]);
  });
});
