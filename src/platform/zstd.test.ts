import { randomBytes } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packAlone, packer, zstd } from '#platform/zstd';

describe('one compressor for all pages', () => {
  const texts = ['', 'a', 'One page. '.repeat(6_000), randomBytes(300_000).toString('hex'), 'One page. '.repeat(3)].map((text) => Buffer.from(text));
  it('gives each text back as it was, whatever came before it', () => {
    const packed = [...texts, ...texts.toReversed()].map(zstd);
    expect(packed.map((one) => zstdDecompressSync(one))).toEqual([...texts, ...texts.toReversed()]);
  });
  it('packs as small as a new one each time', () => {
    const pack = packer();
    for (const text of texts) expect(Math.abs(pack(text).length - packAlone(text).length)).toBeLessThan(20);
  });
  it('is not used where it does otherwise than we know it', () => {
    const other = { _handle: {}, _processChunk: (text: Buffer) => text, removeAllListeners: () => {} };
    expect(() => packer(() => other as never)).toThrow();
  });
});
