/** The development set: invented posts with their labels, as they lie in `src/rooms/triage/development`. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '#triage/features';
import { levels, type Flag, type Level, type Text } from '#triage/levels';

export type Post = Text & { id: string; family: string; level: Level; flags: Flag[]; isHard: boolean; hasKeyword: boolean; voice: string; set: string };
type Line = { id: string; lang: 'en' | 'nb'; family: string; text: string; previous?: string[]; level: Level; flags?: Flag[]; hard?: boolean; keyword?: boolean; voice?: string };

export const folder = 'src/rooms/triage/development';

export function posts(from = folder): Post[] {
  return readdirSync(from).filter((name) => name.endsWith('.jsonl')).sort().flatMap((name) => readFileSync(join(from, name), 'utf8').split('\n').filter((line) => line.trim()).map((line) => {
    const { id, lang, family, text, previous = [], level, flags = [], hard = false, keyword = false, voice = '' } = JSON.parse(line) as Line;
    if (!levels.includes(level)) throw new Error(`${name}: ${id} has no level`);
    return { id, text, language: lang, previous, family, level, flags, isHard: hard, hasKeyword: keyword, voice, set: name.replace(/(-\d+)?\.jsonl$/, '') };
  }));
}

/** Three in ten families were not read while the rules were written. */
export const isKeptApart = ({ family }: { family: string }) => createHash('sha256').update(`a${family}`).digest()[0]! % 10 < 3;
export const folds = 5;
export const foldOf = ({ family }: Post) => hash(`fold ${family}`) % folds;
