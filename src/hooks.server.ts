/** Who is asking, and in which language they are answered. */
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { randomUUID } from 'node:crypto';
import { disconnect } from '#db';
import { isThisMachineAlone, setting } from '#platform/config';
import { atEnd } from '#platform/ending';
import { headers } from '#platform/headers';
import { languageOf } from '#platform/languages';
import { speaking, spoken } from '#platform/speaking.server';
import { languageOfRequest, plainHeaders, troublePage, typedIn } from '#platform/plain-pages';
import { sayRoute, sayTrouble } from '#platform/trouble';
import { book, direction } from '#platform/words';
import { goBy } from '#ui/when';
import { teach } from '#ui/words';
import * as cookies from '#platform/cookies';
import { sentIn } from '#platform/http';
import { told, warn } from '#platform/log';
import { draftOf, isPlace, placeOf } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as sayings from '#house/sayings';
import { look } from '#jigsaw/look';
import { looksOf } from '#members/looks';
import * as sessions from '#members/sessions';
import * as turnedAway from '#safety/turned-away';
import { isSending } from '#safety/turned-away-rules';
import * as unsent from '#toolbox/unsent';
import { isKept as isToolboxForm } from '#toolbox/unsent-rules';
import { assessNow } from '#triage/assess';

teach({ book: (room) => book(spoken(), room), language: spoken });
goBy(sayings.zoneNow);

export const init: ServerInit = async () => {
  atEnd('database pool', disconnect);
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

export const handle: Handle = async ({ event, resolve }) => {
  const { locals, url, cookies: jar } = event;
  sayRoute(event.platform, event.route.id);
  const token = jar.get(cookies.session);
  locals.path = url.pathname + url.search;
  locals.address = event.getClientAddress();
  const { member, work } = token ? await sessions.whoever(token) : {};
  locals.member = member;
  locals.work = work;
  locals.locked = token && !member && !work ? await sessions.locked(token) : undefined;
  const isSent = !member && !work && event.request.method === 'POST';
  const gone = token ?? jar.get(cookies.left);
  const kept = gone && isSent ? ((await keepWords(event, gone)) ?? (await keepSealed(event, gone))) : undefined;
  if (kept) return kept;
  const back = isSent && (token || !gone) && (placeOf(url.pathname) || event.route.id?.startsWith('/(member)')) ? await giveBack(event) : undefined;
  if (back) return back;
  locals.language = (member ?? work)?.language ?? locals.locked?.language ?? languageOf(jar.get(cookies.language), event.request.headers.get('accept-language'));
  // Asked when the page is drawn: a form may just have changed how it looks.
  let drawn: string | undefined;
  const looks = () => (drawn ??= looksOf(locals.member ?? locals.work, jar.get(cookies.looks)));
  return speaking(locals.language, async () => {
    const response = await resolve(event, {
      transformPageChunk: ({ html }) => {
        const head = html.indexOf('<head>'); // what is said of the whole page stands before it; the rest is not copied three times
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

/** Words sent after the sign-in ran out are kept for whoever was signed in here, and for nobody else. */
async function keepWords({ url, request, locals }: RequestEvent, token: string): Promise<Response | undefined> {
  const isKeeping = url.pathname === '/talk/draft'; // a page's script, in the moment Leave signs out
  const ownPlace = placeOf(url.pathname);
  const holder = isKeeping || ownPlace ? await sessions.lastHolder(token) : undefined;
  if (!holder) return undefined;
  const sent = await sentIn(request);
  const place = ownPlace ?? sent.text('place');
  const draft = draftOf(sent);
  if (isPlace(place)) await drafts.keepFor(holder, place, draft);
  if (ownPlace && isSending(url.search, sent)) await turnedAway.take(holder, ownPlace, draft); // what is offered waits until they are back: others may be at this device
  if (isKeeping) return new Response(null, { status: 204 });
  return new Response(null, { status: 303, headers: { location: `${locals.locked ? '/lock' : '/sign-in'}?kept&next=${encodeURIComponent(url.pathname)}` } });
}

/** The same for what somebody writes in My space: sealed, and there again on a page of its own. */
async function keepSealed({ url, request, locals }: RequestEvent, token: string): Promise<Response | undefined> {
  const holder = isToolboxForm(url.pathname, url.search) ? await sessions.lastHolder(token) : undefined;
  if (!holder) return undefined;
  const typed = await typedIn(url.pathname + url.search, request.headers.get('content-type') ?? undefined, Buffer.from(await request.clone().arrayBuffer()));
  if (!typed || !(await unsent.keepFor(holder, typed.action, typed.fields))) return undefined;
  return new Response(null, { status: 303, headers: { location: `${locals.locked ? '/lock' : '/sign-in'}?kept&next=${encodeURIComponent('/space/unsent')}` } });
}

/** Words sent by somebody we cannot know, or to a page that keeps no drafts, come back on a page that keeps nothing. Not after Leave: then somebody else may be pressing Back. */
async function giveBack({ url, request }: RequestEvent): Promise<Response | undefined> {
  const body = Buffer.from(await request.clone().arrayBuffer());
  const typed = await typedIn(url.pathname + url.search, request.headers.get('content-type') ?? undefined, body);
  if (!typed?.fields.some(([name, value]) => (name === 'text' && value.trim()) || /\S\s+\S/.test(value))) return undefined;
  return new Response(troublePage('out', languageOfRequest(Object.fromEntries(request.headers)), typed), { status: 401, headers: plainHeaders });
}

/** Nothing of what went wrong reaches the page; the log gets an id, a kind and a place, never words. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  const id = event.request.headers.get('x-request-id') ?? randomUUID().slice(0, 8);
  sayTrouble(event.platform, error);
  if (kind !== 'unknown') return { message: '', id };
  const { name, code, stack } = error as Error & { code?: string };
  const at = stack?.split('\n').filter((line) => line.trim().startsWith('at ')).slice(0, 4).map((line) => line.trim());
  console.error(JSON.stringify({ level: 'error', id, route: event.route.id, name, code, at }));
  if (isThisMachineAlone() && setting('LOG') === 'on') console.error(error);
  return { message: '', id };
};
