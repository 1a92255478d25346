/** A plan nobody has shown yet, as it is read by whoever was asked to host it. */
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as hosting from '#gatherings/hosting';
import * as plans from '#gatherings/plans';
import { aPlan, aWhen, table } from '#gatherings/seed';
import * as sittings from '#gatherings/sittings';
import type { Member } from '#members/members';
import * as assessing from '#safety/assessing';
import * as decisions from '#safety/decisions';
import * as gathered from '#safety/gathered';
import * as held from '#safety/held';
import { reactors } from '#safety/reactors';
import { scene } from '#test/scene';

type Found = Awaited<ReturnType<typeof import('#triage/assess').assess>>;
const found = (level: 'urgent' | 'none', flags: string[] = []) => () => Promise.resolve({ level, flags, reasons: [], version: 't' } as Found);
const refusal = (key: string, values = {}) => expect.objectContaining({ key: `gatherings.refused.${key}`, field: 'person', values });
const caseOf = async (id: string) => (await asHouse(() => sql<{ id: string; level: string; version: number; state: string }>`select id, level, version, state from safety.cases where subject_id = ${id}`))[0];
const sees = async (member: Member, code: string) => [(await sittings.drafts(member)).length, await sittings.one(member, code, 2).then(() => true, () => false)];

describe('a plan somebody was asked to host (MEET-7)', () => {
  scene('is asked of five people a day, whose page is open; the same one twice is once, and a no is not undone', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code, here } = await table([hanna], [ada, bo, cleo, mio, iben], iben, {}, false);
    const second = await plans.begin(hanna, await here(hanna), aPlan, aWhen(20));
    const faceOf = async (member: Member) => (await here(member)).code;
    await asHouse(async () => sql`
      insert into members.ladders (persona_id, member_id, page) values (${(await here(bo)).personaId}, ${bo.id}, 'nobody') on conflict (persona_id) do update set page = excluded.page`);
    await expect(hosting.askCohost(hanna, code, await faceOf(bo)), 'whoever keeps their page closed is not asked').rejects.toEqual(refusal('person'));
    expect(await sittings.drafts(bo)).toEqual([]);
    for (let times = 0; times < 8; times++) await hosting.askCohost(hanna, code, await faceOf(ada));
    for (const member of [cleo, mio, iben]) await hosting.askCohost(hanna, code, await faceOf(member));
    await hosting.answerCohost(cleo, code, false);
    await hosting.askCohost(hanna, code, await faceOf(cleo));
    await hosting.askCohost(hanna, second.code, await faceOf(ada));
    expect(await sittings.drafts(cleo)).toEqual([]);
    await expect(hosting.askCohost(hanna, second.code, await faceOf(mio))).rejects.toEqual(refusal('cohosts', { most: 5 }));
  });

  scene('can be told of from then on, by them alone, also after a no, and is read for danger; before that it is its host’s (MOD-9)', async ({ ada, bo, cleo, hanna, iben, mio }) => {
    const { code, gatheringId, here } = await table([hanna], [ada, bo], iben, {}, false);
    await assessing.ofGathered('plan', gatheringId, found('urgent'));
    await expect(gathered.tell(ada, code, '', 'unkind', 'It is about me.')).rejects.toBeInstanceOf(NotFound);
    expect(await caseOf(gatheringId)).toBeUndefined();

    for (const asked of [ada, bo]) expect(await hosting.askCohost(hanna, code, (await here(asked)).code)).toBe(gatheringId);
    for (const other of [cleo, hanna]) await expect(gathered.tell(other, code, '', 'unkind', 'It is about me.')).rejects.toBeInstanceOf(NotFound);
    expect(await gathered.about(ada, code)).toMatchObject({ kind: 'plan', isThere: true, text: expect.stringContaining(aPlan.what) });
    expect([await sittings.one(hanna, code, 2), await sittings.one(ada, code, 2)]).toMatchObject([{ isHost: true, isPlanner: true }, { isAsked: true, isPlanner: false }]);
    await gathered.tell(ada, code, '', 'unkind', 'It is about me.');
    await hosting.answerCohost(bo, code, false);
    expect(await gathered.about(bo, code), 'what was seen can be told of').toMatchObject({ isThere: false, away: [] });
    await gathered.tell(bo, code, '', 'unkind', 'And about me.');

    const { id, version } = (await caseOf(gatheringId))!;
    await decisions.decide(mio, id, version, { deed: 'hid', rule: 1, toAuthor: 'This is unkind to somebody here, so it is out of sight.', toReporters: 'Nobody sees it any more.' });
    expect([await sees(ada, code), await sees(hanna, code)], 'whoever was asked does not see it any more, its host does').toEqual([[0, false], [1, true]]);
    await expect(hosting.askCohost(hanna, code, (await here(ada)).code)).resolves.toBe(gatheringId);
    expect(await asking(ada, () => sql`select 1 from gatherings.gatherings`)).toEqual([]);
  });

  scene('is read as soon as somebody is asked, and again when it changes; what tells how is out of sight, for a person to look at (MOD-9)', async ({ ada, bo, hanna, iben }) => {
    const { code, gatheringId, here } = await table([hanna], [ada, bo], iben, {}, false);
    await hosting.askCohost(hanna, code, (await here(ada)).code);
    const heard = async (name: string) => (await asHouse(() => sql<{ data: Record<string, string> }>`select data from platform.events where name = ${name}`)).map(({ data }) => data);
    const [event] = await heard('gatherings.cohost.asked');
    await reactors['gatherings.cohost.asked']!({ id: 1, name: 'gatherings.cohost.asked', data: event!, at: new Date() });
    expect(await asHouse(() => sql`select 1 from safety.assessments where post_id = ${gatheringId}`)).toHaveLength(1);
    await plans.change(hanna, code, { ...aPlan, what: 'Here is how.' });
    expect(await heard('gatherings.gathering.changed')).toEqual([{ gatheringId }]);
    expect(await assessing.gatheredAtOnce(hanna, 'plan', gatheringId, found('urgent', ['method_detail']))).toBe(true);
    expect([await caseOf(gatheringId), await sees(ada, code)]).toMatchObject([{ level: 'urgent' }, [0, false]]);
    await expect(hosting.askCohost(hanna, code, (await here(bo)).code)).rejects.toEqual(refusal('askHidden'));
    await asHouse(() => sql`update safety.cases set state = 'closed'`);
    await asHouse(() => sql`update gatherings.gatherings set hidden_at = now() - interval '1 hour'`);
    expect(await held.sweep(), 'and is not lost').toBe(1);
  });
});
