/** What of two versions is told when their member has to choose, and in the page to take along: everything that may differ. [TOOL-9, TOOL-5] */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { say } from '#platform/words';
import { areaOf } from '#toolbox/area-rules';
import { checkInOf } from '#toolbox/check-in-rules';
import { changesBetween, itemOf } from '#toolbox/item-rules';
import type { Kind } from '#toolbox/papers';
import { personOf } from '#toolbox/person-rules';
import { sheetOf } from '#toolbox/sheet-rules';
import { linesOf } from '#toolbox/telling-rules';

const form = (fields: Record<string, string>) => (name: string) => fields[name] ?? '';
const ticks = (fields: Record<string, string[]>) => (name: string) => fields[name] ?? [];
const names: Record<string, string> = { one: 'A blue tablet', two: 'Zinc', phq: 'Nine questions', wellbeing: 'Five questions', fingers: 'Fingers' };
const texts = (fields: readonly string[], version: string) => Object.fromEntries(fields.map((field) => [field, `${field} of ${version}`]));
const item = (version: string, more: Record<string, string>) => itemOf(form({ ...texts(['name', 'when', 'how', 'why', 'from', 'since', 'supply', 'feel', 'questions', 'whyPast'], version), ...more }));
const checkIn = (words: string, step: string, more: Record<string, string>) => checkInOf(form({ body: step, mind: step, sleep: step, 'own-fingers': step, helped: words, words, ...more }), '08:00', ['fingers']);

/** Two versions of each, different in every field there is. */
const versions: [Kind, object, object][] = [
  ['item', item('here', { sort: 'medicine' }), item('there', { sort: 'thing', isPast: 'on' })],
  ['person', personOf(form({ name: 'Jo', sort: 'person', ring: 'close', knows: 'yes', words: 'here' }), ticks({ helps: ['listens'] })), personOf(form({ name: 'Ash', sort: 'group', ring: 'further', knows: 'no', words: 'there', isPast: 'on' }), ticks({ helps: ['fun'] }))],
  ['sheet', sheetOf(form(texts(['with', 'say', 'changed', 'questions'], 'here')), ticks({ items: ['one'], results: ['phq'] }), ['one', 'two'], ['phq', 'wellbeing']),
    sheetOf(form({ ...texts(['with', 'say', 'changed', 'questions'], 'there'), withNotes: 'on' }), ticks({ items: ['two'], results: ['wellbeing'] }), ['one', 'two'], ['phq', 'wellbeing'])],
  ['life-area', areaOf(form(texts(['name', 'now', 'want'], 'here')), ''), areaOf(form(texts(['name', 'now', 'want'], 'there')), '')],
  ['check-in', checkIn('here', '2', { taken: 'yes' }), checkIn('there', '4', { taken: 'no', wasBig: 'on' })]
];
/** By which one is known, or what we noted on it. */
const ours: Partial<Record<Kind, string[]>> = { 'life-area': ['id'], 'check-in': ['at'] };

describe('two versions of one thing (TOOL-9, TOOL-5)', () => {
  for (const language of ['en', 'nb'] as const) it.each(versions)(`of the kind %s are told with every field in which they differ, in ${language}`, (kind, here, there) => {
    const told = (content: object) => linesOf(kind, content, (key) => say(language, 'toolbox', key), (id) => names[id] ?? '').map(({ name, text }) => `${name}: ${text}`);
    const fields = Object.keys(here).filter((field) => !ours[kind]?.includes(field));
    expect(fields.length).toBeGreaterThan(2);
    for (const field of fields) {
      const [mine, theirs] = [here, there].map((content) => (content as Record<string, unknown>)[field]);
      expect(mine, `${field} differs`).not.toEqual(theirs);
      expect(told({ ...here, [field]: theirs }), field).not.toEqual(told(here));
    }
    expect(told({ ...here, ...there }).join()).not.toMatch(/\b(item|person|sheet|area|note|step|extra)\.\w+:/);
  });
  it('say among what changed every field of a medicine', () => {
    const [here, there] = [versions[0]![1], versions[0]![2]] as [ReturnType<typeof itemOf>, ReturnType<typeof itemOf>];
    expect(changesBetween(here, there).map(({ field }) => field).sort()).toEqual(Object.keys(here).sort());
  });
  it('are drawn with these lines wherever their member chooses or looks back', () => {
    const floor = new URL('../../routes/(member)/space/', import.meta.url).pathname;
    const pages = readdirSync(floor, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('+page.svelte')).map((file) => [file, readFileSync(floor + file, 'utf8')] as const);
    const choosing = pages.filter(([, text]) => /<Clash\b/.test(text));
    const alone = /^(plan|diary\/\[id\])\//; // one shows all its parts, the other is words and nothing else
    expect(choosing.length).toBe(versions.length + 2);
    for (const [file, text] of choosing.filter(([page]) => !alone.test(page))) expect(text, file).toContain('<PaperLines');
  });
});
