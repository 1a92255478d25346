/** The phases of triage, each a small step that explains itself. They only ever raise. */
import type { Cue } from '#triage/cues';
import { flagsBySight, saysHowMuch } from '#triage/cues-flags';
import { firedIn, type Seen } from '#triage/features';
import { placesOf } from '#triage/found';
import { heightOf, type Flag, type Level, type Reason } from '#triage/levels';
import { flagsOf, scoresOf, thresholds, type Scores } from '#triage/model';
import { wordsAt } from '#triage/reading';
import { signals, type Signal } from '#triage/signals';

export type Found = Reason & { flags?: readonly Flag[] };

/** What could not be read whole is for a human. */
export const byLength = ({ reading }: Seen): Found[] => (reading.isWhole ? [] : [{ phase: 'length', why: 'why.tooLong', level: 'concern' }]);

/** Most of a text a reason quotes. */
const longestQuote = 160;

/** Rules that speak for themselves; the others are heard by the model. */
export function bySignals({ cues, reading, fired }: Seen): Found[] {
  return Object.entries(signals as Record<string, Signal>).flatMap(([name, signal]): Found[] => {
    if (!fired.get(name)) return [];
    const place = placesOf(cues, signal).find(({ guards }) => !guards.length)!;
    const words = wordsAt(reading, place.from, place.to).slice(0, longestQuote);
    return [{ phase: 'signals', why: `why.${signal.why}`, words, level: signal.alone ?? 'none', ...(signal.alone && signal.flags ? { flags: signal.flags } : {}) }];
  });
}

const closing: readonly Cue[] = ['calm', 'farewell', 'notHere', 'handOver', 'decidedStop'];
const heavy: readonly Cue[] = ['endLife', 'wishDead', 'hopeless', 'burden', 'means', 'will'];
const short = 8;

/** The author's last texts were heavy, and this one closes or is suddenly calm or very short: one level up (G9, G12). */
export function byEarlier({ cues, reading, before }: Seen): Found[] {
  if (!before) return [];
  const wasHeavy = heavy.filter((name) => before.hits.has(name));
  const isClosing = closing.some((name) => cues.hits.has(name)) || (reading.tokens.filter(({ word }) => word !== '|').length <= short && cues.hits.has('hopeless'));
  if (!wasHeavy.length || !isClosing) return [];
  const isPlan = firedIn(before).get('endSoon') || firedIn(before).get('meansNear');
  return [{ phase: 'earlier', why: 'why.changed', level: isPlan ? 'urgent' : 'concern' }];
}

const levelFrom = ({ low, concern, urgent }: Scores, at: Record<string, number>): Level =>
  urgent >= at.urgent! ? 'urgent' : concern >= at.concern! ? 'concern' : low >= at.low! ? 'low' : 'none';

/** A text that is a figure of speech and hardly a word more says nothing else. */
const isOnlyIdiom = ({ cues: { line } }: Seen) => line.includes('_') && line.split(' ').filter((word) => /^[^_|]/.test(word)).length <= 3;

/** The linear model, with the encoder's numbers when there are any. */
export function byModel(seen: Seen, numbers?: ArrayLike<number>): Found[] {
  const { features } = seen;
  const level = levelFrom(scoresOf(seen, numbers), numbers ? thresholds.full : thresholds.now);
  const flags = flagsOf(features, numbers);
  const saysNothing = seen.reading.tokens.every(({ word }) => word === '|');
  if (saysNothing || isOnlyIdiom(seen)) return [];
  if (heightOf(level) === 0) return flags.length ? [{ phase: 'model', why: 'flagOnly', level, flags }] : [];
  return [{ phase: numbers ? 'encoder' : 'model', why: `why.model.${level}`, level, flags }];
}

const ofDying: readonly Cue[] = ['endLife', 'wishDead', 'tookLots', 'farewell'];

/** Flags that say what to do; the clock stays as it is. What urges to harm is never less than concern; how much of what, beside dying, is detail of a method also when it is long past. */
export function byFlags({ cues, reading }: Seen): Found[] {
  const seen = flagsBySight(reading.line, reading.text);
  const isDetail = !seen.includes('method_detail') && ofDying.some((name) => cues.hits.has(name)) && saysHowMuch(reading.line);
  const flags: Flag[] = isDetail ? [...seen, 'method_detail'] : seen;
  if (!flags.length) return [];
  return [{ phase: 'flags', why: 'flagOnly', level: flags.includes('encourages_harm') ? 'concern' : 'none', flags }];
}
