/**
 * What is sent, read whole before anybody looks at it, within limits.
 *
 * What is too long to be taken is still kept for a moment where that is
 * possible, so that its words can go back to whoever wrote them.
 */
import type { IncomingMessage } from 'node:http';

const mostBytes = 512 * 1024;
/** Where a picture may come along, there is room for one. */
const mostWithPicture = 9 * 1024 * 1024;
const takesPicture = /^\/(space\/care\/messages|desk\/care\/inbox)\//;
/** Of a form that is too long, so much is kept to be given back: a megabyte of words, as a browser writes them. */
const mostGivenBack = 3 * 1024 * 1024;
/** What all of them together may hold beyond the limit; who comes when it is full gets the sentence alone. */
const words = { held: 0, most: 24 * 1024 * 1024 };
/** And all pictures that are on their way, a dozen of a phone's; who comes when it is full gets their words back. */
const pictures = { held: 0, most: 40 * 1024 * 1024 };
/** Nobody sends more by mistake. */
const farTooMuch = 16 * 1024 * 1024;
/**
 * How long a form may take, and one with a picture on a weak signal (9 MB at
 * 250 kbit/s), in milliseconds. Only somebody who is signed in, or was, has one.
 */
const patience = 30_000;
export const patienceWithPicture = 300_000;

const isInParts = (req: IncomingMessage) => Boolean(req.headers['content-type']?.startsWith('multipart/form-data'));
const isWithPicture = (req: IncomingMessage) => isInParts(req) && takesPicture.test(req.url ?? '');
const mayTakeLong = (req: IncomingMessage) => /(?:^|;\s*)(?:__Host-)?session=[^;]/.test(req.headers.cookie ?? '');
const patienceFor = (req: IncomingMessage, longest: number) => (isWithPicture(req) && mayTakeLong(req) ? patienceWithPicture : longest);

/** A stranger's form that is still coming when it should have been here twice is cut off, whoever answered it meanwhile. */
export function cutOffLate(req: IncomingMessage, longest = patience): void {
  if (mayTakeLong(req) || (!req.headers['content-length'] && !req.headers['transfer-encoding'])) return;
  const timer = setTimeout(() => void (req.complete || req.destroy()), 2 * longest).unref();
  req.once('close', () => clearTimeout(timer));
}

/** `trouble` says why it cannot be taken; `body` is then what there is to give back, perhaps without its end. */
export type Sent = { body?: Buffer; trouble?: 'large' | 'late' | 'pictures' };

/** A browser must finish sending before it reads an answer, so what is too long is heard to its end; what is far too long is cut off. What breaks off on the way is an error, never a form. */
export function sentWith(req: IncomingMessage, { longest = patience } = {}): Promise<Sent> {
  if (req.method === 'GET' || req.method === 'HEAD') return Promise.resolve({});
  const [most, room] = isWithPicture(req) ? [mostWithPicture, pictures] : [mostBytes, words];
  return new Promise((done, fail) => {
    const parts: Buffer[] = [];
    let [length, own, within, isCut] = [0, 0, 0, false];
    const take = (part: Buffer) => {
      length += part.length;
      const isFull = length > mostBytes && room.held + part.length > room.most;
      if (isFull) letGo();
      isCut ||= isFull || length > Math.max(most, mostGivenBack);
      if (!isCut) keep(part);
      if (length > farTooMuch) end({ trouble: 'large' });
    };
    const keep = (part: Buffer) => {
      parts.push(part);
      if (length <= mostBytes) return void (within = parts.length);
      own += part.length;
      room.held += part.length;
    };
    // What is beyond the limit makes room at once, so that those who are further on arrive.
    const letGo = () => {
      parts.splice(within);
      room.held -= own;
      own = 0;
    };
    const clear = () => {
      clearTimeout(timer);
      req.off('data', take).off('end', whole).off('error', broken);
      room.held -= own;
    };
    const end = (sent: Sent) => {
      clear();
      done(sent);
    };
    const whole = () => {
      if (!isCut && length <= most) return end({ body: Buffer.concat(parts) });
      // Words that lack their end are not given back as if they were whole; of a form in parts, those before the end are.
      end({ trouble: length > most ? 'large' : 'pictures', ...((!isCut || isInParts(req)) && { body: Buffer.concat(parts) }) });
    };
    const broken = (error: Error) => {
      clear();
      fail(error);
    };
    const timer = setTimeout(() => end({ trouble: 'late' }), patienceFor(req, longest));
    req.on('data', take).once('end', whole).once('error', broken);
  });
}
