/**
 * What somebody has to know before they can decide to come to a place.
 *
 * Each fact has a closed list of answers, so that it can be searched; words
 * beside them say the rest. None is left out: "there is no toilet" is an answer.
 */
export const facts = {
  steps: ['none', 'lift', 'few', 'many'],
  doors: ['wide', 'narrow', 'heavy'],
  toilets: ['accessible', 'floor', 'stairs', 'none'],
  quiet: ['room', 'corner', 'none'],
  arms: ['all', 'some', 'none'],
  lighting: ['soft', 'bright', 'dim'],
  noise: ['quiet', 'some', 'loud'],
  smells: ['none', 'some', 'strong']
} as const;
export type Fact = keyof typeof facts;
export type Access = Partial<Record<Fact, string>>;
export const factNames = Object.keys(facts) as Fact[];

/** Needs one can look for, and which answers meet them. */
const meeting = {
  steps: ['none', 'lift'], toilets: ['accessible'], quiet: ['room', 'corner'], arms: ['all', 'some'], lighting: ['soft', 'dim'], noise: ['quiet'], smells: ['none']
} as const satisfies Partial<Record<Fact, readonly string[]>>;
export type Need = keyof typeof meeting;
export const needs = Object.keys(meeting) as Need[];
/** What stands for each in the address of a list: what somebody needs is nobody's to read there. */
export const addresses: Readonly<Record<Need, string>> = { steps: 'e1', toilets: 'e2', quiet: 'e3', arms: 'e4', lighting: 'e5', noise: 'e6', smells: 'e7' };
/** Those an address asks for; by their names, too, as an old one does. */
export const needsAt = (asked: readonly string[]): Need[] => needs.filter((need) => asked.includes(addresses[need]) || asked.includes(need));

/** The answers that are on the lists; anything else is not an answer. */
export function accessOf(given: (fact: Fact) => string): Access {
  const access: Access = {};
  for (const fact of factNames) {
    const answer = given(fact);
    if ((facts[fact] as readonly string[]).includes(answer)) access[fact] = answer;
  }
  return access;
}

export const unanswered = (access: Access): Fact[] => factNames.filter((fact) => access[fact] === undefined);
/** Whether everything that is looked for is met. What happens away from a place meets every need of a place. */
export const meets = ({ access, way }: { access: Access; way: string }, looked: readonly Need[]) =>
  way === 'text' || way === 'video' || way === 'phone' || looked.every((need) => (meeting[need] as readonly string[]).includes(access[need] ?? ''));
