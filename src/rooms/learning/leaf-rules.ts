/**
 * How the pages of this room are written down: a head of lines "name: value",
 * one line that says what it is for, and parts under headings. Text in, parts
 * out; who wrote and who checked it stands in the head, so that it is said
 * honestly on the page.
 */

export type Head = {
  title: string;
  /** What stands for it in an address: it says nothing of what is read there, and is that one's for ever. */
  address: string;
  kind: string;
  /** How long it takes, about. */
  minutes: number;
  version: string;
  /** When it was last written on, as YYYY-MM-DD. */
  date: string;
  /** Who of those who treat people has read it; empty while nobody has. */
  reviewer: string;
  /** Where the technique or the facts come from, in a line. */
  sources: string;
};
export type Leaf = Head & { line: string; parts: Record<string, string> };

/** A file as head, line and parts by their heading. What is missing is empty; the tests do not let that ship. */
export function leafOf(file: string): Leaf {
  const found = /^---\n([\s\S]*?)\n---\n/.exec(file);
  const said = Object.fromEntries((found?.[1] ?? '').split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  const [line = '', ...rest] = file.slice(found?.[0].length ?? 0).trim().split(/^## /m);
  return {
    title: said.title ?? '', address: said.address ?? '', kind: said.kind ?? '', minutes: Number(said.minutes) || 0, version: said.version ?? '', date: said.date ?? '',
    reviewer: said.reviewer === 'none' ? '' : (said.reviewer ?? ''), sources: said.sources ?? '',
    line: line.trim(),
    parts: Object.fromEntries(rest.map((part) => [part.slice(0, part.indexOf('\n')).trim(), part.slice(part.indexOf('\n')).trim()]))
  };
}

/** The lines of a list, one a line of the file. */
export const stepsOf = (part: string | undefined): string[] => (part ?? '').split('\n').filter((line) => line.startsWith('- ')).map((line) => line.slice(2).trim());
