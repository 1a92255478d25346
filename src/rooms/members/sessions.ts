/**
 * Sessions: being signed in on one device.
 *
 * The cookie holds 256 random bits, the table their hash. A session ends when
 * it is ended, or after twelve hours. When nobody used it for a while (10 minutes
 * on a shared device, 30 on one's own, fewer if the member wishes) it is locked:
 * it opens nothing until the pass-sentence is said again. Signing in, unlocking
 * and showing a second factor always begin a new one.
 */
import { hash as digest, randomBytes, randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { isLanguage, type Language } from '#platform/words';
import * as holders from '#members/holders';
import { standardLooks, type Account, type Day, type Looks, type Member, type Role } from '#members/members';
import { wearTag } from '#members/roles';
import { asWorkAccount, isWorkAccount, type WorkAccount } from '#members/work-accounts';

type Entered = {
  sessionId: string; memberId: string; personaId: string | null; name: string; code: string; seed: string; language: string; device: 'shared' | 'own';
  roles: Role[]; factorAt: Date | null; day: Day | null; pausedAt: Date | null; suspendedUntil: Date | null; leavingAt: Date | null; recoveryAt: Date | null;
  /** Milliseconds for which all of this holds, if nobody changes anything. */
  holdsFor: number;
} & { [Look in keyof Looks]: Looks[Look] | null };

const hash = (token: string) => digest('sha256', token, 'buffer');

type Beginning = {
  /** A second factor or a passkey was shown with this sign-in. */
  factor?: boolean;
  /** The cookie the browser already had: that session ends, whoever's it was. */
  instead?: string | undefined;
};

/**
 * Begins a session and returns the token for the cookie: always a new one, so
 * that a token somebody planted before is worth nothing afterwards. Where the
 * member has a second factor that was not shown yet, the session opens nothing
 * until it is (`waiting`, `stepUp`).
 */
export async function begin(memberId: string, device: 'shared' | 'own', deviceWords: string, { factor = false, instead }: Beginning = {}): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await asHouse(async () => {
    await beforeARest(memberId);
    const [rests] = await sql`select 1 from members.rests where member_id = ${memberId}`;
    if (rests) refuse('members.refused.rests'); // whoever was taken for dead reads how to reach a person
    if (instead) await endByToken(instead);
    await sql`
      insert into members.sessions (id, member_id, token_hash, device, device_words, ends_at, factor_at, factor_asked_at)
      select ${randomUUID()}, ${memberId}, ${hash(token)}, ${device}, ${deviceWords.slice(0, 80)}, now() + interval '12 hours',
             case when ${factor} then now() end,
             (select now() from members.second_factors where member_id = ${memberId} and confirmed_at is not null)`;
    if (factor) await wearTag(memberId);
  });
  return token;
}

/**
 * A rest that is beginning (`rests`) holds the member until it ends every session: whoever comes in at that moment comes in before it, and is signed
 * out with the others, or after it, and is told. A statement of its own, so that what is asked next sees what was waited for; of two sign-ins neither waits.
 */
const beforeARest = (memberId: string) => sql`select 1 from members.members where id = ${memberId} for key share`;

/** Who has shown the first half of the way in, and not yet the second; for ten minutes. */
export async function waiting(token: string | undefined): Promise<Waiting | undefined> {
  if (token?.length !== 43) return undefined;
  const [row] = await asHouse(() => sql<Waiting>`
    select s.member_id as id, s.id as session_id, coalesce(f.name, w.name) as name
      from members.sessions s
      left join members.personas p on p.member_id = s.member_id and p.space = 'forum'
      left join members.faces f on f.persona_id = p.id
      left join members.work_accounts w on w.member_id = s.member_id
     where s.token_hash = ${hash(token)} and s.ends_at > now() and s.made_at > now() - interval '10 minutes'
       and s.factor_asked_at is not null and s.factor_at is null`);
  return row;
}
export type Waiting = { id: string; sessionId: string; name: string };

/**
 * A second factor was shown: the session goes on under a new token, with the
 * old one's end. Of two at once one gets it, the other nothing.
 */
export async function stepUp(memberId: string, sessionId: string): Promise<{ token: string; device: 'shared' | 'own' }> {
  const token = randomBytes(32).toString('base64url');
  return asHouse(async () => {
    await beforeARest(memberId);
    const [row] = await sql<{ device: 'shared' | 'own' }>`
      with was as (
        select id, ends_at from members.sessions where id = ${sessionId} and member_id = ${memberId} and ends_at > now() for update
      ), ended as (
        update members.sessions s set ends_at = now() from was where s.id = was.id
        returning s.member_id, s.device, s.device_words, s.day, s.day_until, s.factor_asked_at, was.ends_at
      )
      insert into members.sessions (id, member_id, token_hash, device, device_words, day, day_until, factor_asked_at, ends_at, factor_at)
      select ${randomUUID()}, member_id, ${hash(token)}, device, device_words, day, day_until, factor_asked_at, ends_at, now() from ended
      returning device`;
    if (!row) notFound();
    await wearTag(memberId);
    return { token, device: row.device };
  });
}

export type Locked = { memberId: string; device: 'shared' | 'own'; language: Language; cover: string; leaveTo: string };

/** Whose session lies quiet under this token: it would open if somebody had used it in time. */
export async function locked(token: string | undefined): Promise<Locked | undefined> {
  if (token?.length !== 43) return undefined;
  const [row] = await asHouse(() => sql<{ memberId: string; device: 'shared' | 'own'; language: string; cover: string | null; leaveTo: string | null }>`
    select s.member_id, s.device, m.language, w.cover, w.leave_to
      from members.sessions s join members.members m on m.id = s.member_id left join members.settings w on w.member_id = s.member_id
     where s.token_hash = ${hash(token)} and s.ends_at > now() and (s.factor_asked_at is null or s.factor_at is not null)
       and s.seen_at <= now() - members.idle_limit(s.device, w.lock_after)`);
  return row && { ...row, language: isLanguage(row.language) ? row.language : 'en', cover: row.cover ?? '', leaveTo: row.leaveTo ?? '' };
}

/** Locks the session in use, at once: what a page does when the quiet minutes are over. */
export const lock = (member: Pick<Account, 'id' | 'session'>) => asking(member, () => sql`
  update members.sessions set seen_at = now() - interval '1 hour' where id = ${member.session.id} and member_id = ${member.id} and ends_at > now()`);

/** A new session in place of a locked one, after the sentence was said again; how the day is goes along. A second factor is asked for anew. */
export async function relight(token: string, deviceWords: string): Promise<string> {
  const fresh = randomBytes(32).toString('base64url');
  const [row] = await asHouse(async () => {
    const [holder] = await sql<{ memberId: string }>`select member_id from members.sessions where token_hash = ${hash(token)}`;
    if (holder) await beforeARest(holder.memberId);
    return sql`
      with was as (
        update members.sessions set ends_at = now() where token_hash = ${hash(token)} and ends_at > now() returning member_id, device, day, day_until
      )
      insert into members.sessions (id, member_id, token_hash, device, device_words, day, day_until, ends_at, factor_asked_at)
      select ${randomUUID()}, member_id, ${hash(fresh)}, device, ${deviceWords.slice(0, 80)}, day, day_until, now() + interval '12 hours',
             (select now() from members.second_factors f where f.member_id = was.member_id and f.confirmed_at is not null)
        from was returning 1 as made`;
  });
  return row ? fresh : notFound();
}

/** How many quiet minutes this device has. */
export const quietMinutes = ({ session, looks }: Pick<Account, 'session' | 'looks'>) => Math.min(session.device === 'own' ? 30 : 10, looks.lockAfter || 30);

export type Whoever = { member: Member | undefined; work: WorkAccount | undefined };

/** Who holds this token now: a member, somebody with a work account, or nobody. One statement, or none where it is known; it also notes that the session is in use. */
export async function whoever(token: string): Promise<Whoever> {
  return holders.known(token) ?? holders.keep(token, async () => {
    const [row] = token.length === 43 ? await sql<Entered>`select * from members.enter(${hash(token)})` : [];
    const isWork = row && isWorkAccount(row.memberId);
    return { whoever: { member: row && !isWork ? asMember(row) : undefined, work: row && isWork ? asWorkAccount(accountOf(row)) : undefined }, holdsFor: row?.holdsFor ?? 0 };
  });
}

/** The member who holds this token now. Nobody with a work account is one. */
export const enter = async (token: string): Promise<Member | undefined> => (await whoever(token)).member;

function accountOf(row: Entered): Omit<Account, 'roles'> {
  const looks = Object.fromEntries(Object.entries(standardLooks).map(([look, standard]) => [look, row[look as keyof Looks] ?? standard])) as Looks;
  return { id: row.memberId, name: row.name, language: isLanguage(row.language) ? row.language : 'en', looks, session: { id: row.sessionId, device: row.device, factorAt: row.factorAt, day: row.day } };
}

const asMember = (row: Entered): Member => ({
  ...accountOf(row), personaId: row.personaId!, code: row.code, seed: row.seed, roles: row.roles,
  pausedAt: row.pausedAt, suspendedUntil: row.suspendedUntil, leavingAt: row.leavingAt, recoveryAt: row.recoveryAt
});

export type Device = { id: string; deviceWords: string; device: 'shared' | 'own'; madeAt: Date; seenAt: Date };

/** The open sessions of an account, newest use first. */
export const of = (member: Pick<Account, 'id' | 'looks'>) => asking(member, () => sql<Device>`
  select id, device_words, device, made_at, seen_at from members.sessions
   where member_id = ${member.id} and ends_at > now()
     and seen_at > now() - members.idle_limit(device, ${member.looks.lockAfter || null}::int)
   order by seen_at desc`);

/** Ends one of one's own sessions. One that is over stays as it ended. */
export async function end(member: Pick<Account, 'id'>, sessionId: string): Promise<void> {
  if (!isUuid(sessionId)) notFound();
  const ended = await asking(member, () => sql`
    update members.sessions set ends_at = least(ends_at, now()) where id = ${sessionId} and member_id = ${member.id} returning id`);
  if (!ended.length) notFound();
}

/** Ends the session of a cookie, also one that still waits for its second factor. */
export const endByToken = (token: string) => asHouse(() => sql`
  update members.sessions set ends_at = now() where token_hash = ${hash(token)} and ends_at > now()`);

/** Ends every session of the member but the one in use. */
export const endOthers = (member: Pick<Account, 'id' | 'session'>) => asking(member, () => sql`
  update members.sessions set ends_at = now()
   where member_id = ${member.id} and id <> ${member.session.id} and ends_at > now()`);

/** Ends every session of a member, when a lost key was replaced. */
export const endAll = (memberId: string) => asHouse(() => sql`
  update members.sessions set ends_at = now() where member_id = ${memberId} and ends_at > now()`);

/** Sessions that ended long ago are forgotten; a week of them stays, so that words sent too late can still be kept. */
export const sweep = () => asHouse(() => sql`delete from members.sessions where least(ends_at, seen_at + interval '12 hours') < now() - interval '7 days'`);

/** Whose session this was, although it has run out: so that what they were writing is kept for them and for nobody else. */
export async function lastHolder(token: string): Promise<{ id: string; personaId: string | null } | undefined> {
  if (token.length !== 43) return undefined;
  const [row] = await asHouse(() => sql<{ id: string; personaId: string | null }>`
    select s.member_id as id, p.id as persona_id
      from members.sessions s left join members.personas p on p.member_id = s.member_id and p.space = 'forum'
     where s.token_hash = ${hash(token)} and s.seen_at > now() - interval '7 days' and (s.factor_asked_at is null or s.factor_at is not null)`);
  return row;
}

/** Whether this was a session of the member that began since then, and opens nothing now: ended, or locked. */
export async function isOver(token: string | undefined, { id, since }: { id: string; since: Date }): Promise<boolean> {
  if (token?.length !== 43) return false;
  const [row] = await asHouse(() => sql`
    select 1 from members.sessions s left join members.settings w on w.member_id = s.member_id
     where s.token_hash = ${hash(token)} and s.member_id = ${id} and s.made_at >= ${since}
       and (s.ends_at <= now() or s.seen_at <= now() - members.idle_limit(s.device, w.lock_after))`);
  return row !== undefined;
}

/** How today is, kept with the session until four in the morning by the clock of the place. */
export const sayDay = (member: Member, day: Day, timeZone: string) => asking(member, () => sql`
  update members.sessions
     set day = ${day}, day_until = (date_trunc('day', now() at time zone ${timeZone} - interval '4 hours') + interval '1 day 4 hours') at time zone ${timeZone}
   where member_id = ${member.id} and ends_at > now()`);
