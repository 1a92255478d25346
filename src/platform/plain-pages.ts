/**
 * Pages that need nothing: no database, no build, no script.
 *
 * They are what people see when the house cannot answer as usual. Each says in
 * a sentence what is the matter, leads to Help now and Leave, and gives back
 * what was typed, so that nobody loses words to our trouble.
 */
import { numbersIn } from '#platform/formats';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/config';
import { languageOf } from '#platform/languages';
import { isSecret } from '#platform/unsaid';

export type Trouble = 'busy' | 'pictures' | 'lost' | 'full' | 'fault' | 'large' | 'odd' | 'late' | 'out' | 'gone' | /** As that, and what was typed sounds hard: it leads to the help that waits. */ 'goneHard';
type Words = Record<string, string>;
const words: Record<string, Words> = Object.fromEntries(
  ['en', 'nb'].map((language) => [language, JSON.parse(readFileSync(join(root, `src/platform/words/${language}.json`), 'utf8')) as Words]));

const style = `:root{color-scheme:light dark}body{font:1.125rem/1.6 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem}
nav{display:flex;gap:1rem;flex-wrap:wrap}a,button{display:inline-block;min-height:2.75rem;line-height:2.75rem;padding:0 1rem;border:2px solid;border-radius:.5rem;color:inherit;background:none;font:inherit}
textarea{display:block;box-sizing:border-box;width:100%;min-height:9rem;font:inherit;margin-bottom:1rem}`;
const allowed = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

export const plainHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': allowed,
  'cache-control': 'no-store',
  // Not `no-referrer`: a browser would hide where the form below comes from, and sending it again would be refused.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow'
};

const safe = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

function sheet(language: string, title: string, inside: string) {
  const say = words[language]!;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="referrer" content="same-origin"><title>Alongside</title><style>${style}</style></head><body>` +
    `<nav><a href="/help">${say.help}</a><a href="/leave">${say.leave}</a></nav><main><h1>${title}</h1>${inside}</main></body></html>`;
}

/** What came with a form that could not be answered. */
export type Typed = { action: string; fields: [string, string][] };

/** `isKept`: what was typed for a page that is not there lies where its writer finds it again. */
export function troublePage(trouble: Trouble, language: string, typed?: Typed, isKept = false): string {
  const say = words[language]!;
  const isBack = Boolean(typed?.fields.length);
  const text = (say[isBack ? `${trouble}.back` : `${trouble}.text`] ?? say[`${trouble}.text`])!.replace('{{limit}}', numbersIn(language).format(500_000));
  return sheet(language, say[`${trouble}.title`]!, `<p>${text}</p>${isBack ? (trouble === 'gone' || trouble === 'goneHard' ? toCopy(say, typed!, isKept) : givenBack(say, typed!)) : ''}${say[`${trouble}.hard`] ? `<p>${say[`${trouble}.hard`]} <a href="/talk/drafts?help#offer" target="_blank" rel="noopener">${say[`${trouble}.way`]}</a></p>` : ''}${say[`${trouble}.today`] ? `<p><a href="/today">${say[`${trouble}.today`]}</a></p>` : ''}`);
}

/** The numbers that are right without asking anybody; used only until the real help page has been seen once. */
export const bareHelp = (language: string) =>
  sheet(language, words[language]!['danger.title']!, `<p>${words[language]!['danger.text']}</p><p>${words[language]!['danger.soon']}</p>`);

/** Long fields are shown, so that they can be copied; the rest rides along unseen. Secrets are never given back. */
function givenBack(say: Words, { action, fields }: Typed): string {
  const shown = fields.map(([name, value]) => (value.length > 40 || /\n/.test(value)
    ? `<textarea name="${safe(name)}" aria-label="${say['kept.title']}" dir="auto">\n${safe(value)}</textarea>`
    : `<input type="hidden" name="${safe(name)}" value="${safe(value)}">`)).join('');
  return `<h2>${say['kept.title']}</h2><p>${say['kept.text']}</p><form method="post" action="${safe(action)}">${shown}<button>${say['kept.send']}</button></form>`;
}

/** Words for a page that is not there: to be copied, for there is nowhere to send them again. */
const toCopy = (say: Words, typed: Typed, isKept: boolean) =>
  `<h2>${say['kept.title']}</h2><p>${isKept ? `${say['gone.keptFor']} <a href="/space/unsent">${say['gone.keptWhere']}</a>` : say['gone.kept']}</p>${typed.fields.filter(isWritten).map(([, value]) => `<textarea readonly aria-label="${say['kept.title']}" dir="auto">\n${safe(value)}</textarea>`).join('')}`;

/** What somebody wrote, told from what a page sends along: what stands in a box for words, or reads like a few of them. */
export const isWritten = ([name, value]: [string, string]) => (boxes.has(name) && value.trim() !== '') || /\S\s+\S/.test(value);
const boxes = new Set(['text', 'words', 'aside', 'note']);

/** A form with a picture in it that was too large ends in the middle of the picture: what stands before that is whole. */
function whole(type: string, body: Buffer): Buffer {
  const mark = /^multipart\/form-data;.*?\bboundary="?([^";]+)/.exec(type)?.[1];
  const last = mark ? body.lastIndexOf(`--${mark}`) : -1;
  return last < 0 || body.subarray(last).toString('latin1').startsWith(`--${mark}--`) ? body : Buffer.concat([body.subarray(0, last), Buffer.from(`--${mark}--\r\n`)]);
}

/** The fields of a form that was sent. A form with a secret in it, or one we cannot read, gives nothing back. */
export async function typedIn(action: string, type: string | undefined, body: Buffer): Promise<Typed | undefined> {
  if (!type || body.length === 0 || !/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)) return undefined;
  try {
    const form = await new Response(new Uint8Array(whole(type, body)), { headers: { 'content-type': type } }).formData();
    const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
    return fields.some(isSecret) ? undefined : { action, fields };
  } catch {
    return undefined;
  }
}

/** The language of a visitor nobody could look up: their cookie, else their browser. */
export function languageOfRequest(headers: { cookie?: string; 'accept-language'?: string }): string {
  const chosen = /(?:^|;\s*)(?:__Host-)?language=(\w+)/.exec(headers.cookie ?? '')?.[1];
  return languageOf(chosen, headers['accept-language'] ?? null);
}
