import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as concerning from '#gatherings/concerning';
import * as plans from '#gatherings/plans';
import * as seats from '#gatherings/seats';
import { aPlan, table } from '#gatherings/seed';
import * as sittings from '#gatherings/sittings';
import * as topics from '#gatherings/topics';
import * as blocks from '#members/blocks';
import * as personas from '#members/personas';
import { asModerator, type Moderator } from '#members/members';
import * as appeals from '#safety/appeals';
import * as assessing from '#safety/assessing';
import * as decisions from '#safety/decisions';
import * as gathered from '#safety/gathered';
import * as queue from '#safety/queue';
import * as undoing from '#safety/undoing';
import { scene } from '#test/scene';

type Found = Awaited<ReturnType<typeof import('#triage/assess').assess>>;
const tellsHow = ({ text }: { text: string }) => Promise.resolve((text.includes('grams') ? { level: 'concern', flags: ['method_detail'], reasons: [], version: 't' } : { level: 'none', flags: [], reasons: [], version: 't' }) as unknown as Found);
const openOf = async (id: string) => (await asHouse(() => sql<{ id: string; version: number; level: string }>`select id, version, level from safety.cases where subject_id = ${id} and state <> 'closed'`))[0];
const deciding = (deed: string, more: Partial<decisions.Deciding> = {}): decisions.Deciding => ({ deed, rule: deed === 'hid' ? 1 : 0, toAuthor: 'I have read your plan, and this is why.', toReporters: '', ...more });
const decide = async (moderator: Moderator, id: string, deed: string) => {
  const { id: caseId, version } = (await openOf(id))!;
  await decisions.decide(moderator, caseId, version, deciding(deed));
};

describe('a plan whose planner has left (MOD-2)', () => {
  scene('is decided about as before: what is done to it is read by the other host, who may ask again; the case stays about whoever planned it', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code, gatheringId, here } = await table([hanna, bo], [ada, cleo], iben);
    await gathered.tell(ada, code, '', 'harm', 'It tells others what to take.');
    await personas.leave(hanna, await here(hanna));
    const { id } = (await openOf(gatheringId))!;
    const { personaId, standing } = await queue.one(mio, id);
    expect([standing.isHidden, await asHouse(() => sql`select member_id from members.personas where id = ${personaId}`)], 'a pause is for whoever wrote it').toEqual([false, [{ memberId: hanna.id }]]);
    await gathered.tell(cleo, code, '', 'harm', 'It does.');
    await decide(mio, gatheringId, 'hid');
    await expect(sittings.one(ada, code, 1)).rejects.toBeInstanceOf(NotFound);
    const [decision] = await asHouse(() => sql<{ id: string }>`select id from safety.decisions where subject_id = ${gatheringId}`);
    expect(await appeals.about(bo, decision!.id)).toMatchObject({ kind: 'hid', mayAppeal: true });
    expect([await appeals.isPlanHidden(bo, gatheringId), (await appeals.mine(bo)).decided]).toMatchObject([true, [{ id: decision!.id }]]);
  });
  scene('is not the other host’s to decide about, moderator or not', async ({ ada, hanna, mio, iben }) => {
    const { code, gatheringId, here } = await table([hanna, mio], [ada], iben);
    await gathered.tell(ada, code, '', 'unkind', '');
    await personas.leave(hanna, await here(hanna));
    const { id } = (await openOf(gatheringId))!;
    await expect(queue.one(mio, id)).rejects.toBeInstanceOf(NotFound);
    expect(await queue.one(asModerator(iben)!, id)).toMatchObject({ subjectKind: 'plan' });
  });
  scene('that nobody holds stays about whoever planned it, who is a member still', async ({ ada, hanna, mio, iben }) => {
    const { code, gatheringId, here } = await table([hanna], [ada], iben, {}, false);
    await asHouse(() => sql`update gatherings.gatherings set published_at = now() where id = ${gatheringId}`);
    await gathered.tell(ada, code, '', 'unkind', '');
    await personas.leave(hanna, await here(hanna));
    const { personaId } = await queue.one(mio, (await openOf(gatheringId))!.id);
    expect(await asHouse(() => sql`select member_id from members.personas where id = ${personaId}`)).toEqual([{ memberId: hanna.id }]);
  });
});

describe('words of a plan that were held (MOD-9, safety guide 4)', () => {
  const inSight = async (id: string) => !(await asHouse(() => concerning.written('plan', id)))!.isHidden;
  scene('are held again when they are put back after others were shown, and a person looks; heard twice it is once', async ({ ada, bo, hanna, mio, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada], iben);
    const change = async (what: string) => {
      await plans.change(hanna, code, { ...aPlan, what });
      await assessing.gatheredAtOnce(hanna, 'plan', gatheringId, tellsHow);
      for (let twice = 0; twice < 2; twice++) await assessing.ofGathered('plan', gatheringId, tellsHow);
    };
    await change('So many grams.');
    expect(await inSight(gatheringId)).toBe(false);
    await change('Tea, and nobody has to talk.');
    await decide(mio, gatheringId, 'showed');
    expect([await inSight(gatheringId), await openOf(gatheringId)]).toEqual([true, undefined]);
    await change('So many grams.');
    expect(await inSight(gatheringId)).toBe(false);
    const again = (await openOf(gatheringId))!;
    expect(again.level).toBe('concern');
    expect((await queue.one(mio, again.id)).signals).toHaveLength(1);
    // The same while the case stays open.
    await change('Tea, and nobody has to talk.');
    const { id, version } = (await openOf(gatheringId))!;
    await decisions.decide(mio, id, version, deciding('showed', { isKept: true }));
    expect(await inSight(gatheringId)).toBe(true);
    await change('So many grams.');
    expect(await inSight(gatheringId)).toBe(false);
  });
  scene('stay to be seen where a moderator read these very words and showed them, or took it back that they were hidden', async ({ ada, bo, hanna, mio, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada], iben, { what: 'So many grams of flour.' });
    const read = () => assessing.ofGathered('plan', gatheringId, tellsHow);
    await read();
    await decide(mio, gatheringId, 'showed');
    await read();
    expect([await inSight(gatheringId), await openOf(gatheringId)]).toEqual([true, undefined]);
    await plans.change(hanna, code, { ...aPlan, what: 'So many grams of sugar.' });
    await read();
    await decide(mio, gatheringId, 'hid');
    const [decision] = await asHouse(() => sql<{ id: string }>`select id from safety.decisions where subject_id = ${gatheringId} and kind = 'hid'`);
    await undoing.undo(mio, decision!.id, 'It is a recipe. I had misread it.');
    await read();
    expect([await inSight(gatheringId), await openOf(gatheringId)]).toEqual([true, undefined]);
  });
});

describe('telling us of something that is put out of sight meanwhile (MOD-2)', () => {
  scene('is taken of a plan and of what lies on its table; whoever could not see them is told nothing, nor of what nobody has decided about', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada, cleo], iben);
    for (const guest of [ada, cleo]) await seats.take(guest, code);
    const card = await topics.lay(ada, code, 'Unkind words.');
    await expect(gathered.about(iben, code, card)).rejects.toBeInstanceOf(NotFound);
    await gathered.tell(bo, code, card, 'unkind', 'First.');
    await decide(mio, card, 'hid');
    expect(await gathered.about(cleo, code, card)).toMatchObject({ kind: 'topic', away: [{ kind: 'topic', id: card }] });
    await gathered.tell(cleo, code, card, 'danger', 'Somebody may be in danger.');
    expect(await openOf(card)).toMatchObject({ level: 'urgent' });
    for (const wrong of [ada, iben]) await expect(gathered.tell(wrong, code, card, 'unkind', ''), wrong.id).rejects.toBeInstanceOf(NotFound);

    await gathered.tell(ada, code, '', 'harm', 'First.');
    await decide(mio, gatheringId, 'hid');
    await expect(sittings.one(cleo, code, 1)).rejects.toBeInstanceOf(NotFound);
    await gathered.tell(cleo, code, '', 'danger', 'And they mean it.');
    expect(await openOf(gatheringId)).toMatchObject({ level: 'urgent' });
    const { id } = (await openOf(gatheringId))!;
    expect((await queue.one(mio, id)).reports).toMatchObject([{ reason: 'danger', words: 'And they mean it.' }]);
    await gathered.tell(cleo, code, card, 'unkind', 'The card, too.');
    await expect(gathered.tell(hanna, code, '', 'unkind', ''), 'their own').rejects.toBeInstanceOf(NotFound);

    const other = await table([hanna, bo], [ada, cleo], iben, {}, true, 'cafe', 'blue');
    await asHouse(() => concerning.hold('plan', other.gatheringId));
    await expect(gathered.tell(cleo, other.code, '', 'unkind', ''), 'held').rejects.toBeInstanceOf(NotFound);
  });
  scene('is not where a host and they keep apart', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code, gatheringId, here } = await table([hanna, bo], [ada, cleo], iben);
    await gathered.tell(ada, code, '', 'harm', 'First.');
    await decide(mio, gatheringId, 'hid');
    expect(await gathered.about(cleo, code)).toMatchObject({ kind: 'plan' });
    await blocks.block(cleo, (await here(hanna)).code);
    await expect(gathered.about(cleo, code)).rejects.toBeInstanceOf(NotFound);
  });
});
