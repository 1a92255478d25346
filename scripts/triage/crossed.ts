/** Scores of posts by models that never saw their family: what the figures are made of. */
import { heightOf } from '#triage/levels';
import { joined, scoreOf, type Scores } from '#triage/model';
import { foldOf, folds } from './data.ts';
import type { Ready } from './embeddings.ts';
import { learn, packed, type Example } from './learn.ts';

export const steps = ['low', 'concern', 'urgent'] as const;
export type Step = (typeof steps)[number];
export type Crossed = { now: Scores; full: Scores | undefined };

/** What is easily mistaken for danger and is none counts twice, and so do the ordinary days of which life has most. */
const weightOf = ({ isHard, set, level }: Ready) => ((isHard || set === 'everyday') && heightOf(level) < heightOf('concern') ? 2 : 1);

export const examplesOf = (posts: readonly Ready[], answer: (post: Ready) => boolean, isFull: boolean): Example[] =>
  posts.map((post) => ({ features: post.seen.features, embedding: isFull ? post.embedding : undefined, answer: answer(post), weight: weightOf(post) }));

export const atLeast = (step: Step) => ({ level }: Pick<Ready, 'level'>) => heightOf(level) >= heightOf(step);

/** Scores for `asked`, by models of everything in `known` that shares no family's fold with it. */
export function crossed(known: readonly Ready[], asked: readonly Ready[] = known): Map<Ready, Crossed> {
  const scores = new Map<Ready, Crossed>();
  for (let fold = 0; fold < folds; fold++) {
    const theirs = asked.filter((post) => foldOf(post) === fold);
    if (!theirs.length) continue;
    const others = known.filter((post) => foldOf(post) !== fold);
    scored(others, theirs).forEach((one, post) => scores.set(post, one));
  }
  return scores;
}

/** Scores for `asked` by models of `known`, which must share no family. */
export function scored(known: readonly Ready[], asked: readonly Ready[]): Map<Ready, Crossed> {
  const hasNumbers = known.every(({ embedding }) => embedding);
  const heads = (isFull: boolean) => steps.map((step) => packed(learn(examplesOf(known, atLeast(step), isFull))));
  const [now, full] = [heads(false), hasNumbers ? heads(true) : undefined];
  const three = (ones: typeof now, { seen: { features }, embedding }: Ready, isFull: boolean): Scores => {
    const [low, concern, urgent] = ones.map((head) => scoreOf(head, features, isFull ? embedding : undefined)) as [number, number, number];
    return joined({ low, concern, urgent });
  };
  return new Map(asked.map((post) => [post, { now: three(now, post, false), full: full && post.embedding ? three(full, post, true) : undefined }]));
}
