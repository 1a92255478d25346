/** The development set: invented posts with their labels, as they lie in `src/rooms/triage/development`. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '#triage/features';
import { levels, type Flag, type Level, type Text } from '#triage/levels';

export type Post = Text & { id: string; family: string; level: Level; flags: Flag[]; isHard: boolean; hasKeyword: boolean; voice: string; set: string };
type Line = { id: string; lang: 'en' | 'nb'; family: string; text: string; previous?: string[]; level: Level; flags?: Flag[]; hard?: boolean; keyword?: boolean; voice?: string };

export const folder = 'src/rooms/triage/development';
/** Nobody learns from these, and nobody reads them while changing anything: only their figures are looked at, and rarely. */
export const apart = 'src/rooms/triage/apart';
/** Neither learned from nor read by anybody who changes something: the other half of what two of the writers wrote. It is kept so until newer posts take its place. */
export const later = 'src/rooms/triage/later';

export function posts(from = folder): Post[] {
  return readdirSync(from).filter((name) => name.endsWith('.jsonl')).sort().flatMap((name) => readFileSync(join(from, name), 'utf8').split('\n').filter((line) => line.trim()).map((line) => {
    const { id, lang, family, text, previous = [], level, flags = [], hard = false, keyword = false, voice = '' } = JSON.parse(line) as Line;
    if (!levels.includes(level)) throw new Error(`${name}: ${id} has no level`);
    return { id, text, language: lang, previous, family, level, flags, isHard: hard, hasKeyword: keyword, voice, set: name.replace(/(-\d+)?\.jsonl$/, '') };
  }));
}

/** What names exactly the texts and labels of a folder. The model says with it what it has learned from. */
export const digest = (from = folder) => createHash('sha256').update(posts(from).map((post) => JSON.stringify(post)).sort().join('\n')).digest('hex');

/** Three in ten families were not read while the rules were written. */
export const isKeptApart = ({ family }: { family: string }) => createHash('sha256').update(`a${family}`).digest()[0]! % 10 < 3;
export const folds = 5;
export const foldOf = ({ family }: Post) => hash(`fold ${family}`) % folds;
