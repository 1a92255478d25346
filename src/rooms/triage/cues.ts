/** All cues, compiled once, and where they stand in a reading. */
import { around } from '#triage/cues-around';
import { body } from '#triage/cues-body';
import { ending } from '#triage/cues-ending';
import { idioms } from '#triage/cues-idioms';
import { leaving } from '#triage/cues-leaving';
import { medicine } from '#triage/cues-medicine';
import { people } from '#triage/cues-people';
import { compile, type Hit } from '#triage/patterns';
import type { Reading } from '#triage/reading';

const written = { ...ending, ...leaving, ...medicine, ...body, ...people, ...around };
export type Cue = keyof typeof written;
export const cueNames = Object.keys(written) as Cue[];

const compiled = cueNames.map((name) => [name, compile(written[name])] as const);
const idiom = compile(idioms);

/** The line with figures of speech crossed out, letter for letter. */
export const withoutIdioms = (line: string) => line.replace(idiom, (span) => span.replace(/[^ ]/g, '_'));

/** Cues are looked for this often in one text; more of the same says nothing new, and a long text stays quick. */
const most = 12;

export type Cues = { line: string; hits: Map<Cue, Hit[]> };

export function cuesIn({ line }: Reading): Cues {
  const seen = withoutIdioms(line);
  const hits = new Map<Cue, Hit[]>();
  for (const [name, pattern] of compiled) {
    const found: Hit[] = [];
    pattern.lastIndex = 0;
    for (let hit = pattern.exec(seen); hit && found.length < most; hit = pattern.exec(seen)) found.push({ from: hit.index + 1, to: hit.index + hit[0].length });
    if (found.length) hits.set(name, found);
  }
  return { line: seen, hits };
}
