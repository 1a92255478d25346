/** Demo life: circles, those who sit in them, and what was said. Inside the transaction of whoever fills the community. */
import { randomUUID } from 'node:crypto';
import { sql } from '#db';
import { code as makeCode, makeSeed } from '#members/members';
import { foldName } from '#members/name-rules';
import type { Kind, Role } from '#circles/circle-rules';
import { weekly } from '#circles/session-rules';

export type Sitting = { name: string; role?: Role };
export type Planted = {
  kind: Kind; name: string; lang: 'en' | 'nb'; about: string; agreement: string; most: number; weeks: number | null; minutes: number;
  /** The day of the week (Monday is 1) and the time of its sessions; null is on now. */
  starts: { weekday: number; at: string } | null;
  sessions: number; plan: string; between: string;
  /** Who sits there, by the key of the person. */
  people: Record<string, Sitting>;
  lines: { key: string; body: string; about?: string[] }[];
};

/** When it meets, week after week. What is on now began five minutes ago, and is on the whole or half hour from next week on. */
function datesOf({ starts, sessions, lang }: Planted): Date[] {
  const zone = lang === 'nb' ? 'Europe/Oslo' : 'Europe/London';
  const now = Temporal.Now.zonedDateTimeISO(zone);
  const from = (days: number, at: string, many: number) => weekly(now.toPlainDate().add({ days }).toString(), at, zone, many)!;
  if (starts) return from((starts.weekday - now.dayOfWeek + 7) % 7 || 7, starts.at, sessions);
  return [new Date(now.epochMilliseconds - 5 * 60_000), ...from(7, `${now.hour}:${now.minute < 30 ? '00' : '30'}`, sessions - 1)];
}

/** `personas`: everybody's persona in the forum, by key. */
export async function plant(circle: Planted, personas: ReadonlyMap<string, string>): Promise<void> {
  const [space, id, code] = [randomUUID(), randomUUID(), makeCode()];
  await sql`insert into members.spaces (id, code, kind, name, language) values (${space}, ${code}, 'circle', ${circle.name}, ${circle.lang})`;
  await sql`
    insert into circles.circles (id, space_id, code, kind, name, about, agreement, language, most, weeks)
    values (${id}, ${space}, ${code}, ${circle.kind}, ${circle.name}, ${circle.about}, ${circle.agreement}, ${circle.lang}, ${circle.most}, ${circle.weeks})`;
  const there = new Map<string, string>();
  for (const [key, { name, role = 'member' }] of Object.entries(circle.people)) {
    const [made] = await sql<{ id: string; memberId: string }>`
      insert into members.personas (id, member_id, space) select gen_random_uuid(), member_id, ${space} from members.personas where id = ${personas.get(key)!} returning id, member_id`;
    await sql`
      insert into members.faces (persona_id, space, name, name_folded, code, seed, language) values (${made!.id}, ${space}, ${name}, ${foldName(name)}, ${makeCode()}, ${makeSeed()}, ${circle.lang})`;
    await sql`insert into members.ladders (persona_id, member_id) values (${made!.id}, ${made!.memberId})`;
    await sql`
      insert into circles.seats (id, circle_id, persona_id, role, hold)
      values (${randomUUID()}, ${id}, ${made!.id}, ${role},
              case when ${role}::text = 'host' and exists (select from members.roles r where r.member_id = ${made!.memberId} and r.ended_at is null) then 'role' else '' end)`;
    there.set(key, made!.id);
  }
  const session = randomUUID();
  const isOn = circle.starts === null;
  for (const [at, date] of datesOf(circle).entries()) await sql`
    insert into circles.sessions (id, circle_id, number, starts_at, minutes, opened_at, last_change)
    values (${at ? randomUUID() : session}, ${id}, ${at + 1}, ${date}, ${circle.minutes}, case when ${isOn && at === 0}::boolean then now() end, ${at ? 0 : circle.lines.length})`;
  if (circle.plan || circle.between) await sql`insert into circles.notes (session_id, circle_id, plan, between) values (${session}, ${id}, ${circle.plan}, ${circle.between})`;
  if (isOn) for (const [, persona] of there) await sql`insert into circles.presences (session_id, circle_id, persona_id) values (${session}, ${id}, ${persona})`;
  for (const [at, { key, body, about = [] }] of circle.lines.entries()) await sql`
    insert into circles.lines (id, session_id, circle_id, number, change, persona_id, body, about, language, said_at)
    values (${randomUUID()}, ${session}, ${id}, ${at + 1}, ${at + 1}, ${there.get(key)!}, ${body}, ${about}::text[], ${circle.lang}, now() - make_interval(mins => 2))`;
}
