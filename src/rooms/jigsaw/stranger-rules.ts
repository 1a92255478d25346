/**
 * Names that are in no list, typed in any way: known by a name beside them, by
 * their letters (`likeness-rules.ts`), and by what stands around them. And
 * names as registers have them, the last name first: "NILSEN, ARVE".
 */
import type { Found } from '#jigsaw/clue-rules';
import { likeness } from '#jigsaw/likeness-rules';
import { model } from '#jigsaw/learned-rules';
import { bigPlaces, employers, famous, first, last, offered, plainCapitals, publicWords, rare, smallPlaces, wordLasts, wordNames } from '#jigsaw/lists';
import { institution, isPet, isPublic, isSignature, selfCue } from '#jigsaw/name-rules';
import { after, all, before, edges, has, type Reading, type Word } from '#jigsaw/reading-rules';
import { isOthers, relations } from '#jigsaw/whose-rules';

const particle = /^(?:de|da|van|von|der|la|al|el|bin|ibn|dos|di|af|ní|nic|mac|an|ap|ter|ten|du|thi)$/;
/** How words end that are no names: what people do, how things are, medicines, illnesses. */
const ordinary = /(?:ing|ings|ed|ly|ness|tion|tions|able|ful|ous|ende|elig|else|het|lig|isk|ene|skap|mab|pril|olol|statin|zole|pine|azepam|idone|itis|osis|emia|emi|pathy|pati|sjon|sjoner|ism|isme|ists?|ology|ologi|graphy|grafi|ment|ments|ship|wards?)$/;
const bare = (low: string) => low.replace(/'s?$/, '');
const rareWords = new Set(rare.flatMap((one) => one.split(/[ -]/)));
const isElse = (low: string) => plainCapitals.has(low) || publicWords.has(low) || institution.test(low) || bigPlaces.has(low) || smallPlaces.has(low) || employers.has(low) || offered.second.has(low) || rareWords.has(low);

/** First names that are words of the other language, or of a dialect. */
const alsoWords = /^(?:nan|hung|senga|helga|fred|line|ned|hans)$/;
/** Said so often in posts that it is a word; a first name is often said, too, and stays one. */
const isSaid = ({ low, isFirst }: { low: string; isFirst: boolean }) => model.rarity(low) > 2 && !(isFirst && model.rarity(low) === 3 && !alsoWords.test(low));

/** `sure` by the lists; else how much it looks like a name. Undefined when it is something else. */
type Part = { low: string; isFirst: boolean; sure: boolean; like: number };
function partOf({ low: typed }: Word): Part | undefined {
  const low = bare(typed);
  const pieces = low.split('-');
  const isFirst = pieces.every((one) => first.has(one)) && !(wordNames.has(low) && model.rarity(low) > 0);
  const isLast = pieces.some((one) => last.has(one) && !wordLasts.has(one));
  if ((isFirst || isLast) && !isSaid({ low, isFirst })) return { low, isFirst, sure: true, like: 3 };
  if (wordLasts.has(low) && model.rarity(low) < 2 && (first.has(low) || last.has(low))) return { low, isFirst: false, sure: false, like: 1.5 };
  if (isElse(low) || low.length < 3 || ordinary.test(low) || model.rarity(low) > 0) return undefined;
  return { low, isFirst: false, sure: false, like: Math.max(...pieces.map(likeness)) };
}

/** What stands before somebody's name when it is read out, printed or told. */
const led = new RegExp(`(?:["'«“(]|(?:^|[^\\p{L}])(?:says?|said|saying|read|reads|sa|sier|sto|stod|står(?: det)?|sto det|it is|it's|are you|is it|is that|er du|er det|det er|det var|it was|dear|kjære|pasient(?:en)?|patient|name|navn|claimant|søker(?: er)?|christened|baptised|døpt|know|kjenner|vet|saw|met|så|møtte|traff|ask for|spør etter|by|av|behalf of|vegne av|called|named|heter|as|som|really|actually|egentlig|forresten|only|she's|he's|they're|hun er|han er|ho er|ho e|skriver|writes|and|og|natta fra|hilsen|fra|from|i'm|im|i am|jeg er|${relations})(?: min| mi| mitt| vår)?[:,]?|(?:^|[^\\p{L}])i,) ?["'«“(]?$`, 'u');
/** What comes after somebody's name. */
const then = /^(?:["'»”?!]|,? (?:who|whose|is|was|has|had|said|says|told|som|er|var|har|hadde|sa|sier|fortalte|drikker|skrek|her|here|from|fra|down the|across|next door|borti|nede|oppe|i nr|på nr)(?!\p{L})|, ?\d\d(?!\d)|,? (?:the one|him with|her with|hun med|han med|hun som|han som|ho med|ho som)(?!\p{L}))/u;
const article = /(?:^|[^\p{L}])(?:the|a|an|this|that|your|den|det|en|et|ei|in|at|on|near|i|på|ved|brukt|bruker|tar|tatt|using|used|takes?|taking|tried|prøvd|started|startet) $/u;

const titled = /^(?:mr|mrs|ms|miss|mx|dr|doctor|doktor|prof|professor|nurse|sister|auntie|aunt|uncle|onkel|tante|herr|fru|overlege|psykolog|fysioterapeut|lege)$/;
type Run = { words: Word[]; parts: Part[] };
/** Two to four words in a row that may be a name, all with capitals or all without. */
function runAt(reading: Reading, at: number): Run | undefined {
  const from = reading.words[at]!;
  const head = partOf(from);
  const isInner = at > 0 && from.isCapital && reading.words[at - 1]!.isCapital && !reading.words[at - 1]!.begins && reading.plain.slice(reading.words[at - 1]!.end, from.start) === ' ';
  if (!head || isInner && !titled.test(reading.words[at - 1]!.low) || reading.low.slice(from.start, from.end).endsWith("'s")) return undefined;
  const run: Run = { words: [from], parts: [head] };
  for (let next = at + 1; next < at + 5; next++) {
    const word = reading.words[next];
    if (!word || reading.plain.slice(run.words.at(-1)!.end, word.start) !== ' ') break;
    const isBetween = particle.test(word.low) && reading.words[next + 1] !== undefined && (word.isCapital || !/^(?:an|la|du|der|da)$/.test(word.low) || from.isCapital);
    const part = isBetween && next < at + 4 && !first.has(word.low) ? undefined : partOf(word);
    if (!part && !isBetween || part && word.isCapital !== from.isCapital) break;
    run.words.push(word);
    if (part) run.parts.push(part);
  }
  while (run.words.length > 1 && particle.test(run.words.at(-1)!.low) && !first.has(run.words.at(-1)!.low)) run.words.pop();
  return run.parts.length > 1 && run.words.length > 1 ? run : undefined;
}

const isUpper = (text: string) => text.length > 1 && text === text.toUpperCase() && text !== text.toLowerCase();
/** In a sentence all in capitals they say nothing. */
function isShouted(reading: Reading, from: Word, to: Word): boolean {
  const at = [reading.words.indexOf(from) - 1, reading.words.indexOf(to) + 1];
  return isUpper(from.text) && at.some((one) => isUpper(reading.words[one]?.text ?? ''));
}

/** How far a run may be shortened from its end: a word that is only like a name may belong to what follows. */
function isNamed(reading: Reading, { words, parts }: Run): boolean {
  const [from, to] = [words[0]!, words.at(-1)!];
  const said = before(reading, from.start, 40);
  const isFramed = led.test(said) || then.test(after(reading, to.end, 14)) || isSignature(reading, from.start, to.end) || selfCue.test(said);
  const sure = parts.filter((part) => part.sure).length;
  if (sure < parts.length && isShouted(reading, from, to)) return false;
  const rest = Math.min(...parts.filter((part) => !part.sure).map(({ like }) => like), 3);
  if (from.isCapital) {
    if (article.test(said) && sure < parts.length) return false;
    if (sure === parts.length) return parts.some(({ isFirst }) => isFirst) && (parts.length > 2 || isFramed);
    return sure > 0 ? (parts.some(({ isFirst }) => isFirst) ? rest > -3 : isFramed && rest > 0) : isFramed && parts.every(({ low }) => low.length > 3) && rest > -2 && parts.reduce((sum, { like }) => sum + like, 0) > 0.5 && !from.begins;
  }
  if (sure === parts.length) return parts.some(({ isFirst }) => isFirst);
  if (article.test(said) && !/st(?:å|o)r? det $/u.test(said)) return false;
  if (parts.some(({ isFirst, sure: is }) => isFirst && is)) return rest > (isFramed ? -4.2 : 0.4) && !isSaid(parts[0]!);
  return selfCue.test(said) && sure > 0 && rest > 0.4;
}

function strangers(reading: Reading): Found[] {
  const found: Found[] = [];
  for (let at = 0; at + 1 < reading.words.length; at++) {
    const run = runAt(reading, at);
    if (!run || run.words[0]!.start < (found.at(-1)?.end ?? 0) || !isNamed(reading, run)) continue;
    const [start, last] = [run.words[0]!.start, run.words.at(-1)!];
    const end = last.end - (last.low.endsWith("'s") ? 2 : 0);
    const low = reading.low.slice(start, end);
    if (reading.known.has(low) || isPublic(reading, start, end, low) || isPet(reading, start, end) || famous.has(low)) continue;
    const own = selfCue.test(before(reading, start, 40)) || isSignature(reading, start, end);
    found.push({ kind: !own && isOthers(reading, start) ? 'other-person' : 'name', start, end, alone: true, others: !own });
  }
  return found;
}

const word = "\\p{L}[\\p{L}'-]{1,24}";
const registered = new RegExp(`(?<![\\p{L}\\p{N}])((?:${word} ){0,2}${word}), (${word}(?: \\p{Lu}${word.slice(5)})?)(?![\\p{L}\\p{N}])`, 'gu');
const register = edges('wristband|band|bracelet|label|sticker|envelope|screen|board|letter|form|list|register|notes?|file|record|records|system|pasient(?:en)?|patient|armbånd\\p{L}*|skjerm\\p{L}*|konvolutt\\p{L}*|brev\\p{L}*|lapp\\p{L}*|merkelapp\\p{L}*|skjema\\p{L}*|list[ae]n?|venteliste\\p{L}*|journal\\p{L}*|epikrise\\p{L}*|register\\p{L}*|etikett\\p{L}*|navn\\p{L}*|name|addressed|adressert|sendt til|sent to|called|ropte|registered as|registrert som|står|sto|stod|said|says|read|leste|flashed|blinket');
/** Last name first, as on a wristband. */
const lastFirst = (reading: Reading): Found[] => all(reading.plain, registered).flatMap((hit): Found[] => {
  const before_ = hit[1]!.split(' ');
  const [surname, given] = [before_.at(-1)!, hit[2]!.split(' ')[0]!];
  const [one, two] = [surname.toLowerCase(), given.toLowerCase()];
  const isGiven = two.split('-').every((part) => first.has(part)) && !(wordNames.has(two) && !isUpper(given));
  const isSurname = last.has(one) || one.split('-').some((part) => last.has(part)) || !first.has(one) && model.rarity(one) === 0 && likeness(one) > -3 && !ordinary.test(one);
  const isLike = isUpper(surname) && isUpper(given) && [one, two].every((low) => model.rarity(low) === 0 && likeness(low) > 0);
  if (!(isGiven && isSurname || isLike) || isElse(one) && !last.has(one) || first.has(one) && !last.has(one)) return [];
  const start = hit.index + hit[1]!.length - surname.length;
  const [said, isTyped] = [before(reading, start, 60), /^\p{Lu}/u.test(surname) && /^\p{Lu}/u.test(given)];
  if (!(isUpper(surname) && isUpper(given)) && (!has(register, said) || /(?:in|at|near|from|i|på|fra|ved) $/.test(said))) return [];
  if (!isTyped && !(last.has(one) || likeness(one) > 0)) return [];
  const end = start + surname.length + 2 + given.length;
  return reading.known.has(two) || famous.has(`${two} ${one}`) ? [] : [{ kind: 'name', start, end, alone: true }];
});

/** Called by a title: MRS ETHERIDGE-POOLE, Hr. T. Kowalczyk. One family has a double name, and one patient an initial. */
const called = /(?<!\p{L})(?:M(?:r|rs|s|iss|x)|M(?:R|RS|S|ISS|X)|Hr|Herr|Fru|Frk|HR|HERR|FRU|FRK)\.? ((?:\p{Lu}\.? ){1,2}\p{Lu}[\p{L}'-]{3,24}|\p{Lu}\p{L}{2,20}-\p{Lu}\p{L}{2,20})(?![\p{L}-])/gu;
const titledNames = (reading: Reading): Found[] => all(reading.plain, called).filter((hit) => {
  const low = hit[1]!.toLowerCase().replace(/^.*\. ?/, '');
  return low.split('-').some((one) => model.rarity(one) === 0 && !isElse(one)) && !isPublic(reading, hit.index, hit.index + hit[0].length, hit[1]!.toLowerCase());
}).map((hit) => ({ kind: 'name', start: hit.index, end: hit.index + hit[0].length, alone: true, others: isOthers(reading, hit.index) }));

const unmasked = /(?<!\p{L})(?:(?:worked|figured|found) (?:it )?out who|know who|guess(?:ed)? who|skjønt hvem|skjønner hvem|vet hvem|funnet ut hvem|fant ut hvem)(?! i(?!\p{L})| jeg)[^.!?\n]{2,40}?(?:it'?s|that'?s|det er|det e|er|is) (\p{L}{3,20})(?= (?:from|at|in|who|fra|på|i|som)(?!\p{L}))/giu;
/** Who a member is outside, by a first name and where to find them. */
const unmaskings = (reading: Reading): Found[] => all(reading.plain, unmasked).filter((hit) => first.has(hit[1]!.toLowerCase()) && !reading.known.has(hit[1]!.toLowerCase()))
  .map((hit) => ({ kind: 'other-person', start: hit.index + hit[0].length - hit[1]!.length, end: hit.index + hit[0].length, alone: true, others: true }));

export const unknownNames = (reading: Reading): Found[] => [...strangers(reading), ...lastFirst(reading), ...titledNames(reading), ...unmaskings(reading)];
