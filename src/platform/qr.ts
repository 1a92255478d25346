/** A QR picture as the path of an SVG: its dark squares, so that a page needs no file and no script for it. */
import { create } from 'qrcode';

export type Code = { picture: string; size: number };

export function draw(text: string, level: 'M' | 'Q' = 'M'): Code {
  const { size, data } = create(text, { errorCorrectionLevel: level }).modules;
  const picture = Array.from(data, (dark, at) => (dark ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : '')).join('');
  return { picture, size };
}
