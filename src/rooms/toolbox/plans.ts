/**
 * The plan for hard times: one for each member, in their own words and order.
 *
 * It begins with one line and may stay that short. Opening it tells nobody.
 * Two devices that change it at once leave both. "That helped a bit" is kept
 * for the member alone, without counting. Others may learn through the member's
 * own page that there is a plan, never a word of it.
 */
import { refuse } from '#platform/answers';
import type { Member } from '#members/members';
import { tidy } from '#toolbox/check-in-rules';
import * as days from '#toolbox/days';
import * as papers from '#toolbox/papers';
import type { Paper } from '#toolbox/papers';
import { begunWith, isEmptyPlan, longestLine, planOf, type Plan } from '#toolbox/plan-rules';

export type { Plan } from '#toolbox/plan-rules';
type Read = (name: string) => string;
export type Helped = { words: string };

export const of = async (member: Member): Promise<Paper<Plan> | undefined> => (await papers.of<Plan>(member, 'plan', { most: 1 }))[0];

/** Is there one? Asked by its own member, about themselves; nothing is opened. */
export const exists = (member: Member): Promise<boolean> => papers.has(member, 'plan');

/** The first line: who can I ring? A name or a number is enough. */
export async function begin(member: Member, read: Read): Promise<void> {
  const [who, number] = [tidy(read('who')), tidy(read('number'))].map((text) => text.replace(/\s+/g, ' '));
  if (!who && !number) refuse('toolbox.refused.who', 'who');
  if (number && !/\d(?:\D*\d){2}/.test(number)) refuse('toolbox.refused.number', 'number');
  const line = [who, number].filter(Boolean).join(', ');
  if ([...line].length > longestLine) refuse('toolbox.refused.line', 'who', { most: longestLine });
  const before = await of(member);
  if (!before) return void (await make(member, begunWith(line)));
  const parts = before.content.parts.map((part) => (part.kind === 'people' && !part.lines.includes(line) ? { ...part, lines: [...part.lines, line] } : part));
  await papers.change<Plan>(member, 'plan', before.id, { parts }, { basedOn: before.version, keepEarlier: true });
}

/** Made on two devices at once, it is one paper with both versions on it. */
async function make(member: Member, plan: Plan): Promise<papers.Changed> {
  const id = await papers.add<Plan>(member, 'plan', plan, { once: 'the plan' });
  return papers.change<Plan>(member, 'plan', id, plan, { basedOn: 0 });
}

/** Keeps the plan as the form has it. `basedOn` is the version the form was drawn from; 0 when there was none. */
export async function keep(member: Member, read: Read, basedOn: number): Promise<papers.Changed> {
  const plan = planOf(read);
  const before = await of(member);
  if (!before && isEmptyPlan(plan)) refuse('toolbox.refused.nothing', 'people');
  return before ? papers.change<Plan>(member, 'plan', before.id, plan, { basedOn, keepEarlier: true }) : make(member, plan);
}

/** What the other device wrote, while the member has not chosen. */
export async function clash(member: Member, paper: Paper<Plan>): Promise<papers.Earlier<Plan> | undefined> {
  return paper.hasClash ? (await papers.earlier<Plan>(member, paper.id)).find(({ isClash }) => isClash) : undefined;
}

export async function settle(member: Member, clashId: string, take: boolean): Promise<void> {
  const paper = await of(member);
  if (paper) await papers.settle(member, 'plan', paper.id, clashId, { take });
}

/** The whole plan goes, with how it stood before, and what helped. Answers with its id, by which a device knows the copy it keeps. */
export async function takeAway(member: Member): Promise<string | undefined> {
  const all = await papers.of(member, 'plan');
  for (const { id } of all) await papers.takeAway(member, 'plan', id);
  for (const { id } of await papers.of(member, 'plan-helped')) await papers.takeAway(member, 'plan-helped', id);
  return all[0]?.id;
}

/** "That helped a bit": the words of one step and the day, for the member alone. The same step on one day is kept once. */
export async function helped(member: Member, words: string): Promise<void> {
  const { day } = await days.now(member);
  const said = tidy(words).slice(0, longestLine);
  if (!said) return;
  const known = await papers.of<Helped>(member, 'plan-helped', { from: day, to: day });
  if (!known.some(({ content }) => content.words === said)) await papers.add<Helped>(member, 'plan-helped', { words: said }, { day });
}

/** What helped before, each once, with the last day it did. */
export async function whatHelped(member: Member, most = 5): Promise<{ words: string; day: string }[]> {
  const all = await papers.of<Helped>(member, 'plan-helped', { most: 200 });
  const last = new Map<string, string>();
  for (const { content, day } of all) if (!last.has(content.words)) last.set(content.words, day ?? '');
  return [...last].slice(0, most).map(([words, day]) => ({ words, day }));
}

