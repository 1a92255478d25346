/**
 * The file a backup is kept in.
 *
 * Outside: one line that says what this is and how the key is made from the
 * passphrase, then pieces of 64 KB, each encrypted and bound to its place, the
 * last one marked as the last. A piece that is missing, moved, changed or cut
 * off is noticed. Inside: a packed row of frames, each either a saying (JSON)
 * or bytes.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';

export type Frame = { said: Record<string, unknown> } | { bytes: Buffer };
/** What is wrong with a file, in a sentence. */
export class BadArchive extends Error {}

const piece = 64 * 1024;
const name = 'ALONGSIDE BACKUP 1';
const cost = { N: 65_536, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };

const keyOf = (passphrase: string, salt: Buffer) =>
  new Promise<Buffer>((done, failed) => scrypt(passphrase.normalize('NFC'), salt, 32, cost, (error, key) => (error ? failed(error) : done(key))));

const nonceOf = (at: number) => {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(at), 4);
  return nonce;
};
/** Each piece knows the file it belongs to, its place, and whether it is the last. */
const placeOf = (head: Buffer, at: number, isLast: boolean) => createHash('sha256').update(head).update(`${at} ${isLast}`).digest();

/** Writes the frames to a file that only this account can read. The whole file is on disk when this returns. */
export async function writeArchive(file: string, passphrase: string, frames: AsyncIterable<Frame>): Promise<void> {
  const salt = randomBytes(16);
  const key = await keyOf(passphrase, salt);
  const head = Buffer.from(`${name} ${JSON.stringify({ key: 'scrypt', N: cost.N, r: cost.r, p: cost.p, salt: salt.toString('base64'), cipher: 'aes-256-gcm' })}\n`);
  const out = await open(file, 'wx', 0o600);
  try {
    await out.write(head);
    let at = 0;
    const write = async (plain: Buffer, isLast: boolean) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(at)).setAAD(placeOf(head, at++, isLast));
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(sealed.length);
      await out.write(Buffer.concat([length, sealed, cipher.getAuthTag()]));
    };
    const packer = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 6 } });
    await pipeline(framed(frames), packer, async (packed: AsyncIterable<Buffer>) => {
      let rest = Buffer.alloc(0);
      for await (const part of packed) {
        rest = Buffer.concat([rest, part]);
        while (rest.length > piece) {
          await write(rest.subarray(0, piece), false);
          rest = rest.subarray(piece);
        }
      }
      await write(rest, true);
    });
    await out.sync();
  } finally {
    await out.close();
  }
}

async function* framed(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  for await (const frame of frames) {
    const body = 'bytes' in frame ? frame.bytes : Buffer.from(JSON.stringify(frame.said));
    const head = Buffer.alloc(5);
    head.write('bytes' in frame ? 'B' : 'S');
    head.writeUInt32BE(body.length, 1);
    yield head;
    yield body;
  }
}

/** Reads the frames back, in order. Throws `BadArchive` as soon as something is not as it was written. */
export async function* readArchive(file: string, passphrase: string): AsyncGenerator<Frame> {
  const unpacked = createZstdDecompress();
  const opening = pipeline(opened(file, passphrase), unpacked).catch((error: Error) => unpacked.destroy(error));
  try {
    yield* unframed(unpacked);
  } catch (error) {
    throw error instanceof BadArchive ? error : new BadArchive(`${file} cannot be unpacked.`, { cause: error });
  }
  await opening;
}

async function* opened(file: string, passphrase: string): AsyncGenerator<Buffer> {
  const next = reader(createReadStream(file, { highWaterMark: piece }));
  const head = await next.line(400);
  if (!head.toString().startsWith(`${name} {`)) throw new BadArchive(`${file} is not a backup of Alongside, or one of another kind.`);
  const { salt } = JSON.parse(head.toString().slice(name.length)) as { salt: string };
  const key = await keyOf(passphrase, Buffer.from(salt, 'base64'));
  for (let at = 0, isLast = false; !isLast; at++) {
    const length = (await next.exactly(4))?.readUInt32BE();
    if (length === undefined || length > piece) throw new BadArchive(`${file} ends too early: it was cut short.`);
    const sealed = await next.exactly(length + 16);
    if (!sealed) throw new BadArchive(`${file} ends too early: it was cut short.`);
    isLast = await next.isOver();
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(at)).setAAD(placeOf(head, at, isLast)).setAuthTag(sealed.subarray(length));
    try {
      yield Buffer.concat([decipher.update(sealed.subarray(0, length)), decipher.final()]);
    } catch {
      throw new BadArchive(at === 0 ? `${file} does not open: the passphrase is another one, or the file was changed.` : `${file} was changed or cut short after ${at * piece} bytes.`);
    }
  }
}

async function* unframed(stream: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const next = reader(stream);
  for (let head = await next.exactly(5); head; head = await next.exactly(5)) {
    const body = await next.exactly(head.readUInt32BE(1));
    if (!body) throw new BadArchive('The backup ends in the middle of something.');
    yield head[0] === 66 ? { bytes: body } : { said: JSON.parse(body.toString()) as Record<string, unknown> };
  }
}

/** Takes exact amounts out of a stream. */
function reader(stream: AsyncIterable<Buffer>) {
  const source = stream[Symbol.asyncIterator]();
  let parts: Buffer[] = [];
  let length = 0;
  const more = async () => {
    const { value, done } = await source.next();
    if (done) return false;
    parts.push(value);
    length += value.length;
    return true;
  };
  const take = (wanted: number) => {
    const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    parts = [whole.subarray(wanted)];
    length -= wanted;
    return whole.subarray(0, wanted);
  };
  return {
    exactly: async (wanted: number) => {
      while (length < wanted) if (!(await more())) return undefined;
      return take(wanted);
    },
    line: async (most: number) => {
      for (;;) {
        const end = Buffer.concat(parts).indexOf(10);
        if (end >= 0) return take(end + 1);
        if (length > most || !(await more())) return Buffer.alloc(0);
      }
    },
    isOver: async () => length === 0 && !(await more())
  };
}
