/** Reads the room's pages from their folders, once, at start. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/config';
import { languages, type Language } from '#platform/words';
import { leafOf, type Leaf } from '#learning/leaf-rules';

/** `03-along-a-hand.md` is called `along-a-hand`: the number is its place and no part of its name. */
const nameOf = (file: string) => file.replace(/^\d+-/, '').replace(/\.md$/, '');

/** Every page of a folder, in its order, by language and name. */
export const leavesIn = (folder: string): Record<Language, Map<string, Leaf>> =>
  Object.fromEntries(languages.map((language) => {
    const place = join(root, 'src/rooms/learning', folder, language);
    const files = readdirSync(place).filter((file) => file.endsWith('.md')).sort();
    return [language, new Map(files.map((file) => [nameOf(file), leafOf(readFileSync(join(place, file), 'utf8'))]))];
  })) as Record<Language, Map<string, Leaf>>;
