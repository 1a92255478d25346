/** Listening to a room: who comes in by which address, and what each is sent. The answers themselves are the ground's. */
import type { IncomingMessage } from 'node:http';
import { connect } from '#db';
import { databaseUrl } from '#platform/config';
import * as cookies from '#platform/cookies';
import { live, type Entry, type Listener, type Live, type Message, type Reading } from '#platform/live';
import * as sessions from '#members/sessions';
import * as feed from '#circles/feed';

type Who = feed.Listener;
const address = /^\/live\/c\/([\w-]{1,40})\/([0-9a-f-]{36})(?:\?after=(\d{1,9}))?$/;

const cookieOf = (req: IncomingMessage, name: string) =>
  (req.headers.cookie ?? '').split(';').map((one) => one.trim().split('=')).find(([key]) => key === name)?.[1];

/** Which room this is, for whom, and what they heard last: what the browser says when it comes back counts before the address. */
async function enter(req: IncomingMessage): Promise<Entry<Who> | undefined> {
  const [, code, sessionId, after = '0'] = address.exec(req.url ?? '') ?? [];
  const token = cookieOf(req, cookies.session);
  if (!code || !sessionId || !token) return undefined;
  const member = await sessions.enter(token);
  const place = member && (await feed.placeOf(member, code, sessionId));
  if (!member || !place) return undefined;
  const heard = String(req.headers['last-event-id'] ?? '');
  return { topic: sessionId, who: { login: member.session.id, personaId: place.personaId }, after: /^\d{1,9}$/.test(heard) ? Math.max(Number(heard), Number(after)) : Number(after) };
}

/** What each of these is sent: lines they may hear, in the order in which things happened, and how the room is now. */
export async function read(sessionId: string, after: number, listeners: readonly Listener<Who>[]): Promise<Reading<Who> | undefined> {
  const news = await feed.since(sessionId, after, listeners.map(({ who }) => who));
  if (!news) return undefined;
  const state: Message = { event: 'state', data: JSON.stringify(news.state) };
  // Said once for everybody; only one's own lines look different.
  const messages = news.lines.map((line) => {
    const { personaId, change, ownBody, isHidden, isHeld, ...shown } = line;
    const mine = { ...shown, isMine: true, body: ownBody, ...(isHidden && { isHidden, isHeld }) };
    return { personaId, isHeld, theirs: { event: 'line', id: change, data: JSON.stringify(shown) }, mine: { event: 'line', id: change, data: JSON.stringify(mine) } };
  });
  return {
    last: news.lastChange,
    of: ({ who }) => {
      if (!news.may.has(who.login)) return 'close';
      const apart = news.apart.get(who.personaId);
      const heard = messages.filter(({ personaId, isHeld }) => personaId === who.personaId || (!isHeld && !apart?.has(personaId)));
      return [...heard.map((one) => (one.personaId === who.personaId ? one.mine : one.theirs)), state];
    }
  };
}

/** The rooms of this process. Beside the pages, with few connections of its own. */
export function open(): Live {
  connect(databaseUrl(), 3);
  return live('circles', enter, read, ({ login }) => login);
}
