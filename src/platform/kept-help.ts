/**
 * Help now, kept for the day the database is away.
 *
 * The page a visitor sees is fetched from ourselves now and then and kept, in
 * memory and under DATA_DIR, in every language. Nothing of a member is in it.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir } from '#platform/config';
import { warn } from '#platform/log';
import { bareHelp } from '#platform/plain-pages';

type Kept = { headers: Record<string, string>; body: string };
const languages = ['en', 'nb'];
const known = new Map<string, Kept>();
const fileOf = (language: string) => join(dataDir(), `kept-help-${language}.json`);

export function keptHelp(language: string): Kept {
  const kept = known.get(language);
  if (kept) return kept;
  try {
    if (existsSync(fileOf(language))) return JSON.parse(readFileSync(fileOf(language), 'utf8')) as Kept;
  } catch { /* a file cut short: the numbers that always hold are better than nothing */ }
  return { headers: {}, body: bareHelp(language) };
}

/** Fetches the page anew. What is not a whole good page is not kept. */
export async function keepHelp(at: string): Promise<void> {
  for (const language of languages) {
    const response = await fetch(`${at}/help`, { headers: { 'accept-language': language, accept: 'text/html' }, redirect: 'manual' });
    const body = await response.text();
    if (response.status !== 200) return;
    const headers = { 'content-security-policy': response.headers.get('content-security-policy') ?? '' };
    if (known.get(language)?.body === body) continue;
    known.set(language, { headers, body });
    mkdirSync(dataDir(), { recursive: true });
    writeFileSync(`${fileOf(language)}.new`, JSON.stringify({ headers, body }));
    renameSync(`${fileOf(language)}.new`, fileOf(language));
  }
}

/** Soon after the start, then every ten minutes. */
export function keepHelpFresh(at: string): { stop: () => void } {
  const fetchIt = () => void keepHelp(at).catch((error: Error) => warn('the help page was not kept', { name: error.name }));
  const soon = setTimeout(fetchIt, 1_000).unref();
  const often = setInterval(fetchIt, 600_000).unref();
  return { stop: () => { clearTimeout(soon); clearInterval(often); } };
}
