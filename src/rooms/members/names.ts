/**
 * Names to be known by: offering some, and checking one.
 *
 * An offered name is two plain words in the person's language. Nobody's name,
 * or one that reads like it, is given out a second time; a name somebody gave
 * up rests for a while, so that nobody can pass for them.
 */
import { randomInt } from 'node:crypto';
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import type { Language } from '#platform/words';
import { foldName, looksLike, tidyName } from '#members/name-rules';
import en from './name-words/en.json' with { type: 'json' };
import nb from './name-words/nb.json' with { type: 'json' };

type Words = { first: string[]; second: string[] };
const lists: Record<Language, Words> = { en, nb };
const pick = (list: string[]) => list[randomInt(list.length)]!;

/** Which of these are given out or resting, folded. */
const taken = (folded: string[]) => asHouse(() => sql<{ name: string }>`
  select name_folded as name from members.faces where name_folded = any(${folded}::text[])
  union select sign_in_name from members.keys where sign_in_name = any(${folded}::text[])
  union select name_folded from members.resting_names where name_folded = any(${folded}::text[]) and until > now()`);

/** Some free names, all different. */
export async function offer(language: Language, count = 1): Promise<string[]> {
  const { first, second } = lists[language];
  const drawn = new Map(Array.from({ length: count * 4 + 4 }, () => `${pick(first)} ${pick(second)}`).map((name) => [foldName(name), name]));
  for (const { name } of await taken([...drawn.keys()])) drawn.delete(name);
  return [...drawn.values()].slice(0, count);
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
  if ((await taken([folded])).length) refuse('members.refused.nameTaken', 'name');
  if (doubt && !keep) refuse(`members.refused.name.${doubt}`, 'name');
  return name;
}
