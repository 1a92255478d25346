/** A member's things as one page that opens anywhere, without a network and without a script. */
import { say, type Language } from '#platform/words';
import { date } from '#ui/when';
import { dateWords } from '#house/when-rules';
import type { Told } from '#toolbox/telling-rules';

type Things = Record<string, unknown>;
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** `helloThere` → "Hello there": the data's own names, spelled out. */
const spelled = (name: string) => {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase().trim();
  return words[0]!.toUpperCase() + words.slice(1);
};

function value(given: unknown, language: Language): string {
  if (given === null || given === undefined || given === '') return '';
  if (given instanceof Date) return escape(date(given, language));
  if (typeof given === 'boolean') return say(language, 'pages', given ? 'things.fileYes' : 'things.fileNo');
  if (Array.isArray(given)) return given.map((one) => value(one, language)).join(', ');
  if (typeof given === 'object') return Object.values(given).map((one) => value(one, language)).filter(Boolean).join(' · ');
  return escape(String(given)).replace(/\n/g, '<br>');
}

function row(given: Things, language: Language): string {
  const lines = Object.entries(given).map(([name, one]) => [spelled(name), value(one, language)]).filter(([, said]) => said);
  return `<dl>${lines.map(([name, said]) => `<dt>${name}</dt><dd dir="auto">${said}</dd>`).join('')}</dl>`;
}

/** What lies in the toolbox, in words. */
function tool({ title, entries }: Told, language: Language): string {
  const said = entries.map(({ day, madeAt, lines }) => `<h3>${day ? dateWords(day, language) : date(madeAt, language)}</h3>
<dl>${lines.map(({ name, text }) => `${name ? `<dt>${escape(name)}</dt>` : ''}<dd dir="auto">${value(text, language)}</dd>`).join('')}</dl>`);
  return `<section><h2>${escape(title)}</h2>${said.join('<hr>')}</section>`;
}

export function readable(things: Things, tools: readonly Told[], language: Language, at: Date): string {
  const t = (key: string, values?: Record<string, unknown>) => say(language, 'pages', key, values);
  const parts = Object.entries(things).map(([name, rows]) => {
    const list = Array.isArray(rows) ? (rows as Things[]) : [];
    return `<section><h2>${spelled(name)}</h2>${list.length ? list.map((one) => row(one, language)).join('<hr>') : `<p>${t('things.fileNone')}</p>`}</section>`;
  });
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${t('things.fileTitle')}</title>
<style>body{font:1.125rem/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#2a2521;background:#faf6ef}dt{color:#554c44;font-size:.875rem}dd{margin:0 0 .75rem}@media print{body{margin:0;background:#fff;color:#000}section{break-inside:auto}h2,h3{break-after:avoid}}h3{font-size:1rem;margin:.75rem 0 .25rem}hr{border:0;border-top:1px solid #d9cfc1}</style></head>
<body><h1>${t('things.fileTitle')}</h1><p>${t('things.fileMade', { day: date(at, language) })}</p>${tools.map((one) => tool(one, language)).join('\n')}
${parts.join('\n')}</body></html>`;
}
