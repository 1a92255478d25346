/** Papers that name a test as their proof, and whether it is there and runs. */
import { existsSync, readFileSync } from 'node:fs';

export type Named = { file: string; title: string };

/** What is wrong with a test that a paper names, in a sentence; nothing when it stands and runs. */
export function faultOf({ file, title }: Named, read = (name: string) => (existsSync(name) ? readFileSync(name, 'utf8') : undefined)): string | undefined {
  const text = read(file);
  if (text === undefined) return `${file} is not there`;
  const quoted = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (new RegExp(`\\.(skip|todo|skipIf|fails)[^\\n]*['"\`]${quoted}`).test(text)) return `"${title}" is skipped`;
  if (/describe\.skip|test\.describe\.skip/.test(text)) return `${file} skips a part of itself`;
  if (!new RegExp(`\\b(it|test|scene)\\(\\s*['"\`]${quoted}['"\`]`).test(text)) return `"${title}" is not in ${file}`;
  return undefined;
}
