/**
 * Floors: models learned here and now from seven in ten families, measured on
 * the three in ten nobody read while the rules were written. Without the
 * encoder, so that it is quick; with it, triage does better (docs/safety/triage.md).
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { heightOf, type Level } from '#triage/levels';
import { crossed, scored } from './crossed.ts';
import { isKeptApart, posts } from './data.ts';
import { ready, type Ready } from './embeddings.ts';
import { levelOf, macroF, thresholdsFor } from './thresholds.ts';

let said: { post: Ready; said: Level }[];
/** Ordinary posts, measured apart: there are so many of them in life that a share of the hard ones says nothing about them. */
let everyday: { post: Ready; said: Level }[];
const isFlagged = (level: Level) => heightOf(level) >= heightOf('concern');
const share = (all: readonly unknown[], some: readonly unknown[]) => some.length / all.length;

beforeAll(async () => {
  const all = await ready(posts(), { withEncoder: false });
  const [open, apart] = [all.filter((post) => !isKeptApart(post)), all.filter(isKeptApart)];
  const at = thresholdsFor([...crossed(open)].map(([post, { now }]) => ({ post, scores: now })));
  const scores = scored(open, apart);
  const judged = apart.map((post) => ({ post, said: levelOf(scores.get(post)!.now, at) }));
  [said, everyday] = [judged.filter(({ post }) => post.set !== 'everyday'), judged.filter(({ post }) => post.set === 'everyday')];
}, 300_000);

describe('triage on families it has not seen (MOD-9)', () => {
  it('has enough to measure on, in both languages, with hard negatives', () => {
    expect(said.length).toBeGreaterThan(600);
    for (const language of ['en', 'nb']) expect(said.filter(({ post }) => post.language === language && post.level === 'urgent').length).toBeGreaterThan(70);
    expect(said.filter(({ post }) => post.isHard).length).toBeGreaterThan(150);
  });
  it.each(['en', 'nb'] as const)('finds what is urgent and what gives concern (%s)', (language) => {
    const mine = said.filter(({ post }) => post.language === language);
    const urgent = mine.filter(({ post }) => post.level === 'urgent');
    const flagged = mine.filter(({ post }) => isFlagged(post.level));
    expect(share(urgent, urgent.filter(({ said: as }) => as === 'urgent'))).toBeGreaterThan(0.86);
    expect(share(urgent, urgent.filter(({ said: as }) => isFlagged(as)))).toBeGreaterThan(0.93);
    expect(share(flagged, flagged.filter(({ said: as }) => isFlagged(as)))).toBeGreaterThan(0.91);
  });
  it('does not call everything urgent', () => {
    const [urgent, flagged] = [said.filter(({ said: as }) => as === 'urgent'), said.filter(({ said: as }) => isFlagged(as))];
    expect(share(urgent, urgent.filter(({ post }) => post.level === 'urgent'))).toBeGreaterThan(0.32);
    expect(share(flagged, flagged.filter(({ post }) => isFlagged(post.level)))).toBeGreaterThan(0.55);
    expect(macroF(said.map(({ post, said: as }) => ({ is: post.level, said: as })))).toBeGreaterThan(0.38);
  });
  it('leaves most of what is ordinary alone', () => {
    expect(everyday.length).toBeGreaterThan(100);
    expect(share(everyday, everyday.filter(({ said: as }) => as === 'urgent'))).toBeLessThan(0.5); // far too many: see the card
  });
  it('never keeps a family in both parts, nor the same text twice', () => {
    const all = posts();
    const apart = new Set(all.filter(isKeptApart).map(({ family }) => family));
    expect(all.filter((post) => !isKeptApart(post)).filter(({ family }) => apart.has(family))).toEqual([]);
    const texts = all.map(({ text, previous }) => [text.trim(), ...(previous ?? [])].join('\n'));
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  });
});
