/**
 * Cheers: one hope, shown to a few chosen people, because the member asked.
 *
 * They see that line and nothing else, and may answer with one quiet word. It
 * stands between people who have shared their forum names, both ways; a name
 * taken back or a block ends it at once. Nobody else learns that it is there,
 * nothing is counted, and ending it tells nobody. The line goes through the
 * guard before others see it; it is no post, and triage does not read it. Who
 * sees it may tell a moderator, who then reads that line as it stood.
 * [TOOL-1, PEER-13]
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { seal, unseal } from '#platform/seal';
import { changed, lookAt, namesIn, questionOf, type More, type Question } from '#jigsaw/showing-rules';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import * as personas from '#members/personas';
import { sayings, type Saying } from '#toolbox/cheer-rules';
import { wordsOf, type Goal } from '#toolbox/week-rules';
import * as papers from '#toolbox/papers';

/** A few: whoever is chosen is chosen. */
export const mostPeople = 5;

type Person = { name: string; code: string };
export type Mine = { id: string; goalId: string; line: string; people: (Person & { said: Saying | null })[] };
export type ForMe = { id: string; line: string; name: string; code: string; said: Saying | null };

const placeOf = (id: string) => `toolbox.cheers|${id}`;
const fields = (line: string) => [{ name: 'words', text: line }];

/** With whom the member shares forum names, both ways: who may be chosen. */
export const people = (member: Member): Promise<(Person & { personaId: string })[]> => asking(member, () => sql<Person & { personaId: string }>`
  select distinct f.name, f.code, r.shows_id as persona_id from members.reveals r join members.faces f on f.persona_id = r.shows_id
   where r.until is null and r.seer_id = any(members.my_personas()) and r.shows_id not in (select members.blocked()) order by f.name`);

/** What the line is looked at with: those who see it know the forum name, and no other. */
const knowing = async (member: Member, line: string): Promise<More> => ({ language: member.language, ...(await personas.around(member, 'forum', namesIn(fields(line), member.language))) });

/** What to ask before others see the line, or nothing. Numbers wait for a change, however sure somebody is. */
export const before = async (member: Member, line: string, { isSure = false } = {}): Promise<Question | undefined> =>
  questionOf(fields(line), lookAt(fields(line), await knowing(member, line)), isSure);

/** The line with the safer words that were pressed. */
export const safer = async (member: Member, line: string, pressed: string): Promise<string> =>
  changed(fields(line), pressed, await knowing(member, line))[0]!.text;

/** Shows a hope of one's own to these people. Asking again chooses anew; what was said by those who stay, stays. */
export async function ask(member: Member, goalId: string, typed: string, codes: readonly string[], { isSure = false } = {}): Promise<Question | undefined> {
  mayWrite(member, 'words');
  if ((await papers.one<Goal>(member, 'goal', goalId)).content.state === 'letGo') notFound();
  const line = wordsOf(typed);
  const chosen = (await people(member)).filter(({ code }) => codes.includes(code));
  if (!chosen.length) refuse('toolbox.refused.nobody', 'people');
  if (chosen.length > mostPeople) refuse('toolbox.refused.manyPeople', 'people', { most: mostPeople });
  const question = await before(member, line, { isSure });
  if (question) return question;
  await asking(member, async () => {
    const fresh = randomUUID();
    const [cheer] = await sql<{ id: string }>`
      insert into toolbox.cheers (id, member_id, goal_id, persona_id, sealed) values (${fresh}, ${member.id}, ${goalId}, ${member.personaId}, '')
      on conflict (goal_id) do update set asked_at = now() returning id`;
    const ids = chosen.map(({ personaId }) => personaId);
    await sql`update toolbox.cheers set sealed = ${seal(line, placeOf(cheer!.id))} where id = ${cheer!.id}`;
    await sql`delete from toolbox.cheerers where cheer_id = ${cheer!.id} and persona_id <> all(${ids}::uuid[])`;
    await sql`insert into toolbox.cheerers (cheer_id, persona_id, member_id) select ${cheer!.id}, p, ${member.id} from unnest(${ids}::uuid[]) p on conflict do nothing`;
  });
  return undefined;
}

/** Nobody sees it any more. Nobody is told. */
export const end = (member: Member, goalId: string) =>
  asking(member, () => (isUuid(goalId) ? sql`delete from toolbox.cheers where goal_id = ${goalId} and member_id = ${member.id}` : notFound()));

/** What the member shows, to whom, and what they said; without those who no longer share names. */
export async function mine(member: Member): Promise<Mine[]> {
  const rows = await asking(member, () => sql<{ id: string; goalId: string; sealed: string; people: Mine['people'] }>`
    select c.id, c.goal_id, c.sealed, coalesce(json_agg(json_build_object('name', f.name, 'code', f.code, 'said', p.said) order by f.name) filter (where f.name is not null), '[]') as people
      from toolbox.cheers c join toolbox.cheerers p on p.cheer_id = c.id
      left join members.faces f on f.persona_id = p.persona_id and p.persona_id not in (select members.blocked())
       and exists (select from members.reveals r where r.until is null and r.shows_id = p.persona_id and r.seer_id = any(members.my_personas()))
     where c.member_id = ${member.id} group by c.id order by c.asked_at limit 50`);
  return rows.map(({ sealed, ...row }) => ({ ...row, line: unseal(sealed, placeOf(row.id)) }));
}

/** What others let the member see, the newest first. */
export const forMe = (member: Member, most = 200): Promise<ForMe[]> => seenBy(member, { most });

/** One of them, however many are newer. */
async function oneForMe(member: Member, id: string): Promise<ForMe> {
  const [cheer] = isUuid(id) ? await seenBy(member, { id, most: 1 }) : [];
  return cheer ?? notFound();
}

async function seenBy(member: Member, { id = null, most }: { id?: string | null; most: number }): Promise<ForMe[]> {
  const rows = await asking(member, () => sql<Omit<ForMe, 'line'> & { sealed: string }>`
    select c.id, c.sealed, f.name, f.code, p.said
      from toolbox.cheerers p join toolbox.cheers c on c.id = p.cheer_id join members.faces f on f.persona_id = c.persona_id
     where p.persona_id = ${member.personaId} and (${id}::uuid is null or c.id = ${id}::uuid) and c.persona_id not in (select members.blocked())
       and exists (select from members.reveals r where r.until is null and r.shows_id = c.persona_id and r.seer_id = any(members.my_personas()))
     order by c.asked_at desc limit ${most}`);
  return rows.map(({ sealed, ...row }) => ({ ...row, line: unseal(sealed, placeOf(row.id)) }));
}

/** A line somebody lets the member see, to tell a moderator about it. */
export async function shownTo(member: Member, id: string, code: string): Promise<string> {
  const cheer = await oneForMe(member, id);
  return cheer.code === code ? cheer.line : notFound();
}

/** One quiet word; an empty one takes it back. Said twice, it is said once. */
export async function say(member: Member, id: string, said: string): Promise<void> {
  if (said && !sayings.includes(said as Saying)) notFound();
  await oneForMe(member, id);
  const [row] = await asking(member, () => sql<{ memberId: string; said: Saying | null }>`
    update toolbox.cheerers set said = nullif(${said}, '') where cheer_id = ${id} and persona_id = ${member.personaId} and said is distinct from nullif(${said}, '') returning member_id, said`);
  if (row?.said) await announce('toolbox.cheer.said', { cheerId: id, memberId: row.memberId, personaId: member.personaId });
}
