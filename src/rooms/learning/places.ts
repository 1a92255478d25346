/**
 * Local places: activities and organisations near where people live. [TOOL-7]
 *
 * Stewards keep the list. Each place says when it was last checked, and one
 * that was not for half a year says so, to members and to stewards. Who looks
 * at which is not written down.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { idOf, sameFor } from '#platform/form-keys';
import type { Member, Steward } from '#members/members';
import { freshFor, isOld, placeOf, type Place } from '#learning/place-rules';

export type Listed = Place & { id: string; checkedOn: string; isOld: boolean };
type Read = (name: string) => string;
const today = () => new Date().toISOString().slice(0, 10);

/** What is on the list, by area; what is for everywhere comes first. */
export async function all(member: Member): Promise<Listed[]> {
  const rows = await asking(member, () => sql<Omit<Listed, 'isOld'>>`
    select id, kind, name, about, area, getting_in, phone, web, language, checked_on::text as checked_on
      from learning.places where ended_at is null order by area <> '', lower(area), lower(name), id limit 500`);
  return rows.map((row) => ({ ...row, isOld: isOld(row.checkedOn, today()) }));
}

/** How many are waiting to be checked again. */
export const oldOnes = async (steward: Steward): Promise<number> => {
  const [row] = await asking(steward, () => sql<{ many: number }>`
    select count(*)::int as many from learning.places where ended_at is null and checked_on < current_date - ${freshFor}::int`);
  return row!.many;
};

/** Puts a place on the list, checked today. Sent twice, also from another page a moment ago, it stands there once. Where one of that kind and name stands there for the same area, whoever adds it is told, unless theirs `isAnother`. */
export async function add(steward: Steward, read: Read, once = '', isAnother = false): Promise<void> {
  const place = placeOf(read);
  const { kind, name, about, area, gettingIn, phone, web, language } = place;
  const id = idOf(once, steward.id, place);
  await asking(steward, async () => {
    await sql`select pg_advisory_xact_lock(hashtext('learning.places'), 0)`;
    const [before] = await sql<{ isOff: boolean }>`
      select ended_at is not null as is_off from learning.places
       where id = ${id} or not ${isAnother}::boolean and ended_at is null and made_at > now() - make_interval(mins => ${sameFor}::int)
         and (kind, name, about, area, getting_in, phone, web, language) = (${kind}, ${name}, ${about}, ${area}, ${gettingIn}, ${phone}, ${web}, ${language})
       order by ended_at is not null limit 1`;
    if (before && !before.isOff) return;
    const [there] = await sql`select 1 from learning.places where ended_at is null and kind = ${kind} and lower(name) = lower(${name}) and (lower(area) = lower(${area}) or '' in (area, ${area})) limit 1`;
    if (there && !isAnother) refuse('learning.refused.there', 'name', { name });
    await sql`
      insert into learning.places (id, kind, name, about, area, getting_in, phone, web, language, checked_on)
      values (${before ? randomUUID() : id}, ${kind}, ${name}, ${about}, ${area}, ${gettingIn}, ${phone}, ${web}, ${language}, ${today()}::date)`;
  });
}

/** Changes what it says; whoever changes it has checked it. */
export async function change(steward: Steward, id: string, read: Read): Promise<void> {
  if (!isUuid(id)) notFound();
  const { kind, name, about, area, gettingIn, phone, web, language } = placeOf(read);
  const changed = await asking(steward, () => sql`
    update learning.places set kind = ${kind}, name = ${name}, about = ${about}, area = ${area}, getting_in = ${gettingIn}, phone = ${phone}, web = ${web},
           language = ${language}, checked_on = ${today()}::date
     where id = ${id} and ended_at is null returning id`);
  if (!changed.length) notFound();
}

/** "I rang, it is right." Saying it twice on a day is saying it once. */
export async function check(steward: Steward, id: string): Promise<void> {
  if (!isUuid(id)) notFound();
  const checked = await asking(steward, () => sql`update learning.places set checked_on = ${today()}::date where id = ${id} and ended_at is null returning id`);
  if (!checked.length) notFound();
}

/** Off the list. Twice is once. */
export const end = (steward: Steward, id: string) =>
  asking(steward, () => (isUuid(id) ? sql`update learning.places set ended_at = now() where id = ${id} and ended_at is null` : notFound()));
