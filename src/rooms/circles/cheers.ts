/**
 * Cheers: something in real life, and the people somebody asked to be with them in it.
 *
 * Only ever asked for by the one whose it is, of people they name, in one
 * circle. Those learn who asks, and its words once they wish to read them, for
 * nobody is written to in private who did not say yes. They answer with a line that is ready; nobody has to, nobody counts,
 * and nobody else learns of it. Done or dropped, the others are told only if
 * the asker says so. [PEER-13]
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { keysOf } from '#platform/form-keys';
import { lookAt } from '#jigsaw/showing-rules';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import { longest } from '#circles/circle-rules';
import { onceOf, words } from '#circles/word-rules';

export const sayings = ['with', 'courage', 'rest', 'proud'] as const;
export const isSaying = (text: string): text is (typeof sayings)[number] => (sayings as readonly string[]).includes(text);

export type Cheer = { id: string; name: string | null; words: string; isMine: boolean; doneAt: Date | null; mine: string | null; /** For the asker: who was asked and what they said. */ said: { name: string; said: string | null }[] };

/** Asks some people in a circle. A form sent twice asks once; other words, or other people, from a form somebody went back to are asked as well. */
export const ask = (member: Member, code: string, text: string, seatIds: readonly string[], once = ''): Promise<void> => asking(member, async () => {
  mayWrite(member, 'cheer');
  const said = words(text, 'cheer', longest.cheer);
  if (!said) refuse('circles.refused.empty', 'cheer');
  if (lookAt([{ name: 'text', text: said }], { language: member.language }).mustChange) refuse('circles.refused.waits', 'cheer');
  const seats = seatIds.filter(isUuid);
  if (!seats.length) refuse('circles.refused.cheerWhom', 'seat');
  const id = await make(code, said, keysOf(onceOf(once), [said, ...seats.toSorted()].join('\n')));
  if (!id) return;
  const asked = await sql`
    insert into circles.cheering (cheer_id, persona_id)
    select ${id}, s.persona_id from circles.seats s join circles.circles c on c.id = s.circle_id
     where c.code = ${code} and s.id = any(${seats}::uuid[]) and s.persona_id <> all(members.my_personas()) and s.persona_id not in (select members.blocked()) returning 1 as made`;
  if (!asked.length) refuse('circles.refused.cheerWhom', 'seat'); // those who were chosen have gone: nobody would see it
});

/** Its id; or nothing, where this was asked by the same form and is not over. The key that says nothing of the words is passed over, so that one row is enough to tell. */
async function make(code: string, said: string, keys: readonly (string | null)[]): Promise<string | undefined> {
  for (const key of keys.slice(keys.length > 1 ? 1 : 0)) {
    const [made] = await sql<{ id: string }>`
      insert into circles.cheers (id, circle_id, persona_id, words, once)
      select ${randomUUID()}, c.id, members.persona_in(c.space_id::text), ${said}, ${key}::text from circles.circles c
       where c.code = ${code} and c.id = any(circles.mine()) and members.persona_in(c.space_id::text) is not null
         and (select count(*) from circles.cheers h where h.circle_id = c.id and h.persona_id = any(members.my_personas()) and h.done_at is null) < 5
      on conflict (persona_id, once) where once is not null do nothing returning id`;
    if (made) return made.id;
    const [before] = await sql<{ doneAt: Date | null }>`select done_at from circles.cheers where persona_id = any(members.my_personas()) and once = ${key}::text`;
    if (!before) break;
    if (!before.doneAt) return undefined;
  }
  return refuse('circles.refused.cheers', 'cheer');
}

/** What the asker asked for, and what they were asked to cheer. */
export const of = (member: Member, circleId: string) => asking(member, () => sql<Cheer>`
  select h.id, f.name, h.words, h.persona_id = any(members.my_personas()) as is_mine, h.done_at,
         (select g.said from circles.cheering g where g.cheer_id = h.id and g.persona_id = any(members.my_personas())) as mine,
         (select coalesce(json_agg(json_build_object('name', gf.name, 'said', g.said) order by gf.name), '[]')
            from circles.cheering g join members.faces gf on gf.persona_id = g.persona_id
           where g.cheer_id = h.id and h.persona_id = any(members.my_personas())) as said
    from circles.cheers h left join members.faces f on f.persona_id = h.persona_id
   where h.circle_id = ${circleId} and h.persona_id not in (select members.blocked()) and (h.done_at is null or h.done_at > now() - interval '14 days')
   order by h.asked_at desc limit 50`);

export type Unread = { id: string; name: string | null };
/** Who asks to be cheered, before it was read. */
export const unread = (member: Member, circleId: string) => asking(member, () => sql<Unread>`select id, name from circles.cheers_unread(${circleId})`);

/** Yes: its words may be read. Twice is once. */
export const read = (member: Member, id: string): Promise<void> => asking(member, async () => {
  if (!isUuid(id)) notFound();
  const [opened] = await sql`update circles.cheering set opened_at = coalesce(opened_at, now()) where cheer_id = ${id} and persona_id = any(members.my_personas()) returning 1 as made`;
  if (!opened) notFound();
});

/** No: it is not there any more. To the one who asked that looks as if nothing had been said. */
export const decline = (member: Member, id: string): Promise<void> => asking(member, async () => {
  if (!isUuid(id)) notFound();
  const [gone] = await sql`update circles.cheering set declined_at = now() where cheer_id = ${id} and persona_id = any(members.my_personas()) and opened_at is null returning 1 as made`;
  if (!gone) notFound();
});

/** One of those who were asked, and have read it, says a line; again, another. */
export const say = (member: Member, id: string, saying: string): Promise<void> => asking(member, async () => {
  if (!isUuid(id) || !isSaying(saying)) notFound();
  const [said] = await sql`update circles.cheering set said = ${saying} where cheer_id = ${id} and persona_id = any(members.my_personas()) and opened_at is not null returning 1 as made`;
  if (!said) notFound();
});

/** Enough: it is done, or let be. Which of the two is nobody's business. */
export const end = (member: Member, id: string): Promise<void> => asking(member, async () => {
  const [ended] = await sql`update circles.cheers set done_at = coalesce(done_at, now()) where id::text = ${id} and persona_id = any(members.my_personas()) returning id`;
  if (!ended) notFound();
});
