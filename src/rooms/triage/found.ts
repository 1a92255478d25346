/** Where signals stand in a text. */
import type { Cue, Cues } from '#triage/cues';
import type { Hit } from '#triage/patterns';
import type { Signal } from '#triage/signals';

export type Place = { from: number; to: number; guards: Cue[] };

const usual = 110;
const guardedWithin = 90;

const gap = (one: Hit, other: Hit) => Math.max(0, one.from - other.to, other.from - one.to);

function near(cues: Cues, wanted: Signal['all'], within: number): Hit[] {
  const [first = [], ...rest] = wanted.map((names) => names.flatMap((name) => cues.hits.get(name) ?? []));
  return first.flatMap((hit) => {
    const span = { ...hit };
    for (const others of rest) {
      const other = others.find((one) => (one.from !== hit.from || one.to !== hit.to) && gap(hit, one) <= within && !(one.from >= hit.from && one.to <= hit.to));
      if (!other) return [];
      span.from = Math.min(span.from, other.from);
      span.to = Math.max(span.to, other.to);
    }
    return [span];
  });
}

/** Every place of a signal, with the cues around it that speak against it. */
export function placesOf(cues: Cues, { all, within = usual, unless = [] }: Signal): Place[] {
  return near(cues, all, within).map((span) => ({ ...span, guards: unless.filter((name) => cues.hits.get(name)?.some((hit) => gap(span, hit) <= guardedWithin)) }));
}
