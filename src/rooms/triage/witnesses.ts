/**
 * What is said plainly is believed, whatever the encoder hears.
 *
 * The encoder and its nets learned from posts that mostly say things by halves,
 * and a name they never met, or a number of tablets, can make them hear nothing
 * at all in "I want to kill myself". The signals and the words alone are two
 * other witnesses: where both call a text urgent it is urgent, and where the
 * words alone are loud a person looks. They only ever raise.
 */
import type { Cue } from '#triage/cues';
import type { Seen } from '#triage/features';
import { isIn, open } from '#platform/gates';
import { scoresOf, thresholds, type Scores } from '#triage/model';
import { compile } from '#triage/patterns';
import type { Found } from '#triage/phases';
import type { signals } from '#triage/signals';

/** Signs of a danger that is there now. Counted in the five parts, beside the words alone each stands in three to ten urgent posts for one hard negative. */
const signs: readonly (keyof typeof signals)[] = ['endSoon', 'endLife', 'tookLots', 'meansNear', 'hurtNow', 'treatmentMissing', 'treatmentDoubled', 'threat'];
/** By how much the score of the words alone is above its threshold. */
const clear = 0.2;
const loud = 0.7;

/** How many of something, said by size alone; what is measured in anything but pieces is no number of tablets: 25 mg, 20 minutes, 30 pounds. */
const measured = / \d[\d.,]*(?= (?:mg|mcg|µg|ug|g|gram|grams|milligram|milligrams|ml|units|unit|enheter|iu|min|mins|minutes|minutter|hours|timer|days|dager|weeks|uker|months|måneder|years|år|steps|skritt|kr|kroner|pounds|euro|percent|prosent|km|miles) )/g;
const counted = (line: string) => line.replace(measured, ' measured').replace(/ (\d{1,9})(?= )/g, (_, digits: string) => ` ${Number(digits) >= 20 ? 'dozens' : Number(digits) >= 5 ? 'several' : 'few'}`);
const tablets = '[tablet*/pill*/painkiller*/paracetamol*/paracet*/panadol*/tylenol*/ibuprofen*/ibux*/codeine/co-codamol*/tramadol*/oxy*/diazepam*/sovetablett*/sovepille*/antidepress*]';
const tookSo = (numbers: string) => `[took/taken/swallowed/necked/downed/tok/tatt/svelget/svelga] [about/around/over/nearly/all/like/rundt/omtrent/nesten/over/minst]? [${numbers}]`;
/** Taken, so many of them. One or two words may stand between: strong ones, of my old ones. */
const taken = (numbers: string) => [`[of/av]? [my/the/those/these/them/mine/de/disse/dem]? [strong/small/big/white/blue/old/little/extra/sterke/små/store/hvite/blå/gamle]?`, '*', '* *'].map((between) => `${tookSo(numbers)} ${between} ${tablets}`);
const many = 'dozens/twenty/thirty/forty/fifty/sixty/seventy/eighty/ninety/hundred/a hundred/tjue/tretti/førti/femti/seksti/sytti/åtti/nitti/hundre';
/** A morning's box can hold as many, so the words around them have to sound like danger. */
const some = 'several/ten/twelve/fifteen/sixteen/eighteen/ti/tolv/femten/seksten/atten';
/** As one does who is ill for long, or who brings them back to the shop. */
const usually = '[a day/daily/every day/each day/every morning/each morning/a week/om dagen/daglig/hver dag/per dag/i døgnet/hver morgen/om morgenen/i uka/i uken/back to/to the pharmacy/to the chemist/tilbake til/til apoteket]';
/** Done, or being done, in so many words. */
const done = compile(`[i/have/jeg/eg/just/nettopp] ~ [taken/took/had/done/swallowed/tatt/tok/svelget/svelga] [a/an/en/ein]? [big/huge/massive/stor]? overdose*, [i/have/jeg/eg] ~ overdosed $, [i/have/jeg/eg] ~ overdosed [tonight/today/just now/now/again/and/but/an hour/about/on purpose/on my/on pills/on tablets], [stop*/skip*/quit*/without/refus*/slutt*/dropp*/nekte*] ~~ [insulin*/dialys*/steroid*/hydrocortisone/kortison*/medisin*/medicine*/meds/tablets/tablettene] ~~ [to die/so i die/and die/for å dø/så jeg dør/så dør jeg]`);
const tookMany = compile(taken(many).join(', '));
const tookSome = compile(taken(some).join(', '));
const tookUsually = compile([...taken(many), ...taken(some)].map((one) => `${one} ~ ${usually}`).join(', '));
/** It may be the morning's, or all there were: a person looks. */
const perhaps = compile(`[i/have/jeg/eg/just/nettopp] ~ [took/taken/swallowed/tok/tatt/svelget/svelga] [all/alle/every/hver] [of]? [my/the/mine]? ~ [tablet*/pill*/medication/medisinene/tablettene/pillene], [i/have/jeg/eg/just/nettopp/took/tok] [took/taken/swallowed/tok/tatt/svelget/svelga]? [two/three/four/five/several/whole/to/tre/fire/fem/flere/hele] [packet*/packs/boxes/strips/bottles/brett/pakker/esker/glass] [of/med]? ~ ${tablets}`);
const against: readonly Cue[] = ['longPast', 'quoted', 'denied', 'recovery', 'solved', 'notBody'];

/** `scores` are those of the words alone; in the five parts, of models that have not learned from this text. */
export function byWitnesses(seen: Seen, scores: Scores = scoresOf(seen)): Found[] {
  const above = scores.urgent - thresholds.now.urgent!;
  const { cues, fired, reading } = seen;
  const isSaid = above >= clear && signs.some((name) => fired.get(name));
  const isAgainst = against.some((name) => cues.hits.has(name));
  const line = isAgainst ? undefined : open(reading.line);
  const pieces = isAgainst ? undefined : open(counted(reading.line));
  const isMany = pieces && isIn(pieces, tookMany);
  const isSome = pieces && isIn(pieces, tookSome);
  const isUsual = (isMany || isSome) && isIn(pieces!, tookUsually);
  if (isSaid || (line && isIn(line, done)) || (isMany && !isUsual) || (isSome && above >= clear)) return [{ phase: 'witnesses', why: 'why.saidPlainly', level: 'urgent' }];
  const mayBe = isMany || (isSome && !isUsual) || (line && isIn(line, perhaps));
  return above >= loud || mayBe ? [{ phase: 'witnesses', why: 'why.model.concern', level: 'concern' }] : [];
}
