/**
 * `npm run -s identity-check:evaluate`: how well the jigsaw guard does on the
 * invented texts of `src/rooms/jigsaw/development`.
 *
 *   npm run -s identity-check:evaluate                     all of them, by language and by half
 *   npm run -s identity-check:evaluate -- --misses         and the texts it is wrong about
 *   npm run -s identity-check:evaluate -- --file one.jsonl another set
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '#platform/config';
import { measure, type Judged, type Measured } from '#jigsaw/measuring-rules';

const { values } = parseArgs({ options: { misses: { type: 'boolean' }, file: { type: 'string', multiple: true } } });
const folder = join(root, 'src/rooms/jigsaw/development');
const files = values.file ?? readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort().map((name) => join(folder, name));
const texts = files.flatMap((file) => readFileSync(file, 'utf8').split('\n').filter((line) => line.trim()).map((line) => JSON.parse(line) as Judged));

const share = ({ of, among }: { of: number; among: number }) => (among ? `${((100 * of) / among).toFixed(1).padStart(5)} % (${of}/${among})`.padEnd(20) : '    –'.padEnd(20));
const line = (name: string, all: Measured) =>
  console.log(`${name.padEnd(22)} ${share(all.direct)} ${share(all.indirect)} ${share(all.precision)} ${share(all.clean)} ${all.p50.toFixed(2)} / ${all.p95.toFixed(2)}`);

console.log(`${`${texts.length} texts`.padEnd(22)} ${'recall direct'.padEnd(20)} ${'recall indirect'.padEnd(20)} ${'precision'.padEnd(20)} ${'clean nudged'.padEnd(20)} p50 / p95 ms`);
measure(texts); // once before, so that nothing is measured cold
line('all', measure(texts));
for (const lang of ['en', 'nb'] as const) line(lang, measure(texts.filter((one) => one.lang === lang)));
for (const split of [...new Set(texts.map((one) => one.split))].sort()) line(split, measure(texts.filter((one) => one.split === split)));
line('clean and hard', measure(texts.filter((one) => one.nudge || one.hard)));
if (values.misses) {
  for (const { judged, looked } of measure(texts).wrong) console.log(`\n${judged.id} ${judged.nudge ? `missed ${judged.kinds.join(', ')}: ${judged.spans.join(' | ')}` : `nudged for ${looked.clues.map((clue) => `${clue.kind}: ${clue.words}`).join(' | ')}`}\n  ${judged.text}`);
}
