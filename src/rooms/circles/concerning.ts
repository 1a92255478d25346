/**
 * Lines somebody asks us to look at, and what a moderator does to one.
 *
 * For those who watch over the place alone. A line that waits for a person is
 * kept until they have looked, longer than its day if need be, unseen by
 * others meanwhile once its day is over.
 */
import { asHouse, sql, transaction } from '#db';
import type { Language } from '#platform/words';
import * as sayings from '#house/sayings';
import type { Moderator } from '#members/members';
import { tellsHow } from '#triage/assess';
import type { Kind } from '#circles/circle-rules';

export type Concerned = {
  id: string; code: string; kind: Kind; circle: string; personaId: string; isMine: boolean; name: string | null; body: string; about: string[]; language: string;
  saidAt: Date; takenBackAt: Date | null; hiddenAt: Date | null; /** Out of sight, and nobody else may know whether it was heard. */ isUnheard: boolean;
};

/** All of them `asHouse`, those a member may know of when they are `asking`. */
export const concerned = (lineIds: readonly string[]) => sql<Concerned>`
  select l.id, c.code, c.kind, c.name as circle, l.persona_id, l.persona_id = any(members.my_personas()) as is_mine, f.name, l.body, l.about, l.language, l.said_at, l.taken_back_at, l.hidden_at,
         l.hidden_at is not null and (l.change = l.number or l.taken_back_at is not null) as is_unheard
    from circles.lines l join circles.circles c on c.id = l.circle_id left join members.faces f on f.persona_id = l.persona_id
   where l.id = any(${lineIds as string[]}::uuid[])`;

export type Written = { id: string; personaId: string; text: string; language: Language; previous: string[] };
/** A line with up to three earlier ones of the same person in this session, oldest first: what may be looked at for danger. Inside `asHouse`. */
export async function written(lineId: string): Promise<Written | undefined> {
  const [line] = await sql<Written>`
    select l.id, l.persona_id, l.body as text, l.language,
           array(select body from (select q.body, q.number from circles.lines q where q.session_id = l.session_id and q.persona_id = l.persona_id and q.number < l.number and q.taken_back_at is null
                                    order by q.number desc limit 3) e order by number) as previous
      from circles.lines l where l.id::text = ${lineId} and l.taken_back_at is null`;
  return line;
}

/** How often the same person said these very words in this session up to this line; short ones, such as thanks, are not counted. Inside `asHouse`. */
export const sameSaid = async (lineId: string): Promise<number> => (await sql<{ same: number }>`
  select count(*)::int as same from circles.lines l join circles.lines q on q.session_id = l.session_id and q.persona_id = l.persona_id and q.number <= l.number and q.body = l.body and q.taken_back_at is null
   where l.id::text = ${lineId} and length(l.body) > 40`)[0]!.same;

/** Which of these have no words any more: their day is over, or they were taken back. Inside `asHouse`. */
export const gone = async (lineIds: readonly string[]): Promise<string[]> => (await sql<{ id: string }>`
  select u.id from unnest(${lineIds as string[]}::uuid[]) as u(id) left join circles.lines l on l.id = u.id where l.id is null or l.body = ''`).map(({ id }) => id);

/** Who sits in the circle a line was said in, as members: none of them decides about it. Inside `asHouse`. */
export const whoSits = async (lineId: string): Promise<string[]> =>
  (await sql<{ memberId: string }>`
    select distinct p.member_id from circles.lines l join circles.seats t on t.circle_id = l.circle_id join members.personas p on p.id = t.persona_id where l.id::text = ${lineId}`).map(({ memberId }) => memberId);

/** The space a line was said in: a case knows it. */
export const spaceOf = async (lineId: string): Promise<string | undefined> => {
  const [found] = await sql<{ space: string }>`select c.space_id::text as space from circles.lines l join circles.circles c on c.id = l.circle_id where l.id::text = ${lineId}`;
  return found?.space;
};

/** The same of a room by its code, for words that were not let in. */
export const spaceAt = async (code: string): Promise<string | undefined> => (await sql<{ space: string }>`select space_id::text as space from circles.circles where code = ${code}`)[0]?.space;
export const whoSitsAt = async (code: string): Promise<string[]> =>
  (await sql<{ memberId: string }>`
    select distinct p.member_id from circles.circles c join circles.seats t on t.circle_id = c.id join members.personas p on p.id = t.persona_id where c.code = ${code}`).map(({ memberId }) => memberId);

/** What has been out of sight since before a moment, whoever put it there, and its space. Inside `asHouse`. */
export const outOfSight = (before: Date) => sql<{ id: string; personaId: string; space: string }>`
  select l.id, l.persona_id, c.space_id::text as space from circles.lines l join circles.circles c on c.id = l.circle_id where l.hidden_at < ${before} and l.taken_back_at is null`;

/**
 * Whether words tell how somebody could harm themselves: then nobody else hears
 * them before a person has looked. That is the only reason. When the program
 * that looks fails or is off, the line is said, and a person looks all the same.
 */
export const isToHold = async (text: string, language: Language): Promise<boolean> =>
  (await sayings.sayAnyway('en')).triage !== 'off' && tellsHow({ text, language });

/** Kept until somebody has looked. */
export const keep = (lineId: string) => asHouse(() => sql`update circles.lines set kept_at = coalesce(kept_at, now()) where id::text = ${lineId}`);
export const letGo = (lineId: string) => asHouse(() => sql`update circles.lines set kept_at = null where id::text = ${lineId}`);

/** Hides a line from everybody but its author; answers with its words, or nothing when it is hidden or gone. Heard twice it is the same. */
export const hold = (lineId: string): Promise<string | undefined> => transaction(async () => {
  const [line] = await sql<{ body: string }>`
    with l as (select id, session_id from circles.lines where id::text = ${lineId} and hidden_at is null and taken_back_at is null for update),
    s as (update circles.sessions s set last_change = last_change + 1 from l where s.id = l.session_id returning s.id, s.last_change),
    h as (update circles.lines x set hidden_at = now(), change = s.last_change from s, l where x.id = l.id returning x.body, x.session_id)
    select body, pg_notify('circles', session_id::text) from h`;
  return line?.body;
});
export const hide = (_moderator: Moderator, lineId: string) => hold(lineId);

export const show = (_moderator: Moderator, lineId: string): Promise<boolean> => transaction(async () => {
  const [line] = await sql`
    with l as (select id, session_id from circles.lines where id::text = ${lineId} and hidden_at is not null for update),
    s as (update circles.sessions s set last_change = last_change + 1 from l where s.id = l.session_id returning s.id, s.last_change),
    h as (update circles.lines x set hidden_at = null, change = s.last_change from s, l where x.id = l.id returning x.session_id)
    select pg_notify('circles', session_id::text) from h`;
  return line !== undefined;
});
