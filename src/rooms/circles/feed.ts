/**
 * The feed: what somebody who listens to a room is sent.
 *
 * Whether they may is asked when they begin and again for everything they are
 * sent: they sit there, they are signed in, their device has not gone quiet,
 * and nobody keeps apart from whoever said it.
 */
import { asHouse, asking, isUuid, sql } from '#db';
import type { Member } from '#members/members';
import { keptHours } from '#circles/lines';
import { phaseOf, type Phase } from '#circles/session-rules';

/** One who listens: `login` is their session on a device. */
export type Listener = { login: string; personaId: string };
export type Place = { sessionId: string; personaId: string };

/** Where somebody may listen, or nothing. They have come into the room. */
export async function placeOf(member: Member, code: string, sessionId: string): Promise<Place | undefined> {
  if (!isUuid(sessionId)) return undefined;
  const [place] = await asking(member, () => sql<Place>`
    select p.session_id, p.persona_id from circles.presences p join circles.circles c on c.id = p.circle_id
     where c.code = ${code} and p.session_id = ${sessionId} and p.is_here and c.id = any(circles.mine()) and p.persona_id = any(members.my_personas())`);
  return place;
}

export type Heard = { id: string; number: number; change: number; personaId: string; name: string | null; seed: string | null; isHost: boolean; body: string | null; about: string[]; language: string;
  /** What its author reads when it is out of sight for others. */ ownBody: string | null; isTakenBack: boolean; isHidden: boolean; /** Out of sight, and heard by nobody else. */ isHeld: boolean };
export type News = { lines: Heard[]; state: { phase: Phase; slow: number; here: number }; lastChange: number; may: Set<string>; apart: Map<string, Set<string>> };

/** Everything that changed in a session after `after`, and who of these may hear it. `may` holds `login`s. */
export const since = (sessionId: string, after: number, listeners: readonly Listener[]): Promise<News | undefined> => asHouse(async () => {
  const [session] = await sql<{ startsAt: Date; minutes: number; openedAt: Date | null; closedAt: Date | null; slow: number; lastChange: number; here: number; circleId: string; space: string }>`
    select s.starts_at, s.minutes, s.opened_at, s.closed_at, s.slow, s.last_change, s.circle_id, c.space_id::text as space,
           (select count(*)::int from circles.presences p where p.session_id = s.id and p.is_here) as here
      from circles.sessions s join circles.circles c on c.id = s.circle_id where s.id = ${sessionId}`;
  if (!session) return undefined;
  const lines = await sql<Heard>`
    select l.id, l.number, l.change, l.persona_id, f.name, f.seed, coalesce(t.role = 'host', false) as is_host,
           case when l.taken_back_at is null and l.hidden_at is null then l.body end as body, l.about, l.language,
           case when l.taken_back_at is null then l.body end as own_body, l.taken_back_at is not null as is_taken_back, l.hidden_at is not null as is_hidden, l.hidden_at is not null and (l.change = l.number or l.taken_back_at is not null) as is_held
      from circles.lines l left join members.faces f on f.persona_id = l.persona_id left join circles.seats t on t.persona_id = l.persona_id and t.circle_id = l.circle_id
     where l.session_id = ${sessionId} and l.change > ${after} and l.said_at > now() - make_interval(hours => ${keptHours}) order by l.change limit 2000`;
  const may = await sql<{ login: string }>`
    select l.login from unnest(${listeners.map(({ login }) => login)}::uuid[], ${listeners.map(({ personaId }) => personaId)}::uuid[]) as l(login, persona)
      join circles.seats t on t.persona_id = l.persona and t.circle_id = ${session.circleId}
      join members.sessions d on d.id = l.login and d.ends_at > now()
      left join members.settings w on w.member_id = d.member_id
     where d.seen_at > now() - members.idle_limit(d.device, w.lock_after)`;
  const blocks = await sql<{ one: string; other: string }>`
    select one.id as one, other.id as other from members.fences f
      join members.personas one on one.member_id = f.member_id and one.space = f.space
      join members.personas other on other.member_id = f.other_id and other.space = f.space
     where f.space = ${session.space}`;
  const apart = new Map<string, Set<string>>();
  const add = (one: string, other: string) => void (apart.get(one) ?? apart.set(one, new Set()).get(one)!).add(other);
  for (const { one, other } of blocks) { add(one, other); add(other, one); }
  return { lines, state: { phase: phaseOf(session, new Date()), slow: session.slow, here: session.here }, lastChange: lines.length < 2000 ? session.lastChange : lines.at(-1)!.change, may: new Set(may.map(({ login }) => login)), apart };
});
