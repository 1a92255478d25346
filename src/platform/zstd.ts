/**
 * Packs one whole text after another with the same compressor.
 *
 * `zstdCompressSync` makes a stream for each text and throws it away: that is
 * a third of its work, and V8 keeps each of them, with 16 KB outside of its
 * heap, until it looks everything over. Node has no public way to pack again
 * with the same one; `_processChunk` is what it keeps for those who always
 * did, and it closes behind itself. So the closing is put off here. What comes
 * out is unpacked once, at the start; where a version of Node does
 * otherwise, or anything goes wrong, each text is packed as Node would.
 */
import { constants, createZstdCompress, zstdCompressSync, zstdDecompressSync, type ZstdCompress } from 'node:zlib';

type Handle = { close(): void };
type Kept = ZstdCompress & { _handle: Handle | null; _processChunk(text: Buffer, flush: number): Buffer };

/** A window of 128 KB, more than any page of ours: a larger one is only more to make ready. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_windowLog]: 17 } };

export const packAlone = (text: Buffer): Buffer => zstdCompressSync(text, options);

/** A way to pack whole texts, one after the other. What it gave belongs to whoever asked. */
export function packer(make = () => createZstdCompress({ ...options, chunkSize: 65_536 }) as Kept): (text: Buffer) => Buffer {
  const kept = make();
  const handle = kept._handle!;
  Object.assign(handle, { close: () => {} });
  const pack = (text: Buffer) => {
    kept._handle = handle;
    const packed = kept._processChunk(text, constants.ZSTD_e_end);
    kept.removeAllListeners('error');
    return Buffer.from(packed); // it writes the next one over it
  };
  for (const sample of ['One text. '.repeat(40), 'And another.']) {
    if (zstdDecompressSync(pack(Buffer.from(sample))).toString() !== sample) throw new Error('what was packed does not come out again');
  }
  return pack;
}

/** Made at the start, not within what somebody asks for: it would keep who that was. */
let pack = packAlone;
try {
  pack = packer();
} catch { /* another Node: each alone */ }

export function zstd(text: Buffer): Buffer {
  try {
    return pack(text);
  } catch {
    pack = packAlone;
    return pack(text);
  }
}
