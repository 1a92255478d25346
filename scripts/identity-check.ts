/**
 * `npm run -s identity-check < texts.jsonl`: the jigsaw guard over a file.
 *
 * One JSON a line in: `id`, `lang` ("en" or "nb"), `text`, and if there are
 * any `previous`, the author's earlier texts in that space (strings). One a
 * line out, in the same order: `id`, `nudge`, `kinds`, `spans` (the exact
 * words). A line it cannot read is told on stderr and left out.
 * Nothing is kept, nothing is sent.
 */
import { createInterface } from 'node:readline';
import { look, type Language } from '#jigsaw/look';

type Asked = { id: string | number; lang: Language; text: string; previous: string[] };

/** What a line asks, or the reason why it cannot be asked. */
function askedIn(line: string): Asked | string {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return 'is no JSON';
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return 'is no object';
  const { id, lang, text, previous } = read as Record<string, unknown>;
  if (typeof id !== 'string' && typeof id !== 'number') return 'has no id';
  if (typeof text !== 'string') return 'has no text';
  const earlier = (Array.isArray(previous) ? previous : []).map((one: unknown) => (typeof one === 'object' && one !== null && 'text' in one ? one.text : one));
  return { id, lang: typeof lang === 'string' && /^(?:nb|nn|no)/i.test(lang) ? 'nb' : 'en', text, previous: earlier.filter((one) => typeof one === 'string') };
}

let number = 0;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  number++;
  if (!line.trim()) continue;
  const asked = askedIn(number === 1 ? line.replace(/^\ufeff/, '') : line);
  if (typeof asked === 'string') {
    console.error(`Line ${number} ${asked}.`);
    continue;
  }
  const { nudge, kinds, clues } = look({ text: asked.text, language: asked.lang, previous: asked.previous });
  process.stdout.write(`${JSON.stringify({ id: asked.id, nudge, kinds, spans: clues.map(({ words }) => words) })}\n`);
}
