/** How well the guard does on texts whose answer is known. */
import { directKinds, type Kind, type Language } from '#jigsaw/clue-rules';
import type { Model } from '#jigsaw/learned-rules';
import { look, type Looked } from '#jigsaw/look';

export type Judged = {
  id: string; lang: Language; text: string; previous?: string[];
  nudge: boolean; kinds: Kind[]; spans: string[];
  /** Clean, and with something in it that looks like a clue. */
  hard?: boolean;
  split: string;
};
type Share = { of: number; among: number };
export type Measured = {
  /** Texts with something direct that were nudged, of all such texts. */
  direct: Share;
  /** The same for small clues together, and for what joins the forum with a café. */
  indirect: Share;
  /** Rightly nudged, of all that were nudged. */
  precision: Share;
  /** Clean texts that were nudged all the same. */
  clean: Share;
  /** Texts where one of the words that were meant is among those marked. */
  marked: Share;
  p50: number; p95: number;
  wrong: { judged: Judged; looked: Looked }[];
};

const direct = new Set<Kind>([...directKinds, 'other-person']);
/** Whether a text has something that shows somebody by itself, or somebody else. */
export const isDirect = ({ kinds }: Judged) => kinds.some((kind) => direct.has(kind));

/** `by` says which learned part answers for a text: the one that ships, or one that never read it. */
export function measure<One extends Judged>(texts: readonly One[], by?: (judged: One) => Model): Measured {
  const all = texts.map((judged) => {
    const begun = process.cpuUsage(); // milliseconds of work, however busy the machine is
    const looked = look({ text: judged.text, language: judged.lang, previous: judged.previous ?? [] }, by?.(judged));
    return { judged, looked, took: process.cpuUsage(begun).user / 1000 };
  });
  const share = (among: typeof all, of: (one: (typeof all)[number]) => boolean): Share => ({ of: among.filter(of).length, among: among.length });
  const nudged = ({ looked }: (typeof all)[number]) => looked.nudge;
  const worth = all.filter(({ judged }) => judged.nudge);
  const times = all.map(({ took }) => took).sort((a, b) => a - b);
  return {
    direct: share(worth.filter(({ judged }) => isDirect(judged)), nudged), indirect: share(worth.filter(({ judged }) => !isDirect(judged)), nudged),
    precision: share(all.filter(nudged), ({ judged }) => judged.nudge), clean: share(all.filter(({ judged }) => !judged.nudge), nudged),
    marked: share(worth, ({ judged, looked }) => looked.clues.some(({ words }) => judged.spans.some((span) => span.includes(words) || words.includes(span)))),
    p50: times[Math.floor(times.length / 2)] ?? 0, p95: times[Math.floor(times.length * 0.95)] ?? 0,
    wrong: all.filter(({ judged, looked }) => judged.nudge !== looked.nudge)
  };
}
