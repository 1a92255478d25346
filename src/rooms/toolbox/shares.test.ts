import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import { today } from '#test/cast';
import { scene } from '#test/scene';
import { onlySingle, shareables, type Shareable } from '#care/grant-rules';
import * as grants from '#care/grants';
import * as openings from '#care/openings';
import * as providers from '#care/providers';
import * as ties from '#care/ties';
import type { Member } from '#members/members';
import * as checkIns from '#toolbox/check-ins';
import * as diaries from '#toolbox/diaries';
import * as items from '#toolbox/items';
import * as people from '#toolbox/people';
import * as plans from '#toolbox/plans';
import * as sheets from '#toolbox/sheets';
import * as shares from '#toolbox/shares';
import * as weeks from '#toolbox/weeks';
import * as days from '#toolbox/days';

const reading = (fields: Record<string, string>) => (name: string) => fields[name] ?? '';
const none = () => [];

/** One of everything, each with a word that stands nowhere else. */
async function fill(member: Member): Promise<{ goal: string; sheet: string }> {
  const { day } = await days.now(member);
  await weeks.hope(member, 'canary-goal', '');
  await weeks.hope(member, 'canary-other-goal', '');
  await weeks.add(member, { words: 'canary-week', size: 'tiny', isRest: false, day });
  await checkIns.keep(member, reading({ body: '2', mind: '4', pain: '1', words: 'canary-words', helped: 'canary-helped' }));
  await people.add(member, reading({ name: 'canary-people', ring: 'close' }), none);
  await plans.begin(member, reading({ who: 'canary-plan' }));
  await items.add(member, reading({ name: 'canary-items' }));
  const sheet = await sheets.add(member, reading({ say: 'canary-questions' }), none);
  await sheets.add(member, reading({ say: 'canary-other-sheet' }), none);
  await diaries.add(member, reading({ words: 'canary-diary' }));
  const goal = (await weeks.goals(member)).find(({ content }) => content.words === 'canary-goal')!.id;
  return { goal, sheet };
}

const kinds = shareables.filter((kind): kind is Exclude<Shareable, 'measure-result'> => kind !== 'measure-result');
/** What stands in each, and in no other. */
const words: Record<(typeof kinds)[number], string[]> = {
  goal: ['canary-goal'], week: ['canary-week'], 'check-ins-body': ['"body":2', '"pain":1'], 'check-ins-mind': ['"mind":4'], 'notes-picture': ['"picture":{'],
  people: ['canary-people'], plan: ['canary-plan'], items: ['canary-items'], questions: ['canary-questions']
};
const never = ['canary-words', 'canary-helped', 'canary-diary', 'canary-other-goal', 'canary-other-sheet'];

const look = async (sol: providers.Provider, tie: string, grant: string) =>
  JSON.stringify(await asking(sol, async () => shares.readFor((await grants.open(sol, tie, grant)) as shares.Here)));
const papersSeen = (as: { id: string }, of: Member) => asking(as, async () =>
  (await sql<{ kind: string }>`select distinct kind from toolbox.papers where member_id = ${of.id} order by kind`).map(({ kind }) => kind));

describe('what a member shares (TOOL-10, NEW-7)', () => {
  for (const kind of kinds) scene(`is ${kind} and nothing else, for one provider, with a row for each look`, async (cast) => {
    const { ada, sol, vera } = cast;
    const { goal, sheet } = await fill(ada);
    const [{ id: tie } = { id: '' }] = await ties.of(ada);
    expect(await papersSeen(sol, ada)).toEqual([]);
    const grant = await grants.give(ada, tie, { kind, thing: kind === 'goal' ? goal : onlySingle.includes(kind) ? sheet : '' }, today());
    expect(await papersSeen(sol, ada), 'shared and not opened').toEqual([]);
    const seen = await look(sol, tie, grant);
    for (const word of words[kind]) expect(seen).toContain(word);
    for (const other of kinds.filter((one) => one !== kind).flatMap((one) => words[one]).filter((word) => word.startsWith('canary'))) expect(seen).not.toContain(other);
    for (const word of never) expect(seen).not.toContain(word);
    if (kind === 'check-ins-body') expect(seen).not.toContain('mind');
    if (kind === 'check-ins-mind') expect(seen).not.toMatch(/body":2|pain/);
    expect((await papersSeen(sol, ada)).filter((one) => one === 'diary' || one === 'comfort')).toEqual([]);
    for (const [name, who] of Object.entries(cast)) if (who !== ada && who !== sol) expect(await papersSeen(who, ada), name).toEqual([]);
    await expect(look(vera, tie, grant)).rejects.toThrow(NotFound);
    expect(await openings.of(ada)).toMatchObject([{ kind, name: 'Sol Berg' }]);
    await grants.takeBack(ada, grant);
    expect(await papersSeen(sol, ada), 'stopped in the same moment').toEqual([]);
    await expect(look(sol, tie, grant)).rejects.toThrow(NotFound);
  });
  scene('looks to the member as it looks to the provider', async ({ ada, sol }) => {
    await fill(ada);
    const [{ id: tie } = { id: '' }] = await ties.of(ada);
    for (const kind of kinds.filter((one) => !onlySingle.includes(one))) {
      const grant = await grants.give(ada, tie, { kind }, today());
      const own = JSON.stringify(await asking(ada, () => shares.readFor(grants.preview(ada, kind) as shares.Here)));
      expect(own).toBe(await look(sol, tie, grant));
    }
    expect(await openings.of(ada), 'looking at one’s own leaves no row').toHaveLength(8);
  });
  scene('is told apart by the day of a sheet before one is opened; of nothing else and to nobody else is a day said', async ({ ada, sol, vera }) => {
    const { sheet } = await fill(ada);
    const [{ id: tie } = { id: '' }] = await ties.of(ada);
    const grant = await grants.give(ada, tie, { kind: 'questions', thing: sheet }, today());
    await grants.give(ada, tie, { kind: 'week' }, today());
    const { day } = await days.now(ada);
    expect([...(await shares.sheetDays(sol, tie))]).toEqual([[grant, day]]);
    expect([...(await shares.sheetDays(vera, tie))]).toEqual([]);
    await grants.takeBack(ada, grant);
    expect([...(await shares.sheetDays(sol, tie))]).toEqual([]);
    expect(await openings.of(ada), 'nothing was opened').toEqual([]);
  });
  scene('says that it changed since the last look, and of check-ins nothing', async ({ ada, sol }) => {
    await fill(ada);
    const [{ id: tie } = { id: '' }] = await ties.of(ada);
    const [plan, body] = [await grants.give(ada, tie, { kind: 'plan' }, today()), await grants.give(ada, tie, { kind: 'check-ins-body' }, today())];
    expect([...(await shares.changed(sol, tie))]).toEqual([]);
    await asking(ada, () => sql`update toolbox.papers set changed_at = now() + interval '1 minute' where member_id = ${ada.id}`);
    expect([...(await shares.changed(sol, tie))]).toEqual([plan]);
    expect([...(await shares.changed(sol, tie))]).not.toContain(body);
  });
  scene('is never changed by a provider, whatever statement they find', async ({ ada, sol }) => {
    await fill(ada);
    const [{ id: tie } = { id: '' }] = await ties.of(ada);
    await look(sol, tie, await grants.give(ada, tie, { kind: 'plan' }, today()));
    expect(await asking(sol, () => sql`update toolbox.papers set sealed = '' where member_id = ${ada.id} returning 1 as done`)).toEqual([]);
    expect(await asking(sol, () => sql`delete from toolbox.papers where member_id = ${ada.id} returning 1 as done`)).toEqual([]);
    expect(await asking(sol, () => sql`select 1 from members.seals`)).toEqual([]);
  });
});
