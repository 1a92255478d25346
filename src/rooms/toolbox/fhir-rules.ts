/**
 * What a member keeps, as FHIR R4 where a resource fits: the plan for hard
 * times and what is planned as CarePlan and Goal, medicines as
 * MedicationStatement, check-ins as Observation. Everything is in the member's
 * own words (`text`); no code is guessed. The member is a Patient without a
 * name: whoever takes the file along says who they are.
 */
import type { CheckIn } from '#toolbox/check-in-rules';
import type { Item } from '#toolbox/item-rules';
import type { Kind, Paper } from '#toolbox/papers';
import type { Plan } from '#toolbox/plan-rules';
import type { Goal } from '#toolbox/week-rules';

export type Resource = { resourceType: string; id: string } & Record<string, unknown>;
type Say = (key: string) => string;
const patient = 'me';
const subject = { reference: `Patient/${patient}` };
const when = ({ day, madeAt }: Paper<unknown>) => day ?? madeAt.toISOString();

function carePlan(paper: Paper<Plan>, say: Say): Resource {
  const lines = paper.content.parts.flatMap(({ kind, title, lines: own }) => own.map((text) => ({ detail: { status: 'unknown', code: { text: title || say(`plan.part.${kind}`) }, description: text } })));
  return {
    resourceType: 'CarePlan', id: paper.id, status: 'active', intent: 'plan', title: say('plan.title'), subject, author: subject,
    created: paper.madeAt.toISOString(), ...(lines.length && { activity: lines })
  };
}

const lifecycle: Record<Goal['state'], string> = { open: 'active', resting: 'on-hold', reached: 'completed', letGo: 'cancelled' };
const goal = (paper: Paper<Goal>): Resource => ({
  resourceType: 'Goal', id: paper.id, lifecycleStatus: lifecycle[paper.content.state] ?? 'active', description: { text: paper.content.words }, subject,
  expressedBy: subject, ...(paper.content.why && { note: [{ text: paper.content.why }] })
});

function medication(paper: Paper<Item>): Resource | undefined {
  const { sort, name, when: at, how, why, from, since, feel, questions, whyPast, isPast } = paper.content;
  if (sort !== 'medicine') return undefined;
  const notes = [from, since, feel, questions].filter(Boolean).map((text) => ({ text }));
  const dosage = [how, at].filter(Boolean).join(', ');
  return {
    resourceType: 'MedicationStatement', id: paper.id, status: isPast ? 'stopped' : 'active', medicationCodeableConcept: { text: name }, subject, informationSource: subject,
    dateAsserted: paper.changedAt.toISOString(), ...(why && { reasonCode: [{ text: why }] }), ...(whyPast && { statusReason: [{ text: whyPast }] }),
    ...(dosage && { dosage: [{ text: dosage }] }), ...(notes.length && { note: notes })
  };
}

/** `names` are those of a member's own things to look at, by their papers. */
function observation(paper: Paper<CheckIn>, say: Say, names: Map<string, string>): Resource {
  const { body, mind, extra, own, wasBig, helped, words } = paper.content;
  const step = (name: string, key: string, value: number | null | undefined) => (value ? [{ code: { text: say(name) }, valueCodeableConcept: { text: say(`${key}.${value}`) } }] : []);
  const component = [
    ...step('note.body', 'step', body), ...step('note.mind', 'step', mind), ...Object.entries(extra).flatMap(([name, value]) => step(`extra.${name}`, name, value)),
    ...Object.entries(own).map(([id, value]) => ({ code: { text: names.get(id) ?? say('note.itemNameless') }, valueCodeableConcept: { text: say(`step.${value}`) } })),
    ...(wasBig ? [{ code: { text: say('note.wasBig') }, valueBoolean: true }] : []),
    ...(helped ? [{ code: { text: say('note.helped') }, valueString: helped }] : [])
  ];
  return {
    resourceType: 'Observation', id: paper.id, status: 'final', code: { text: say('tool.note') }, subject, performer: [subject], effectiveDateTime: when(paper),
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] }],
    ...(component.length && { component }), ...(words && { note: [{ text: words }] })
  };
}

const makers: Partial<Record<Kind, (paper: Paper<never>, say: Say, names: Map<string, string>) => Resource | undefined>> = { plan: carePlan, goal, item: medication, 'check-in': observation };

/** Kinds without a fitting resource are left out here; they are in the other files. */
export function resourcesOf(papers: readonly Paper<unknown>[], say: Say): Resource[] {
  const names = new Map((papers as Paper<{ name: string }>[]).filter(({ kind }) => kind === 'own-item').map(({ id, content }) => [id, content.name]));
  return papers.flatMap((paper) => makers[paper.kind]?.(paper as Paper<never>, say, names) ?? []);
}

/** One collection; `others` are resources that other rooms made, of the same member. */
export function bundle(resources: readonly Resource[], others: readonly Record<string, unknown>[], at: Date) {
  const all = [{ resourceType: 'Patient', id: patient }, ...resources, ...others.map((other) => ({ ...other, subject, source: subject }))] as Resource[];
  return { resourceType: 'Bundle', type: 'collection', timestamp: at.toISOString(), entry: all.map((resource) => ({ fullUrl: `https://alongside.invalid/${resource.resourceType}/${resource.id}`, resource })) };
}
