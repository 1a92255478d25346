/**
 * Demo life, and a table to try things at: everything said that has to be, two
 * hosts who said yes. Nothing is announced, nobody is notified.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import { forgive } from '#platform/tries';
import { code as makeCode, type Member, type Steward } from '#members/members';
import * as personas from '#members/personas';
import * as spaces from '#members/spaces';
import { datesOf } from '#gatherings/date-rules';
import type { Plan } from '#gatherings/gathering-rules';
import * as hosting from '#gatherings/hosting';
import * as plans from '#gatherings/plans';

export const aPlan: Plan = {
  kind: 'coffee', way: 'place', title: '', what: 'Coffee, and nobody has to talk.', language: 'en', seats: 9, least: 3, minutes: 90, cost: 'What you drink.', leaving: 'Any time.', hostWords: 'A grey hat.', sameHost: false, guestWords: '',
  near: 'By the harbour', transport: 'Bus 12 stops outside.', parking: 'Two marked places.',
  access: { steps: 'none', doors: 'wide', toilets: 'accessible', quiet: 'corner', arms: 'some', lighting: 'soft', noise: 'some', smells: 'some' }, accessWords: '', lateHours: 0,
  placeKind: 'library', placeName: 'Library café', address: '2 Quay Street', finding: 'Past the desk, to the left.', link: ''
};
/** A month from now, at two. */
export const aWhen = (days = 30): plans.When => ({
  first: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10), at: '14:00', timeZone: 'Europe/London', country: 'GB', every: 'once', times: 1, onHoliday: 'keep'
});

/** For tests: a space with these people in it ("grey ada"), and a gathering held by the first ones. */
export async function table(hosts: readonly Member[], guests: readonly Member[], steward: Steward, more: Partial<Plan> = {}, isShown = true, kind: 'local' | 'cafe' = 'cafe', prefix = 'grey') {
  const { id: spaceId, code: place } = await spaces.open(steward, { kind, name: `Table ${makeCode()}`, about: '', region: 'South', area: kind === 'local' ? 'The bay' : '', language: 'en' });
  for (const one of [...hosts, ...guests]) await personas.make(one, place, { name: `${prefix} ${one.name}`, keepName: true, pledged: true });
  const here = (member: Member) => personas.inPlace(member, place);
  const { code } = await plans.begin(hosts[0]!, await here(hosts[0]!), { ...aPlan, ...more }, aWhen());
  for (const other of hosts.slice(1)) {
    await forgive('gathering.cohost', hosts[0]!.id); // a test sets more tables in a moment than anybody does in a day
    await hosting.askCohost(hosts[0]!, code, (await here(other)).code);
    await hosting.answerCohost(other, code, true);
  }
  if (isShown) await plans.publish(hosts[0]!, code);
  const [ids] = await asHouse(() => sql<{ sittingId: string; gatheringId: string }>`select id as sitting_id, gathering_id from gatherings.sittings where code = ${code}`);
  return { code, place, spaceId, here, ...ids! };
}

/** A gathering as `demo/gatherings.json` holds it. People by their keys; `days` and `on` say which dates. */
export type Poured = Omit<Plan, 'language' | 'seats' | 'least' | 'sameHost' | 'guestWords' | 'link'> & {
  place: string; lang: 'en' | 'nb'; at: string; zone: string; country: string; every: string; days: number[]; hosts: string[]; link?: string;
  topics: ['topic' | 'exercise', string][]; cards: [by: string, words: string][];
  seats: { by: string; shows: boolean; wishes?: string; on: number[] }[];
  hands: { by: string; kind: string; hows?: string[]; area?: string; room?: number }[];
  count?: hosting.Count;
};

/** Pours some in, for the people of one space. Past ones have been counted. */
export async function pour(space: string, personas: ReadonlyMap<string, string>, gatherings: readonly Poured[], now = new Date()): Promise<void> {
  for (const one of gatherings) await pourOne(space, personas, one, now);
}

async function pourOne(space: string, personas: ReadonlyMap<string, string>, one: Poured, now: Date): Promise<void> {
  const id = randomUUID();
  const [host] = one.hosts.map((key) => personas.get(key)!);
  await sql`
    insert into gatherings.gatherings (id, code, space, persona_id, kind, way, title, what, language, minutes, cost, leaving, host_words, near, transport, parking, access, access_words, late_hours, time_zone, country, every, published_at)
    values (${id}, ${makeCode()}, ${space}, ${host!}, ${one.kind}, ${one.way}, ${one.title}, ${one.what}, ${one.lang}, ${one.minutes}, ${one.cost}, ${one.leaving}, ${one.hostWords}, ${one.near}, ${one.transport}, ${one.parking},
            ${JSON.stringify(one.access)}::jsonb, ${one.accessWords}, ${one.lateHours}, ${one.zone}, ${one.country}, ${one.every}, now() - interval '40 days')`;
  await sql`insert into gatherings.addresses (gathering_id, place_kind, place_name, address, finding, link) values (${id}, ${one.placeKind}, ${one.placeName}, ${one.address}, ${one.finding}, ${one.link ?? ''})`;
  for (const [at, key] of one.hosts.entries()) await sql`
    insert into gatherings.hosts (gathering_id, persona_id, space, part, said) values (${id}, ${personas.get(key)!}, ${space}, ${at ? 'cohost' : 'host'}, 'yes')`;
  for (const [kind, words] of one.topics) await sql`insert into gatherings.topics (id, gathering_id, persona_id, kind, words, language) values (${randomUUID()}, ${id}, ${host!}, ${kind}, ${words}, ${one.lang})`;
  const sittingIds = await pourDates(id, one, now);
  const next = sittingIds[one.days.findIndex((days) => days > 0)]!;
  for (const { by, shows, wishes = '', on } of one.seats) for (const at of on) await sql`
    insert into gatherings.seats (id, sitting_id, persona_id, space, state, way, shows, wishes) values (${randomUUID()}, ${sittingIds[at]!}, ${personas.get(by)!}, ${space}, 'coming', ${one.way === 'phone' ? 'phone' : 'place'}, ${shows}, ${wishes})`;
  for (const [by, words] of one.cards) await sql`
    insert into gatherings.topics (id, gathering_id, sitting_id, persona_id, kind, words, language) values (${randomUUID()}, ${id}, ${next}, ${personas.get(by)!}, 'card', ${words}, ${one.lang})`;
  for (const { by, kind, hows = [], area = '', room = 1 } of one.hands) await sql`
    insert into gatherings.hands (id, sitting_id, persona_id, space, kind, hows, area, room) values (${randomUUID()}, ${next}, ${personas.get(by)!}, ${space}, ${kind}, ${hows}::text[], ${area}, ${room})`;
}

async function pourDates(gatheringId: string, { days, at, zone, minutes, count }: Poured, now: Date): Promise<string[]> {
  const ids: string[] = [];
  for (const away of days) {
    const first = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate().add({ days: away }).toString();
    const [date] = datesOf({ first, at, minutes, timeZone: zone, every: 'once', times: 1, onHoliday: 'keep' });
    const counted = away < 0 ? count : undefined;
    ids.push(randomUUID());
    await sql`
      insert into gatherings.sittings (id, code, gathering_id, on_day, starts_at, ends_at, reminded_at, came, first_time, wishes_asked, wishes_met, lifts, counted_at)
      values (${ids.at(-1)!}, ${makeCode()}, ${gatheringId}, ${date!.day}, ${date!.startsAt}, ${date!.endsAt}, case when ${away} < 2 then now() end,
              ${counted?.came ?? null}, ${counted?.firstTime ?? null}, ${counted?.wishesAsked ?? null}, ${counted?.wishesMet ?? null}, ${counted?.lifts ?? null}, case when ${counted !== undefined} then now() end)`;
  }
  return ids;
}
