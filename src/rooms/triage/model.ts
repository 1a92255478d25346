/**
 * The linear models: one weight a place, shipped as small whole numbers in
 * `model.json`, which `npm run -s triage:train` writes. A score is near -1 for
 * what is clearly not, and near 1 for what clearly is; `thresholds` say from which score on it counts.
 */
import { floatsIn, shipped, wholesIn } from '#platform/shipped';
import { width, type Features, type Seen } from '#triage/features';
import type { Flag } from '#triage/levels';
import { addedBy } from '#triage/net';

export type Head = { scale: number; bias: number; weights: Int8Array; dense: Float32Array };
type Written = { scale: number; bias: number; weights: string; dense?: string };

const opened = ({ scale, bias, weights, dense = '' }: Written): Head => ({ scale, bias, weights: weights ? wholesIn(weights) : new Int8Array(width), dense: floatsIn(dense) });

const openAll = (heads: Record<string, Written>) => new Map(Object.entries(heads).map(([name, head]) => [name, opened(head)]));

type Shipped = {
  version: string; learnedFrom?: string;
  thresholds: { now: Record<string, number>; full: Record<string, number>; flags: Record<string, number>; flagsFull: Record<string, number> };
  now: Record<string, Written>; full: Record<string, Written>; flags: Record<string, Written>; flagViews: Record<string, Written>;
};
const read = () => {
  const { version, learnedFrom, thresholds, ...heads } = shipped<Shipped>('src/rooms/triage/model.json');
  return { trainedOn: version, learnedFrom, thresholds, now: openAll(heads.now), full: openAll(heads.full), flagHeads: openAll(heads.flags), flagViews: openAll(heads.flagViews) };
};
const { now, full, flagHeads, flagViews, ...said } = read();
export const { trainedOn, thresholds } = said;
/** A digest of the development set it has learned from. */
export const { learnedFrom } = said;

export function scoreOf({ scale, bias, weights, dense }: Head, { places, values }: Features, embedding: ArrayLike<number> = []): number {
  let sum = 0;
  for (let at = 0; at < places.length; at++) sum += weights[places[at]!]! * values[at]!;
  let more = 0;
  for (let at = 0; at < embedding.length && at < dense.length; at++) more += dense[at]! * embedding[at]!;
  return bias + sum * scale + more;
}

export type Scores = { low: number; concern: number; urgent: number };
const three = (heads: Map<string, Head>, features: Features, embedding?: ArrayLike<number>): Scores => ({
  low: scoreOf(heads.get('low')!, features, embedding), concern: scoreOf(heads.get('concern')!, features, embedding), urgent: scoreOf(heads.get('urgent')!, features, embedding)
});

/** What the thresholds are compared with. A text that gives concern is likelier to be urgent; the share was chosen on families the models had not seen. */
export const joined = ({ low, concern, urgent }: Scores): Scores => ({ low, concern, urgent: urgent + 0.15 * concern });

/** How far each level speaks for this text; with the encoder's numbers, and the net that hears them too, when there are any. */
export function scoresOf(seen: Seen, numbers?: ArrayLike<number>): Scores {
  if (!numbers) return joined(three(now, seen.features));
  const { low, concern, urgent } = three(full, seen.features, numbers);
  const more = addedBy(seen, numbers);
  return joined({ low: low + more.low, concern: concern + more.concern, urgent: urgent + more.urgent });
}

/** Words say which flags a text needs; with the encoder's numbers, its views speak as loudly. */
export function flagsOf(features: Features, numbers?: ArrayLike<number>): Flag[] {
  const at = numbers ? thresholds.flagsFull : thresholds.flags;
  const byViews = (name: string) => (numbers ? scoreOf(flagViews.get(name)!, nothing, numbers) : 0);
  return [...flagHeads].filter(([name, head]) => scoreOf(head, features) + byViews(name) >= (at[name] ?? Infinity)).map(([name]) => name as Flag);
}
const nothing: Features = { places: new Int32Array(0), values: new Float32Array(0) };
