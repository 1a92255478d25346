/** Chance with a seed: the same seed, the same month, on every machine. */

/** Letters of addresses: no vowels, so that they never spell a word. */
const letters = '23456789bcdfghjkmnpqrstvwxyz';

export type Chance = ReturnType<typeof chanceOf>;

export function chanceOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(next() * most);
  const pick = <Thing>(list: readonly Thing[]): Thing => list[below(list.length)]!;
  return {
    next, below, pick,
    happens: (share: number) => next() < share,
    between: (least: number, most: number) => least + next() * (most - least),
    /** Most are near the median, a few far above it. */
    around: (median: number, spread: number) => median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
    /** How many of something that comes by chance, `mean` of them on average. */
    count: (mean: number): number => {
      let [found, left] = [0, mean];
      for (; left > 30; left -= 30) found += poisson(30, next);
      return found + poisson(left, next);
    },
    /** One of these, the heavier the likelier; nothing when nothing weighs. */
    weighted: <Thing>(list: readonly Thing[], weigh: (thing: Thing) => number): Thing | undefined => {
      const weights = list.map(weigh);
      let at = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const place = weights.findIndex((weight) => (at -= weight) < 0);
      return list[place];
    },
    shuffled: <Thing>(list: readonly Thing[]): Thing[] => list.map((thing) => ({ thing, at: next() })).sort((a, b) => a.at - b.at).map(({ thing }) => thing),
    code: () => Array.from({ length: 8 }, () => letters[below(letters.length)]).join('')
  };
}

function poisson(mean: number, next: () => number): number {
  const least = Math.exp(-mean);
  let found = -1;
  for (let product = 1; product > least; found++) product *= next();
  return Math.max(0, found);
}
