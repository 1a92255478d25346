/**
 * Pictures that somebody sends along.
 *
 * What arrives is never kept. Its first bytes decide whether it is a JPEG, PNG
 * or WebP, whatever its name says; it is decoded within limits of size and
 * then drawn anew as a WebP without any metadata: no place, no time, no device,
 * nothing behind the picture. What cannot be drawn is refused with a reason.
 * SVG, PDF, GIF and everything else are no pictures here.
 */
import { refuse } from '#platform/answers';

/** Eight megabytes: a phone's photograph as it comes. */
export const mostBytes = 8 * 1024 * 1024;
/** Pixels in what arrives: decoding one takes four bytes each, so this bounds the memory. Phones take 12 to 50 million. */
const mostPixels = 50_000_000;
/** The longer side of what is kept; enough to read a letter. */
const longestSide = 2_000;

export type Picture = { bytes: Buffer; width: number; height: number };

/** Loaded with the first picture: it is large. Decoding is bounded: one thread a picture, and no cache of what others sent. */
const loaded = () => import('sharp').then(({ default: sharp }) => {
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
});

const starts = (bytes: Buffer, at: number, ...what: number[]) => what.every((byte, i) => bytes[at + i] === byte);

/** What the bytes are, whatever they are called. */
export function kindOf(bytes: Buffer): 'jpeg' | 'png' | 'webp' | undefined {
  if (starts(bytes, 0, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (starts(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP') return 'webp';
  return undefined;
}

/**
 * Draws it anew. Refuses what is empty, too large, no picture by its bytes, of
 * more than fifty million pixels, or broken. Animated ones keep their first picture.
 */
export async function redraw(bytes: Buffer): Promise<Picture> {
  if (bytes.length > mostBytes) refuse('platform.refused.pictureSize', 'picture', { most: mostBytes / 1024 / 1024 });
  const kind = kindOf(bytes) ?? refuse('platform.refused.pictureKind', 'picture');
  const known = { limitInputPixels: mostPixels, failOn: 'error', unlimited: false, pages: 1 } as const;
  const sharp = await loaded();
  // The head is read first: it tells the pixels without drawing one.
  const head = await sharp(bytes, { limitInputPixels: false }).metadata().catch(() => undefined);
  if (head?.width && head.height && head.width * head.height > mostPixels) refuse('platform.refused.pictureLarge', 'picture');
  if (head?.format !== kind) refuse('platform.refused.pictureBroken', 'picture');
  const drawn = await sharp(bytes, known).timeout({ seconds: 10 }).rotate().resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82, effort: 3 }).toBuffer({ resolveWithObject: true }).catch(() => undefined);
  if (!drawn) refuse('platform.refused.pictureBroken', 'picture');
  return { bytes: drawn.data, width: drawn.info.width, height: drawn.info.height };
}
