/** Figures of gatherings, for whoever runs the place: numbers, and nobody in them (decision 15). */
import { asHouse, sql } from '#db';
import type { Steward } from '#members/members';
import { figuresOf, type Figures, type Held, type Reason } from '#gatherings/figure-rules';

/** Of everything that was to be held between two days, both included. */
export const between = (_steward: Steward, from: string, to: string): Promise<Figures> => asHouse(async () => {
  const held = await sql<Held>`
    select g.space as place, g.kind, g.seats, i.came, i.first_time, i.wishes_asked, i.wishes_met, i.lifts
      from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id
     where i.on_day between ${from}::date and ${to}::date and i.ends_at < now() and i.cancelled_at is null and g.published_at is not null order by i.on_day, i.id`;
  const reasons = await sql<Reason>`
    select r.reason, sum(r.times)::int as times from gatherings.reasons r join gatherings.sittings i on i.id = r.sitting_id
     where i.on_day between ${from}::date and ${to}::date group by r.reason`;
  const [of] = await sql<{ people: number }>`
    select count(distinct p.member_id)::int as people from members.personas p
     where p.retired_at is null and p.space in (select g.space from gatherings.gatherings g join gatherings.sittings i on i.gathering_id = g.id
                                                 where i.on_day between ${from}::date and ${to}::date and i.ends_at < now() and i.cancelled_at is null and g.published_at is not null)`;
  return figuresOf(held, reasons, of!.people);
});
