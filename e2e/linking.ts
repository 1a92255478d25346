/**
 * Whether anything that one member is given leads from one name of another
 * member to a second one. `crawl` fetches all there is to fetch, `links` judges
 * it, and knows nothing of how the house is built: bytes in, sentences out.
 *
 * What is compared, over every answer (status, headers, body) together:
 * - secrets: no id of a member or a persona, no seed, and no exact moment of
 *   theirs, in any spelling, anywhere;
 * - meeting: no answer names two of the names, except the reader's own lists;
 * - marks: whatever is only found together with one name (ids, codes, values,
 *   addresses, moments, tiles) is never also only found with another name, nor
 *   begins like one that is;
 * - time: where a name of a local group stands, no moment finer than a day, and
 *   no list that goes on after a moment;
 * - order: lists of people are in the order of the alphabet.
 */
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { send } from './journey.ts';

export type Answer = { address: string; status: number; text: string };
/** One name of somebody: what the reader knows it by. */
export type Name = { name: string; code: string; isLocal: boolean };
export type Secrets = { ids: readonly string[]; moments: readonly Date[] };

/** What is made anew for every answer, and says nothing. */
const passing = [/nonce-[\w+/=-]+/g, /nonce="[^"]*"/g, /name="once" value="[^"]*"/g, /name="seed" value="[^"]*"/g, /x-request-id: .*/g, /^date: .*/gm, /data-sveltekit-[\w-]+="[^"]*"/g];
export const withoutPassing = (text: string) => passing.reduce((rest, pattern) => rest.replace(pattern, ''), text);

export async function answerOf(address: string, answer: APIResponse): Promise<Answer> {
  const headers = answer.headersArray().map(({ name, value }) => `${name.toLowerCase()}: ${value}`).join('\n');
  return { address, status: answer.status(), text: withoutPassing(`${headers}\n\n${await answer.text().catch(() => '')}`) };
}

const plain = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');

/** The reader's own lists: what they follow, saved, muted, asked, or were told. They hold several names by the reader's own doing. */
const ownLists = /^\/(?:notices|today|settings\/(?:following|filters)|talk\/(?:saved|drafts)|menu)(?:[/?#]|$)/;

const spokenAs = new Map<string, RegExp>();
function names(text: string, { name, code }: Name): boolean {
  const pattern = spokenAs.get(name) ?? new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'u');
  spokenAs.set(name, pattern);
  return (text.includes(name) && pattern.test(text)) || text.includes(code);
}

/** Everything in an answer that could be recognised again. */
function marksIn({ text }: Answer): Set<string> {
  const found = new Set<string>();
  for (const pattern of [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, /(?<![\w-])[0-9a-f]{12,64}(?![\w-])/g, /\d{4}-\d\d-\d\dT[\d:.]+/g, /(?<!\d)\d{9,20}(?!\d)/g, /\/(?:me|t|p|report|topics|meet|known|notices)\/[\w-]{6,}/g, /value="([^"]{6,})"/g, /after=[\w-]+/g, /\bid="[^"]{6,}"/g, /data-(?!theme|size|lines|letters|motion|font|light|calm|day|here|kept|keep)[\w-]+="[^"]{4,}"/g, /^(?:etag|last-modified|link|set-cookie|x-[\w-]+): .*$/gm]) {
    for (const [mark] of text.matchAll(pattern)) found.add(mark);
  }
  return found;
}

/** Tiles beside a name: pattern, colours and turn together. */
const tilesOf = (text: string) => [...text.matchAll(/<svg class="(avatar [^"]*)"[^>]*><use href="[^"#]*#(\w+)"/g)].map(([, look, pattern]) => `tile ${look!.replace(/ (?:small|large)/, '')} ${pattern}`);

/** What one answer says by itself: whom it names, what could be recognised again, and what is wrong with it alone. */
type Judged = { met: Name[]; marks: string[]; wrong: string[] };
/** Thousands of answers are judged again and again beside a few others, and none of them changes. */
let before: { theirs: readonly Name[]; secrets: Secrets; found: WeakMap<Answer, Judged> } | undefined;

function judged(answer: Answer, theirs: readonly Name[], secrets: Secrets): Judged {
  if (before?.theirs !== theirs || before.secrets !== secrets) before = { theirs, secrets, found: new WeakMap() };
  const found = before.found.get(answer) ?? judge(answer, theirs, secrets);
  before.found.set(answer, found);
  return found;
}

function judge({ address, status, text }: Answer, theirs: readonly Name[], { ids, moments }: Secrets): Judged {
  const wrong: string[] = [];
  const spoken = plain(text);
  for (const id of ids) if (spoken.includes(id)) wrong.push(`${address} says ${id}`);
  for (const at of moments) {
    const spellings = [at.toISOString().slice(0, 23), String(at.getTime()), (at.getTime() * 1000).toString(36).slice(0, 8)];
    for (const spelling of spellings) if (spoken.includes(spelling)) wrong.push(`${address} says the moment ${spelling}`);
  }
  const met = theirs.filter((one) => names(spoken, one));
  if (met.length > 1 && !ownLists.test(address)) wrong.push(`${address} names ${met.map(({ name }) => name).join(' and ')}`);
  if (met.some(({ isLocal }) => isLocal) && !ownLists.test(address)) {
    if (/datetime="[^"]*T/.test(text)) wrong.push(`${address} says a moment in a local group`);
    if (/after=(?!0-)[0-9a-z]+-[0-9a-f]{8}/.test(text)) wrong.push(`${address} goes on after a moment`);
  }
  if (/^\/meet\/\w+\/people/.test(address)) {
    const listed = [...text.matchAll(/href="\/me\/\w+"><bdi>([^<]+)</g)].map(([, name]) => plain(name!).toLowerCase());
    if (listed.join() !== [...listed].sort((a, b) => (a < b ? -1 : 1)).join()) wrong.push(`${address} lists people in an order of its own: ${listed.join()}`);
  }
  return { met, marks: ownLists.test(address) ? [] : [...marksIn({ address, status, text: spoken }), ...tilesOf(spoken)], wrong };
}

/** Every way in which the answers lead from one of these names to another. Empty is what is wanted. */
export function links(answers: readonly Answer[], theirs: readonly Name[], secrets: Secrets): string[] {
  const all = answers.map((answer) => judged(answer, theirs, secrets));
  return [...all.flatMap(({ wrong }) => wrong), ...sharedMarks(all, theirs)];
}

/** Marks that stand only where one name stands, and are, or begin like, those of another. */
function sharedMarks(answers: readonly Judged[], theirs: readonly Name[]): string[] {
  const common = new Set<string>();
  const withName = new Map<Name, Set<string>>(theirs.map((one) => [one, new Set()]));
  for (const { met, marks } of answers) {
    if (!met.length) for (const mark of marks) common.add(mark);
    else for (const one of met) for (const mark of marks) withName.get(one)!.add(mark);
  }
  const own = theirs.map((one) => ({ one, marks: [...withName.get(one)!].filter((mark) => !common.has(mark)) }));
  const wrong: string[] = [];
  for (const [at, { one, marks }] of own.entries()) for (const other of own.slice(at + 1)) {
    const begun = new Map(marks.map((mark) => [startOf(mark), mark]));
    for (const mark of other.marks) if (begun.has(startOf(mark))) wrong.push(`${one.name} and ${other.one.name} share ${begun.get(startOf(mark))}${mark === begun.get(startOf(mark)) ? '' : ` and ${mark}`}`);
  }
  return wrong;
}

/** An id begins like another in its first eight signs, a code in its first five; anything else is itself. */
function startOf(mark: string): string {
  const path = /^(\/\w+\/)([\w-]+)$/.exec(mark);
  if (path) return path[1]! + path[2]!.slice(0, path[2]!.length > 10 ? 8 : 5);
  return /^[0-9a-f]{8}-/.test(mark) ? mark.slice(0, 8) : mark;
}

/* ---- fetching all there is ---- */

/** What would end the crawl itself. */
const ending = /^\/(?:sign-out|leave|sign-in|invite|join|offline)|\/settings\/(?:leaving|devices|keys|identity)|\?\/(?:leave|rename|signOut)$/;

export type Form = { page: string; to: string; fields: [string, string][]; kind: string };

/** `leftOut`: pages of which there is one for each post, where one reader has seen them all. */
export async function crawl(reader: APIRequestContext, starts: readonly string[], most: number, leftOut?: RegExp): Promise<{ answers: Answer[]; forms: Form[] }> {
  const waiting = [...new Set(starts)];
  const known = new Set(waiting);
  const answers: Answer[] = [];
  const forms = new Map<string, Form>();
  while (waiting.length && answers.length < most) {
    const address = waiting.shift()!;
    const answer = await answerOf(address, await reader.get(address, { maxRedirects: 0, headers: { accept: 'text/html' } }));
    answers.push(answer);
    for (const [, href] of plain(answer.text).matchAll(/(?:href|action)="(\/[^"#]*)/g)) offer(href!);
    const onward = /^location: (\/[^\n#]*)/m.exec(answer.text)?.[1];
    if (onward) offer(onward);
    for (const form of formsIn(address, plain(answer.text))) if (!forms.has(form.kind)) forms.set(form.kind, form);
  }
  return { answers, forms: [...forms.values()] };
  function offer(offered: string) {
    const href = canonical(offered);
    if (known.has(href) || leftOut?.test(href) || ending.test(href) || href.startsWith('/_app/') || href.startsWith('/desk') || /\.(?:css|js|svg|png|woff2|webmanifest|json|ico)(?:\?|$)/.test(href)) return;
    known.add(href);
    waiting.push(href);
  }
}

/** One address a page: the action of a form is its page, and the same question asked in another order is the same question. */
function canonical(href: string): string {
  const [path = '', query = ''] = href.split('?');
  const asked = query.split('&').filter((one) => one && !one.startsWith('/')).sort();
  return asked.length ? `${path}?${asked.join('&')}` : path;
}

const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

/** Each form as it would be sent by pressing each of its buttons, without changing anything in it. One of a kind is enough. */
function formsIn(page: string, html: string): Form[] {
  return [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].filter(([, tag]) => /method="post"/i.test(tag!)).flatMap(([, tag, inside]) => {
    const filled: [string, string][] = [];
    for (const [input] of inside!.matchAll(/<input[^>]*>/g)) {
      const [name, type] = [attribute(input, 'name'), attribute(input, 'type') ?? 'text'];
      if (name && (!['checkbox', 'radio'].includes(type) || /\schecked/.test(input))) filled.push([name, attribute(input, 'value') ?? (['checkbox', 'radio'].includes(type) ? 'on' : '')]);
    }
    for (const [, open, body] of inside!.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) filled.push([attribute(open!, 'name') ?? '', /<option value="([^"]*)"[^>]*selected/.exec(body!)?.[1] ?? /value="([^"]*)"/.exec(body!)?.[1] ?? '']);
    for (const [, open, body] of inside!.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)) filled.push([attribute(open!, 'name') ?? '', body || 'A few words.']);
    return [...inside!.matchAll(/<button([^>]*)>/g)].map(([, button]) => {
      const [name, value] = [attribute(button!, 'name'), attribute(button!, 'value')];
      const action = attribute(button!, 'formaction') ?? attribute(tag!, 'action') ?? '';
      const to = action.startsWith('/') ? action : page.split('?')[0] + (action || '');
      const fields: [string, string][] = name ? [...filled, [name, value ?? '']] : filled;
      const shape = (text: string) => text.replace(/\/[2-9b-z]{8}(?=\/|\?|$)|\/[0-9a-f-]{36}/g, '/*');
      return { page, to, fields, kind: `${shape(to)} ${fields.map(([one]) => (/^[0-9a-f-]{36}$/.test(one) ? '*' : one)).sort().join()} ${/^[2-9b-z]{8}$|^[0-9a-f-]{36}$/.test(value ?? '') ? '*' : (value ?? '')}` };
    });
  });
}

/** Sends every form there was, those that block somebody last, and reads where each leads. */
export async function sendAll(reader: APIRequestContext, forms: readonly Form[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  const sorted = forms.filter(({ to }) => !ending.test(to)).sort((a, b) => Number(a.to.startsWith('/talk/block')) - Number(b.to.startsWith('/talk/block')));
  for (const { to, fields } of sorted) {
    const answer = await answerOf(`${to}#sent`, await send(reader, to, fields));
    answers.push(answer);
    const onward = /^location: (\/[^\n#]*)/m.exec(answer.text)?.[1];
    if (onward && !ending.test(onward)) answers.push(await answerOf(onward, await reader.get(onward, { maxRedirects: 0, headers: { accept: 'text/html' } })));
  }
  return answers;
}
