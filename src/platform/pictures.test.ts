import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { Refusal } from '#platform/answers';
import { kindOf, mostBytes, redraw } from '#platform/pictures';
import { sealBytes, unsealBytes } from '#platform/seal';

const drawn = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#8a6d3b' } });
const withPlace = { exif: { IFD0: { Make: 'A phone', ImageDescription: 'canary at home' }, IFD3: { GPSLatitude: '59/1 54/1 0/1' } } };
const part = (name: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
/** A whole black and white PNG of one bit a dot. */
function png(width: number, height: number): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), part('IHDR', head), part('IDAT', rows), part('IEND', Buffer.alloc(0))]);
}
const reason = async (bytes: Buffer) => redraw(bytes).then(() => 'taken', (error: Refusal) => error.key);

describe('a picture', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('comes back as a new one from %s, with nothing behind it', async (kind) => {
    const sent = await drawn(300, 200).withMetadata(withPlace).toFormat(kind).toBuffer();
    expect(sent.includes('canary')).toBe(true);
    expect(kindOf(sent)).toBe(kind);
    const picture = await redraw(sent);
    expect(picture).toMatchObject({ width: 300, height: 200 });
    const { exif, icc, xmp, iptc, format } = await sharp(picture.bytes).metadata();
    expect({ exif, icc, xmp, iptc, format }).toEqual({ format: 'webp' });
    expect(picture.bytes.includes('canary')).toBe(false);
  });
  it('loses what is written behind its end', async () => {
    const sent = Buffer.concat([await drawn(20, 20).jpeg().toBuffer(), Buffer.from('<script>canary()</script>')]);
    expect((await redraw(sent)).bytes.includes('canary')).toBe(false);
  });
  it('stands as it was held, and is no larger than it has to be', async () => {
    const sideways = await drawn(400, 100).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await redraw(sideways)).toMatchObject({ width: 100, height: 400 });
    expect(await redraw(await drawn(5000, 2500).jpeg().toBuffer())).toMatchObject({ width: 2000, height: 1000 });
  });
  it('of a hundred megapixels is refused before it is drawn', async () => {
    const bomb = png(10_000, 10_000);
    expect(await sharp(bomb, { limitInputPixels: false }).metadata()).toMatchObject({ format: 'png', width: 10_000, height: 10_000 });
    expect(bomb.length).toBeLessThan(50_000); // small to send, a hundred million dots to draw
    const before = performance.now();
    expect(await reason(bomb)).toBe('platform.refused.pictureLarge');
    expect(performance.now() - before).toBeLessThan(1_000);
  });
  it.each<[string, Buffer]>([
    ['an SVG with script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['an SVG behind an XML head', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PDF, whatever it is named', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')],
    ['a page', Buffer.from('<!doctype html><title>x</title>')],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')],
    ['nothing', Buffer.alloc(0)]
  ])('is not %s', async (_, bytes) => {
    expect(await reason(bytes)).toBe('platform.refused.pictureKind');
  });
  it('is not a head with something else behind it, nor half a picture, nor too many bytes', async () => {
    const png = await drawn(50, 50).png().toBuffer();
    expect(await reason(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('<svg onload="x()"/>')]))).toBe('platform.refused.pictureBroken');
    expect(await reason(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), png]))).toBe('platform.refused.pictureBroken');
    expect(await reason(png.subarray(0, png.length / 2))).toBe('platform.refused.pictureBroken');
    expect(await reason(Buffer.alloc(mostBytes + 1))).toBe('platform.refused.pictureSize');
  });
  it('is sealed where it lies: it opens there and nowhere else, and not when a bit was changed', async () => {
    const { bytes } = await redraw(await drawn(20, 20).png().toBuffer());
    const sealed = sealBytes(bytes, 'a place');
    expect(sealed.includes(bytes.subarray(0, 16))).toBe(false);
    expect(unsealBytes(sealed, 'a place')).toEqual(bytes);
    expect(() => unsealBytes(sealed, 'another')).toThrow();
    sealed[40]! ^= 1;
    expect(() => unsealBytes(sealed, 'a place')).toThrow();
    expect(() => unsealBytes(Buffer.alloc(3), 'a place')).toThrow();
  });
});
