/** Guides for those who hold a group, with their sources: papers in `guides/`, one a page, in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '#platform/config';
import type { Language } from '#platform/words';
import { parse, type Paper } from '#house/pages';

const folder = (language: Language) => join(root, 'src/rooms/circles/guides', language);
const read = (language: Language) => readdirSync(folder(language)).filter((file) => file.endsWith('.md')).sort().map((file) => ({ name: basename(file, '.md'), paper: parse(readFileSync(join(folder(language), file), 'utf8')) }));
const papers = { en: read('en'), nb: read('nb') };

export const all = (language: Language): { name: string; paper: Paper }[] => papers[language];
