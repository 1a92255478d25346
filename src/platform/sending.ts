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
const mostBeyond = 24 * 1024 * 1024;
/** Nobody sends more by mistake. */
const farTooMuch = 16 * 1024 * 1024;
/** How long a form may take, and one with a picture on a weak signal (9 MB at 250 kbit/s), in milliseconds. */
const patience = 30_000;
export const patienceWithPicture = 300_000;

/** `trouble` says why it cannot be taken; `body` is then what there is to give back, perhaps without its end. */
export type Sent = { body?: Buffer; trouble?: 'large' | 'late' };

let beyond = 0;

/** A browser must finish sending before it reads an answer, so what is too long is heard to its end; what is far too long is cut off. */
export function sentWith(req: IncomingMessage, { longest = patience } = {}): Promise<Sent> {
  if (req.method === 'GET' || req.method === 'HEAD') return Promise.resolve({});
  const isInParts = Boolean(req.headers['content-type']?.startsWith('multipart/form-data'));
  const isWithPicture = isInParts && takesPicture.test(req.url ?? '');
  const most = isWithPicture ? mostWithPicture : mostBytes;
  return new Promise((done, fail) => {
    const parts: Buffer[] = [];
    let [length, own, isCut] = [0, 0, false];
    const take = (part: Buffer) => {
      length += part.length;
      const isBeyond = !isWithPicture && length > mostBytes;
      isCut ||= length > (isWithPicture ? mostWithPicture : mostGivenBack) || (isBeyond && beyond + part.length > mostBeyond);
      if (!isCut) parts.push(part);
      if (!isCut && isBeyond) {
        own += part.length;
        beyond += part.length;
      }
      if (length > farTooMuch) end({ trouble: 'large' });
    };
    const end = (sent: Sent) => {
      clearTimeout(timer);
      req.off('data', take).off('end', whole).off('error', broken);
      beyond -= own;
      done(sent);
    };
    // Words that lack their end are not given back as if they were whole; of a form in parts, those before the end are.
    const whole = () => end(length <= most ? { body: Buffer.concat(parts) } : { trouble: 'large', ...((!isCut || isInParts) && { body: Buffer.concat(parts) }) });
    const broken = (error: Error) => {
      end({});
      fail(error);
    };
    const timer = setTimeout(() => end({ trouble: 'late' }), isWithPicture ? patienceWithPicture : longest);
    req.on('data', take).once('end', whole).once('error', broken);
  });
}
