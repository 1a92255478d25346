/** What this room keeps of a member, for "download my things". */
import { asking, sql } from '#db';
import { unseal } from '#platform/seal';
import type { Member } from '#members/members';

export const of = (member: Member): Promise<Record<string, unknown>> =>
  asking(member, async () => ({
    gatheringsIPlanned: await sql`
      select f.name as planned_as, g.kind, g.way, g.title, g.what, g.host_words, g.made_at, g.published_at from gatherings.gatherings g join members.faces f on f.persona_id = g.persona_id
       where g.persona_id = any(members.my_personas()) order by g.made_at`,
    gatheringsIHost: await sql`
      select f.name as as, g.kind, g.title, h.part, h.said from gatherings.hosts h join members.faces f on f.persona_id = h.persona_id left join gatherings.gatherings g on g.id = h.gathering_id
       where h.persona_id = any(members.my_personas()) order by g.made_at`,
    seats: await sql`
      select f.name as as, i.starts_at, s.state, s.way, s.level, s.shows, s.first_name, s.spot, s.meet_me, s.wishes, s.late_minutes, s.arrived_at, s.home_at
        from gatherings.seats s join members.faces f on f.persona_id = s.persona_id left join gatherings.sittings i on i.id = s.sitting_id
       where s.persona_id = any(members.my_personas()) order by i.starts_at`,
    topicsAndCards: await sql`select t.kind, t.words, i.starts_at from gatherings.topics t left join gatherings.sittings i on i.id = t.sitting_id where t.persona_id = any(members.my_personas()) order by t.number`,
    buddiesAndLifts: await sql`
      select f.name as as, h.kind, h.hows, h.area, h.room, i.starts_at from gatherings.hands h join members.faces f on f.persona_id = h.persona_id left join gatherings.sittings i on i.id = h.sitting_id
       where h.persona_id = any(members.my_personas()) order by i.starts_at`,
    wordsAboutGatherings: (await sql<{ id: string; sealed: string }>`
      select a.id, a.sealed from gatherings.asides a where a.from_id = any(members.my_personas()) order by a.number`).map(({ id, sealed }) => ({ words: unseal(sealed, `gatherings.asides:${id}`) })),
    howGatheringsWere: (await sql<{ id: string; felt: string; about: string; toldAt: Date; sealed: string }>`
      select id, felt, about, told_at, sealed from gatherings.tellings where persona_id = any(members.my_personas()) order by told_at`).map(({ id, sealed, ...rest }) => ({ ...rest, words: sealed && unseal(sealed, `gatherings.tellings:${id}`) })),
    calendarAddresses: await sql`select words, made_at, revoked_at from gatherings.calendars where member_id = ${member.id} order by made_at`
  }));
