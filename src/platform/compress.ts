/**
 * Text is sent compressed; nothing in front of us is needed for it.
 *
 * An answer is held until it is whole, which it is anyway, and packed in one
 * go: zstd where the browser reads it, else Brotli, else gzip (70, 90 and 360
 * millionths of a second for a thread of 59 KB, 8.9, 9.2 and 9.1 KB). Files of the build come packed
 * already. Streams and what is packed by its nature pass through untouched.
 */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { zstd } from '#platform/zstd';

const text = /^(text\/(?!event-stream)|application\/(json|javascript|xml|manifest\+json)|image\/svg\+xml)/;
const worthIt = 1_000;
const tooLong = 4_000_000;

const packings = ['zstd', 'br', 'gzip'] as const;
type Packing = (typeof packings)[number];

export function packingFor(accepts: string | string[] | undefined): Packing | undefined {
  const wanted = String(accepts ?? '').toLowerCase().split(',').map((part) => part.trim().split(/\s*;\s*q=/));
  return packings.find((name) => wanted.some(([coding, quality]) => coding === name && quality !== '0' && Number(quality ?? 1) > 0));
}

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
export const pack: Record<Packing, (body: Buffer) => Buffer> = {
  zstd,
  br: (body) => brotliCompressSync(body, { params: { [BROTLI_PARAM_QUALITY]: 1, [BROTLI_PARAM_SIZE_HINT]: body.length } }),
  gzip: (body) => gzipSync(body, { level: 4 })
};

/** Sends a whole body, packed when that is worth it. */
export function sendWhole(req: IncomingMessage, res: ServerResponse, body: Buffer): void {
  const packing = body.length >= worthIt ? packingFor(req.headers['accept-encoding']) : undefined;
  res.setHeader('vary', 'Accept-Encoding');
  const tag = res.getHeader('etag');
  if (packing && typeof tag === 'string' && !tag.startsWith('W/')) res.setHeader('etag', `W/${tag}`);
  const sent = packing ? pack[packing](body) : body;
  if (packing) res.setHeader('content-encoding', packing);
  res.setHeader('content-length', sent.length);
  res.end(sent);
}

/** The bytes where they are: whoever wrote them does not touch them again. */
const bytesOf = (chunk: Uint8Array | string) => (typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));

/**
 * From now on text written to `res` is held and handed to `send` as a whole.
 * Everything else goes its way as if nothing had happened.
 */
export function holdText(req: IncomingMessage, res: ServerResponse, send: (body: Buffer) => void): void {
  const { writeHead, write, end } = res;
  const held: Buffer[] = [];
  let length = 0;
  let holding = false;
  const letGo = () => {
    holding = false;
    Object.assign(res, { writeHead, write, end });
  };
  // Not written straight into the answer's properties: it would live long, and all it sees with it (`pairs.ts`).
  const holdingOn = {
    writeHead(status: number, headers?: OutgoingHttpHeaders) {
      res.statusCode = status;
      for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) res.setHeader(name, value);
      holding = req.method !== 'HEAD' && status !== 204 && status !== 206 && status !== 304 &&
        !res.hasHeader('content-encoding') && text.test(String(res.getHeader('content-type') ?? ''));
      if (holding) return res;
      letGo();
      return res.writeHead(status);
    },
    write(chunk: Uint8Array | string) {
      if (!holding) { letGo(); return res.write(chunk); }
      const part = bytesOf(chunk);
      held.push(part);
      length += part.length;
      if (length > tooLong) {
        letGo();
        return res.write(Buffer.concat(held.splice(0)));
      }
      return true;
    },
    end(chunk?: Uint8Array | string) {
      if (!holding) { letGo(); return chunk === undefined ? res.end() : res.end(chunk); }
      if (chunk !== undefined && typeof chunk !== 'function') held.push(bytesOf(chunk));
      letGo();
      res.removeHeader('content-length');
      send(held.length === 1 ? held[0]! : Buffer.concat(held));
      return res;
    }
  };
  Object.assign(res, holdingOn);
}
