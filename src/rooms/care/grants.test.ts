import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asHouse, asking, executeSql, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { today } from '#test/cast';
import { scene } from '#test/scene';
import { lastDayOf, shareables } from '#care/grant-rules';
import * as grants from '#care/grants';
import * as openings from '#care/openings';
import * as ties from '#care/ties';
import * as ownClock from '#members/own-clock';

const migration = readFileSync(new URL('migrations/2026-11-24-shares-end-by-the-clock-of-the-place.sql', import.meta.url), 'utf8');
const tieOf = async (member: Parameters<typeof ties.of>[0]) => (await ties.of(member))[0]!.id;

describe('a share grant (NEW-7, TOOL-9, TOOL-10)', () => {
  scene('is given only by the member; before that there is nothing to see', async ({ ada, sol }) => {
    const tie = await tieOf(ada);
    expect(await grants.byTie(sol, tie)).toEqual([]);
    for (const wrong of ['x', tie]) await expect(grants.open(sol, tie, wrong)).rejects.toThrow(NotFound);
  });
  scene('opens one kind of thing to one provider, and the member sees that it was opened', async ({ ada, bo, sol, vera }) => {
    const tie = await tieOf(ada);
    const given = await grants.give(ada, tie, { kind: 'plan' }, today());
    expect(await openings.of(ada)).toEqual([]);
    expect(await grants.open(sol, tie, given)).toMatchObject({ kind: 'plan', memberId: ada.id });
    expect(await openings.of(ada)).toMatchObject([{ kind: 'plan', name: 'Sol Berg', organisation: 'Example Clinic', openedAt: expect.any(Date) }]);
    expect(await openings.own(sol)).toMatchObject([{ kind: 'plan', knownAs: 'Kari' }]);
    await expect(grants.open(vera, tie, given)).rejects.toThrow(NotFound);
    expect(await openings.own(vera)).toEqual([]);
    expect(await openings.of(bo)).toEqual([]);
  });
  scene('given twice is given once, until the newer day', async ({ ada }) => {
    const tie = await tieOf(ada);
    expect(await grants.give(ada, tie, { kind: 'week', days: '7' }, today())).toBe(await grants.give(ada, tie, { kind: 'week', days: '30' }, today()));
    expect(await grants.of(ada)).toHaveLength(1);
  });
  scene('is stopped at once, by its own member alone, twice is once', async ({ ada, bo, sol }) => {
    const tie = await tieOf(ada);
    const given = await grants.give(ada, tie, { kind: 'week' }, today());
    const { openingId } = await grants.open(sol, tie, given);
    expect(await grants.isStillOpen(openingId)).toBe(true);
    await expect(grants.takeBack(bo, given)).rejects.toThrow(NotFound);
    await grants.takeBack(ada, given);
    await grants.takeBack(ada, given);
    expect(await grants.isStillOpen(openingId)).toBe(false);
    await expect(grants.open(sol, tie, given)).rejects.toThrow(NotFound);
    expect(await openings.own(sol)).toMatchObject([{ kind: null, knownAs: null }]);
    expect(await openings.of(ada)).toHaveLength(1); // what was seen stays in the log
  });
  scene('that is given anew without the answers is off a page that shows them, as if it had stopped (TOOL-10)', async ({ ada, sol }) => {
    const tie = await tieOf(ada);
    const giving = { kind: 'measure-result', thing: 'phq-8' } as const;
    const given = await grants.give(ada, tie, { ...giving, withAnswers: true }, today());
    const { openingId: whole } = await grants.open(sol, tie, given);
    expect(await grants.isStillOpen(whole)).toBe(true);
    await grants.give(ada, tie, giving, today());
    expect(await grants.isStillOpen(whole)).toBe(false);
    const { openingId: alone } = await grants.open(sol, tie, given);
    expect(await grants.isStillOpen(alone)).toBe(true);
    await grants.give(ada, tie, { ...giving, withAnswers: true }, today());
    expect(await grants.isStillOpen(alone), 'more is shared now than it shows').toBe(true);
  });
  scene('ends with the day the member chose', async ({ ada, sol }) => {
    const tie = await tieOf(ada);
    const given = await grants.give(ada, tie, { kind: 'week' }, today());
    await asHouse(() => sql`update care.grants set ends_at = now() where id = ${given}`);
    expect(await grants.byTie(sol, tie)).toEqual([]);
    await expect(grants.open(sol, tie, given)).rejects.toThrow(NotFound);
    expect(await grants.of(ada)).toEqual([]);
    expect(await grants.give(ada, tie, { kind: 'week' }, today())).not.toBe(given);
  });
  scene('says the same last day to the member, to the provider and in the look, and ends with it by the clock it was given by', async ({ ada, sol }) => {
    const tie = await tieOf(ada);
    const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    for (const [timeZone, kind] of [['Europe/Oslo', 'week'], ['Pacific/Honolulu', 'plan'], ['Pacific/Kiritimati', 'items'], ['UTC', 'people']] as const) {
      const given = await grants.give(ada, tie, { kind, days: 'until', until: day }, { ...today(), timeZone });
      for (const session of ['UTC', 'Asia/Tokyo']) {
        await asHouse(() => sql`select set_config('TimeZone', ${session}, true)`);
        expect((await grants.of(ada)).find(({ id }) => id === given)?.lastDay, `${timeZone} ${session}`).toBe(day);
        expect((await grants.byTie(sol, tie)).find(({ id }) => id === given)?.lastDay, `${timeZone} ${session}`).toBe(day);
        expect((await grants.open(sol, tie, given)).lastDay, `${timeZone} ${session}`).toBe(day);
      }
      const [{ over } = { over: null }] = await asHouse(() => sql<{ over: string }>`select to_char(ends_at at time zone ${timeZone}, 'YYYY-MM-DD HH24:MI') as over from care.grants where id = ${given}`);
      expect(over, 'it ends with that day').toBe(`${new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)} 00:00`);
    }
    await grants.give(ada, tie, { kind: 'week', days: '7' }, today());
    expect((await grants.of(ada)).find(({ kind }) => kind === 'week')?.lastDay, 'the newer day').not.toBe(day);
  });
  scene('of before ends with its day by the clock of the place where its member chose none', async ({ ada }) => {
    const tie = await tieOf(ada);
    const ends = async () => (await asHouse(() => sql<{ at: string }>`select to_char(ends_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at from care.grants where member_id = ${ada.id} order by kind`)).map(({ at }) => at);
    for (const kind of ['items', 'plan'] as const) await grants.give(ada, tie, { kind, days: 'until', until: '2026-12-24' }, { day: '2026-12-01', timeZone: 'UTC' });
    await asHouse(() => sql`update care.grants set revoked_at = '2026-12-02T09:00:00Z' where kind = 'plan'`);
    for (const [timeZone, own, over] of [['', '', '2026-12-25 00:00'], ['Europe/Oslo', 'Pacific/Honolulu', '2026-12-25 00:00'], ['Europe/Oslo', '', '2026-12-24 23:00']] as const) {
      await asHouse(() => sql`insert into house.sayings (name, language, value) values ('timeZone', '', to_jsonb(${timeZone}::text)) on conflict (name, language) do update set value = excluded.value`);
      await ownClock.choose(ada, own);
      await asHouse(() => executeSql(migration));
      expect(await ends(), `${timeZone} ${own}`).toEqual([over, '2026-12-25 00:00']);
    }
  });
  scene('cannot go to a provider the member has no tie to, and not by somebody else’s tie', async ({ ada, bo }) => {
    const tie = await tieOf(ada);
    await expect(grants.give(bo, tie, { kind: 'week' }, today())).rejects.toThrow(NotFound);
    await ties.end(ada, tie);
    await expect(grants.give(ada, tie, { kind: 'week' }, today())).rejects.toThrow(NotFound);
  });
  scene('is for one thing where one thing is meant, and never for a thing of another kind', async ({ ada }) => {
    const tie = await tieOf(ada);
    await expect(grants.give(ada, tie, { kind: 'questions' }, today())).rejects.toThrow(Refusal);
    await expect(grants.give(ada, tie, { kind: 'plan', thing: 'x' }, today())).rejects.toThrow(Refusal);
    await grants.give(ada, tie, { kind: 'goal', thing: 'one' }, today());
    await grants.give(ada, tie, { kind: 'goal', thing: 'another' }, today());
    expect(await grants.of(ada)).toHaveLength(2);
  });
  scene('stops with everything else when the member says so', async ({ ada, sol }) => {
    const tie = await tieOf(ada);
    for (const kind of ['week', 'plan', 'items'] as const) await grants.give(ada, tie, { kind }, today());
    expect(await grants.stopAll(ada)).toBe(3);
    expect(await grants.stopAll(ada)).toBe(0);
    expect(await grants.byTie(sol, tie)).toEqual([]);
  });
  scene('cannot be written, changed or read around by a provider, whatever statement they find', async ({ ada, sol, vera }) => {
    const tie = await tieOf(ada);
    const given = await grants.give(ada, tie, { kind: 'week' }, today());
    expect(await asking(vera, () => sql`select 1 from care.grants`)).toEqual([]);
    expect(await asking(sol, () => sql`update care.grants set ends_at = 'infinity' where id = ${given} returning 1 as done`)).toEqual([]);
    await expect(asking(sol, () => sql`
      insert into care.grants (id, tie_id, member_id, provider_id, kind, last_day, ends_at) values (gen_random_uuid(), ${tie}, ${ada.id}, ${sol.providerId}, 'plan', 'infinity', 'infinity')`)).rejects.toThrow('row-level security');
    await expect(asking(vera, () => sql`
      insert into care.openings (grant_id, member_id, provider_id) values (${given}, ${ada.id}, ${vera.providerId})`)).rejects.toThrow('row-level security');
    await expect(asking(sol, () => sql`delete from care.openings`)).rejects.toThrow('permission denied');
  });
});

describe('the last day of sharing', () => {
  it.each([['7', '', '2026-11-28'], ['30', '', '2026-12-21'], ['', '', '2027-02-19'], ['9999', '', '2027-02-19'], ['until', '2026-11-21', '2026-11-21'], ['until', '2027-11-22', '2027-11-22'], ['until', '24.12.2026', '2026-12-24']])('%s %s is %s', (days, until, last) => {
    expect(lastDayOf({ days, until }, '2026-11-21')).toBe(last);
  });
  it.each(['', '2026-11-20', '2027-11-23', 'soon', '2026-02-31x', '2027-02-31', '2027-06-31'])('is refused as %s', (until) => {
    expect(() => lastDayOf({ days: 'until', until }, '2026-11-21')).toThrow(Refusal);
  });
  it('knows ten kinds', () => expect(shareables).toHaveLength(10));
});
