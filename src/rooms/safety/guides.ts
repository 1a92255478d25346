/** Guides for the desk, with their sources: papers in `guides/`, in both languages, read once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/config';
import type { Language } from '#platform/words';
import { parse, type Paper } from '#house/pages';

const read = (language: Language) => parse(readFileSync(join(root, 'src/rooms/safety/guides', language, 'after-a-death.md'), 'utf8'));
const papers = { en: read('en'), nb: read('nb') };

/** What helps when somebody has died, step by step. */
export const afterADeath = (language: Language): Paper => papers[language];
