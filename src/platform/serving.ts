/**
 * The door: what happens to a request before and after the pages see it.
 *
 * In this order: health, who may call us by which name, files, being out of
 * breath, a lost database, the size of what is sent, then the pages. What comes
 * back is packed; an answer that went wrong becomes a page that says so and
 * gives back what was typed.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { mayWait } from '#platform/busy';
import { holdText, sendWhole } from '#platform/compress';
import { isSecure, isThisMachineAlone, origin, setting } from '#platform/config';
import { onPages } from '#platform/headers';
import { isInOrder, type Health } from '#platform/health';
import { keptHelp } from '#platform/kept-help';
import type { Live } from '#platform/live';
import { note, warn } from '#platform/log';
import { count, countAnswer } from '#platform/metrics';
import { isWritten, languageOfRequest, plainHeaders, troublePage, typedIn, type Trouble } from '#platform/plain-pages';
import { cutOffLate, patienceWithPicture, sentWith } from '#platform/sending';
import { slip, type Said } from '#platform/trouble';

export type Pages = (req: IncomingMessage, res: ServerResponse, next: () => void) => unknown;
export type House = {
  /** Missing while the house is not ready. */
  pages?: Pages;
  health: Health;
  /** Takes what is under /live/: answers that stay open. */
  live?: Live;
  isBusy: () => boolean;
  isEnding: () => boolean;
  /** Where Leave goes when nobody can be asked. */
  leaveTo: (language: string) => string;
};

export function serve(house: House): Server {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: patienceWithPicture + 5_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 5_000 });
  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    cutOffLate(req);
    answer(house, req, res).catch((error: Error) => {
      if (req.errored) return void res.destroy(); // it broke off on the way: nobody is there to be answered
      warn('an answer went wrong', { name: error.name });
      if (!res.headersSent) sendTrouble(req, res, 'fault');
      else res.destroy();
    });
  });
  // What is not HTTP at all, or never ends.
  server.on('clientError', (error: { code?: string }, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    const line = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    socket.end(`HTTP/1.1 ${line}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  });
  return server;
}

async function answer(house: House, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = (req.url ?? '/').split('?', 1)[0]!;
  const said = noted(req, res);
  if (house.isEnding()) res.setHeader('connection', 'close');
  if (path === '/healthz') return sayHealth(res, 200, { live: true });
  if (path === '/readyz') return sayReady(house, res);
  if (!named(req)) return sendTrouble(req, res, 'odd', { status: 421 });
  for (const [name, value] of always()) res.setHeader(name, value);
  // Live pages are taken here, ahead of everything that waits or packs.
  if (path.startsWith('/live/')) return house.live && house.health.isUp() ? house.live.take(req, res) : void res.writeHead(house.live ? 503 : 404, { 'cache-control': 'no-store', 'retry-after': '10' }).end();
  if (path.startsWith('/_app/') && house.pages) return void house.pages(req, res, () => res.writeHead(404).end());
  if (house.isBusy() && mayWait(path)) {
    count('turned_away');
    return sendTrouble(req, res, 'busy', { status: 503, body: (await sentWith(req)).body });
  }
  if (!house.pages || !house.health.isUp()) return withoutDatabase(house, req, res, path);
  const { body, trouble } = await sentWith(req);
  if (trouble) return sendTrouble(req, res, trouble, { status: { large: 413, late: 408, pictures: 503 }[trouble], body });
  for (const [name, value] of onPages) res.setHeader(name, value);
  const request = body ? replayed(req, body) : req;
  slip(request, said);
  holdText(req, res, (page) => void settled(house, { req, res, said, body, page }));
  await house.pages(request, res, () => res.writeHead(404).end());
}

type Settling = { req: IncomingMessage; res: ServerResponse; said: Said; body: Buffer | undefined; page: Buffer };

/** Five hundred is never the last word: a lost database or a full disk is named, and words that were sent come back. So they do to somebody signed in where nothing is there for them. */
async function settled(house: House, { req, res, said, body, page }: Settling): Promise<void> {
  if (said.trouble === 'lost' || said.trouble === 'busy') house.health.suspect(); // asked by a connection of its own
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(req.headers['content-type'] ?? '');
  const isGone = res.statusCode === 404 && isForm && said.isKnown === true && (await bringsWords(req, body));
  if (!isGone && (res.statusCode !== 500 || ((said.trouble ?? 'fault') === 'fault' && !isForm))) return sendWhole(req, res, page);
  for (const name of res.getHeaderNames()) if (!name.startsWith('x-') && name !== 'strict-transport-security' && !(isGone && name === 'set-cookie')) res.removeHeader(name);
  if (isGone) return sendTrouble(req, res, said.hasHelp ? 'goneHard' : 'gone', { status: 404, body, isKept: said.isKept === true });
  const trouble = said.trouble ?? 'fault';
  await sendTrouble(req, res, trouble, { status: trouble === 'fault' ? 500 : 503, body });
}

/** Whether a page, and no script, sent something that somebody wrote. */
async function bringsWords({ url = '/', headers }: IncomingMessage, body: Buffer | undefined): Promise<boolean> {
  if (!body || !headers.accept?.includes('text/html')) return false;
  return Boolean((await typedIn(url, headers['content-type'], body))?.fields.some(isWritten));
}

/** Help now and Leave work without a database; everything else waits, and says so. */
async function withoutDatabase(house: House, req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
  const language = languageOfRequest(req.headers);
  if (path === '/help') {
    const kept = keptHelp(language);
    for (const [name, value] of Object.entries({ ...plainHeaders, ...kept.headers })) res.setHeader(name, value);
    return sendWhole(req, res, Buffer.from(kept.body));
  }
  if (path === '/leave') return void res.writeHead(303, { location: house.leaveTo(language), 'cache-control': 'no-store', 'clear-site-data': '"cache"', 'referrer-policy': 'no-referrer', 'set-cookie': forgotten() }).end();
  return sendTrouble(req, res, 'lost', { status: 503, body: (await sentWith(req)).body });
}

const forgotten = () => `${isSecure() ? '__Host-' : ''}session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${isSecure() ? '; Secure' : ''}`;

async function sendTrouble(req: IncomingMessage, res: ServerResponse, trouble: Trouble, { status = 500, body, isKept = false }: { status?: number; body?: Buffer | undefined; isKept?: boolean } = {}): Promise<void> {
  const typed = body ? await typedIn(req.url ?? '/', req.headers['content-type'], body) : undefined;
  res.statusCode = status;
  for (const [name, value] of Object.entries(plainHeaders)) res.setHeader(name, value);
  if (status === 503) res.setHeader('retry-after', '10');
  if (status === 413) res.setHeader('connection', 'close');
  sendWhole(req, res, Buffer.from(troublePage(trouble, languageOfRequest(req.headers), typed, isKept)));
}

/** The same request, with its body ready to be read again. */
function replayed(req: IncomingMessage, body: Buffer): IncomingMessage {
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor, socket } = req;
  const headers = { ...req.headers, 'content-length': String(body.length) };
  delete headers['transfer-encoding'];
  return Object.assign(Readable.from(body.length ? [body] : []), { method, url, headers, httpVersion, httpVersionMajor, httpVersionMinor, socket, connection: socket }) as unknown as IncomingMessage;
}

const atHome = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Our own name, whatever the visitor calls us: the origin is the operator's
 * word, and the address is the proxy's word only when the operator trusts it.
 * On this machine alone only this machine's names will do, so that a page
 * elsewhere cannot reach in under a name of its own.
 */
function named(req: IncomingMessage): boolean {
  const { headers } = req;
  if (isThisMachineAlone() && !atHome.test(headers.host ?? '')) return false;
  const { protocol, host } = origin() ? new URL(origin()) : { protocol: 'http:', host: headers.host! };
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
  headers.host = host;
  const trusted = Number(setting('TRUST_PROXY'));
  const seen = String(headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim()).filter(Boolean);
  const address = (trusted > 0 && seen.at(-trusted)) || req.socket.remoteAddress || '';
  headers['x-client-address'] = address.replace(/^::ffff:/, '');
  return true;
}

/** Files do not pass the pages, so these are set for everything. */
const always = (): [string, string][] => [
  ['x-content-type-options', 'nosniff'],
  ['cross-origin-resource-policy', 'same-origin'],
  ...(isSecure() ? [['strict-transport-security', 'max-age=63072000; includeSubDomains'] as [string, string]] : [])
];

/** Counts and logs the answer when it is out: the route, never the path. */
function noted(req: IncomingMessage, res: ServerResponse): Said {
  const said: Said = {};
  const began = performance.now();
  const id = randomUUID().slice(0, 8);
  req.headers['x-request-id'] = id;
  res.once('close', () => {
    const ms = performance.now() - began;
    const route = said.route ?? (req.url?.startsWith('/_app/') ? 'file' : 'none');
    countAnswer(route, req.method ?? '', res.statusCode, ms);
    note('request', { id, method: req.method, route, status: res.statusCode, ms: Math.round(ms * 10) / 10, whole: res.writableFinished });
  });
  return said;
}

const sayHealth = (res: ServerResponse, status: number, what: object) =>
  void res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(`${JSON.stringify(what)}\n`);

async function sayReady(house: House, res: ServerResponse): Promise<void> {
  const order = await house.health.order();
  const ready = isInOrder(order) && Boolean(house.pages) && !house.isEnding();
  sayHealth(res, ready ? 200 : 503, { ready, ...order });
}
