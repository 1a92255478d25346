/** Scores of posts by models that never saw their family: what the figures are made of. Training writes them down. */
import { readFileSync } from 'node:fs';
import type { Flag } from '#triage/levels';
import { trainedOn, type Scores } from '#triage/model';

export type Crossed = { now: Scores; full: Scores; flags: Partial<Record<Flag, number>> };
type Three = [low: number, concern: number, urgent: number];

const file = 'scripts/triage/crossed.json';
const named = ([low, concern, urgent]: Three): Scores => ({ low, concern, urgent });

/** By the id of the post. Throws when they belong to another model than the one that ships. */
export function crossed(): Map<string, Crossed> {
  const { version, scores } = JSON.parse(readFileSync(file, 'utf8')) as { version: string; scores: Record<string, [Three, Three, Crossed['flags']]> };
  if (version !== trainedOn) throw new Error(`${file} belongs to model ${version}, and ${trainedOn} ships: npm run -s triage:train`);
  return new Map(Object.entries(scores).map(([id, [now, full, flags]]) => [id, { now: named(now), full: named(full), flags }]));
}
