/**
 * What a member shares, as FHIR R4, to be read and not written. (issue: standards)
 *
 * Pure. One Bundle: a Patient without a name, the Consent it rests on with its
 * last day, and the things in the member's own words; no code is guessed. A share
 * shows what stands there now, so its days are those of what was written, and
 * never the day it was given. Whoever fetches it knows from whom it comes. Of a set of questions an Observation
 * holds sum and words, and the QuestionnaireResponse the answers where the member shared them.
 */
import type { Shareable } from '#care/grant-rules';
import type { Conversation } from '#messages/reading';
import type { CheckIn } from '#toolbox/check-in-rules';
import type { Plan } from '#toolbox/plan-rules';
import type { ItemOnSheet, SharedItem } from '#toolbox/share-rules';
import type { Goal } from '#toolbox/week-rules';
import type { Shown } from '#exchange/sharing';

export type Resource = { resourceType: string; id: string } & Record<string, unknown>;
export type Say = (room: 'toolbox' | 'care' | 'messages' | 'measures', key: string) => string;
const subject = { reference: 'Patient/member' };
const patient: Resource = { resourceType: 'Patient', id: 'member' };
const survey = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] }];
const said = (text: string) => ({ text });

/** What the Consent says of the share. */
export type Share = { id: string; kind: Shareable; givenAt: Date; lastDay: string; provider: string; organisation: string };

export const consent = ({ id, kind, givenAt, lastDay, provider, organisation }: Share, say: Say): Resource => ({
  resourceType: 'Consent', id, status: 'active', patient: subject, dateTime: givenAt.toISOString(),
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'INFAO' }] }],
  performer: [subject], organization: [{ display: organisation }], policyRule: said(say('care', `kind.${kind}`)),
  provision: {
    type: 'permit', period: { start: givenAt.toISOString(), end: lastDay },
    actor: [{ role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] }, reference: { display: provider } }]
  }
});

const lifecycle: Record<Goal['state'], string> = { open: 'active', resting: 'on-hold', reached: 'completed', letGo: 'cancelled' };
const goal = ({ words, why, state }: Goal, at: number): Resource => ({
  resourceType: 'Goal', id: `goal-${at + 1}`, lifecycleStatus: lifecycle[state] ?? 'active', description: said(words), subject, expressedBy: subject, ...(why && { note: [{ text: why }] })
});

const activity = (text: string, more: { code?: string; day?: string; state?: string } = {}) => ({
  detail: { status: more.state === 'done' ? 'completed' : more.state === 'letGo' ? 'cancelled' : 'unknown', ...(more.code && { code: said(more.code) }), ...(more.day && { scheduledPeriod: { start: more.day, end: more.day } }), description: text }
});
const carePlan = (id: string, title: string, activities: object[]): Resource => ({ resourceType: 'CarePlan', id, status: 'active', intent: 'plan', title, subject, author: subject, ...(activities.length && { activity: activities }) });

const plan = ({ parts }: Plan, say: Say): Resource =>
  carePlan('plan', say('toolbox', 'plan.title'), parts.flatMap(({ kind, title, lines }) => lines.map((line) => activity(line, { code: title || say('toolbox', `plan.part.${kind}`) }))));

/** Said by the member on the day they last wrote on it. */
function medicine(one: ItemOnSheet | SharedItem, n: number): Resource[] {
  const { sort, name, when: at, how, why, from, since, feel, isPast, changedOn } = one;
  if (sort !== 'medicine') return [];
  const notes = [from, since, feel, 'questions' in one ? one.questions : ''].filter(Boolean).map(said);
  const dosage = [how, at].filter(Boolean).join(', ');
  return [{
    resourceType: 'MedicationStatement', id: `medicine-${n + 1}`, status: isPast ? 'stopped' : 'active', medicationCodeableConcept: said(name), subject, informationSource: subject, dateAsserted: changedOn,
    ...(why && { reasonCode: [said(why)] }), ...(dosage && { dosage: [{ text: dosage }] }), ...(notes.length && { note: notes })
  }];
}

type Half = { day: string; body?: CheckIn['body']; mind?: CheckIn['mind']; extra?: CheckIn['extra'] };
function checkIn({ day, body, mind, extra = {} }: Half, n: number, say: Say): Resource {
  const step = (name: string, key: string, value: number | null | undefined) => (value ? [{ code: said(say('toolbox', name)), valueCodeableConcept: said(say('toolbox', `${key}.${value}`)) }] : []);
  const component = [...step('note.body', 'step', body), ...step('note.mind', 'step', mind), ...Object.entries(extra).flatMap(([name, value]) => step(`extra.${name}`, name, value))];
  return { resourceType: 'Observation', id: `check-in-${n + 1}`, status: 'final', category: survey, code: said(say('toolbox', 'tool.note')), subject, performer: [subject], effectiveDateTime: day, ...(component.length && { component }) };
}

function results({ instrument, title, results: all }: Extract<Shown, { kind: 'measure-result' }>, say: Say): Resource[] {
  return all.flatMap(({ at, total, says, inLine, response: whole }, n) => {
    const response: Resource = whole ? { ...(whole as Resource), subject, source: subject } : {
      resourceType: 'QuestionnaireResponse', id: `response-${n + 1}`, questionnaire: `urn:alongside:questionnaire:${instrument}`, status: 'completed', subject, source: subject, authored: at.toISOString()
    };
    const sum: Resource = {
      resourceType: 'Observation', id: `sum-${n + 1}`, status: 'final', category: survey, code: said(title), subject, performer: [subject], effectiveDateTime: at.toISOString(),
      derivedFrom: [{ reference: `QuestionnaireResponse/response-${n + 1}` }], ...(total === null ? { dataAbsentReason: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'not-performed' }] } } : { valueQuantity: { value: total } }), note: [said(say('measures', `says.${says}`)), ...(total === null || inLine ? [] : [said(say('measures', 'past.apartOne'))])]
    };
    return [response, sum];
  });
}

function questions({ sheet, items, changedOn }: Extract<Shown, { kind: 'questions' }>, say: Say): Resource[] {
  const asked = (['say', 'changed', 'questions'] as const).flatMap((part) => {
    const words = sheet[part];
    return words ? [{ linkId: part, text: say('toolbox', `sheet.${part}`), answer: [{ valueString: words }] }] : [];
  });
  return [
    { resourceType: 'QuestionnaireResponse', id: 'sheet', questionnaire: 'urn:alongside:questionnaire:sheet', status: 'completed', subject, source: subject, authored: changedOn, ...(asked.length && { item: asked }) },
    ...items.flatMap((item, n) => medicine(item, n))
  ];
}

/** Network maps have no resource that fits without guessing; they are in the JSON form alone. */
export function resourcesOf(shown: Shown, say: Say): Resource[] {
  switch (shown.kind) {
    case 'goal': return shown.goals.map(goal);
    case 'week': return [carePlan('week', say('care', 'kind.week'), shown.days.flatMap(({ day, steps }) => steps.map(({ words, state }) => activity(words, { day, state }))))];
    case 'plan': return shown.plan ? [plan(shown.plan, say)] : [];
    case 'items': return shown.items.flatMap((item, n) => medicine(item, n));
    case 'check-ins-body': return shown.days.map((day, n) => checkIn(day, n, say));
    case 'check-ins-mind': return shown.days.map((day, n) => checkIn(day, n, say));
    case 'notes-picture': {
      const { days, body, mind } = shown.mostly;
      return days ? [{ ...checkIn({ day: '', body, mind }, 0, say), effectiveDateTime: undefined, effectivePeriod: { start: shown.from, end: shown.to } }] : [];
    }
    case 'measure-result': return results(shown, say);
    case 'questions': return questions(shown, say);
    case 'people': return [];
  }
}

/** Messages about care, oldest first; what was said about the service is none of it. A picture is not passed on. */
export function communications({ id, kind, subject: about, knownAs, provider, messages }: Conversation): Resource[] {
  if (kind !== 'care') return [];
  const [them, us] = [{ reference: 'Patient/member', display: knownAs }, (name: string) => ({ display: name })];
  return messages.map((message): Resource => ({
    resourceType: 'Communication', id: message.id, status: 'completed', subject, topic: said(about), partOf: [{ display: id }],
    ...(message.correctsId && { inResponseTo: [{ reference: `Communication/${message.correctsId}` }], note: [{ text: 'corrects' }] }),
    sent: message.sentAt.toISOString(), ...(message.openedBy[0] && { received: message.openedBy[0].at.toISOString() }),
    sender: message.by === 'member' ? them : us(message.writer ?? provider.name), recipient: [message.by === 'member' ? us(provider.name) : them], payload: [{ contentString: message.text }]
  }));
}

export function bundle(resources: readonly Resource[], at: Date) {
  const all = [patient, ...resources].map((resource) => JSON.parse(JSON.stringify(resource)) as Resource); // what is not there is left out
  return { resourceType: 'Bundle', type: 'collection', timestamp: at.toISOString(), entry: all.map((resource) => ({ fullUrl: `https://alongside.invalid/${resource.resourceType}/${resource.id}`, resource })) };
}
