/** A member's things as one page that opens anywhere, without a network and without a script. */
import { say, type Language } from '#platform/words';
import { date } from '#ui/when';
import { dateWords } from '#house/when-rules';
import type { Told } from '#toolbox/telling-rules';
import * as naming from './naming.ts';
import type { List, Things } from './things.ts';

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** `helloThere` → "Hello there": should a name ever have no words, what it names is still there. */
const spelled = (name: string) => {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase().trim();
  return words[0]!.toUpperCase() + words.slice(1);
};

/** Where a value stands: its list, whose words it is told in, and its field. */
type Spot = { language: Language; room: string; list: string; field: string };

function words(text: string, { language, room, list, field }: Spot): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return dateWords(text, language);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return escape(date(new Date(text), language));
  return escape(naming.meaning(language, room, list, field, text) ?? text).replace(/\n/g, '<br>');
}

function value(given: unknown, spot: Spot): string {
  if (given === null || given === undefined || given === '') return '';
  if (given instanceof Date) return escape(date(given, spot.language));
  if (typeof given === 'boolean') return say(spot.language, 'pages', given ? 'things.fileYes' : 'things.fileNo');
  if (Array.isArray(given)) return given.map((one) => value(one, spot)).filter(Boolean).join(given.some((one) => typeof one === 'object') ? '' : ', ');
  if (typeof given !== 'object') return words(String(given), spot);
  const own = (given as Things)[spot.language]; // what is said in each language is read in one
  return typeof own === 'string' ? escape(own) : row(given as Things, spot);
}

/** What stands under a name; what it is called may itself be a code, such as a set of questions. */
function row(given: Things, { language, room, list, field }: Spot): string {
  const lines = Object.entries(given).filter(([name]) => !naming.isQuiet(list, name)).map(([name, one]) => {
    const called = (field && naming.meaning(language, room, list, field, name)) || naming.label(language, room, list, name) || spelled(name);
    return [escape(called), value(one, { language, room, list, field: name })];
  });
  return `<dl>${lines.filter(([, said]) => said).map(([called, said]) => `<dt>${called}</dt><dd dir="auto">${said}</dd>`).join('')}</dl>`;
}

/** One list under its heading. */
function section({ room, name, rows }: List, language: Language): string {
  const all = Array.isArray(rows) ? (rows as Things[]) : [];
  const said = all.map((one) => row(one, { language, room, list: name, field: '' })).join('<hr>') || `<p>${say(language, 'pages', 'things.fileNone')}</p>`;
  return `<section><h2>${escape(naming.heading(language, room, name) ?? spelled(name))}</h2>${said}</section>`;
}

/** What lies in the toolbox, in words. */
function tool({ title, entries }: Told, language: Language): string {
  const since = (at: Date, was: Told['entries'][number]['was']) => (was ? say(language, 'toolbox', was, { day: date(at, language) }) : date(at, language));
  const said = entries.map(({ day, madeAt, was, lines }) => `<h3>${day ? dateWords(day, language) : ''}${day && was ? '. ' : ''}${!day || was ? escape(since(madeAt, was)) : ''}</h3>
<dl>${lines.map(({ name, text }) => `${name ? `<dt>${escape(name)}</dt>` : ''}<dd dir="auto">${escape(text).replace(/\n/g, '<br>')}</dd>`).join('')}</dl>`);
  return `<section><h2>${escape(title)}</h2>${said.join('<hr>')}</section>`;
}

export function readable(lists: readonly List[], tools: readonly Told[], language: Language, at: Date): string {
  const t = (key: string, values?: Record<string, unknown>) => say(language, 'pages', key, values);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${t('things.fileTitle')}</title>
<style>body{font:1.125rem/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#2a2521;background:#faf6ef}dt{color:#554c44;font-size:.875rem}dd{margin:0 0 .75rem}dd dl{margin:.25rem 0 .75rem;padding-inline-start:1rem;border-inline-start:2px solid #d9cfc1}@media print{body{margin:0;background:#fff;color:#000}section{break-inside:auto}h2,h3{break-after:avoid}}h3{font-size:1rem;margin:.75rem 0 .25rem}hr{border:0;border-top:1px solid #d9cfc1}</style></head>
<body><h1>${t('things.fileTitle')}</h1><p>${t('things.fileMade', { day: date(at, language) })}</p>${tools.map((one) => tool(one, language)).join('\n')}
${lists.map((one) => section(one, language)).join('\n')}</body></html>`;
}
