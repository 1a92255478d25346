/**
 * Sessions: being signed in on one device.
 *
 * The cookie holds 256 random bits, the table their hash. A session ends when
 * it is ended, when nobody used it for a while (10 minutes on a shared device,
 * 30 on one's own) or after twelve hours, whichever comes first.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import { isLanguage } from '#platform/words';
import { standardLooks, type Day, type Looks, type Member, type Role } from '#members/members';

type Entered = {
  sessionId: string; memberId: string; personaId: string; name: string; code: string; seed: string; language: string; device: 'shared' | 'own';
  roles: Role[]; factorAt: Date | null; day: Day | null; pausedAt: Date | null; suspendedUntil: Date | null; leavingAt: Date | null;
} & { [Look in keyof Looks]: Looks[Look] | null };

const hash = (token: string) => createHash('sha256').update(token).digest();

/** Begins a session and returns the token for the cookie. */
export async function begin(memberId: string, device: 'shared' | 'own', deviceWords: string, { factor = false } = {}): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await asHouse(() => sql`
    insert into members.sessions (id, member_id, token_hash, device, device_words, ends_at, factor_at)
    values (${randomUUID()}, ${memberId}, ${hash(token)}, ${device}, ${deviceWords.slice(0, 80)}, now() + interval '12 hours',
            case when ${factor} then now() end)`);
  return token;
}

/** Who holds this token now, or nobody. One statement; it also notes that the session is in use. */
export async function enter(token: string): Promise<Member | undefined> {
  if (token.length !== 43) return undefined;
  const [row] = await sql<Entered>`select * from members.enter(${hash(token)})`;
  return row && asMember(row);
}

function asMember(row: Entered): Member {
  const looks = Object.fromEntries(Object.entries(standardLooks).map(([look, standard]) => [look, row[look as keyof Looks] ?? standard])) as Looks;
  return {
    id: row.memberId, personaId: row.personaId, name: row.name, code: row.code, seed: row.seed,
    language: isLanguage(row.language) ? row.language : 'en',
    roles: row.roles, pausedAt: row.pausedAt, suspendedUntil: row.suspendedUntil, leavingAt: row.leavingAt, looks,
    session: { id: row.sessionId, device: row.device, factorAt: row.factorAt, day: row.day }
  };
}

export type Device = { id: string; deviceWords: string; device: 'shared' | 'own'; madeAt: Date; seenAt: Date };

/** The member's open sessions, newest use first. */
export const of = (member: Member) => asking(member, () => sql<Device>`
  select id, device_words, device, made_at, seen_at from members.sessions
   where member_id = ${member.id} and ends_at > now()
     and seen_at > now() - case device when 'own' then interval '30 minutes' else interval '10 minutes' end
   order by seen_at desc`);

/** Ends one of the member's own sessions. */
export async function end(member: Member, sessionId: string): Promise<void> {
  if (!isUuid(sessionId)) notFound();
  const ended = await asking(member, () => sql`
    update members.sessions set ends_at = now() where id = ${sessionId} and member_id = ${member.id} and ends_at > now() returning id`);
  if (!ended.length) notFound();
}

/** Ends every session of the member but the one in use. */
export const endOthers = (member: Member) => asking(member, () => sql`
  update members.sessions set ends_at = now()
   where member_id = ${member.id} and id <> ${member.session.id} and ends_at > now()`);

/** Whose session this was, although it has run out: so that what they were writing is kept for them and for nobody else. */
export async function lastHolder(token: string): Promise<{ id: string } | undefined> {
  if (token.length !== 43) return undefined;
  const [row] = await asHouse(() => sql<{ id: string }>`
    select member_id as id from members.sessions where token_hash = ${hash(token)} and seen_at > now() - interval '7 days'`);
  return row;
}

/** How today is, kept with the session until four in the morning by the server's clock. */
export const sayDay = (member: Member, day: Day) => asking(member, () => sql`
  update members.sessions
     set day = ${day}, day_until = date_trunc('day', now() - interval '4 hours') + interval '1 day 4 hours'
   where member_id = ${member.id} and ends_at > now()`);
