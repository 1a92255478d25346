/** Figures about what triage said of posts whose level is known. */
import { heightOf, levels, type Level } from '#triage/levels';
import type { Post } from './data.ts';
import { macroF } from './thresholds.ts';

export type Said = { post: Post; said: Level };
export const isFlagged = (level: Level) => heightOf(level) >= heightOf('concern');

/** A share with Wilson’s bounds, 95 %. */
export function bounds(right: number, of: number): string {
  if (!of) return '   –';
  const [z, share] = [1.96, right / of];
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))) / (1 + z ** 2 / of);
  return `${share.toFixed(3)} (${(middle - half).toFixed(3)}–${(middle + half).toFixed(3)}, ${right}/${of})`;
}

function figures(all: readonly Said[]): string {
  const share = (is: (level: Level) => boolean) => {
    const [right, there, said] = [all.filter((one) => is(one.post.level) && is(one.said)).length, all.filter((one) => is(one.post.level)).length, all.filter((one) => is(one.said)).length];
    return `recall ${bounds(right, there)} precision ${said ? (right / said).toFixed(3) : '–'}`;
  };
  const hard = all.filter(({ post }) => post.isHard && !isFlagged(post.level));
  return [
    `urgent ${share((level) => level === 'urgent')}`, `flagged ${share(isFlagged)}`,
    `hard negatives called urgent ${bounds(hard.filter(({ said }) => said === 'urgent').length, hard.length)}, flagged ${bounds(hard.filter(({ said }) => isFlagged(said)).length, hard.length)}`,
    `macro-F ${macroF(all.map(({ post, said }) => ({ is: post.level, said }))).toFixed(3)}`
  ].map((line) => `    ${line}`).join('\n');
}

const confusion = (all: readonly Said[]) => ['    is \\ said'.padEnd(16) + levels.map((one) => one.padStart(9)).join(''), ...levels.map((is) =>
  `    ${is}`.padEnd(16) + levels.map((as) => String(all.filter(({ post, said }) => post.level === is && said === as).length).padStart(9)).join(''))].join('\n');

const lengths = [[0, 15], [15, 40], [40, 90], [90, 999]] as const;
const groups: [string, (post: Post) => boolean][] = [
  ['English', ({ language }) => language === 'en'], ['Norwegian', ({ language }) => language === 'nb'],
  ...lengths.map(([from, to]): [string, (post: Post) => boolean] => [`${from}–${to} words`, ({ text }) => { const words = text.split(/\s+/).length; return words >= from && words < to; }])
];

export const told = (kind: string, said: readonly Said[]) => `  ${kind}\n${figures(said)}`;

/** Also who was taken for what, and the same by language and by length. */
export function toldWhole(kind: string, said: readonly Said[]): string {
  const theirs = groups.map(([group, isIn]) => [group, said.filter(({ post }) => isIn(post))] as const).filter(([, some]) => some.length);
  return [told(kind, said), confusion(said), ...theirs.map(([group, some]) => told(`${group} (${some.length})`, some))].join('\n');
}
