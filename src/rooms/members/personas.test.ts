import { describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound, type Refusal } from '#platform/answers';
import * as blocks from '#members/blocks';
import * as faces from '#members/faces';
import * as leaving from '#members/leaving';
import type { Member, Steward } from '#members/members';
import { foldName, isNear, looksLike, skeletonOf } from '#members/name-rules';
import * as names from '#members/names';
import * as personas from '#members/personas';
import * as pledges from '#members/pledges';
import * as spaces from '#members/spaces';
import * as ladders from '#members/ladders';
import { scene } from '#test/scene';

const opening = { kind: 'local', name: 'By the water', about: '', region: 'Viken', area: 'Sandvika', language: 'en' };
const open = async (iben: Steward, more = {}) => (await spaces.open(iben, { ...opening, ...more })).code;
const comeIn = (member: Member, place: string, name: string, more = {}) => personas.make(member, place, { name, pledged: true, ...more });
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);

describe('a persona (ID-3, ID-5, NEW-1)', () => {
  scene('is another name, pattern and address in each space, and nothing of one stands in another', async ({ ada, bo, iben }) => {
    const place = await open(iben);
    await comeIn(ada, place, 'Slow Ferry');
    await comeIn(bo, place, 'Grey Mitten');
    const [forum, local] = await personas.of(ada);
    expect([forum!.kind, local!.kind, local!.name]).toEqual(['forum', 'local', 'Slow Ferry']);
    expect(new Set([forum!.seed, local!.seed, forum!.code, local!.code, forum!.personaId, local!.personaId]).size).toBe(6);
    // What bo can read at all, as row-level security gives it: no row leads from one to the other.
    const tables = await sql<{ name: string }>`select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('members', 'forum') and table_type = 'BASE TABLE'`;
    for (const { name } of tables) {
      const rows = await asking(bo, () => sql<{ row: string }>`select x::text as row from unnest(xpath('/table/row', query_to_xml('select * from ' || ${name}, false, false, ''))) x`);
      for (const { row } of rows) {
        expect(row.includes(ada.personaId) && row.includes(local!.personaId), name).toBe(false);
        expect(row.includes(ada.id), `${name} shows a member`).toBe(false);
      }
    }
  });
  scene('is taken once: sent twice, or in two windows, there is one', async ({ ada, iben }) => {
    const place = await open(iben);
    await comeIn(ada, place, 'Slow Ferry');
    await comeIn(ada, place, 'Other Thing');
    expect((await personas.of(ada)).map(({ name }) => name)).toEqual(['ada', 'Slow Ferry']);
  });
  scene('needs the pledge of its kind once, kept with its words (ID-11)', async ({ ada, iben }) => {
    const [place, cafe] = [await open(iben), await open(iben, { kind: 'cafe', name: 'Thursday table', area: '' })];
    expect(await refusalOf(comeIn(ada, place, 'Slow Ferry', { pledged: false }))).toBe('members.refused.pledge');
    await comeIn(ada, place, 'Slow Ferry');
    expect([await pledges.isGiven(ada, 'local'), await pledges.isGiven(ada, 'cafe')]).toEqual([true, false]);
    expect(await refusalOf(comeIn(ada, cafe, 'Plum Jam', { pledged: false }))).toBe('members.refused.pledge');
  });
  scene('does not take a name of anybody anywhere, nor one that is near to another of one’s own', async ({ ada, bo, iben }) => {
    const place = await open(iben);
    await comeIn(bo, place, 'Grey Mitten');
    expect(await refusalOf(comeIn(ada, place, 'Ada'))).toBe('members.refused.nameTaken');
    expect(await refusalOf(comeIn(ada, place, 'Grey Mítten'))).toBe('members.refused.nameTaken');
    await faces.rename(ada, 'Quiet Heron');
    expect(await refusalOf(comeIn(ada, place, 'Loud Heron'))).toBe('members.refused.name.near');
    await comeIn(ada, place, 'Loud Heron', { keepName: true });
  });
  scene('can be put away for a new one: the old words stay under the old name, a block holds for the new one', async ({ ada, bo, iben }) => {
    const place = await open(iben);
    await comeIn(ada, place, 'Slow Ferry');
    await comeIn(bo, place, 'Grey Mitten');
    const old = await personas.inPlace(ada, place);
    await blocks.block(bo, old.code);
    await personas.renew(ada, old, { name: 'Brass Button', pledged: true });
    const now = await personas.inPlace(ada, place);
    expect([now.name, now.level, now.code === old.code]).toEqual(['Brass Button', 'anonymous', false]);
    const hidden = await asking(bo, () => sql<{ blocked: string }>`select * from members.blocked()`);
    expect(hidden.map(({ blocked }) => blocked).sort()).toEqual([old.personaId, now.personaId].sort());
    await expect(personas.renew(ada, old, { name: 'Copper Pot', pledged: true })).rejects.toThrow(NotFound); // an old form, sent again
  });
  scene('is not there for others: no code of a space is a way in, and none is told apart from one that does not exist', async ({ ada, cleo, iben }) => {
    const place = await open(iben);
    await comeIn(ada, place, 'Slow Ferry');
    for (const wrong of [place, 'nosuch', '', 'forum2', ada.personaId]) await expect(personas.at(cleo, wrong)).rejects.toThrow(NotFound);
    await expect(personas.inPlace(ada, 'forum')).rejects.toThrow(NotFound);
    await spaces.close(iben, place);
    await expect(comeIn(cleo, place, 'Tin Whistle')).rejects.toThrow(NotFound);
    await expect(spaces.one(cleo, place, 2)).rejects.toThrow(NotFound);
    expect((await spaces.one(ada, place, 2)).mine).toBe('Slow Ferry');
  });
  scene('goes at an hour of its own when its member leaves, not in one stroke with the others', async ({ ada, iben }) => {
    const place = await open(iben);
    await comeIn(ada, place, 'Slow Ferry');
    await leaving.ask(ada);
    const left = async () => (await asHouse(() => sql`select 1 from members.personas where member_id = ${ada.id} and space <> 'forum'`)).length;
    await asHouse(() => sql`update members.leavings set due_at = now() + interval '3 days 1 hour' where member_id = ${ada.id}`);
    await leaving.sweep();
    expect(await left()).toBe(1);
    await asHouse(() => sql`update members.leavings set due_at = now() + interval '10 seconds' where member_id = ${ada.id}`);
    await leaving.sweep();
    expect(await left()).toBe(0);
    expect(await asHouse(() => sql`select 1 from members.members where id = ${ada.id}`)).toHaveLength(1);
  });
});

describe('an area (ID-17)', () => {
  scene('is said when enough people belong there, and never before', async ({ ada, bo, cleo, iben, hanna }) => {
    const place = await open(iben);
    const areaFor = async (member: Member, enough: number) => (await spaces.all(member, enough)).find(({ code }) => code === place)!.area;
    await comeIn(ada, place, 'Slow Ferry');
    await comeIn(bo, place, 'Grey Mitten');
    expect([await areaFor(cleo, 3), await areaFor(ada, 3)]).toEqual([null, null]);
    await comeIn(hanna, place, 'Plum Jam');
    expect(await areaFor(cleo, 3)).toBe('Sandvika');
    await ladders.choose(ada, (await personas.of(ada))[0]!, 'local', place);
    expect([await ladders.belonging(cleo, ada.code, 4), await ladders.belonging(cleo, ada.code, 3), await ladders.belonging(cleo, bo.code, 3)]).toEqual([undefined, { area: 'Sandvika', hasMet: false }, undefined]);
    expect(await asking(cleo, () => sql`select * from members.areas`)).toEqual([]);
    await personas.leave(ada, await personas.inPlace(ada, place));
    expect(await ladders.belonging(cleo, ada.code, 2)).toBeUndefined();
    await expect(comeIn(ada, place, 'Slow Ferry'), 'a name that was left behind rests').rejects.toMatchObject({ key: 'members.refused.nameTaken' });
    expect(await refusalOf(open(iben, { name: 'Sandvika by night' }))).toBe('members.refused.spaceSaysArea');
  });
});

describe('a name that imitates (ID-3)', () => {
  it.each(['Badminton', 'Vertigo', 'Low Mood', 'Ghost', 'Modest', 'Root Vegetable', 'Away Team', 'Nurserymaid', 'Boot', 'Steady Hand', 'Staffordshire Tea'])('%s is fine', (name) => expect(looksLike(name)).not.toBe('staff'));
  it.each(['host Fern', 'Fern (moderator)', 'Fern, host', 'ModeratorFern', 'Fern_Mod', 'm.o.d', 'h0st Fern', 'НОST Fern', 'ＡＤＭＩＮ', 'Moderatorr', 'Mod erator', 'Help Desk', 'mod1', 'Dr Fern', 'Vert Furu', 'Peer  Host', 'adrnin', 'Stéward'])('%s reads as staff', (name) =>
    expect(looksLike(name)).toBe('staff'));
  it.each(['Quiet Hеron', 'Αda', 'Ferո Leaf'])('%s mixes alphabets', (name) => expect(looksLike(name)).toBe('mixed'));
  it.each([['Fern', 'Fem'], ['Fern', 'Ferrn'], ['Willow', 'VVillow'], ['Willow', 'Wilow'], ['Lille Ild', 'LiIIe lld'], ['Corn', 'Com'], ['Fern', 'F e r n'], ['Ash', 'Аѕһ'], ['Otter', '0tter']])('%s and %s look alike', (one, other) =>
    expect(skeletonOf(foldName(one))).toBe(skeletonOf(foldName(other))));
  it.each([['Quiet Heron', 'Heron Loud', true], ['Quiet Heron', 'Herons', true], ['Quiet Heron', 'Paper Moon', false], ['Ash', 'Washing Day', false]])('%s and %s are near: %s', (one, other, near) => expect(isNear(one, other)).toBe(near));

  scene('of another member is taken, in every disguise, also at the database', async ({ ada, bo }) => {
    await faces.rename(ada, 'Fern Willow');
    for (const disguise of ['Fem Willow', 'Ferrn Wilow', 'FERN VVILLOW', 'F e r n willow', 'Fërn WiIIow', 'Fern\u200bWillow']) expect(await refusalOf(names.check(disguise)), disguise).toBe('members.refused.nameTaken');
    const forge = () => asHouse(() => sql`update members.faces set name = 'Fem Willow', name_folded = 'femwlllow' where persona_id = ${bo.personaId}`);
    await expect(forge()).rejects.toMatchObject({ code: '23505' });
  });
  scene('has the same skeleton in the database and in the rules', async () => {
    for (const name of ['Fern Willow', 'Ferrn', 'VVaterfall', 'Bokker', 'Ærfugl', 'Åååh']) {
      const [row] = await sql<{ skeleton: string }>`select members.skeleton(${name}, ${foldName(name)}) as skeleton`;
      expect(row!.skeleton).toBe(skeletonOf(foldName(name)));
    }
  });
});
