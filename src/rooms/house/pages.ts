/**
 * Pages that are ours to write: privacy, accessibility, Easy Read, the conduct
 * with its reasons. Markdown kept with the code, with a version and a date,
 * rendered once; only the operator's words are filled in later, escaped.
 *
 *     ---
 *     title: Privacy
 *     version: 1
 *     date: 2026-11-21
 *     ---
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { root } from '#platform/config';
import { languages, type Language } from '#platform/words';
import * as sayings from '#house/sayings';

export type Paper = { title: string; version: string; date: string; html: string };

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
const safe = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** The head of a file is lines of "name: value" between two lines of dashes; the title may also be the first heading. */
export function parse(file: string): Paper {
  const found = /^---\n([\s\S]*?)\n---\n/.exec(file);
  const head = Object.fromEntries((found?.[1] ?? '').split('\n').map((line) => line.split(/:\s*/, 2) as [string, string]));
  const body = file.slice(found?.[0].length ?? 0).trim();
  const heading = /^# (.+)\n?/.exec(body);
  return {
    title: head.title ?? heading?.[1] ?? '',
    version: head.version ?? '',
    date: head.date ?? '',
    html: markdown.render(heading ? body.slice(heading[0].length) : body)
  };
}

function load(): Map<string, Paper> {
  const folder = (language: Language) => join(root, 'src/rooms/house/pages', language);
  return new Map(languages.filter((language) => existsSync(folder(language))).flatMap((language) =>
    readdirSync(folder(language)).filter((file) => file.endsWith('.md'))
      .map((file) => [`${language} ${basename(file, '.md')}`, parse(readFileSync(join(folder(language), file), 'utf8'))] as const)));
}
const papers = load();

/** `{{name}}` stands for a saying of the operator's; one that is not said leaves an ellipsis, never a hole. */
export const filled = (text: string, said: Record<string, unknown>) =>
  text.replace(/\{\{\s*(?:contact\.?)?(\w+)\s*\}\}/g, (_, name: string) => {
    const value = said[name] ?? said[name.toLowerCase()];
    return (typeof value === 'string' || typeof value === 'number') && value !== '' ? safe(String(value)) : '…';
  });

/** One of our pages in this language, else in English. */
export async function read(name: string, language: Language): Promise<Paper | undefined> {
  const paper = papers.get(`${language} ${name}`) ?? papers.get(`en ${name}`);
  if (!paper) return undefined;
  const said = await sayings.sayAnyway(language);
  return { ...paper, title: filled(paper.title, said), html: filled(paper.html, said) };
}

/** A page without its numbered parts: our six ways and the examples for them are not an operator's own. */
export const withoutNumbered = (paper: Paper): Paper => ({ ...paper, html: paper.html.replace(/<h2>\d[\s\S]*?(?=<h2>\D|$)/g, '') });
