/**
 * Endings: a local community's time may be over, and people need not lose
 * each other. [MEET-9]
 *
 * A steward says the end, four weeks ahead or more, and everybody there is
 * told. Until then anybody in it may offer to help carry it on. On the day:
 * two or more who offered, and it goes on and is theirs; otherwise it stays as
 * a place to come back to, that takes nobody in. Names shared by handshake,
 * closed threads and one's own things are untouched by any of it.
 */
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { dayIn } from '#platform/days';
import { announce } from '#platform/events';
import type { Member, Steward } from '#members/members';
import type { Apart } from '#members/ladder-rules';
import type { Persona } from '#members/personas';

/** Days between saying that it ends and the end. */
export const notice = 28;
/** Nobody says an end further ahead. Days. */
const furthest = 366;
/** Nobody carries a place alone. */
export const enough = 2;

/** Says when it ends; `''` takes it back. Those who belong there hear of either; said twice, once. Only a local community has an end: a café is over with its table. */
export async function say(_steward: Steward, place: string, date: string): Promise<void> {
  const day = date === '' ? null : dayIn(date) ?? refuse('members.refused.endsOn', 'endsOn', { days: notice });
  if (day && Date.parse(`${day}T12:00Z`) < Date.now() + (notice - 1) * 86_400_000) refuse('members.refused.endsOn', 'endsOn', { days: notice });
  if (day && Date.parse(`${day}T12:00Z`) > Date.now() + furthest * 86_400_000) refuse('members.refused.farAhead', 'endsOn');
  await asHouse(async () => {
    const [space] = await sql<{ id: string; endsOn: string | null }>`
      select id, ends_on::text from members.spaces where code = ${place} and kind = 'local' and closed_at is null and alumni_at is null for update`;
    if (!space) notFound();
    if (space.endsOn === day) return;
    await sql`update members.spaces set ends_on = ${day}::date where id = ${space.id}`;
    await announce('members.space.endingSaid', { spaceId: space.id });
  });
}

export type Ending = { endsOn: string | null; isCarried: boolean; isAlumni: boolean; isKeeper: boolean; keepers: string[] };
/** What becomes of this place, for somebody in it; who would carry it on, by the names of the place, in the order of the alphabet. */
export async function of(member: Member, here: Persona<Apart>): Promise<Ending> {
  const [found] = await asking(member, () => sql<Ending>`
    select s.ends_on::text, s.carried_at is not null as is_carried, s.alumni_at is not null as is_alumni,
           exists (select from members.keepers k where k.space = s.id::text and k.persona_id = any(members.my_personas())) as is_keeper,
           array(select f.name from members.keepers k join members.faces f on f.persona_id = k.persona_id
                  where k.space = s.id::text and k.persona_id not in (select members.blocked()) order by lower(f.name)) as keepers
      from members.spaces s where s.id::text = ${here.space} and s.kind = 'local'`);
  return found ?? notFound();
}

/** Would help carry it on, or would rather not after all. Twice is once, also under a new name: what somebody offered stands under the name they offered it by. */
export const offer = (member: Member, here: Persona<Apart>, isOffered: boolean): Promise<void> => asking(member, async () => {
  if (!isOffered) return void (await sql`delete from members.keepers where space = ${here.space} and persona_id = any(members.my_personas())`);
  const [may] = await sql`select 1 from members.spaces where id::text = ${here.space} and kind = 'local' and closed_at is null and (ends_on is not null or carried_at is not null)`;
  if (!may) notFound();
  await sql`insert into members.keepers (persona_id, space) select ${here.personaId}, ${here.space} where not exists (select from members.keepers k where k.space = ${here.space} and k.persona_id = any(members.my_personas())) on conflict (persona_id) do nothing`;
});

/** What the day brings. People are counted, not names: whoever took a new one since carries what they offered.  Heard twice, it is the same. Answers how many places came to their end. */
export const settle = (today: string): Promise<number> => asHouse(async () => (await sql`
  with over as (
    select s.id, (select count(distinct p.member_id) from members.keepers k join members.personas p on p.id = k.persona_id where k.space = s.id::text) >= ${enough} as goes_on
      from members.spaces s where s.kind = 'local' and s.ends_on <= ${today}::date and s.closed_at is null for update of s)
  update members.spaces s set ends_on = null, carried_at = case when o.goes_on then now() else s.carried_at end, alumni_at = case when o.goes_on then null else now() end
    from over o where o.id = s.id returning s.id`).length);

/** Everybody who has a name there: whom to tell. For reactors. */
export const whoBelongs = (spaceId: string): Promise<{ place: string; endsOn: string | null; memberIds: string[] }> => asHouse(async () => {
  const rows = await sql<{ place: string; endsOn: string | null; memberId: string }>`
    select s.code as place, s.ends_on::text, p.member_id from members.spaces s join members.personas p on p.space = s.id::text and p.retired_at is null where s.id::text = ${spaceId} and s.closed_at is null and s.alumni_at is null`;
  return { place: rows[0]?.place ?? '', endsOn: rows[0]?.endsOn ?? null, memberIds: rows.map(({ memberId }) => memberId) };
});
