/**
 * What stands on a plan for hard times.
 *
 * Seven parts that a member may name and order in their own way, and three of
 * their own. A part is lines, one under the other; a number in a line becomes
 * something to press. The parts follow what safety planning has in common
 * everywhere (Stanley and Brown 2012: signs, own steps, company, people,
 * services, safer surroundings; what is worth living for); every word is ours.
 */
import { refuse } from '#platform/answers';
import { tidy } from '#toolbox/check-in-rules';
import { canText, found, hasDigits } from '#toolbox/number-rules';

export const partKinds = ['signs', 'own', 'places', 'people', 'services', 'safer', 'matters', 'more1', 'more2', 'more3'] as const;
export type PartKind = (typeof partKinds)[number];
/** `title` is the member's own; empty means ours. */
export type Part = { kind: PartKind; title: string; lines: string[] };
export type Plan = { parts: Part[] };

export const mostLines = 40;
export const longestLine = 300;
export const longestTitle = 60;
const isOwn = (kind: PartKind) => kind.startsWith('more');

type Read = (name: string) => string;

/**
 * What a form says. `place-…` orders the parts: "1", "2" …; `stood-…` says where
 * each one stood when the form was drawn, and what has no place stays there. The
 * form says a place for every part: of two at one place, the one that was moved
 * there is meant, and the other one makes way.
 */
export function planOf(read: Read): Plan {
  const parts = partKinds.map((kind, at) => {
    const stood = placeIn(read(`stood-${kind}`)) ?? at + 1;
    const place = placeIn(read(`place-${kind}`)) ?? stood;
    return { ...partOf(read, kind), place, stood, came: Math.sign(place - stood) };
  });
  const kept = parts.filter(({ kind, title, lines }) => !isOwn(kind) || title || lines.length);
  return { parts: kept.sort((a, b) => a.place - b.place || a.came - b.came || a.stood - b.stood).map(({ kind, title, lines }) => ({ kind, title, lines })) };
}

const placeIn = (text: string) => (/^\d{1,2}$/.test(text) ? Number(text) : undefined);

function partOf(read: Read, kind: PartKind): Part {
  const lines = tidy(read(kind)).split('\n').map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean);
  const title = tidy(read(`title-${kind}`)).replace(/\s+/g, ' ').trim();
  if (lines.length > mostLines) refuse('toolbox.refused.lines', kind, { most: mostLines });
  if (lines.some((line) => [...line].length > longestLine)) refuse('toolbox.refused.line', kind, { most: longestLine });
  if ([...title].length > longestTitle) refuse('toolbox.refused.long', `title-${kind}`, { most: longestTitle });
  return { kind, title, lines };
}

export const emptyPlan: Plan = { parts: partKinds.filter((kind) => !isOwn(kind)).map((kind) => ({ kind, title: '', lines: [] })) };

export const isEmptyPlan = ({ parts }: Plan) => parts.every(({ lines }) => lines.length === 0);

/** A plan that begins with one answer to "Who can I ring?". */
export const begunWith = (line: string): Plan => ({ parts: emptyPlan.parts.map((part) => (part.kind === 'people' ? { ...part, lines: [line] } : part)) });

/**
 * Only where people or services stand: a number elsewhere may be a bus, a page
 * or a year. Of a place, three digits are those of its house.
 */
const leastDigits: Partial<Record<PartKind, number>> = { people: 3, services: 3, places: 7 };

/**
 * `who` is rung, for the words on the button: the line without its number; the
 * number itself where the line has more than one. Of a line that `isUnsure`
 * there is a number, and no telling which.
 */
export type Step = { kind: PartKind; title: string; text: string; who: string; number: string; canText: boolean; isUnsure: boolean };

function stepOf({ kind, title }: Part, text: string): Step {
  const least = leastDigits[kind];
  const { number, written } = (least && found(text, least)) || { number: '', written: '' };
  const rest = number ? text.replace(written, '').replace(/\s+/g, ' ').replace(/^[\s,:;()–-]+|[\s,:;()–-]+$/g, '') : '';
  return { kind, title, text, who: rest && !hasDigits(rest, 3) ? rest : number, number, canText: canText(number), isUnsure: Boolean(least) && !number && hasDigits(text, 7) };
}

export const stepsOf = (part: Part): Step[] => part.lines.map((line) => stepOf(part, line));

/** One step a screen, in the member's own order. Signs are for noticing, not for doing. */
export const stepsNow = ({ parts }: Plan): Step[] => parts.filter(({ kind }) => kind !== 'signs').flatMap(stepsOf);

/** The first person with a number: one press away on every screen. */
export const firstToRing = (plan: Plan): Step | undefined => stepsNow(plan).find(({ kind, number }) => kind === 'people' && number) ?? stepsNow(plan).find(({ number }) => number);
