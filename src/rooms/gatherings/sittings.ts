/**
 * Sittings: the dates of gatherings, as anybody may see them.
 *
 * By date, the next first. A gathering of a space one has no name in is shown
 * with everything one needs to decide, without who comes; roughly where, only
 * when enough people belong there. The exact place is another table.
 */
import { asking, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import { meets, type Access, type Need } from '#gatherings/access-rules';
import type { Coming, Kind, Level, Way, Why } from '#gatherings/gathering-rules';

export type State = 'coming' | 'maybe' | 'waiting' | 'notToday' | 'gone' | 'declined';
export type Listed = {
  code: string; kind: Kind; way: Way; title: string; language: string; near: string; region: string; place: string; placeName: string;
  onDay: string; startsAt: Date; endsAt: Date; timeZone: string; seats: number; least: number; taken: number; access: Access;
  state: State | null; isHost: boolean; isOff: boolean; isHidden: boolean; hosts: string[];
};

/** Nothing further away than this is in the list. */
const aheadDays = 120;

/** What comes, and what is going on now. Something that was called off stays until its time for those it concerns. `least`: how many have to belong to a place before it is said where it is. */
export async function upcoming(member: Member, least: number, looked: { needs: readonly Need[]; way: string | null } = { needs: [], way: null }): Promise<Listed[]> {
  const rows = await asking(member, () => sql<Listed>`
    select i.code, g.kind, g.way, g.title, g.language, s.region, s.code as place, s.name as place_name,
           case when s.kind = 'cafe' or g.space = any(members.my_spaces()) or members.area_of(s.id, ${least}::int) is not null then g.near else '' end as near,
           to_char(i.on_day, 'YYYY-MM-DD') as on_day, i.starts_at, i.ends_at, g.time_zone, g.seats, g.least, gatherings.taken(i.id) as taken, g.access,
           seat.state, g.id = any(gatherings.hosted()) as is_host, i.cancelled_at is not null as is_off, g.hidden_at is not null as is_hidden,
           array(select h.name from gatherings.host_faces(g.id) h where h.persona_id <> all(i.away)) as hosts
      from gatherings.sittings i
      join gatherings.gatherings g on g.id = i.gathering_id
      join members.spaces s on s.id::text = g.space
      left join gatherings.seats seat on seat.sitting_id = i.id and seat.persona_id = any((select members.my_personas())::uuid[])
     where i.ends_at > now() and i.starts_at < now() + make_interval(days => ${aheadDays}::int) and g.published_at is not null and g.ended_at is null and (g.hidden_at is null or g.id = any(gatherings.hosted()))
       and (i.cancelled_at is null or seat.state in ('coming', 'maybe', 'waiting') or g.id = any(gatherings.hosted()))
     order by i.starts_at, i.code limit 200`);
  return rows.filter((row) => (!looked.way || row.way === looked.way || row.way === 'both' && (looked.way === 'place' || looked.way === 'video')) && meets(row, looked.needs));
}

/** What I planned and have not shown yet, and what I am asked to help with. */
export const drafts = (member: Member) => asking(member, () => sql<{ code: string; kind: Kind; title: string; onDay: string; startsAt: Date; timeZone: string; isAsked: boolean }>`
  select distinct on (g.id) i.code, g.kind, g.title, to_char(i.on_day, 'YYYY-MM-DD') as on_day, i.starts_at, g.time_zone,
         g.id <> all(gatherings.hosted()) as is_asked
    from gatherings.gatherings g join gatherings.sittings i on i.gathering_id = g.id and i.ends_at > now()
   where g.id = any(gatherings.asked_or_hosted()) and (g.published_at is null or g.id <> all(gatherings.hosted()))
   order by g.id, i.starts_at`);

/** The space words about a gathering are read in; '' where there is none, or none for the asker: the verb that takes them says so. */
export const spaceOf = async (member: Member, code: string): Promise<string> => (await asking(member, () => sql<{ space: string }>`
  select g.space from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id where i.code = ${code}`))[0]?.space ?? '';

/** What is next among what one has a seat at, within a week. Nothing that was called off. */
export type Next = { code: string; title: string; startsAt: Date; timeZone: string };
export const next = async (member: Member): Promise<Next | undefined> => (await asking(member, () => sql<Next>`
  select i.code, g.title, i.starts_at, g.time_zone
    from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id join gatherings.gatherings g on g.id = i.gathering_id
   where s.persona_id = any((select members.my_personas())::uuid[]) and s.state = 'coming' and i.cancelled_at is null and g.ended_at is null and g.hidden_at is null
     and i.ends_at > now() and i.starts_at < now() + interval '7 days'
   order by i.starts_at, i.code limit 1`))[0];

export type Behind = { code: string; kind: Kind; title: string; onDay: string; startsAt: Date; timeZone: string };
/** Where I was lately: for saying how it was, and thanks. */
export const lately = (member: Member) => asking(member, () => sql<Behind>`
  select i.code, g.kind, g.title, to_char(i.on_day, 'YYYY-MM-DD') as on_day, i.starts_at, g.time_zone
    from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id join gatherings.gatherings g on g.id = i.gathering_id
   where s.persona_id = any((select members.my_personas())::uuid[]) and s.state = 'coming' and i.cancelled_at is null
     and i.ends_at <= now() and i.ends_at > now() - interval '60 days'
   order by i.starts_at desc limit 5`);

export type HostFace = { part: 'host' | 'cohost'; name: string; seed: string; code: string | null; isAway: boolean };
export type Seat = {
  id: string; state: State; way: Coming; level: Level; shows: boolean; firstName: string; spot: string; meetMe: boolean; wishes: string;
  lateMinutes: number | null; hasArrived: boolean; isHome: boolean; heldUntil: string | null; tells: string | null;
};
export type Sitting = Listed & {
  id: string; gatheringId: string; gathering: string; space: string; what: string; country: string; minutes: number; cost: string; leaving: string; hostWords: string; sameHost: boolean; guestWords: string;
  transport: string; parking: string; accessWords: string; lateHours: number; why: Why | null; isPublished: boolean; isAsked: boolean; /** It is their own plan. */ isPlanner: boolean; hasMetHost: boolean;
  mine: string | null; isSpaceOpen: boolean; isAreaShown: boolean; faces: HostFace[]; seat: Seat | null; exact: { placeKind: string; placeName: string; address: string; finding: string; link: string } | null;
  isOver: boolean; /** Over for a day: nothing more is asked or told of the way there and home. */ isBehind: boolean; hasBegun: boolean; isSoon: boolean; came: number | null; firstTime: number | null; wishesAsked: number | null; wishesMet: number | null; lifts: number | null;
  others: { code: string; onDay: string }[];
};

/** Whether this member finds a page of that date: it may be gone, or not be there for them any more. */
export const isThere = async (member: Member, code: string): Promise<boolean> => (await asking(member, () => sql`select 1 from gatherings.sittings where code = ${code}`)).length > 0;

/** One date, with all that this member may know of it. */
export async function one(member: Member, code: string, least: number): Promise<Sitting> {
  const [row] = await asking(member, () => sql<Sitting>`
    select i.id, g.id as gathering_id, g.code as gathering, g.space, i.code, g.kind, g.way, g.title, g.language, s.region, s.code as place, s.name as place_name,
           case when s.kind = 'cafe' or g.space = any(members.my_spaces()) or members.area_of(s.id, ${least}::int) is not null then g.near else '' end as near,
           to_char(i.on_day, 'YYYY-MM-DD') as on_day, i.starts_at, i.ends_at, g.time_zone, g.seats, g.least, gatherings.taken(i.id) as taken, g.access,
           g.id = any(gatherings.hosted()) as is_host, i.cancelled_at is not null or g.ended_at is not null as is_off, g.hidden_at is not null as is_hidden, i.why,
           g.what, g.country, g.minutes, g.cost, g.leaving, g.host_words, g.same_host, g.guest_words, g.transport, g.parking, g.access_words, g.late_hours,
           s.kind = 'cafe' or g.space = any(members.my_spaces()) or members.area_of(s.id, ${least}::int) is not null as is_area_shown,
           g.published_at is not null as is_published, g.id = any(gatherings.asked_or_hosted()) and g.id <> all(gatherings.hosted()) as is_asked,
           coalesce(g.persona_id = any(members.my_personas()), false) as is_planner, f.name as mine, s.closed_at is null as is_space_open, i.ends_at <= now() as is_over, i.ends_at <= now() - interval '1 day' as is_behind, i.starts_at <= now() as has_begun, i.starts_at < now() + interval '24 hours' as is_soon,
           case when g.id = any(gatherings.hosted()) then i.came end as came, case when g.id = any(gatherings.hosted()) then i.first_time end as first_time,
           case when g.id = any(gatherings.hosted()) then i.wishes_asked end as wishes_asked, case when g.id = any(gatherings.hosted()) then i.wishes_met end as wishes_met, case when g.id = any(gatherings.hosted()) then i.lifts end as lifts,
           (select json_build_object('placeKind', a.place_kind, 'placeName', a.place_name, 'address', a.address, 'finding', a.finding, 'link', a.link) from gatherings.addresses a where a.gathering_id = g.id) as exact,
           (select json_agg(json_build_object('part', h.part, 'name', h.name, 'seed', h.seed, 'code', h.code, 'isAway', h.persona_id = any(i.away))) from gatherings.host_faces(g.id) h) as faces,
           exists (select from gatherings.seats been join gatherings.sittings past on past.id = been.sitting_id
                    where been.persona_id = any(members.my_personas()) and been.state = 'coming' and past.gathering_id = g.id and past.ends_at < now()) as has_met_host,
           (select json_build_object('id', x.id, 'state', x.state, 'way', x.way, 'level', x.level, 'shows', x.shows, 'firstName', x.first_name, 'spot', x.spot, 'meetMe', x.meet_me, 'wishes', x.wishes,
                                     'lateMinutes', x.late_minutes, 'hasArrived', x.arrived_at is not null, 'isHome', x.home_at is not null, 'heldUntil', x.held_until,
                                     'tells', (select t.code from members.faces t where t.persona_id = x.tells_id and gatherings.may_hear(x.id, t.persona_id)))
              from gatherings.seats x where x.sitting_id = i.id and x.persona_id = any(members.my_personas()) limit 1) as seat,
           (select json_agg(json_build_object('code', o.code, 'onDay', o.day) order by o.day) from (
             select n.code, to_char(n.on_day, 'YYYY-MM-DD') as day from gatherings.sittings n
              where n.gathering_id = g.id and n.id <> i.id and n.cancelled_at is null and n.ends_at > now() order by n.starts_at limit 5) o) as others
      from gatherings.sittings i
      join gatherings.gatherings g on g.id = i.gathering_id
      join members.spaces s on s.id::text = g.space
      left join members.faces f on f.persona_id = members.persona_in(g.space)
     where i.code = ${code}`);
  if (!row) notFound();
  const faces = row.faces ?? [];
  // Words about buses and car parks tell a place as surely as its name does.
  const shown = row.isAreaShown ? row : { ...row, transport: '', parking: '', accessWords: '' };
  return { ...shown, faces, hosts: faces.filter(({ isAway }) => !isAway).map(({ name }) => name), state: row.seat?.state ?? null, others: row.others ?? [] };
}
