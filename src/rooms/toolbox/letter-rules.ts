/** What a device may hand in: one sealed check-in. An older page on a device sends what it always sent; a newer one than we know is not guessed at. */

/** `once` is the letter's own name; `from` the device's half of the keys; all but `box` and `once` in base64. */
export type Letter = { v: 1; box: string; once: string; from: string; iv: string; sealed: string };

/** A check-in is small; whatever is longer is none. */
export const longestLetter = 40_000;

export function letterOf(text: string): Letter | undefined {
  if (text.length > longestLetter) return undefined;
  try {
    const said = JSON.parse(text) as Partial<Letter> | null;
    const isWhole = said?.v === 1 && (['box', 'once', 'from', 'iv', 'sealed'] as const).every((name) => typeof said[name] === 'string' && said[name] !== '');
    return isWhole && /^[\w-]{8,60}$/.test(said!.once!) ? (said as Letter) : undefined;
  } catch {
    return undefined;
  }
}
