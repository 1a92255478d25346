/** `npm run config:table`: prints the table of settings, and writes it into docs/self-hosting.md between its two marks. */
import { readFileSync, writeFileSync } from 'node:fs';
import { settingsTable } from '#platform/settings-check';

const file = 'docs/self-hosting.md';
const [begin, end] = ['<!-- settings -->', '<!-- /settings -->'];
const text = readFileSync(file, 'utf8');
const fresh = `${text.slice(0, text.indexOf(begin) + begin.length)}\n${settingsTable()}\n${text.slice(text.indexOf(end))}`;
if (fresh !== text) writeFileSync(file, fresh);
console.log(settingsTable());
