import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import { say } from '#platform/words';
import * as leaving from '#members/leaving';
import { bundle, type Resource } from '#toolbox/fhir-rules';
import * as items from '#toolbox/items';
import * as papers from '#toolbox/papers';
import * as people from '#toolbox/people';
import * as plans from '#toolbox/plans';
import * as things from '#toolbox/things';
import { scene } from '#test/scene';
import type { Member } from '#members/members';

const form = (fields: Record<string, string>) => (name: string) => fields[name] ?? '';

async function fill(member: Member) {
  await plans.keep(member, form({ own: 'Rain sounds', people: 'Jo, 07700 900123' }), 0);
  const id = await items.add(member, form({ name: 'A blue tablet', how: 'one', why: 'sleep' }));
  await items.change(member, id, form({ name: 'A blue tablet', how: 'two', why: 'sleep' }), 1);
  await items.add(member, form({ name: 'Heat pack', sort: 'thing' }));
  await people.add(member, form({ name: 'Jo', ring: 'close' }), () => []);
  await papers.add(member, 'check-in', { body: 2, mind: 4, at: '', extra: { sleep: 1 }, taken: null, helped: '', words: 'Rain.', own: {}, wasBig: false }, { day: '2024-02-29' });
  await papers.add(member, 'goal', { words: 'The sea once more', why: '', state: 'resting' });
  await papers.add(member, 'diary', { words: 'A quiet evening.' }, { day: '2024-02-29' });
}

/** What R4 requires of each: elements that must be there, and codes that must be among its own. */
const required: Record<string, string[]> = {
  Patient: [], CarePlan: ['status', 'intent', 'subject'], Goal: ['lifecycleStatus', 'description', 'subject'], MedicationStatement: ['status', 'medicationCodeableConcept', 'subject'],
  Observation: ['status', 'code'], QuestionnaireResponse: ['status']
};
const codes: Record<string, Record<string, string[]>> = {
  CarePlan: { status: ['draft', 'active', 'on-hold', 'revoked', 'completed', 'entered-in-error', 'unknown'], intent: ['proposal', 'plan', 'order', 'option'] },
  Goal: { lifecycleStatus: ['proposed', 'planned', 'accepted', 'active', 'on-hold', 'completed', 'cancelled', 'entered-in-error', 'rejected'] },
  MedicationStatement: { status: ['active', 'completed', 'entered-in-error', 'intended', 'stopped', 'on-hold', 'unknown', 'not-taken'] },
  Observation: { status: ['registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error', 'unknown'] }
};
function wrong(resource: Resource): string[] {
  const { resourceType: type } = resource;
  return [
    ...(required[type] ?? [`no such resource here: ${type}`]).filter((name) => resource[name] === undefined),
    ...Object.entries(codes[type] ?? {}).filter(([name, allowed]) => !allowed.includes(String(resource[name]))).map(([name]) => `${type}.${name}`),
    ...(/^[A-Za-z0-9.-]{1,64}$/.test(resource.id) ? [] : [`${type}.id`])
  ];
}

describe('what a member takes along (ACC-13, NEW-7)', () => {
  scene('is everything they keep, with how it was before, and nothing of anybody else', async ({ ada, bo }) => {
    await fill(ada);
    const data = JSON.stringify(await things.of(ada));
    for (const words of ['Rain sounds', 'A blue tablet', 'Heat pack', 'A quiet evening.', 'The sea once more', 'howItWasBefore', '"one"']) expect(data).toContain(words);
    expect(await things.of(bo)).toEqual({});
  });
  scene('reads as words under the name of each tool', async ({ ada }) => {
    await fill(ada);
    const told = await things.told(ada);
    expect(told.map(({ title }) => title)).toEqual(expect.arrayContaining(['My plan for hard times', 'Medicines and things that help', 'People around me', 'My diary']));
    expect(told.flatMap(({ title }) => title).filter((title) => title.startsWith('kind.'))).toEqual([]);
    expect(told.flatMap(({ entries }) => entries).flatMap(({ lines }) => lines)).toEqual(expect.arrayContaining([
      { name: 'Things I can do on my own', text: 'Rain sounds' }, { name: 'How', text: 'two' }, { name: 'Body', text: 'Rough' }, { name: '', text: 'A quiet evening.' }
    ]));
  });
  scene('names what somebody looked at besides ours, what was a lot, and what stands on a sheet', async ({ ada }) => {
    await fill(ada);
    const own = await papers.add(ada, 'own-item', { name: 'Fingers', isPast: true });
    await papers.add(ada, 'check-in', { body: null, mind: null, at: '', extra: {}, taken: null, helped: '', words: '', own: { [own]: 2, [randomUUID()]: 4 }, wasBig: true }, { day: '2024-03-01' });
    const pack = (await items.of(ada)).find(({ content }) => content.name === 'Heat pack')!;
    await papers.add(ada, 'sheet', { with: 'Tuesday', say: '', changed: '', questions: '', items: [pack.id], withNotes: false, results: [] });
    const lines = (await things.told(ada)).flatMap(({ entries }) => entries).flatMap((entry) => entry.lines);
    const big = say('en', 'toolbox', 'note.wasBig');
    expect(lines).toEqual(expect.arrayContaining([{ name: 'Fingers', text: 'Rough' }, { name: 'Something of your own', text: 'OK' }, { name: '', text: big }, { name: say('en', 'toolbox', 'sheet.items'), text: 'Heat pack' }]));
    const observed = JSON.stringify((await things.fhir(ada)).filter(({ resourceType }) => resourceType === 'Observation'));
    for (const words of ['Fingers', 'Something of your own', big]) expect(observed).toContain(words);
    expect((await things.of(ada))['own-item']).toMatchObject([{ id: own, name: 'Fingers' }]);
  });
  scene('is valid R4 in shape where a resource fits', async ({ ada }) => {
    await fill(ada);
    const made = bundle(await things.fhir(ada), [{ resourceType: 'QuestionnaireResponse', id: randomUUID(), status: 'completed' }], new Date());
    expect(made).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    const resources = made.entry.map(({ resource }) => resource);
    expect(resources.map(({ resourceType }) => resourceType).sort()).toEqual(['CarePlan', 'Goal', 'MedicationStatement', 'Observation', 'Patient', 'QuestionnaireResponse']);
    expect(resources.flatMap(wrong)).toEqual([]);
    expect(new Set(made.entry.map(({ fullUrl }) => fullUrl)).size).toBe(made.entry.length);
    expect(resources.find(({ resourceType }) => resourceType === 'Observation')).toMatchObject({ effectiveDateTime: '2024-02-29' });
    expect(resources.find(({ resourceType }) => resourceType === 'Goal')).toMatchObject({ lifecycleStatus: 'on-hold' });
    expect(JSON.stringify(made)).not.toContain(ada.id);
  });
});

describe('leaving (ID-1, issue 5)', () => {
  scene('destroys the key: what a stolen or restored copy of the papers holds cannot be read by anybody', async ({ ada, bo }) => {
    await fill(ada);
    const stolen = await asking(ada, () => sql<{ id: string; kind: string; sealed: string }>`select id, kind, sealed from toolbox.papers`);
    expect(stolen.length).toBeGreaterThan(5);
    await leaving.ask(ada);
    await asHouse(() => sql`update members.leavings set due_at = now() - interval '1 minute' where member_id = ${ada.id}`);
    expect(await leaving.sweep()).toBe(1);
    expect(await asHouse(() => sql`select 1 from members.seals where member_id = ${ada.id}`)).toEqual([]);
    expect(await asking(ada, () => sql`select 1 from toolbox.papers union all select 1 from toolbox.earlier`)).toEqual([]);
    expect(JSON.stringify(stolen)).not.toMatch(/Rain sounds|blue tablet|quiet evening/);
    // Put back, as from a backup, under whoever is left: the key of another member opens none of them.
    for (const { id, kind, sealed } of stolen) {
      await asking(bo, () => sql`insert into toolbox.papers (id, member_id, kind, sealed) values (${id}, ${bo.id}, ${kind}, ${sealed})`);
      await expect(papers.one(bo, kind as papers.Kind, id)).rejects.not.toThrow(NotFound);
    }
  });
});
