/** Who is asking, and in which language they are answered. */
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { randomUUID } from 'node:crypto';
import { disconnect } from '#db';
import { setting } from '#platform/config';
import { atEnd } from '#platform/ending';
import { headers } from '#platform/headers';
import { languageOf } from '#platform/languages';
import { speaking, spoken } from '#platform/speaking.server';
import { isWritten, languageOfRequest, plainHeaders, troublePage, typedIn } from '#platform/plain-pages';
import { sayKnown, sayRoute, sayTrouble } from '#platform/trouble';
import { book, direction } from '#platform/words';
import { goBy } from '#ui/when';
import { teach } from '#ui/words';
import * as cookies from '#platform/cookies';
import { sentIn } from '#platform/http';
import { placesIn, told, warn } from '#platform/log';
import { draftOf, hasWords, isPlace, keepings, placeOf } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import { onceOf } from '#forum/writing';
import * as sayings from '#house/sayings';
import { look } from '#jigsaw/look';
import * as holders from '#members/holders';
import { looksOf } from '#members/looks';
import * as sessions from '#members/sessions';
import * as turnedAway from '#safety/turned-away';
import { isSending, isSpot, sentThere } from '#safety/turned-away-rules';
import * as unsent from '#toolbox/unsent';
import { isKept as isToolboxForm, isWrittenPlace } from '#toolbox/unsent-rules';
import { assessNow } from '#triage/assess';

teach({ book: (room) => book(spoken(), room), language: spoken });
goBy(sayings.zoneNow);

export const init: ServerInit = async () => {
  atEnd('database pool', disconnect);
  atEnd('who is here', holders.listen().stop);
  if (setting('WORKER') === 'inside') {
    const { work } = await import('./worker.ts');
    await work();
  }
  setTimeout(makeReady, soon).unref();
};

const soon = 1_000;
/** The first text that somebody sends need not wait until what looks it over has been made ready. */
function makeReady() {
  void sayings.sayAnyway('en'); // which clock the place goes by
  const text = { text: 'Good morning, all of you.', language: 'en' } as const;
  try {
    look(text);
    assessNow(text);
  } catch (error) {
    warn('what looks texts over could not be made ready', told(error)); // the next text tries again, and opens a case if that fails
  }
}

export const handle: Handle = async (asked) => {
  const token = asked.event.request.method !== 'GET' && asked.event.cookies.get(cookies.session);
  if (!token) return answered(asked);
  holders.forget(token);
  try {
    return await answered(asked);
  } finally {
    holders.forget(token); // what was sent may have changed who they are, or how they want to read
  }
};

const answered: Handle = async ({ event, resolve }) => {
  const { locals, url, cookies: jar } = event;
  sayRoute(event.platform, event.route.id);
  const token = jar.get(cookies.session);
  locals.path = url.pathname + url.search;
  locals.address = event.getClientAddress();
  const { member, work } = token ? await sessions.whoever(token) : {};
  locals.member = member;
  locals.work = work;
  if (member ?? work) sayKnown(event.platform);
  locals.locked = token && !member && !work ? await sessions.locked(token) : undefined;
  const isSent = !member && !work && event.request.method === 'POST';
  const gone = token ?? jar.get(cookies.left);
  const kept = gone && isSent ? ((await keepWords(event, gone)) ?? (await keepSealed(event, gone))) : undefined;
  if (kept) return kept;
  const back = isSent && (token || !gone) && (placeOf(url.pathname) || event.route.id?.startsWith('/(member)') || isOfDesk(event)) ? await giveBack(event, token) : undefined;
  if (back) return back;
  locals.language = (member ?? work)?.language ?? locals.locked?.language ?? languageOf(jar.get(cookies.language), event.request.headers.get('accept-language'));
  // Asked when the page is drawn: a form may just have changed how it looks.
  let drawn: string | undefined;
  const looks = () => (drawn ??= looksOf(locals.member ?? locals.work, jar.get(cookies.looks)));
  return speaking(locals.language, async () => {
    const response = await resolve(event, {
      transformPageChunk: ({ html }) => {
        const head = html.indexOf('<head>'); // what is said of the whole page stands before it
        return html.slice(0, head).replace('%lang%', locals.language).replace('%dir%', direction(locals.language)).replace('%looks%', looks()) + html.slice(head);
      },
      preload: ({ type, path }) => type === 'css' || (type === 'font' && path.includes('atkinson-latin.') && !/data-(light|font)=/.test(looks()))
    });
    if (response.status === 405 && event.request.headers.get('accept')?.includes('text/html')) return new Response(troublePage('odd', locals.language), { status: 405, headers: plainHeaders });
    for (const [name, value] of headers({ signedIn: Boolean(locals.member ?? locals.work), path: url.pathname })) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  });
};

/** A form of the desk's own. One that another place made up is not handed to somebody who may do more than others, to be sent from here. */
const isOfDesk = ({ route, url, request }: RequestEvent) => Boolean(route.id?.startsWith('/desk/')) && request.headers.get('origin') === url.origin;

/** Words sent after the sign-in ran out are kept for whoever was signed in here, and for nobody else. A press that carries none goes the way of every other one. */
async function keepWords({ url, request, locals }: RequestEvent, token: string): Promise<Response | undefined> {
  if (url.pathname === '/talk/draft') return keepLast(request, token);
  const place = placeOf(url.pathname);
  if (!place) return readAside(url, request, token);
  const holder = hasWords(url.search) && (await sessions.lastHolder(token));
  if (!holder) return undefined;
  const sent = await sentIn(request.clone());
  const draft = draftOf(sent);
  const late = await drafts.keepFor(holder, place, draft, sent.text('once'));
  if (late === 'nothing') return undefined;
  if (late === 'kept' && isSending(url.search, sent)) await turnedAway.take(holder, place, draft); // what is offered waits until they are back: others may be at this device
  return new Response(null, { status: 303, headers: { location: `${locals.locked ? '/lock' : '/sign-in'}?${late === 'kept' ? 'kept&' : ''}next=${encodeURIComponent(url.pathname)}` } });
}

/** What a page's script sends in the moment Leave signs out. */
async function keepLast(request: Request, token: string): Promise<Response | undefined> {
  const holder = await sessions.lastHolder(token);
  if (!holder) return undefined;
  const sent = await sentIn(request);
  const place = sent.text('place');
  const done = isPlace(place) ? await drafts.keepLast(holder, place, draftOf(sent), onceOf(sent.text('once'))) : 'kept';
  return new Response(null, { status: keepings[done] });
}

/** What somebody says in a room, or of a gathering, is no draft; it is read for danger all the same. */
async function readAside(url: URL, request: Request, token: string): Promise<undefined> {
  if (!isSpot(url.pathname)) return;
  const there = sentThere(url.pathname, url.search, await sentIn(request.clone()));
  const holder = there?.text ? await sessions.lastHolder(token) : undefined;
  if (there && holder) await turnedAway.take(holder, there.place, { title: '', text: there.text, language: languageOfRequest(Object.fromEntries(request.headers)) });
}

/** The same for what somebody writes in My space, and, as long as they have not left, elsewhere: sealed, and there again on a page of its own. */
async function keepSealed({ url, request, locals, cookies: jar }: RequestEvent, token: string): Promise<Response | undefined> {
  const isToolbox = isToolboxForm(url.pathname, url.search);
  const holder = isToolbox || (jar.get(cookies.session) && isWrittenPlace(url.pathname)) ? await sessions.lastHolder(token) : undefined;
  if (!holder) return undefined;
  const typed = await typedIn(url.pathname + url.search, request.headers.get('content-type') ?? undefined, Buffer.from(await request.clone().arrayBuffer()));
  if (!typed || !(isToolbox || typed.fields.some(isWritten)) || !(await unsent.keepFor(holder, typed.action, typed.fields))) return undefined;
  return new Response(null, { status: 303, headers: { location: `${locals.locked ? '/lock' : '/sign-in'}?kept&next=${encodeURIComponent('/space/unsent')}` } });
}

/** Words sent by somebody we cannot know come back on a page that keeps nothing. Not after Leave, and not where we know whose device this was: then somebody else may be pressing Back. */
async function giveBack({ url, request, locals }: RequestEvent, token: string | undefined): Promise<Response | undefined> {
  const body = Buffer.from(await request.clone().arrayBuffer());
  const typed = await typedIn(url.pathname + url.search, request.headers.get('content-type') ?? undefined, body);
  if (!typed || !typed.fields.some(isWritten)) return undefined;
  if (token && (await sessions.lastHolder(token))) return new Response(null, { status: 303, headers: { location: `${locals.locked ? '/lock' : '/sign-in'}?lost&next=${encodeURIComponent(url.pathname)}` } });
  return new Response(troublePage('out', languageOfRequest(Object.fromEntries(request.headers)), typed), { status: 401, headers: plainHeaders });
}

/** Nothing of what went wrong reaches the page; the log gets an id, a kind and places in our code, never words, on no machine: a message or a detail of PostgreSQL's may quote what somebody wrote. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  const id = event.request.headers.get('x-request-id') ?? randomUUID().slice(0, 8);
  sayTrouble(event.platform, error);
  if (kind !== 'unknown') return { message: '', id };
  const { name, code, stack } = error as Error & { code?: string };
  const at = placesIn(stack).slice(0, 8);
  console.error(JSON.stringify({ level: 'error', id, route: event.route.id, name, code, at }));
  return { message: '', id };
};
