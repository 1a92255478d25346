/**
 * Handshakes: two people in one space let each other know their forum names.
 *
 * I say yes to somebody by the name I know them by here; they answer. Only two
 * yeses open it. A no, a silence, a block somewhere else and a mind that was
 * changed all look the same to the one who asked: unanswered. Each side writes
 * only its own word, so it does not matter who was first, or how often a form
 * was sent. Taking back ends it for both at once; what was seen stays seen,
 * and the page says so. [ID-6, ID-9]
 */
import { asHouse, asking, sql, transaction } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { allow, left } from '#platform/tries';
import type { Member } from '#members/members';
import type { Apart } from '#members/ladder-rules';
import type { Persona } from '#members/personas';
import { mayWrite } from '#members/pausing';

/** Handshakes begin where people may know each other, never in the forum. */
export type Here = Persona<Apart>;
type Pair = { mine: string; theirs: string };

/** The persona behind a code of this space, as the asker may know of it: not themselves, nobody across a block, nobody from elsewhere. */
async function findPerson(here: Here, code: string): Promise<string | undefined> {
  const [face] = await asking(here, () => sql<{ personaId: string }>`
    select persona_id from members.faces
     where code = ${code} and space = ${here.space} and persona_id <> all(members.my_personas()) and persona_id not in (select members.blocked())`);
  return face?.personaId;
}
const personOf = async (here: Here, code: string): Promise<string> => (await findPerson(here, code)) ?? notFound();

/** One word of one pair at a time, so that two yeses in one moment see each other. */
const inTurn = (pair: Pair) => sql`select pg_advisory_xact_lock(hashtextextended(least(${pair.mine}::text, ${pair.theirs}::text) || greatest(${pair.mine}::text, ${pair.theirs}::text), 7))`;

/** Kindly many a day: a whole café, but not a list of everybody. */
const mostYeses = 30;

const aDay = 24 * 60;

/** Everybody meant, each once: or nobody, where one of them is not there. */
async function those(here: Here, codes: readonly string[]): Promise<string[]> {
  const [only, ...more] = new Set(codes);
  if (only !== undefined && !more.length) return [await personOf(here, only)];
  const found: string[] = [];
  for (const code of new Set(codes)) found.push((await findPerson(here, code)) ?? refuse('members.refused.pickGone', 'person'));
  return found;
}

/**
 * Says yes to people here: offers, or answers to some. To all of them, or,
 * where that may not be or is too many for a day, to nobody. `step`: what is
 * done with it, such as going up to the step on which names are shared; it is
 * not done where nobody may be asked.
 */
export async function sayYes(member: Member, here: Here, codes: string | readonly string[], step?: () => Promise<unknown>): Promise<void> {
  const asked = await those(here, [codes].flat());
  mayWrite(member);
  if (!step && here.level !== 'chosen') refuse('members.refused.notChosen', 'level');
  const field = asked.length > 1 ? 'person' : undefined;
  if (asked.length > (await left('handshake', member.id, mostYeses, aDay))) refuse('members.refused.offersMany', field);
  for (let at = 0; at < asked.length; at++) if (!(await allow('handshake', member.id, mostYeses, aDay))) refuse('members.refused.offersMany', field);
  const [first, ...more] = asked.map((theirs) => ({ mine: here.personaId, theirs }));
  if (!first) return;
  await transaction(async () => {
    await step?.();
    await say(member, first);
  });
  for (const pair of more) await say(member, pair); // each in a transaction of its own: nobody waits for two pairs at once
}

const say = (member: Member, pair: Pair): Promise<void> =>
  asHouse(async () => {
    await inTurn(pair);
    await sql`
      insert into members.handshakes as h (from_id, to_id, member_id, said, is_silent)
      values (${pair.mine}, ${pair.theirs}, ${member.id}, 'yes', members.apart(${pair.mine}, ${pair.theirs}))
      on conflict (from_id, to_id) do update set said = 'yes', on_day = excluded.on_day, is_silent = excluded.is_silent where h.said <> 'yes'`;
    const opened = await openIfBoth(pair);
    if (opened) {
      await sql`delete from members.reminders r using members.personas p where p.id = any(${[pair.mine, pair.theirs]}::uuid[]) and r.member_id = p.member_id and r.kind = 'reveal'`;
      await announce('members.handshake.opened', { personaId: pair.mine, otherId: pair.theirs });
    }
  });

/** Two yeses and nothing between the two people: each may know the other's forum name from today. */
async function openIfBoth({ mine, theirs }: Pair): Promise<boolean> {
  const opened = await sql`
    insert into members.reveals (seer_id, seen_id, shows_id, member_id)
    select other.id, one.id, worn.id, one.member_id
      from (values (${mine}::uuid, ${theirs}::uuid), (${theirs}::uuid, ${mine}::uuid)) as v(seen, seer)
      join members.personas one on one.id = v.seen and one.retired_at is null
      join members.personas other on other.id = v.seer and other.retired_at is null
      join members.personas worn on worn.member_id = one.member_id and worn.space = 'forum' and worn.retired_at is null
     where one.member_id <> other.member_id and not members.apart(one.id, other.id)
       and (select count(*) from members.handshakes h where h.said = 'yes' and (h.from_id = one.id and h.to_id = other.id or h.from_id = other.id and h.to_id = one.id)) = 2
    on conflict (seer_id, seen_id) where until is null do nothing
    returning seer_id`;
  return opened.length > 0;
}

/** Says no to an offer. Whoever asked is told nothing. */
export async function sayNo(member: Member, here: Here, code: string): Promise<void> {
  await end(member, here, await personOf(here, code));
}

/** Takes back one's own yes. If names were shared, they are not any more, for both. */
export const takeBack = sayNo;

const end = (member: Member, here: Here, theirs: string): Promise<void> =>
  asHouse(async () => {
    const pair = { mine: here.personaId, theirs };
    await inTurn(pair);
    const wasOpen = await shut(pair);
    // A handshake that was open begins anew with two fresh yeses; an offer of theirs only stays unanswered.
    if (wasOpen) await sql`delete from members.handshakes where from_id = ${theirs} and to_id = ${here.personaId}`;
    await sql`
      insert into members.handshakes (from_id, to_id, member_id, said) values (${here.personaId}, ${theirs}, ${member.id}, 'no')
      on conflict (from_id, to_id) do update set said = 'no', on_day = excluded.on_day`;
    if (wasOpen) await announce('members.handshake.ended', { personaId: here.personaId, otherId: theirs });
  });

const shut = async ({ mine, theirs }: Pair): Promise<boolean> => {
  const ended = await sql`
    update members.reveals set until = current_date
     where until is null and (seer_id = ${mine} and seen_id = ${theirs} or seer_id = ${theirs} and seen_id = ${mine}) returning 1`;
  return ended.length > 0;
};

/** Ends everything between two personas, whoever said what. For blocks, inside `asHouse`. */
export async function forget(mine: string, theirs: string): Promise<void> {
  await inTurn({ mine, theirs });
  await shut({ mine, theirs });
  await sql`delete from members.handshakes where from_id = ${mine} and to_id = ${theirs} or from_id = ${theirs} and to_id = ${mine}`;
}

/** Takes back every yes in this space: down from the step on which names are shared. */
export async function endAll(member: Member, here: Here): Promise<void> {
  const said = await asking(member, () => sql<{ toId: string }>`select to_id from members.handshakes where from_id = ${here.personaId} and said = 'yes' order by to_id`);
  for (const { toId } of said) await end(member, here, toId);
}

type Face = { name: string; code: string; seed: string };
export type Between = {
  /** They know my forum name, and I theirs. */
  open: (Face & { theirForumName: string; theirForumCode: string; since: string })[];
  /** I said yes; nothing is known of an answer. */
  waiting: (Face & { since: string })[];
  /** They said yes, and I have not said anything. */
  asking: (Face & { since: string })[];
  /** They knew it once. What was seen stays seen. */
  past: (Face & { since: string; until: string })[];
};

/** What there is between me and others in one space, each by the name they have here. */
export const of = (member: Member, here: Here): Promise<Between> =>
  asking(member, async () => {
    const open = await sql<Between['open'][number]>`
      select f.name, f.code, f.seed, theirs.name as their_forum_name, theirs.code as their_forum_code, to_char(mine.since, 'YYYY-MM-DD') as since
        from members.reveals mine
        join members.faces f on f.persona_id = mine.seer_id
        join members.reveals back on back.seer_id = mine.seen_id and back.seen_id = mine.seer_id and back.until is null
        join members.faces theirs on theirs.persona_id = back.shows_id
       where mine.seen_id = ${here.personaId} and mine.member_id = ${member.id} and mine.until is null
       order by lower(f.name)`;
    const waiting = await sql<Between['waiting'][number]>`
      select f.name, f.code, f.seed, to_char(h.on_day, 'YYYY-MM-DD') as since
        from members.handshakes h join members.faces f on f.persona_id = h.to_id
       where h.from_id = ${here.personaId} and h.member_id = ${member.id} and h.said = 'yes' and h.to_id not in (select members.blocked())
         and not exists (select from members.reveals r where r.seen_id = h.from_id and r.seer_id = h.to_id and r.until is null)
       order by lower(f.name)`;
    const asked = here.offers ? await sql<Between['asking'][number]>`
      select f.name, f.code, f.seed, to_char(h.on_day, 'YYYY-MM-DD') as since
        from members.handshakes h join members.faces f on f.persona_id = h.from_id
       where h.to_id = ${here.personaId} and h.said = 'yes' and not h.is_silent and h.from_id not in (select members.blocked())
         and not exists (select from members.handshakes mine where mine.from_id = h.to_id and mine.to_id = h.from_id)
       order by lower(f.name)` : [];
    const past = await sql<Between['past'][number]>`
      select f.name, f.code, f.seed, to_char(min(r.since), 'YYYY-MM-DD') as since, to_char(max(r.until), 'YYYY-MM-DD') as until
        from members.reveals r join members.faces f on f.persona_id = r.seer_id
       where r.seen_id = ${here.personaId} and r.member_id = ${member.id} and r.until is not null
         and not exists (select from members.reveals now where now.seen_id = r.seen_id and now.seer_id = r.seer_id and now.until is null)
       group by f.persona_id, f.name, f.code, f.seed order by lower(f.name)`;
    return { open, waiting, asking: asked, past };
  });

export type KnownAs = { name: string; code: string; place: string; isForumName: boolean };

/** By what other names the asker knows this person, because both said yes: the forum name of a local one, the local ones of a forum name. */
export const knownAs = (member: Member, code: string): Promise<KnownAs[]> => asking(member, () => sql<KnownAs>`
  select o.name, o.code, s.name as place, o.space = 'forum' as is_forum_name
    from members.faces f
    join members.reveals r on (r.seen_id = f.persona_id or r.shows_id = f.persona_id) and r.until is null and r.seer_id = any(members.my_personas())
    join members.personas me on me.id = r.seer_id
    join members.spaces s on s.id::text = me.space
    join members.faces o on o.persona_id = case when r.seen_id = f.persona_id then r.shows_id else r.seen_id end
   where f.code = ${code}
   order by lower(o.name)`);

export type Person = Face & { about: string };

/** Everybody who has a name here and an open page, by name; never when they came, never how many. A name put away goes after a time that says nothing of which one came for it. */
export const people = (member: Member, here: Here): Promise<Person[]> => asking(member, () => sql<Person>`
  select f.name, f.code, f.seed, f.about from members.faces f
   where f.space = ${here.space} and f.persona_id <> all(members.my_personas()) and f.persona_id not in (select members.blocked()) and members.is_open(f.persona_id) and members.is_listed(f.persona_id)
   order by lower(f.name), f.code limit 500`);
