/** Only what can be compared is: one arithmetic, and the same parts left out because they do not apply (safety guide §1.1, WSAS). */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { asking, sql } from '#db';
import * as grants from '#care/grants';
import * as ties from '#care/ties';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import * as results from '#measures/results';
import type { Answer } from '#measures/scoring-rules';
import type { Member } from '#members/members';
import { scene } from '#test/scene';
import { today } from '#test/cast';
import { resourcesOf } from '#exchange/fhir-rules';
import * as sharing from '#exchange/sharing';
import { say } from '#platform/words';
import { load as done } from './[measure]/done/+page.server.ts';
import { load as past } from './[measure]/past/+page.server.ts';

/** A made-up questionnaire in the slot: the real words are not ours. */
const ordinal = 'http://hl7.org/fhir/StructureDefinition/ordinalValue';
const madeUp = {
  resourceType: 'Questionnaire', url: 'urn:test', title: 'Made up', language: 'en',
  item: Array.from({ length: 5 }, (_, at) => ({
    linkId: String(at + 1), text: `Question ${at + 1}`, type: 'choice',
    answerOption: Array.from({ length: 9 }, (_one, value) => ({ extension: [{ url: ordinal, valueDecimal: value }], valueCoding: { display: `Answer ${value}` } }))
  }))
};
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'measures-'));
  mkdirSync(join(folder, 'wsas'));
  writeFileSync(join(folder, 'wsas', 'questionnaire.json'), JSON.stringify(madeUp));
  process.env.MEASURES_DIR = folder;
  instruments.forget();
});
afterEach(() => {
  delete process.env.MEASURES_DIR;
  rmSync(folder, { recursive: true });
  instruments.forget();
});

/** So many days ago: the first answer, and four for each of the others. */
async function answered(member: Member, days: number, work: Answer, rest: Answer): Promise<string> {
  const wsas = instruments.one('wsas');
  const id = await responses.begin(member, wsas, { language: 'en', isWatched: false });
  await responses.give(member, id, wsas, { 1: work, 2: rest, 3: rest, 4: rest, 5: rest });
  await responses.finish(member, id, wsas, instruments.eight());
  await asking(member, () => sql`update measures.responses set done_at = now() - make_interval(days => ${days}::int) where id = ${id}`);
  return id;
}
const event = (member: Member, query = '') => ({ locals: { member, language: 'en', path: '/space/q/a10' }, params: { measure: 'a10' }, url: new URL(`http://localhost/space/q/a10/done${query}`) }) as never;

describe('a result with a part that does not apply', () => {
  scene('is compared with the last one without it, and with no other (RES-3)', async ({ ada }) => {
    const first = await answered(ada, 90, 'na', 2);
    await answered(ada, 60, 2, 2);
    const third = await answered(ada, 30, 'na', 6);
    await answered(ada, 0, 2, 3);
    expect(await done(event(ada))).toMatchObject({ score: { total: 14 }, before: { total: 10, isLast: false }, change: 'same' });
    expect(await done(event(ada, `?of=${third}`))).toMatchObject({ score: { total: 30, flags: ['notApplicable'] }, before: { total: 10, isLast: false }, change: 'harder' });
    expect(await done(event(ada, `?of=${first}`))).toMatchObject({ before: undefined, change: null });
    expect(await past(event(ada))).toMatchObject({ times: [{ total: 14 }, { total: 30 }, { total: 10 }, { total: 10 }], points: [{ total: 10 }, { total: 14 }], hasApart: true });
  });
  scene('is in no line with the others, on the member’s page or on the provider’s (TOOL-10)', async ({ ada, sol }) => {
    await answered(ada, 30, 'na', 6);
    expect(await past(event(ada))).toMatchObject({ line: undefined, hasApart: false });
    await answered(ada, 0, 2, 3);
    expect(await past(event(ada))).toMatchObject({ points: [{ total: 14 }], line: undefined, hasApart: true });
    expect(await done(event(ada))).toMatchObject({ before: undefined, change: null });
    await results.show(ada, 'wsas', ['wsas']);
    const [{ id: tie } = { id: '' }] = await ties.of(ada);
    const grant = await grants.give(ada, tie, { kind: 'measure-result', thing: 'wsas' }, today());
    const seen = await asking(sol, async () => results.readFor((await grants.open(sol, tie, grant)) as grants.Grant<'measure-result'>));
    expect(seen.results).toMatchObject([{ total: 14, inLine: true }, { total: 30, inLine: false }]);
    const { shown } = await sharing.open(sol, tie, grant);
    expect(sharing.content(shown, 'en')).toMatchObject({ results: [{ isComparable: true }, { isComparable: false }] });
    const notes = resourcesOf(shown, (room, key) => say('en', room, key)).filter(({ resourceType }) => resourceType === 'Observation').map(({ note }) => (note as object[]).length);
    expect(notes, 'said beside the number').toEqual([1, 2]);
  });
});
