/** Papers that name a test as their proof, and whether it is there and runs. */
import { existsSync, readFileSync } from 'node:fs';

export type Named = { file: string; title: string };

/**
 * A program without what is only said about it. Texts in quotes stay, also what
 * looks like a comment in them; what a pattern between slashes holds may go,
 * which no title stands in.
 */
export const withoutComments = (text: string) =>
  text.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`|\/\*[^]*?\*\/|(?<![\\/:])\/\/[^\n]*/g, (found) => (found.startsWith('//') || found.startsWith('/*') ? ' ' : found));

/** What is wrong with a test that a paper names, in a sentence; nothing when it stands and runs. */
export function faultOf({ file, title }: Named, read = (name: string) => (existsSync(name) ? readFileSync(name, 'utf8') : undefined)): string | undefined {
  const whole = read(file);
  if (whole === undefined) return `${file} is not there`;
  const text = withoutComments(whole);
  const quoted = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (new RegExp(`\\.(skip|todo|skipIf|fails)[^\\n]*['"\`]${quoted}`).test(text)) return `"${title}" is skipped`;
  if (/describe\.skip|test\.describe\.skip/.test(text)) return `${file} skips a part of itself`;
  if (!new RegExp(`\\b(it|test|scene)\\(\\s*['"\`]${quoted}['"\`]`).test(text)) return `"${title}" is not in ${file}`;
  return undefined;
}
