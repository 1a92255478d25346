/**
 * Circles: small closed groups.
 *
 * A steward opens one; two who are trained to hold a group sit down in it;
 * then others may take a seat, under a name that leads to no other. That
 * there is a circle and when it meets is known to every member. Who sits
 * there, only to those who do.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { idOf, sameFor } from '#platform/form-keys';
import { isLanguage } from '#platform/words';
import type { Member, Steward } from '#members/members';
import * as spaces from '#members/spaces';
import { doorOf, isCohort, isGathered, isKind, isUnheld, longest, seats, minutes as lengths, type Door, type Kind, type Role } from '#circles/circle-rules';
import { weekly } from '#circles/session-rules';
import { comingAt } from '#circles/sessions';
import { line, words } from '#circles/word-rules';

type Row = {
  id: string; code: string; spaceId: string; kind: Kind; name: string; about: string; agreement: string; language: string; most: number; weeks: number | null;
  endsOn: string | null; /** A steward said so, because nobody holds it. */ isLetGo: boolean; endedAt: Date | null; taken: number; hosts: number; met: number; isFromMine: boolean; myRole: Role | null; isWaiting: boolean; /** A steward ended their hold of it. */ isStoodDown: boolean; nextAt: Date | null; nextMinutes: number | null;
};
export type Circle = Row & { door: Door; /** Nobody holds it: its dates promise nothing. */ isUnheld: boolean; /** The next date as it is planned, for those who could hold it. */ plannedAt: Date | null };
const doored = (row: Row): Circle => {
  const nobodyHolds = isUnheld(row);
  return { ...row, isUnheld: nobodyHolds, plannedAt: row.nextAt, nextAt: nobodyHolds ? null : row.nextAt, door: doorOf({ ...row, isMine: row.myRole !== null, isEnded: row.endedAt !== null }) };
};

/** One circle by its code, or all a member may know of: their own and those that go on, their own first. */
const read = (member: Member, code: string | null): Promise<Row[]> => asking(member, () => sql<Row>`
  select c.id, c.code, c.space_id, c.kind, c.name, c.about, c.agreement, c.language, c.most, c.weeks, c.ends_on::text, c.let_go_at is not null as is_let_go, c.ended_at,
         circles.taken(c.id) as taken, circles.hosts(c.id) as hosts,
         (select count(*)::int from circles.sessions s where s.circle_id = c.id and s.opened_at is not null) as met,
         c.from_space is null or c.from_space::text = any(members.my_spaces()) as is_from_mine,
         (select s.role from circles.seats s where s.circle_id = c.id and s.persona_id = any(members.my_personas())) as my_role,
         exists (select from circles.waits w where w.circle_id = c.id and w.member_id = ${member.id}) as is_waiting,
         exists (select from circles.stood_down d where d.circle_id = c.id and d.member_id = ${member.id}) as is_stood_down, n.starts_at as next_at, n.minutes as next_minutes
    from circles.circles c
    left join lateral (select s.starts_at, s.minutes from circles.sessions s
                        where s.circle_id = c.id and s.closed_at is null and s.starts_at > now() - make_interval(mins => s.minutes + 5) order by s.starts_at limit 1) n on true
   where (c.id = any(circles.mine()) or c.ended_at is null) and (c.code = ${code}::text or ${code}::text is null and c.kind not in ('table', 'talk'))
   order by c.id <> all(circles.mine()), n.starts_at nulls last, lower(c.name), c.id limit 200`);

/** Every circle that is not over, and those over the asker still sits in: their own first. */
export const all = async (member: Member): Promise<Circle[]> => (await read(member, null)).map(doored);

/** Whether a circle is there for the asker, and they sit in it: it may be over, and they may have left. */
export async function there(member: Member, code: string): Promise<'mine' | 'open' | undefined> {
  const [found] = await asking(member, () => sql<{ isMine: boolean }>`select c.id = any(circles.mine()) as is_mine from circles.circles c where c.code = ${code} and (c.id = any(circles.mine()) or c.ended_at is null)`);
  return found && (found.isMine ? 'mine' : 'open');
}

/** A circle that is known to the asker. The room of a gathering is none. */
export async function one(member: Member, code: string): Promise<Circle> {
  const found = await any(member, code);
  return isGathered(found.kind) ? notFound() : found;
}

async function any(member: Member, code: string): Promise<Circle> {
  const [row] = await read(member, code);
  return row ? doored(row) : notFound();
}

/** The same for those who sit there, the room of a gathering too; for anybody else there is nothing behind that door. */
export async function ofMine(member: Member, code: string): Promise<Circle & { myRole: Role }> {
  const found = await any(member, code);
  return found.myRole ? { ...found, myRole: found.myRole } : notFound();
}
/** The same for those who hold it. */
export async function held(member: Member, code: string): Promise<Circle> {
  const found = await one(member, code);
  return found.myRole === 'host' ? found : notFound();
}

export type Opening = { kind: string; name: string; about: string; agreement: string; language: string; most: string; weeks: string; date: string; time: string; minutes: string; call: string; from: string };

function fit(opening: Opening, timeZone: string) {
  const kind = isKind(opening.kind) ? opening.kind : refuse('circles.refused.kind', 'kind');
  const name = line(opening.name, 'name', longest.name);
  if (!name) refuse('circles.refused.name', 'name');
  const most = Number(opening.most || seats.usual);
  if (!Number.isInteger(most) || most < seats.least || most > seats.most) refuse('circles.refused.most', 'most', seats);
  const weeks = Number(opening.weeks || 8);
  if (!Number.isInteger(weeks) || weeks < 2 || weeks > 52) refuse('circles.refused.weeks', 'weeks');
  comingAt(opening, timeZone); // the first is to come, and not years ahead
  const starts = weekly(opening.date, opening.time, timeZone, weeks) ?? refuse('circles.refused.date', 'date');
  const minutes = lengths.find((one) => String(one) === opening.minutes) ?? 60;
  const call = opening.call === 'video' || opening.call === 'phone' ? opening.call : 'text';
  return {
    kind, name, about: words(opening.about, 'about', longest.about), agreement: words(opening.agreement, 'agreement', longest.agreement),
    language: isLanguage(opening.language) ? opening.language : 'en', most, weeks, starts, minutes, call
  };
}

type Said = ReturnType<typeof fit>;
/** What this form opened already, or, a moment ago, the same words from another page. Of two presses at once, whoever's they are, the second waits here for the first. */
async function opened(steward: Steward, id: string, from: string, isAnother: boolean, { kind, name, about, agreement, language, most, starts, minutes, call }: Said): Promise<{ code: string; isOver: boolean } | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext('circles.open'), 0)`;
  const [before] = await sql<{ code: string; isOver: boolean }>`
    select c.code, c.ended_at is not null as is_over from circles.circles c
     where c.id = ${id} or not ${isAnother}::boolean and c.ended_at is null and c.opened_by = ${steward.id} and c.opened_at > now() - make_interval(mins => ${sameFor}::int)
       and (c.kind, c.name, c.about, c.agreement, c.language, c.most) = (${kind}, ${name}, ${about}, ${agreement}, ${language}, ${most}::int)
       and coalesce((select f.code from members.spaces f where f.id = c.from_space), '') = ${from}
       and (select array_agg(s.starts_at order by s.number) from circles.sessions s where s.circle_id = c.id and s.minutes = ${minutes}::int and s.call = ${call}) = ${starts}::timestamptz[]
     order by c.ended_at is not null limit 1`;
  return before;
}

/** Whether somebody else opened a circle of that kind and name already, for people from the same place or for everybody. */
const isThere = async (steward: Steward, from: string, { kind, name }: Said): Promise<boolean> => (await sql`
  select 1 from circles.circles c left join members.spaces f on f.id = c.from_space
   where c.kind = ${kind} and c.ended_at is null and c.opened_by is distinct from ${steward.id} and lower(c.name) = lower(${name}) and coalesce(f.code, '') = ${from} limit 1`).length > 0;

/** Opens a circle with its dates. Nobody sits in it yet. Sent twice, it is opened once; what another steward opened before is told, unless this `isAnother`. */
export async function open(steward: Steward, opening: Opening, timeZone: string, once = '', isAnother = false): Promise<{ code: string }> {
  const said = fit(opening, timeZone);
  const sent = idOf(once, steward.id, said, opening.from);
  return asHouse(async () => {
    const before = await opened(steward, sent, opening.from, isAnother, said);
    if (before && !before.isOver) return { code: before.code };
    if (!isAnother && (await isThere(steward, opening.from, said))) refuse('circles.refused.there', 'name', { name: said.name });
    const id = before ? randomUUID() : sent;
    const from = opening.from ? (await sql<{ id: string }>`select id from members.spaces where code = ${opening.from}`)[0]?.id ?? refuse('circles.refused.from', 'from') : null;
    const { id: space, code } = await spaces.openForCircle(steward, said.name, said.language);
    await sql`
      insert into circles.circles (id, space_id, code, kind, name, about, agreement, language, most, weeks, from_space, opened_by)
      values (${id}, ${space}, ${code}, ${said.kind}, ${said.name}, ${said.about}, ${said.agreement}, ${said.language}, ${said.most},
              ${isCohort(said.kind) ? said.weeks : null}, ${from}, ${steward.id})`;
    await sql`
      insert into circles.sessions (id, circle_id, number, starts_at, minutes, call)
      select gen_random_uuid(), ${id}, t.n, t.at, ${said.minutes}, ${said.call} from unnest(${said.starts}::timestamptz[]) with ordinality as t(at, n)`;
    return { code };
  });
}

export type Kept = { code: string; kind: Kind; name: string; taken: number; most: number; hosts: number; /** Somebody's hold was ended by a steward. */ isSomebodyStoodDown: boolean; endedAt: Date | null; endsOn: string | null; /** A steward said so, because nobody holds it. */ isLetGo: boolean; nextAt: Date | null };
/** For whoever runs the place: numbers, nobody's name. */
export const forStewards = (_steward: Steward) => asHouse(() => sql<Kept>`
  select c.code, c.kind, c.name, circles.taken(c.id) as taken, c.most, circles.hosts(c.id) as hosts, exists (select from circles.stood_down d where d.circle_id = c.id) as is_somebody_stood_down, c.ended_at, c.ends_on::text, c.let_go_at is not null as is_let_go,
         (select min(s.starts_at) from circles.sessions s where s.circle_id = c.id and s.closed_at is null and s.starts_at > now()) as next_at
    from circles.circles c where c.kind not in ('table', 'talk') order by c.ended_at is not null, lower(c.name), c.id`);

/** "No circle fits": what somebody hopes for, for those who open them. Not more than three that wait. */
export const wish = (member: Member, text: string): Promise<void> => asking(member, async () => {
  const said = words(text, 'wish', longest.wish);
  if (!said) refuse('circles.refused.wish', 'wish');
  const [made] = await sql`
    insert into circles.wishes (id, member_id, words) select ${randomUUID()}, ${member.id}, ${said}
     where (select count(*) from circles.wishes where member_id = ${member.id} and answered_at is null) < 3
       and not exists (select from circles.wishes where member_id = ${member.id} and words = ${said} and answered_at is null) returning 1 as made`;
  if (!made && !(await sql`select 1 from circles.wishes where member_id = ${member.id} and words = ${said} and answered_at is null`).length) refuse('circles.refused.wishes', 'wish');
});

export type Wish = { id: string; words: string; madeOn: string };
/** What was asked for, without who asked. */
export const wishes = (_steward: Steward) => asHouse(() => sql<Wish>`
  select id, words, made_on::text from circles.wishes where answered_at is null order by made_on, id limit 100`);
export const answered = (_steward: Steward, id: string) => asHouse(() => sql`update circles.wishes set answered_at = now() where id::text = ${id} and answered_at is null`);
