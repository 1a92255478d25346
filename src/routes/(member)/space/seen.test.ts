/** No page of My space says "only you" while somebody it is shared with reads it. [TOOL-9, TOOL-10, NEW-7] */
import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { today } from '#test/cast';
import { ownHouse, type OwnHouse } from '#test/own-house';
import type { Shareable } from '#care/grant-rules';
import * as grants from '#care/grants';
import * as ties from '#care/ties';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import type { Member } from '#members/members';
import * as items from '#toolbox/items';
import * as sheets from '#toolbox/sheets';
import * as weeks from '#toolbox/weeks';

const floor = new URL('./', import.meta.url).pathname;
type Seen = { seers: grants.Seer[]; names?: Record<string, string>; sheets?: { id: string; seers: grants.Seer[] }[] };

/** What a page would say of who sees it. */
async function told(member: Member, page: string, params: Record<string, string> = {}): Promise<Seen> {
  const { load } = (await import(`${floor}${page}/+page.server.ts`)) as { load: (event: unknown) => Promise<Seen> };
  const url = new URL('http://localhost/');
  return load({ locals: { member, language: 'en' }, params, url, request: new Request(url) });
}
const seers = async (...asked: Parameters<typeof told>) => (await told(...asked)).seers.map(({ name, kind, withAnswers }) => [name, kind, withAnswers]);
const reading = (fields: Record<string, string>) => (name: string) => fields[name] ?? '';

const pages: [page: string, kinds: Shareable[]][] = [
  ['plan', ['plan']], ['plan/edit', ['plan']], ['week', ['week']], ['items', ['items']], ['people', ['people']], ['goals', ['goal']],
  ['note', ['check-ins-body', 'check-ins-mind', 'notes-picture']], ['notes', ['check-ins-body', 'check-ins-mind', 'notes-picture']]
];

describe('who sees what is kept on a page of My space (TOOL-9, NEW-7)', () => {
  let house: OwnHouse;
  let ada: Member;
  let tie: string;
  beforeAll(async () => {
    house = await ownHouse('seen_by'); // pages ask several things at once
    ada = house.cast.ada;
    tie = (await ties.of(ada))[0]!.id;
  });
  afterEach(() => grants.stopAll(ada));
  afterAll(() => house.drop());

  it.each(pages)('is said on %s while it is shared, and not before or after', async (page, kinds) => {
    expect(await seers(ada, page)).toEqual([]);
    for (const kind of ['plan', 'week', 'items', 'people', 'goal', 'check-ins-body', 'check-ins-mind', 'notes-picture'] as const) await grants.give(ada, tie, { kind, days: '90' }, today());
    expect(await seers(ada, page)).toEqual(kinds.map((kind) => ['Sol Berg', kind, false]));
    expect((await told(ada, page)).seers[0]!.lastDay).toBe(new Date(Date.parse(`${today().day}T12:00:00Z`) + 90 * 86_400_000).toISOString().slice(0, 10));
    expect(await seers(house.cast.bo, page)).toEqual([]);
    await grants.stopAll(ada);
    expect(await seers(ada, page)).toEqual([]);
  });

  it('names a goal that is shared by itself, and none that is gone', async () => {
    await weeks.hope(ada, 'To the gate', '');
    const [goal] = await weeks.goals(ada);
    await grants.give(ada, tie, { kind: 'goal', thing: goal!.id }, today());
    expect(await told(ada, 'goals')).toMatchObject({ seers: [{ kind: 'goal', thing: goal!.id }], names: { [goal!.id]: 'To the gate' } });
    await weeks.drop(ada, goal!.id);
    expect(await seers(ada, 'goals')).toEqual([]);
  });

  it('knows what stands on a sheet that is shared: medicines, notes and results are read as they are now (TOOL-10)', async () => {
    const phq = instruments.one('phq-8');
    const answered = await responses.begin(ada, phq, { language: 'en', isWatched: false });
    await responses.give(ada, answered, phq, Object.fromEntries(Array.from({ length: 8 }, (_, at) => [String(at + 1), 1])));
    await responses.finish(ada, answered, phq, instruments.eight());
    await items.add(ada, reading({ name: 'Tablet' }));
    const [item] = await items.of(ada);
    const ticked = (name: string) => (name === 'items' ? [item!.id] : name === 'results' ? ['phq-8'] : []);
    const [whole, bare] = [await sheets.add(ada, reading({ say: 'The knee', withNotes: 'on' }), ticked), await sheets.add(ada, reading({ say: 'The other knee' }), () => [])];
    const there = [['items'], ['note'], ['notes'], ['q/[measure]', { measure: phq.address }]] as const;
    await grants.give(ada, tie, { kind: 'questions', thing: bare }, today());
    for (const [page, params] of there) expect(await seers(ada, page, params), page).toEqual([]);
    await grants.give(ada, tie, { kind: 'questions', thing: whole }, today());
    for (const [page, params] of there) expect(await seers(ada, page, params), page).toEqual([['Sol Berg', 'questions', false]]);
    expect((await told(ada, 'sheet')).sheets!.map(({ id, seers: who }) => [id, who.length])).toEqual(expect.arrayContaining([[whole, 1], [bare, 1]]));
    expect(await seers(ada, 'q/[measure]', { measure: instruments.one('gad-7').address })).toEqual([]);
    expect(await seers(ada, 'people')).toEqual([]);
  });

  it('is said where questions are begun, at each of them and beside the result; of answers only where they are shared (TOOL-10)', async () => {
    const [gad, nine] = [instruments.one('gad-7'), instruments.one('phq-9')];
    const begun = async (instrument: typeof gad) => responses.begin(ada, instrument, { language: 'en', isWatched: false });
    const id = await begun(gad);
    await responses.give(ada, id, gad, { 1: 1 });
    await responses.finish(ada, id, gad, instruments.eight());
    await begun(nine);
    const at = (instrument: typeof gad) => ({ measure: instrument.address, n: '1' });
    expect(await seers(ada, 'q/[measure]/done', at(gad))).toEqual([]);
    await grants.give(ada, tie, { kind: 'measure-result', thing: 'gad-7', withAnswers: true }, today());
    for (const page of ['q/[measure]', 'q/[measure]/done']) expect(await seers(ada, page, at(gad)), page).toEqual([['Sol Berg', 'measure-result', true]]);
    expect(await seers(ada, 'q/[measure]/[n]', at(nine)), 'another set is not shared').toEqual([]);
    await grants.give(ada, tie, { kind: 'measure-result', thing: 'phq-9', withAnswers: true }, today());
    expect(await seers(ada, 'q/[measure]/[n]', at(nine)), 'answers beside one about harm are never shared').toEqual([['Sol Berg', 'measure-result', false]]);
    await grants.stopAll(ada);
    expect(await seers(ada, 'q/[measure]', at(gad))).toEqual([]);
  });

  it('ends with the tie', async () => {
    await grants.give(ada, tie, { kind: 'plan' }, today());
    expect(await seers(ada, 'plan')).toHaveLength(1);
    await ties.end(ada, tie);
    expect(await seers(ada, 'plan')).toEqual([]);
  });

  it('is said by no page that has not asked: "only you" stands where nothing can be shared', () => {
    const all = readdirSync(floor, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('+page.svelte'));
    const blunt = all.filter((file) => /(?:t|say)\('only'\)/.test(readFileSync(floor + file, 'utf8')));
    expect(blunt.sort()).toEqual(['areas', 'areas/[id]', 'comforts', 'diary', 'unsent'].map((page) => `${page}/+page.svelte`));
    for (const file of all.filter((one) => /\.onlyYou'|nobodyElse'/.test(readFileSync(floor + one, 'utf8')))) expect(readFileSync(floor + file, 'utf8'), file).toContain('data.seers.length}');
  });
});
