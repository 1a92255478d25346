/**
 * Calendars: a file, and an address that a calendar can look at.
 *
 * Whoever shares a calendar with somebody sees a time and a plain word the
 * member chose; no place, no name, no link, nothing that says what it is. Ids
 * in it are made for this member alone, so two people's calendars cannot be
 * laid side by side by them. The address is kept as a hash; a new one ends the
 * old one, and a wrong one is answered like one that never was.
 */
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import ical, { ICalCalendarMethod } from 'ical-generator';
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { keyFor } from '#platform/secrets';
import { say, type Language } from '#platform/words';
import { tidy } from '#house/saying-rules';
import type { Member } from '#members/members';

type Entry = { id: string; startsAt: Date; endsAt: Date; isOff: boolean };
const hash = (token: string) => createHash('sha256').update(token).digest();
const longest = 40;
let key: Buffer | undefined;
/** The same entry keeps its id for this member, so that a change replaces it. */
const uidOf = (memberId: string, sittingId: string) => createHmac('sha256', (key ??= keyFor('calendar'))).update(`${memberId}\n${sittingId}`).digest('hex').slice(0, 32);

/** What entries are called: the member's own word, or a plain one. */
const summaryOf = (words: string, language: Language) => words || say(language, 'gatherings', 'calendar.summary');

function write(memberId: string, entries: readonly Entry[], summary: string): string {
  const calendar = ical({ prodId: { company: 'calendar', product: 'calendar', language: 'EN' }, method: ICalCalendarMethod.PUBLISH, ttl: 3 * 60 * 60 });
  for (const { id, startsAt, endsAt, isOff } of entries) {
    if (!isOff) calendar.createEvent({ id: uidOf(memberId, id), start: startsAt, end: endsAt, stamp: startsAt, summary });
  }
  return calendar.toString();
}

/** One date as a file, for somebody who comes or hosts. */
export async function file(member: Member, code: string): Promise<string> {
  const [entry] = await asking(member, () => sql<Entry>`
    select i.id, i.starts_at, i.ends_at, i.cancelled_at is not null as is_off from gatherings.sittings i
     where i.code = ${code} and (i.id = any(gatherings.my_sittings()) or i.id = any(gatherings.sure_sittings()))`);
  if (!entry) notFound();
  const own = await mine(member);
  return write(member.id, [entry], summaryOf(own?.words ?? '', member.language));
}

export type Calendar = { words: string; madeOn: Date };
export const mine = async (member: Member): Promise<Calendar | undefined> => (await asking(member, () => sql<Calendar>`
  select words, made_at as made_on from gatherings.calendars where member_id = ${member.id} and revoked_at is null`))[0];

/** A new address; the one before ends. It is shown once and kept as a hash. */
export async function make(member: Member, wished: string): Promise<{ token: string }> {
  const words = tidy(wished).replace(/\s+/g, ' ');
  if ([...words].length > longest) refuse('gatherings.refused.long', 'words', { most: longest });
  const token = randomBytes(24).toString('base64url');
  await asking(member, async () => {
    await sql`select 1 from members.members where id = ${member.id} for update`; // of two presses at once one waits
    await sql`update gatherings.calendars set revoked_at = now() where member_id = ${member.id} and revoked_at is null`;
    await sql`insert into gatherings.calendars (id, member_id, token_hash, words) values (${randomUUID()}, ${member.id}, ${hash(token)}, ${words})`;
  });
  return { token };
}

export const revoke = (member: Member) => asking(member, () => sql`update gatherings.calendars set revoked_at = now() where member_id = ${member.id} and revoked_at is null`);

/** What stands at an address; nothing for one that is wrong, old, or of somebody who has left. The same work either way. */
export async function feed(token: string): Promise<string | undefined> {
  const [found] = await asHouse(() => sql<{ memberId: string; words: string; language: Language }>`
    select c.member_id, c.words, m.language from gatherings.calendars c join members.members m on m.id = c.member_id where c.token_hash = ${hash(token)} and c.revoked_at is null`);
  const entries = await asHouse(() => sql<Entry>`
    select distinct i.id, i.starts_at, i.ends_at, i.cancelled_at is not null as is_off
      from members.personas p
      left join gatherings.seats s on s.persona_id = p.id and s.state in ('coming', 'maybe')
      left join gatherings.hosts h on h.persona_id = p.id and h.said = 'yes'
      join gatherings.sittings i on i.id = s.sitting_id or i.gathering_id = h.gathering_id
      join gatherings.gatherings g on g.id = i.gathering_id and g.published_at is not null and (g.hidden_at is null or h.gathering_id is not null)
     where p.member_id = ${found?.memberId ?? null}::uuid and i.starts_at > now() - interval '30 days' order by i.starts_at limit 200`);
  return found && write(found.memberId, entries, summaryOf(found.words, found.language));
}
