/** All cues, compiled once, and where they stand in a reading. */
import { hitsIn, open } from '#platform/gates';
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
export function withoutIdioms(line: string): string {
  let [seen, from] = ['', 0];
  for (const { 0: span, index } of hitsIn(open(line), idiom)) {
    seen += line.slice(from, index) + span.replace(/[^ ]/g, '_');
    from = index + span.length;
  }
  return seen + line.slice(from);
}

/** Cues are looked for this often in one text; more of the same says nothing new, and a long text stays quick. */
const most = 12;

export type Cues = { line: string; hits: Map<Cue, Hit[]> };

export function cuesIn({ line }: Reading): Cues {
  const seen = withoutIdioms(line);
  const opened = open(seen);
  const hits = new Map<Cue, Hit[]>();
  for (const [name, pattern] of compiled) {
    const found = hitsIn(opened, pattern, most);
    if (found.length) hits.set(name, found.map(({ 0: words, index }) => ({ from: index + 1, to: index + words.length })));
  }
  return { line: seen, hits };
}
