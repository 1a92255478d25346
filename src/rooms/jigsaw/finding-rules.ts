/** What all the rules together find in a text, and in the author's earlier ones. */
import type { Found, Kind, Language } from '#jigsaw/clue-rules';
import { isCounted, paired, tally, together, type Tally } from '#jigsaw/counting-rules';
import { among } from '#jigsaw/among-rules';
import { claimed } from '#jigsaw/claimed-rules';
import { contacts } from '#jigsaw/contact-rules';
import { daily } from '#jigsaw/daily-rules';
import { disguised } from '#jigsaw/disguise-rules';
import { heard } from '#jigsaw/heard-rules';
import { hints } from '#jigsaw/hint-rules';
import { spelled } from '#jigsaw/letter-rules';
import { life } from '#jigsaw/life-rules';
import { names } from '#jigsaw/name-rules';
import { isNobodys, nobodies, type Stretch } from '#jigsaw/nobody-rules';
import { numbers } from '#jigsaw/number-rules';
import { people } from '#jigsaw/people-rules';
import { places } from '#jigsaw/place-rules';
import { reached } from '#jigsaw/reach-rules';
import { read } from '#jigsaw/reading-rules';
import { unknownNames } from '#jigsaw/stranger-rules';
import { recorded } from '#jigsaw/record-rules';
import { standing } from '#jigsaw/standing-rules';
import { times } from '#jigsaw/time-rules';
import { told } from '#jigsaw/told-rules';
import { typed } from '#jigsaw/typed-rules';
import { unlisted } from '#jigsaw/unlisted-rules';
import { wider } from '#jigsaw/wider-rules';

/** Kinds that name the place they are in when they say more than that: the only vet on Røst. */
const placed = new Set<Kind>(['few', 'uncommon-job', 'employer', 'school', 'event', 'family']);

/** A text is looked at in pieces no longer than this, so that a very long one takes its time in a straight line. */
const piece = 6_000;
/** Of earlier texts no more than this is read, the newest first. */
const mostPrevious = 60_000;

export const cluesIn = (text: string, language: Language, known: ReadonlySet<string>): Found[] => findingsIn(text, language, known).found;

/** Everything the rules find in one text, the surer first where two find the same words; and the stretches that show nobody. */
export function findingsIn(text: string, language: Language, known: ReadonlySet<string>): { found: Found[]; nobody: Stretch[] } {
  const found: Found[] = [];
  const nobody: Stretch[] = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = from + piece < text.length ? from + piece : text.length;
    const pause = to < text.length ? Math.max(text.lastIndexOf('\n', to), text.lastIndexOf('. ', to)) + 1 : to;
    if (pause > from + piece / 2) to = pause; // between two sentences, where there are any
    const reading = read(text.slice(from, to), language, known);
    const letBe = nobodies(reading);
    nobody.push(...letBe.map((one) => ({ ...one, start: one.start + from, end: one.end + from })));
    for (const one of [...numbers(reading), ...contacts(reading), ...names(reading), ...people(reading), ...life(reading), ...places(reading), ...times(reading), ...wider(reading), ...hints(reading), ...told(reading), ...disguised(reading), ...typed(reading), ...unlisted(reading), ...unknownNames(reading), ...reached(reading), ...recorded(reading), ...daily(reading), ...spelled(reading), ...among(reading), ...standing(reading), ...claimed(reading), ...heard(reading)]) {
      if (!isNobodys(one, letBe)) found.push({ ...one, start: one.start + from, end: one.end + from });
    }
  }
  const rank = (one: Found) => (one.mustChange ? 0 : one.alone ? 1 : one.faint ? 5 : one.kind === 'employer' ? 4 : one.weight ? 3 : 2); // whoever works at a school has told a school
  const sure = found.sort((a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start) || (b.weight ?? 0) - (a.weight ?? 0));
  const taken = new Uint32Array(text.length); // by which of those kept, counted from one
  const kept: Found[] = [];
  for (const one of sure) {
    const by = taken.subarray(one.start, one.end).find(Boolean);
    if (by) {
      const over = kept[by - 1];
      if (over && one.kind === 'small-place' && one.anchor && placed.has(over.kind) && one.end - one.start + 3 < over.end - over.start && isCounted(over)) over.tellsPlace = true; // the only vet on Røst
      if (over && !over.alone && one.weight && one.kind !== over.kind && one.end - one.start > over.end - over.start + 3) over.also = [...(over.also ?? []), one];
      continue;
    }
    taken.fill(kept.push(one), one.start, one.end);
  }
  return { found: kept.sort((a, b) => a.start - b.start), nobody };
}

/** What they find in earlier texts, and the words in which it was said. */
export function previousClues(previous: readonly string[], language: Language, known: ReadonlySet<string>) {
  const [found, said] = [[] as Found[], new Set<string>()];
  let left = mostPrevious;
  for (const text of previous) {
    if (left <= 0) break;
    const part = text.slice(0, left);
    left -= part.length;
    for (const one of cluesIn(part, language, known)) {
      found.push(one);
      said.add(`${one.kind} ${part.slice(one.start, one.end).toLowerCase()}`);
    }
  }
  return { found, said };
}

/** Whether the rules ask by themselves, and how far what they counted narrows the crowd. */
export function ruled(text: string, language: Language, previous: readonly string[]): { asks: boolean; tally: Tally } {
  const [found, earlier] = [cluesIn(text, language, new Set()), previousClues(previous, language, new Set())];
  const asks = found.some((one) => one.alone) || paired(found).length > 0 || together(found, earlier.found, earlier.said, text).length > 0;
  return { asks, tally: tally(found, earlier.found) };
}
