/** A line through one's own numbers, drawn on the server. Pure: numbers in, places out. */
export type Point = { at: Date; total: number };
export type Line = { width: number; height: number; points: { x: number; y: number; total: number }[]; line: string; top: number; bottom: number; left: number };

const [width, height, left, edge] = [360, 190, 36, 20];

/** Time runs as the days do, not as the entries; the scale is the measure's own, from end to end. */
export function lineOf(points: readonly Point[], [least, most]: readonly [number, number]): Line {
  const times = points.map(({ at }) => at.getTime());
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const placed = points.map(({ at, total }) => ({
    x: Math.round(last === first ? (left + width) / 2 : left + edge + ((at.getTime() - first) / (last - first)) * (width - left - 2 * edge)),
    y: Math.round(height - edge - ((total - least) / (most - least || 1)) * (height - 2 * edge)), total
  }));
  return { width, height, points: placed, line: placed.map(({ x, y }) => `${x},${y}`).join(' '), top: edge, bottom: height - edge, left };
}
