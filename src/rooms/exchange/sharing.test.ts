/** What a clinic's program gets of what a member shares: what the page shows, with the days it was written. [NEW-7, TOOL-10] */
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { say } from '#platform/words';
import type { Shareable } from '#care/grant-rules';
import * as grants from '#care/grants';
import type { Provider } from '#care/providers';
import * as ties from '#care/ties';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import * as results from '#measures/results';
import type { Member } from '#members/members';
import * as ownClock from '#members/own-clock';
import * as checkIns from '#toolbox/check-ins';
import * as days from '#toolbox/days';
import * as items from '#toolbox/items';
import * as people from '#toolbox/people';
import * as plans from '#toolbox/plans';
import * as sheets from '#toolbox/sheets';
import * as weeks from '#toolbox/weeks';
import { resourcesOf } from '#exchange/fhir-rules';
import * as sharing from '#exchange/sharing';
import { scene } from '#test/scene';
import { today } from '#test/cast';

/** A form in which each field says its own name, so that one sees where it comes out. */
const named = (about: string, fields: readonly string[], more: Record<string, string> = {}) => (field: string) => more[field] ?? (fields.includes(field) ? `${about}-${field}-word` : '');
const none = () => [];
const t = (room: string, key: string) => say('en', room, key);
const tieOf = async (member: Member) => (await ties.of(member))[0]!.id;
const wordsIn = (content: unknown) => [...new Set(JSON.stringify(content).match(/[a-z]+-[A-Za-z]+-word/g))].sort();
const ofMedicine = ['name', 'when', 'how', 'why', 'from', 'since', 'feel', 'questions', 'supply', 'whyPast'];

async function fetched(sol: Provider, tie: string, grant: string) {
  const { shown } = await sharing.open(sol, tie, grant);
  return { json: sharing.content(shown, 'en'), fhir: resourcesOf(shown, t) };
}

describe('what a clinic’s program gets', () => {
  scene('is what the page shows of a medicine, a sheet and a week, and no word more (NEW-7, TOOL-10)', async ({ ada, sol }) => {
    const tie = await tieOf(ada);
    const medicine = await items.add(ada, named('item', ofMedicine));
    const sheet = await sheets.add(ada, named('sheet', ['with', 'say', 'changed', 'questions']), (name) => (name === 'items' ? [medicine] : []));
    await weeks.hope(ada, 'goal-words-word', '');
    const goal = (await weeks.goals(ada))[0]!.id;
    await weeks.add(ada, { words: 'step-words-word', size: 'lot', isRest: false, day: (await days.now(ada)).day, goal });
    await plans.begin(ada, named('plan', ['who']));
    const opened = async (kind: Shareable, thing = '') => fetched(sol, tie, await grants.give(ada, tie, { kind, thing }, today()));
    const all = (about: string, fields: string[]) => fields.map((field) => `${about}-${field}-word`);
    const shown = all('item', ['feel', 'from', 'how', 'name', 'since', 'when', 'why', 'whyPast']);

    const list = await opened('items');
    expect(wordsIn(list.json)).toEqual([...shown, 'item-questions-word'].sort());
    const page = await opened('questions', sheet);
    expect(wordsIn(page.json), 'a question taken off the sheet is not on it').toEqual([...shown, ...all('sheet', ['changed', 'questions', 'say'])].sort());
    expect(JSON.stringify(page.json), 'nor a number of ours').not.toContain(medicine);
    const week = await opened('week');
    expect(wordsIn(week.json)).toEqual(['step-words-word']);
    expect(JSON.stringify(week.json)).not.toMatch(new RegExp(`${goal}|"size"`));
    expect((await opened('plan')).json).toMatchObject({ plan: { parts: [{ kind: 'people', lines: ['plan-who-word'] }] } });
    for (const { json, fhir } of [list, page, week]) expect(wordsIn(json)).toEqual(expect.arrayContaining(wordsIn(fhir)));
    expect(wordsIn(page.fhir)).not.toContain('item-questions-word');
  });
  scene('names only what it is meant to name: a new field of a paper is shared with nobody by itself', async ({ ada, sol }) => {
    const tie = await tieOf(ada);
    await people.add(ada, named('person', ['name', 'words'], { ring: 'close' }), none);
    await items.add(ada, named('item', ofMedicine));
    await weeks.hope(ada, 'goal-words-word', '');
    const keysOf = async (kind: Shareable, list: string) => Object.keys(((await fetched(sol, tie, await grants.give(ada, tie, { kind }, today()))).json[list] as object[])[0]!).sort();
    expect(await keysOf('people', 'people')).toEqual(['helps', 'isPast', 'knows', 'name', 'ring', 'sort', 'words']);
    expect(await keysOf('items', 'items')).toEqual(['changedOn', 'feel', 'from', 'how', 'isPast', 'name', 'questions', 'since', 'sort', 'when', 'why', 'whyPast']);
    expect(await keysOf('goal', 'goals')).toEqual(['state', 'why', 'words']);
  });
  scene('carries the days of what was written, and never the day a share was given or given anew (NEW-7)', async ({ ada, sol }) => {
    const tie = await tieOf(ada);
    const medicine = await items.add(ada, named('item', ofMedicine, { sort: 'medicine' }));
    const sheet = await sheets.add(ada, named('sheet', ['say']), (name) => (name === 'items' ? [medicine] : []));
    await checkIns.keep(ada, named('note', [], { body: '2', mind: '4' }));
    const kinds = { 'notes-picture': '', items: '', questions: sheet } as const;
    const given: Record<string, string> = {};
    for (const [kind, thing] of Object.entries(kinds)) given[kind] = await grants.give(ada, tie, { kind: kind as Shareable, thing, days: '180' }, today());
    await asHouse(() => sql`update care.grants set given_at = now() - interval '170 days' where member_id = ${ada.id}`);
    for (const [kind, thing] of Object.entries(kinds)) expect(await grants.give(ada, tie, { kind: kind as Shareable, thing, days: '90' }, today())).toBe(given[kind]);
    await asking(ada, () => sql`update toolbox.papers set changed_at = '2026-03-04T23:30:00Z' where id in (${medicine}, ${sheet})`);
    await ownClock.choose(ada, 'Asia/Tokyo');
    const { day } = await days.now(ada);
    const firstOf = async (kind: keyof typeof kinds) => (await fetched(sol, tie, given[kind]!)).fhir[0]!;
    expect(await firstOf('notes-picture')).toMatchObject({ effectivePeriod: { end: day } });
    expect((await firstOf('notes-picture')).effectiveDateTime).toBeUndefined();
    const on = '2026-03-05'; // by her own clock
    expect((await firstOf('items')).dateAsserted).toBe(on);
    expect((await firstOf('questions')).authored).toBe(on);
    expect((await fetched(sol, tie, given.items!)).json).toMatchObject({ items: [{ changedOn: on }] });
  });
  scene('holds no answer whose questions are not known any more, as the page holds none', async ({ ada, sol }) => {
    const tie = await tieOf(ada);
    const phq = instruments.one('phq-8');
    const older = { ...phq, questionnaire: { ...phq.questionnaire, version: 'of before' } };
    for (const instrument of [older, phq]) {
      const id = await responses.begin(ada, instrument, { language: 'en', isWatched: false });
      await responses.give(ada, id, instrument, Object.fromEntries(Array.from({ length: 8 }, (_, at) => [String(at + 1), 1])));
      await responses.finish(ada, id, instrument, instruments.eight());
      if (instrument === older) await asking(ada, () => sql`update measures.responses set done_at = now() - interval '60 days' where id = ${id}`);
    }
    await results.show(ada, 'phq-8', ['phq-8']);
    const { fhir } = await fetched(sol, tie, await grants.give(ada, tie, { kind: 'measure-result', thing: 'phq-8', withAnswers: true }, today()));
    expect(fhir.filter(({ resourceType }) => resourceType === 'QuestionnaireResponse').map(({ item }) => (item as object[] | undefined)?.length).sort()).toEqual([8, undefined]);
  });
});
