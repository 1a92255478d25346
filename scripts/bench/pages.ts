/** Which pages the bench asks for, and as whom. */
import type { Filled } from './fill.ts';
import type { Request } from './measure.ts';

export type Page = { name: string; request: (n: number, filled: Filled) => Request; expected: number; /** Words to look for first; the page is where they lead to. */ looksFor?: string };

/** Where a search stands for the member by whom is measured: what it looks for is sealed there. */
export const standing = new Map<string, string>();
/** What somebody who is not signed in gets where members are: the way to the door. */
const door = 303;
const thread = (n: number, filled: Filled) => filled.threads[10 + ((n * 37) % (filled.threads.length - 10))]!;
/** One of many members, as one alone may not write without end. */
const someone = (n: number, filled: Filled) => `session=${filled.others[n % filled.others.length]}`;
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

/** Every page at `origin`; `n` is how often was asked before. */
export function pagesAt(origin: string): Page[] {
  const get = (name: string, path: (n: number, filled: Filled) => string): Page => ({ name, expected: 200, request: (n, filled) => ({ origin, path: path(n, filled), cookie: `session=${filled.token}` }) });
  const asStranger = (name: string, path: (n: number, filled: Filled) => string, expected = 200): Page => ({ name: `${name} (stranger)`, expected, request: (n, filled) => ({ origin, path: path(n, filled) }) });
  const atDesk = (name: string, path: (filled: Filled) => string): Page => ({ name, expected: 200, request: (_, filled) => ({ origin, path: path(filled), cookie: `session=${filled.provider}` }) });
  const found = (name: string, looksFor: string): Page => ({ ...get(name, () => standing.get(looksFor)!), looksFor });
  const reply = (n: number, filled: Filled): Request => ({
    origin, method: 'POST', path: `/talk/t/${thread(n, filled)}/reply?/send`,
    body: form({ text: `A reply to measure by, number ${n}.`, once: `bench-${process.hrtime.bigint()}-${n}`, language: 'en' })
  });
  return [
    asStranger('landing', () => '/'),
    asStranger('look round', () => '/look'),
    asStranger('help now', () => '/help'),
    asStranger('thread, 20 posts', (n, filled) => `/talk/t/${thread(n, filled)}`, door),
    get('thread, 20 posts', (n, filled) => `/talk/t/${thread(n, filled)}`),
    get('thread of 500, last page', (_, filled) => `/talk/t/${filled.longThread}?page=25`),
    asStranger('board', (_, filled) => `/talk/topics/${filled.board}`, door),
    get('board', (_, filled) => `/talk/topics/${filled.board}`),
    get('talk (what is unread)', () => '/talk'),
    asStranger('today', () => '/today', door),
    get('today', () => '/today'),
    get('my notes, five years', () => '/space/notes?range=all'),
    get('my notes, a month', () => '/space/notes'),
    get('check-in', () => '/space/note'),
    get('notices', () => '/notices'),
    atDesk('desk: people', () => '/desk/care'),
    atDesk('desk: one person', ({ patient }) => `/desk/care/${patient}`),
    atDesk('desk: a shared week, opened', ({ patient, shared }) => `/desk/care/${patient}/${shared}`),
    atDesk('desk: inbox of 200', () => '/desk/care/inbox'),
    atDesk('desk: a conversation', ({ conversation }) => `/desk/care/inbox/${conversation}`),
    get('my provider and me', () => '/space/care'),
    get('what I share', () => '/space/sharing'),
    get('messages', () => '/space/care/messages'),
    get('a conversation', (_, { conversation }) => `/space/care/messages/${conversation}`),
    asStranger('search', () => '/search', door),
    found('search, few hits', 'zebrafinch'),
    found('search, very many hits', 'sleep'),
    found('search, two words', 'quiet kitchen sleep'),
    // Words of somebody who is not signed in come back on a page of their own.
    { name: 'reply (stranger)', expected: 401, request: reply },
    { name: 'reply', expected: 303, request: (n, filled) => ({ ...reply(n, filled), cookie: someone(n, filled) }) },
    { name: 'check-in, saved', expected: 303, request: (n, filled) => ({ origin, method: 'POST', path: '/space/note?/save', cookie: someone(n, filled),
      body: form({ body: String(1 + (n % 5)), mind: '3', words: 'A slow day.', once: `bench-${process.hrtime.bigint()}-${n}` }) }) }
  ];
}
