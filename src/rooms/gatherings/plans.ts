/**
 * Plans: what a host says of a gathering before anybody sees it, and after.
 *
 * It begins as a draft that its hosts see. It is shown to others when
 * everything is said that a person needs to decide, and a second host has said
 * yes: nobody holds a gathering alone. The exact place stands in a table of its
 * own. Whoever changes it later tells those who come, and nobody else.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { dayIn, timeIn } from '#platform/days';
import { announce } from '#platform/events';
import { allow } from '#platform/tries';
import { lookAt } from '#jigsaw/showing-rules';
import { asHost, code as makeCode, type Member } from '#members/members';
import type { Apart } from '#members/ladder-rules';
import type { Persona } from '#members/personas';
import { mayWrite } from '#members/pausing';
import { datesOf, holidaysFrom, isCountry, isEvery, isOnHoliday, type Series, type Sitting } from '#gatherings/date-rules';
import { factNames, type Access } from '#gatherings/access-rules';
import { isInPlace, kindsFor, missing, trouble, type Missing, type Plan } from '#gatherings/gathering-rules';

export type Here = Persona<Apart>;
export type When = { first: string; at: string; timeZone: string; country: string; every: string; times: number; onHoliday: string };

/** Refuses what cannot be kept: too long, a home, or numbers that open doors. What is only unsaid is no trouble yet. */
function check(member: Member, plan: Plan): void {
  mayWrite(member);
  const wrong = trouble(plan);
  if (wrong) refuse(`gatherings.refused.${wrong.key}`, wrong.field, wrong.values);
  const language = plan.language === 'nb' ? 'nb' : 'en';
  for (const field of ['title', 'what', 'hostWords', 'guestWords', 'near'] as const) {
    if (lookAt([{ name: field, text: plan[field] }], { language }).mustChange) refuse('gatherings.refused.waits', field);
  }
}

/** The dates of a plan, holidays of its country minded. None of them lies behind us. */
export function datesFor({ first, at, timeZone, country, every, times, onHoliday }: When, minutes: number, now = new Date()): Sitting[] {
  const day = dayIn(first) ?? refuse('gatherings.refused.day', 'first');
  const time = timeIn(at) ?? refuse('gatherings.refused.clock', 'at');
  const series: Series = { first: day, at: time, minutes, timeZone, every: isEvery(every) ? every : 'once', times, onHoliday: isOnHoliday(onHoliday) ? onHoliday : 'skip' };
  const dates = datesOf(series, holidaysFrom(isCountry(country) ? country : 'GB', Number(day.slice(0, 4))));
  if (!dates.length) refuse('gatherings.refused.holiday', 'first');
  if (dates[0]!.startsAt <= now) refuse('gatherings.refused.past', 'first');
  if (dates[0]!.startsAt.getTime() - now.getTime() > 366 * 24 * 3_600_000) refuse('gatherings.refused.far', 'first');
  return dates;
}

const writeDates = async (gatheringId: string, dates: readonly Sitting[]) => {
  for (const { day, startsAt, endsAt } of dates) await sql`
    insert into gatherings.sittings (id, code, gathering_id, on_day, starts_at, ends_at) values (${randomUUID()}, ${makeCode()}, ${gatheringId}, ${day}, ${startsAt}, ${endsAt})
    on conflict (gathering_id, on_day) do nothing`;
};

const writePlace = (gatheringId: string, { placeKind, placeName, address, finding, link }: Plan) => sql`
  insert into gatherings.addresses as a (gathering_id, place_kind, place_name, address, finding, link) values (${gatheringId}, ${placeKind}, ${placeName}, ${address}, ${finding}, ${link})
  on conflict (gathering_id) do update set place_kind = excluded.place_kind, place_name = excluded.place_name, address = excluded.address, finding = excluded.finding, link = excluded.link
   where (a.place_name, a.address, a.finding, a.link) is distinct from (excluded.place_name, excluded.address, excluded.finding, excluded.link)
  returning gathering_id`;

/** How many plans one person may begin in a day. */
const mostPlans = 6;

/** Begins a plan; the address of its first date. Sent twice, it is begun once. */
export async function begin(member: Member, here: Here, plan: Plan, when: When, once = ''): Promise<{ code: string }> {
  if (here.isClosed) notFound();
  if (!(kindsFor(asHost(member) !== undefined) as readonly string[]).includes(plan.kind)) refuse('gatherings.refused.kind', 'kind');
  check(member, plan);
  const dates = datesFor(when, plan.minutes);
  if (!(await allow('gathering.plan', member.id, mostPlans, 24 * 60))) refuse('gatherings.refused.often');
  const id = isUuid(once) ? once : randomUUID();
  return asHouse(async () => {
    const [made] = await sql`
      insert into gatherings.gatherings (id, code, space, persona_id, kind, way, title, what, language, seats, least, minutes, cost, leaving, host_words, same_host, guest_words, near, transport, parking,
                                         access, access_words, late_hours, time_zone, country, every, on_holiday)
      values (${id}, ${makeCode()}, ${here.space}, ${here.personaId}, ${plan.kind}, ${plan.way}, ${plan.title}, ${plan.what}, ${plan.language}, ${plan.seats}, ${plan.least}, ${plan.minutes}, ${plan.cost}, ${plan.leaving},
              ${plan.hostWords}, ${plan.sameHost}, ${plan.guestWords}, ${plan.near}, ${plan.transport}, ${plan.parking}, ${JSON.stringify(plan.access)}::jsonb, ${plan.accessWords}, ${plan.lateHours},
              ${when.timeZone}, ${isCountry(when.country) ? when.country : 'GB'}, ${isEvery(when.every) ? when.every : 'once'}, ${isOnHoliday(when.onHoliday) ? when.onHoliday : 'skip'})
      on conflict (id) do nothing returning id`;
    if (made) {
      await sql`insert into gatherings.hosts (gathering_id, persona_id, space, part, said) values (${id}, ${here.personaId}, ${here.space}, 'host', 'yes')`;
      await writePlace(id, plan);
      await writeDates(id, dates);
    }
    const [first] = await sql<{ code: string }>`
      select i.code from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id
       where g.id = ${id} and g.persona_id = ${here.personaId} order by i.starts_at limit 1`;
    return first ?? notFound();
  });
}

type Own = { id: string; space: string; isPublished: boolean };
/** The gathering behind one of its dates, for somebody who hosts it; for anybody else there is none. */
export async function hostedBy(member: Member, code: string): Promise<Own> {
  const [own] = await asking(member, () => sql<Own>`
    select g.id, g.space, g.published_at is not null as is_published from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id
     where i.code = ${code} and g.ended_at is null and g.id = any(gatherings.hosted())`);
  return own ?? notFound();
}

/** A plan as its hosts wrote it, and how many of them can be there on a date that comes. */
export async function planOf(member: Member, code: string): Promise<Plan & { hosting: number }> {
  const { id } = await hostedBy(member, code);
  const [plan] = await asking(member, () => sql<Plan & { hosting: number }>`
    select g.kind, g.way, g.title, g.what, g.language, g.seats, g.least, g.minutes, g.cost, g.leaving, g.host_words, g.same_host, g.guest_words, g.near, g.transport, g.parking, g.access, g.access_words,
           g.late_hours, coalesce(a.place_kind, '') as place_kind, coalesce(a.place_name, '') as place_name, coalesce(a.address, '') as address, coalesce(a.finding, '') as finding, coalesce(a.link, '') as link,
           (select count(*)::int from gatherings.host_faces(g.id) h
             where not exists (select from gatherings.sittings i where i.gathering_id = g.id and i.ends_at > now())
                or exists (select from gatherings.sittings i where i.gathering_id = g.id and i.ends_at > now() and h.persona_id <> all(i.away))) as hosting
      from gatherings.gatherings g left join gatherings.addresses a on a.gathering_id = g.id where g.id = ${id}`);
  return plan ?? notFound();
}

/** Whether a place can still be got into as it was said: the answers of the closed list, whatever their order. */
const isSameAccess = (one: Access, other: Access) => factNames.every((fact) => one[fact] === other[fact]);

/** Says it anew. What is shown already stays whole: nothing that was required may be taken out. Another place, or steps where there were none, is told to those who come. Answers with the gathering’s id. */
export async function change(member: Member, code: string, plan: Plan): Promise<string> {
  const { id, isPublished } = await hostedBy(member, code);
  const before = await planOf(member, code);
  const kept: Plan = { ...plan, kind: before.kind, way: isPublished ? before.way : plan.way };
  check(member, kept);
  const [unsaid] = isPublished ? missing(kept, 2) : [];
  if (unsaid) refuse('gatherings.refused.unsaid', unsaid);
  await asking(member, async () => {
    await sql`
      update gatherings.gatherings set way = ${kept.way}, title = ${kept.title}, what = ${kept.what}, language = ${kept.language}, seats = ${kept.seats}, least = ${kept.least},
             minutes = case when published_at is null then ${kept.minutes}::int else minutes end, cost = ${kept.cost}, leaving = ${kept.leaving}, host_words = ${kept.hostWords}, same_host = ${kept.sameHost},
             guest_words = ${kept.guestWords}, near = ${kept.near}, transport = ${kept.transport}, parking = ${kept.parking}, access = ${JSON.stringify(kept.access)}::jsonb, access_words = ${kept.accessWords}, late_hours = ${kept.lateHours}
       where id = ${id}`;
    await sql`
      update gatherings.sittings i set ends_at = i.starts_at + make_interval(mins => g.minutes) from gatherings.gatherings g
       where g.id = i.gathering_id and g.id = ${id} and g.published_at is null`;
    const [moved] = await writePlace(id, kept);
    await announce('gatherings.gathering.changed', { gatheringId: id });
    if (isPublished && (moved || isInPlace(kept.way) && !isSameAccess(before.access, kept.access))) await announce('gatherings.place.changed', { gatheringId: id });
  });
  return id;
}

/** What has still to be said before it can be shown. */
export async function unsaid(member: Member, code: string): Promise<Missing[]> {
  const { hosting, ...plan } = await planOf(member, code);
  return missing(plan, hosting);
}

/** Shows it to others; answers with the gathering’s id. Twice is once. */
export async function publish(member: Member, code: string): Promise<string> {
  const { id } = await hostedBy(member, code);
  const { hosting, ...plan } = await planOf(member, code);
  check(member, plan);
  const [first] = missing(plan, hosting);
  if (first) refuse(first === 'cohost' ? 'gatherings.refused.cohost' : 'gatherings.refused.unsaid', first);
  await asking(member, async () => {
    const [shown] = await sql`update gatherings.gatherings set published_at = now() where id = ${id} and published_at is null returning id`;
    if (shown) await announce('gatherings.gathering.published', { gatheringId: id });
  });
  return id;
}
