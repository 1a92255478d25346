/** A QR picture as the path of an SVG: its dark squares, so that a page needs no file and no script for it. */
import { createRequire } from 'node:module';
import type { create } from 'qrcode';

/** Loaded with the first picture: it is large, and few pages have one. */
let library: { create: typeof create } | undefined;
const require = createRequire(import.meta.url);

export type Code = { picture: string; size: number };

export function draw(text: string, level: 'M' | 'Q' = 'M'): Code {
  library ??= require('qrcode') as NonNullable<typeof library>;
  const { size, data } = library.create(text, { errorCorrectionLevel: level }).modules;
  const picture = Array.from(data, (dark, at) => (dark ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : '')).join('');
  return { picture, size };
}
