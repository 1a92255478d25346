/**
 * Names to be known by: offering some, and checking one.
 *
 * An offered name is two plain words in the person's language. Nobody's name,
 * or one that reads like it, is given out a second time; a name somebody gave
 * up, or left behind, rests for three months, so that nobody can pass for them.
 * It rests as a keyed hash: of somebody who left nothing can be read.
 */
import { createHmac, randomInt } from 'node:crypto';
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import { keyFor } from '#platform/secrets';
import type { Language } from '#platform/words';
import type { Member } from '#members/members';
import { foldName, glanceOf, looksLike, tidyName } from '#members/name-rules';
import { isPaused } from '#members/pausing';
import en from './name-words/en.json' with { type: 'json' };
import nb from './name-words/nb.json' with { type: 'json' };

type Words = { first: string[]; second: string[] };
const lists: Record<Language, Words> = { en, nb };
const pick = (list: string[]) => list[randomInt(list.length)]!;

let key: Buffer | undefined;
const markOf = (what: string) => createHmac('sha256', (key ??= keyFor('resting names'))).update(what).digest('base64url');
/** A name rests in every writing that reads the same, and in those that look like it at a glance. */
const marksOf = (name: string) => [markOf(foldName(name)), markOf(`glance ${glanceOf(name)}`)];

/** Lets names rest. Inside `asHouse`, in the transaction that takes them from their faces. */
export async function rest(given: readonly string[]): Promise<void> {
  if (!given.length) return;
  await sql`
    insert into members.resting_names (name_folded, until)
    select distinct unnest(${given.flatMap(marksOf)}::text[]), date_trunc('day', now()) + interval '90 days'
    on conflict (name_folded) do update set until = excluded.until`;
}

/** Which of these are given out or resting, or look at a glance like one that is. In any space: one name is one person's everywhere, and nobody's twice. */
const taken = (wished: { name: string; folded: string }[]) => asHouse(() => sql<{ folded: string }>`
  select w.folded
    from unnest(${wished.map(({ name }) => name)}::text[], ${wished.map(({ folded }) => folded)}::text[], ${wished.map(({ name }) => marksOf(name)[0])}::text[], ${wished.map(({ name }) => marksOf(name)[1])}::text[]) as w(name, folded, mark, glance)
   where exists (select from members.faces f where f.name_folded = w.folded)
      or exists (select from members.faces f where f.skeleton = members.skeleton(w.name, w.folded))
      or exists (select from members.keys k where k.sign_in_name = w.folded)
      or exists (select from members.resting_names r where r.name_folded in (w.mark, w.glance, w.folded) and r.until > now())`); // those from before names rested as hashes stand there as they were

/** Some free names, all different. */
export async function offer(language: Language, count = 1): Promise<string[]> {
  const { first, second } = lists[language];
  const drawn = new Map(Array.from({ length: count * 4 + 4 }, () => `${pick(first)} ${pick(second)}`).map((name) => [foldName(name), name]));
  for (const { folded } of await taken([...drawn].map(([folded, name]) => ({ name, folded })))) drawn.delete(folded);
  return [...drawn.values()].slice(0, count);
}

/** Whether a name is one of those we offer. Which of them, may have been chosen. */
const isOffered = (name: string) => Object.values(lists).some(({ first, second }) => {
  const [one, other, ...more] = name.split(' ');
  return !more.length && first.includes(one!) && second.includes(other!);
});

/** A name is words before everybody: whoever a moderator has paused takes one that is offered. */
export function mayTake(member: Pick<Member, 'suspendedUntil'>, wished: string): void {
  if (isPaused(member) && !isOffered(tidyName(wished))) refuse('members.refused.pausedName', 'name');
}

/**
 * Refuses a name that is too short, too long, taken, or would be read as
 * staff; asks about one that could show who somebody is, unless they keep it.
 * Answers with the name as it will be shown.
 */
export async function check(wished: string, { keep = false } = {}): Promise<string> {
  const name = tidyName(wished);
  if ([...name].length > 30) refuse('members.refused.nameLong', 'name');
  const folded = foldName(name);
  if (name.length < 2 || folded.length < 2) refuse('members.refused.nameEmpty', 'name');
  const doubt = looksLike(name);
  if (doubt === 'staff') refuse('members.refused.nameStaff', 'name');
  if (doubt === 'mixed') refuse('members.refused.nameMixed', 'name');
  if ((await taken([{ name, folded }])).length) refuse('members.refused.nameTaken', 'name');
  if (doubt && !keep) refuse(`members.refused.name.${doubt}`, 'name');
  return name;
}
