/** Phase: risk phrases. A figure of speech is taken out first; denial, time, quotation and person around a phrase may lower that phrase alone. */
import { heightOf, type Flag, type Level, type Reason, type Text } from '#triage/levels';
import { compile } from '#triage/patterns';
import { read, wordsAt, type Reading } from '#triage/reading';
import { idioms, risks, type Risk } from '#triage/risks';

export type Found = Reason & { flags?: readonly Flag[] };

const idiom = compile(idioms);
const compiled = risks.map((risk) => ({ risk, pattern: compile(risk.patterns) }));
const past = compile(['{past}']);
const denied = compile(['[not/never/no/ikke/aldri/ingen]']);

/** The line with figures of speech crossed out, letter for letter. */
function withoutIdioms(line: string): string {
  return line.replace(idiom, (span) => span.replace(/[^ ]/g, '_'));
}

function levelOf(risk: Risk, line: string, at: number, end: number): Level {
  const before = line.slice(line.lastIndexOf('|', at) + 1, at);
  const after = line.slice(end, (line.indexOf('|', end) + 1 || line.length + 1) - 1);
  const around = ` ${before} ${line.slice(at, end)} ${after} `;
  const lowered: Level[] = [risk.level];
  if (risk.past && new RegExp(past.source).test(around)) lowered.push(risk.past);
  if (risk.denied && new RegExp(denied.source).test(`${before.slice(-40)} `)) lowered.push(risk.denied);
  return lowered.reduce((least, one) => (heightOf(one) < heightOf(least) ? one : least));
}

export function phrases({ text, language }: Text): Found[] {
  const reading: Reading = read(text, language);
  const line = withoutIdioms(reading.line);
  const found: Found[] = reading.isWhole ? [] : [{ phase: 'length', why: 'tooLong', level: 'concern' }];
  for (const { risk, pattern } of compiled) {
    for (const hit of line.matchAll(pattern)) {
      const level = levelOf(risk, line, hit.index, hit.index + hit[0].length);
      if (level !== 'none') found.push({ phase: 'phrases', why: risk.why, words: wordsAt(reading, hit.index + 1, hit.index + hit[0].length), level, ...(risk.flags && heightOf(level) >= heightOf('concern') ? { flags: risk.flags } : {}) });
      break;
    }
  }
  return found;
}
