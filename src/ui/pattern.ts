/**
 * The tile that stands for a persona instead of a photo.
 *
 * It comes from a random seed stored with the persona and from nothing else:
 * no name, no id, no time. So two personas of one person cannot be matched by
 * their tiles. The same seed always gives the same tile, and a new seed is a
 * new tile. patterns.svg holds the drawings.
 */
export const patterns = [
  'weave', 'tile', 'wave', 'leaf', 'pebble', 'stripe', 'arch', 'rain', 'hill', 'knot', 'grain', 'dot'
] as const;

export type Pattern = (typeof patterns)[number];
export type Pair = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
export type Turn = 0 | 1 | 2 | 3;
export type Tile = { pattern: Pattern; pair: Pair; turn: Turn };

export function tile(seed: string): Tile {
  const at = spread(seed) % (patterns.length * 8 * 4);
  return {
    pattern: patterns[Math.floor(at / 32)]!,
    pair: ((Math.floor(at / 4) % 8) + 1) as Pair,
    turn: (at % 4) as Turn
  };
}

/** FNV-1a, then Murmur's last step: seeds that differ in one letter land far apart. Not a secret, not for secrets. */
function spread(seed: string) {
  let sum = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) sum = Math.imul(sum ^ seed.charCodeAt(i), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}
