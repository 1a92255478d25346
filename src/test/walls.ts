/**
 * Reads the house for the walls: who imports whom, and which tables a
 * statement names. Text in, sentences out; `architecture.test.ts` asks it.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

export type Source = { path: string; text: string };

/** Higher may enter lower; the living rooms (3) never each other. */
export const levels: Record<string, number> = {
  platform: 0, ui: 0, members: 1, vault: 1, house: 2, care: 2, jigsaw: 2, measures: 2, triage: 2,
  forum: 3, toolbox: 3, team: 3, circles: 3, gatherings: 3, referral: 3, learning: 3, messages: 3,
  safety: 4, notices: 4, exchange: 4,
  routes: 5
};

export function sources(folder = 'src'): Source[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.(ts|svelte)$/.test(name) ? [{ path: relative('.', path), text: readFileSync(path, 'utf8') }] : [];
  });
}

/** Which room a file belongs to; the floor plan is everything above the rooms. */
export function roomOf(path: string): string {
  const [, first, second] = path.split('/');
  if (first === 'rooms') return second!;
  if (first === 'platform' || first === 'ui' || first === 'test') return first;
  return 'routes';
}

const importing = /^\s*(?:import|export)\s+(type\s+)?[^'"`;]*?from\s*['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;

export function importsOf(source: Source): { from: string; isType: boolean }[] {
  return [...source.text.matchAll(importing)].map((found) => ({ from: (found[2] ?? found[3] ?? found[4])!, isType: Boolean(found[1]) }));
}

const roomImported = (from: string) => (from === '#db' ? 'platform' : /^#([a-z]+)\//.exec(from)?.[1]);

export function wrongImports(source: Source): string[] {
  const room = roomOf(source.path);
  if (room === 'test') return [];
  const level = levels[room];
  if (level === undefined) return [`${source.path} is in a room the house does not know`];
  return importsOf(source).flatMap(({ from, isType }) => {
    const other = roomImported(from);
    if (from === '#platform/vault.server' && room !== 'vault') return [`${source.path}: only the vault opens the vault`];
    if (from.startsWith('../') && source.path.startsWith('src/rooms/') && from.split('../').length > 2) return [`${source.path}: ${room} imports by a path out of its room (${from})`];
    if (!other || other === room || (other === 'test' && source.path.endsWith('.test.ts'))) return [];
    const theirs = levels[other];
    if (theirs === undefined) return [`${source.path} imports ${from}, a room the house does not know`];
    if (theirs < level || isType && theirs <= level && level < 3) return [];
    return [`${source.path}: ${room} may not import from ${other}`];
  });
}

export type Statement = { path: string; text: string };

/** Every `sql` template of a file, with $1, $2 … where values stand. */
export function statementsOf(source: Source): Statement[] {
  const found: Statement[] = [];
  const start = /(?<![`\w])sql(?:<(?:[^<>]|<[^<>]*>)*>)?`/g;
  for (let hit = start.exec(source.text); hit; hit = start.exec(source.text)) {
    let at = hit.index + hit[0].length;
    let text = '';
    let values = 0;
    while (source.text[at] !== '`') {
      if (source.text.startsWith('${', at)) {
        at = pastValue(source.text, at + 2);
        text += `$${++values}`;
        continue;
      }
      text += source.text[at++];
    }
    found.push({ path: source.path, text });
    start.lastIndex = at + 1;
  }
  return found;
}

function pastValue(text: string, from: number): number {
  let depth = 1;
  let at = from;
  while (depth > 0) {
    const letter = text[at++];
    if (letter === '{') depth++;
    if (letter === '}') depth--;
    if (letter === '`') at = text.indexOf('`', at) + 1;
  }
  return at;
}

const schemas = ['platform', 'members', 'vault', 'house', 'measures', 'forum', 'toolbox', 'safety', 'notices', 'pgboss', 'team', 'care', 'gatherings', 'referral', 'circles', 'learning', 'messages', 'exchange'];
const tables = new RegExp(`\\b(${schemas.join('|')})\\.[a-z_]+`, 'g');

/** What every room's statements may say besides: that something happened. */
const announcing = /\bplatform\.announce\(/g;

/** A statement may name its own room's schema and `members`; the ground names its own. */
export function wrongTables({ path, text }: Statement): string[] {
  const room = roomOf(path);
  if (room === 'test' || path.endsWith('.test.ts')) return [];
  if (room === 'routes' && path.startsWith('src/routes')) return [`${path}: pages have no SQL`];
  const allowed = new Set([room, ...(room === 'vault' ? [] : ['members']), ...(room === 'platform' ? ['platform', 'pgboss'] : [])]);
  const named = new Set([...text.replace(/--.*$/gm, '').replace(announcing, '').matchAll(tables)].map((hit) => hit[1]!));
  return [...named].filter((schema) => !allowed.has(schema)).map((schema) => `${path}: ${room}'s SQL may not name ${schema}`);
}

const straight = /^(?!\s*(?:export\s+)?(?:const|let|type)\s)[^\n]*?[\w\])](?:\.#?\w+|\[[^\]\n]+\])\s*(?:\?\?|\|\||&&)?=\s*\(*(?:async\s*)?(?:function\b|\([^()]*\)\s*(?::[^=;]+)?=>|\w+\s*=>)/gm;

/** Functions written straight into a property: V8 keeps those, and all they see, until it looks everything over (`platform/pairs.ts`). */
export const longLived = ({ path, text }: Source): string[] =>
  [...text.matchAll(straight)].map((found) => `${path} writes a function straight into a property: ${found[0].replace(/\s+/g, ' ')}`);
