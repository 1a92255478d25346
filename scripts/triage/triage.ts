/**
 * `npm run -s triage < posts.jsonl`: one text a line in (`id`, `lang`, `text`, optional
 * `previous`), one answer a line out (`id`, `level`, `flags`, `reasons`), in order.
 * What cannot be read is said on stderr, and the next line is read.
 */
import { createInterface } from 'node:readline';
import { assess, type Text } from '#triage/assess';
import { rest, wake } from '#triage/encoder';

type Line = { id: unknown; text: Text };

function parsed(line: string): Line {
  const { id, lang, text, previous } = JSON.parse(line) as Record<string, unknown>;
  if (typeof text !== 'string') throw new Error('no text');
  const earlier = Array.isArray(previous) ? previous.filter((one) => typeof one === 'string') : [];
  return { id: id ?? null, text: { text, language: typeof lang === 'string' && /^(nb|no|nn)/i.test(lang) ? 'nb' : 'en', previous: earlier } };
}

/** Nobody waits at a screen: the encoder may take its time. */
const patience = 10_000;
await wake();
let number = 0;
// Whoever reads us may stop reading.
process.stdout.on('error', () => process.exit(0));
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  number++;
  if (!line.trim()) continue;
  try {
    const { id, text } = parsed(line.replace(/^\ufeff/, ''));
    const { level, flags, reasons } = await assess(text, { patience });
    process.stdout.write(`${JSON.stringify({ id, level, flags, reasons })}\n`);
  } catch (error) {
    console.error(`line ${number}: ${error instanceof SyntaxError ? 'not JSON' : (error as Error).message}`);
  }
}
rest();
