import { describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import { today } from '#test/cast';
import { inPlace } from '#test/names';
import { scene } from '#test/scene';
import { codeOf, makeCode, written } from '#care/code-rules';
import * as codes from '#care/codes';
import * as grants from '#care/grants';
import * as ties from '#care/ties';

const why = async (work: Promise<unknown>) => ((await work.catch((error: unknown) => error)) as Refusal).key;

describe('a tie (NEW-7)', () => {
  scene('is there only after the member said yes, under the name they chose', async ({ bo, sol }) => {
    const { codes: [code] } = await codes.make(sol, 'card');
    expect(await codes.read(bo, code!)).toMatchObject({ name: 'Sol Berg', role: 'nurse', organisation: 'Example Clinic', identity: 'factor' });
    expect((await ties.people(sol)).map(({ knownAs }) => knownAs)).toEqual(['Kari']);
    const id = await ties.confirm(bo, { code: written(code!).toUpperCase(), knownAs: ' Per  Hansen ' }, 'a place');
    expect((await ties.people(sol)).map(({ knownAs }) => knownAs).sort()).toEqual(['Kari', 'Per Hansen']);
    expect(await ties.one(bo, id)).toMatchObject({ name: 'Sol Berg', knownAs: 'Per Hansen', identity: 'factor', endedAt: null });
  });
  scene('never goes by the name one has in the community', async ({ bo, sol }) => {
    const { codes: [code] } = await codes.make(sol, 'card');
    for (const knownAs of ['bo', 'B o', 'BÓ', '']) await expect(ties.confirm(bo, { code: code!, knownAs }, 'a place')).rejects.toThrow(Refusal);
  });
  scene('never goes by a name one has in any place, nor one that was put away; one that is close is asked about, of its owner alone (ID-3, ID-6)', async ({ ada, bo, cleo, hanna, iben, sol }) => {
    const { place } = await inPlace(iben, { ada, bo, cleo, hanna });
    await personas.renew(bo, await personas.inPlace(bo, place), { name: 'Brass Button', pledged: true });
    const { codes: [code, other] } = await codes.make(sol, 'card', 2);
    const yes = (member: Member, knownAs: string, keepName = false, card = code!) => ties.confirm(member, { code: card, knownAs, keepName }, 'a place');
    for (const knownAs of ['Brass Button', 'brass-button', 'Grey Mitten', 'Grey Mítten']) for (const keep of [false, true]) expect(await why(yes(bo, knownAs, keep)), knownAs).toBe('care.refused.otherName');
    expect(await why(yes(bo, 'Mitten'))).toBe('care.refused.nearName');
    const id = await yes(bo, 'Mitten', true);
    expect((await ties.one(bo, id)).knownAs).toBe('Mitten');
    expect(await why(ties.rename(bo, id, { knownAs: 'Brass  Button' }))).toBe('care.refused.otherName');
    await ties.rename(bo, id, { knownAs: 'Per Hansen' });
    expect(await yes(cleo, 'Brass Button', false, other!), 'what others are called is nobody’s to learn').toBeTruthy();
  });
  scene('is made once by a card: used, old, taken back and guessed are one answer', async ({ ada, bo, cleo, sol }) => {
    const { codes: [used, spare] } = await codes.make(sol, 'card', 2);
    await ties.confirm(bo, { code: used!, knownAs: 'Per' }, 'a place');
    const { batchId, codes: [back] } = await codes.make(sol, 'card');
    await codes.takeBack(sol, batchId);
    const { batchId: oldBatch, codes: [old] } = await codes.make(sol, 'link');
    await asHouse(() => sql`update care.batches set ends_at = now() where id = ${oldBatch}`);
    for (const code of [used!, back!, old!, makeCode(), 'x', '']) {
      expect(await why(ties.confirm(cleo, { code, knownAs: 'C' }, 'a place'))).toBe('care.refused.code');
    }
    expect(await why(ties.confirm(ada, { code: spare!, knownAs: 'A' }, 'a place'))).toBe('care.refused.tied');
    expect(await codes.read(cleo, spare!)).toMatchObject({ name: 'Sol Berg' }); // who has said yes already does not use it up
  });
  scene('cannot be guessed: after ten tries the answer is to wait, for the right code too', async ({ cleo, sol }) => {
    const { codes: [code] } = await codes.make(sol, 'card');
    for (let n = 0; n < 10; n++) await why(ties.confirm(cleo, { code: makeCode(), knownAs: 'C' }, 'a place'));
    expect(await why(ties.confirm(cleo, { code: code!, knownAs: 'C' }, 'a place'))).toBe('care.refused.codeOften');
  });
  scene('leaves nothing by which the clinic could tell which card was used', async ({ bo, sol }) => {
    const { codes: [code] } = await codes.make(sol, 'card', 3);
    const before = await codes.batches(sol);
    await ties.confirm(bo, { code: code!, knownAs: 'Per' }, 'a place');
    expect(await codes.batches(sol)).toEqual(before);
    expect(await asking(sol, () => sql`select 1 from care.codes`)).toEqual([]);
    expect(JSON.stringify(await ties.people(sol))).not.toContain(bo.id);
  });
  scene('is ended by the member with one word, and everything shared ends with it', async ({ ada, bo, sol }) => {
    const [tie] = await ties.of(ada);
    await grants.give(ada, tie!.id, { kind: 'week' }, today());
    await expect(ties.end(bo, tie!.id)).rejects.toThrow(NotFound);
    await ties.end(ada, tie!.id);
    await ties.end(ada, tie!.id); // a double tap
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'care.tie.ended'`)).toHaveLength(1);
    expect(await ties.people(sol)).toEqual([]);
    expect(await grants.of(ada)).toEqual([]);
    await expect(ties.person(sol, tie!.id)).rejects.toThrow(NotFound);
  });
  scene('is ended by the provider, too; a colleague cannot', async ({ ada, sol, vera }) => {
    const [tie] = await ties.of(ada);
    await grants.give(ada, tie!.id, { kind: 'week' }, today());
    await expect(ties.endAsProvider(vera, tie!.id)).rejects.toThrow(NotFound);
    await ties.endAsProvider(sol, tie!.id);
    expect(await ties.of(ada)).toMatchObject([{ endedBy: 'provider', shares: 0 }]);
    await ties.endAsProvider(sol, tie!.id); // a double tap
    await ties.end(ada, tie!.id); // and the member, who was slower
    expect(await ties.of(ada)).toMatchObject([{ endedBy: 'provider' }]);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'care.tie.ended'`)).toHaveLength(1);
    await expect(ties.endAsProvider(vera, tie!.id)).rejects.toThrow(NotFound);
  });
  scene('shows nobody else anything: not another member, not a colleague', async ({ ada, bo, vera }) => {
    const [tie] = await ties.of(ada);
    expect(await ties.of(bo)).toEqual([]);
    expect(await ties.people(vera)).toEqual([]);
    await expect(ties.person(vera, tie!.id)).rejects.toThrow(NotFound);
    await expect(ties.rename(bo, tie!.id, { knownAs: 'Somebody' })).rejects.toThrow(NotFound);
    for (const wrong of ['', 'x', "' or 1=1", '00000000-0000-0000-0000-000000000000']) await expect(ties.person(vera, wrong)).rejects.toThrow(NotFound);
  });
  scene('lets the member be known by another name', async ({ ada, sol }) => {
    const [tie] = await ties.of(ada);
    await ties.rename(ada, tie!.id, { knownAs: 'Kari Nordmann' });
    expect(await ties.person(sol, tie!.id)).toMatchObject({ knownAs: 'Kari Nordmann', before: null });
    const [kept] = await asHouse(() => sql<{ sealedName: string }>`select sealed_name from care.ties where id = ${tie!.id}`);
    expect(kept!.sealedName).not.toContain('Kari');
  });
});

describe('a code', () => {
  it('is read however it is typed, and is nothing else', () => {
    const code = makeCode();
    expect(codeOf(` ${written(code).toUpperCase()} `)).toBe(code);
    for (const wrong of ['', 'abc', `${code}2`, code.replace(/./, 'a'), 'ö'.repeat(12)]) expect(codeOf(wrong)).toBeUndefined();
  });
});
