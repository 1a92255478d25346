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

const tablets = '[tablet*/pill*/paracetamol*/paracet*/panadol*/tylenol*/ibuprofen*/ibux*/codeine/co-codamol*/tramadol*/oxy*/diazepam*/sovetablett*/antidepress*]';
/** Taken, so many of them: the number stands right before them, so that 25 mg of something is no 25 tablets. */
const taken = (numbers: string) => `[took/taken/swallowed/necked/downed/tok/tatt/svelget/svelga] [about/around/over/nearly/all/like/rundt/omtrent/nesten/over/minst]? [${numbers}] [of/av]? [my/the/those/these/mine/de/disse]? ${tablets}`;
const numbers = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n).join('/');
const many = `${numbers(20, 100)}/120/150/200/300/twenty/thirty/forty/fifty/sixty/seventy/eighty/ninety/hundred/a hundred/tjue/tretti/førti/femti/seksti/sytti/åtti/nitti/hundre`;
/** A morning's box can hold as many, so the words around them have to sound like danger. */
const some = `${numbers(5, 19)}/ten/twelve/fifteen/sixteen/eighteen/ti/tolv/femten/seksten/atten`;
/** As one does who is ill for long. */
const eachDay = compile('[a day/daily/every day/each day/every morning/each morning/a week/om dagen/daglig/hver dag/per dag/i døgnet/hver morgen/om morgenen/i uka/i uken]');
/** Done, or being done, in so many words. */
const done = compile(`[i/have/jeg/eg/just/nettopp] ~ [taken/took/had/done/swallowed/tatt/tok/svelget/svelga] [a/an/en/ein]? [big/huge/massive/stor]? overdose*, [i/have/jeg/eg] ~ overdosed $, [i/have/jeg/eg] ~ overdosed [tonight/today/just now/now/again/and/but/an hour/about/on purpose/on my/on pills/on tablets], [stop*/skip*/quit*/without/refus*/slutt*/dropp*/nekte*] ~~ [insulin*/dialys*/steroid*/hydrocortisone/kortison*/medisin*/medicine*/meds/tablets/tablettene] ~~ [to die/so i die/and die/for å dø/så jeg dør/så dør jeg]`);
const tookMany = compile(taken(many));
const tookSome = compile(`${taken(some)}, ${taken(many)}`);
/** It may be the morning's, or all there were: a person looks. */
const perhaps = compile(`[i/have/jeg/eg/just/nettopp] ~ [took/taken/swallowed/tok/tatt/svelget/svelga] [all/alle/every/hver] [of]? [my/the/mine]? ~ [tablet*/pill*/medication/medisinene/tablettene/pillene]`);
const against: readonly Cue[] = ['longPast', 'quoted', 'denied', 'recovery', 'solved', 'notBody'];

/** `scores` are those of the words alone; in the five parts, of models that have not learned from this text. */
export function byWitnesses(seen: Seen, scores: Scores = scoresOf(seen)): Found[] {
  const above = scores.urgent - thresholds.now.urgent!;
  const { cues, fired, reading } = seen;
  const isSaid = above >= clear && signs.some((name) => fired.get(name));
  const line = against.some((name) => cues.hits.has(name)) ? undefined : open(reading.line);
  const isDone = line && (isIn(line, done) || (isIn(line, tookMany) && !isIn(line, eachDay)) || (above >= clear && isIn(line, tookSome)));
  if (isSaid || isDone) return [{ phase: 'witnesses', why: 'why.saidPlainly', level: 'urgent' }];
  return above >= loud || (line && isIn(line, perhaps)) ? [{ phase: 'witnesses', why: 'why.model.concern', level: 'concern' }] : [];
}
