/**
 * Overdue: what nobody has answered in time goes on. (NEW-7)
 *
 * To the cover, then to who answers for the organisation, each for one working
 * day; when there is nobody left, the stewards get an alarm with an id and no
 * word. A message that waits with somebody who is away goes to the cover at
 * once, and to who answers for the organisation where the cover is away, too.
 * The member reads each step and is told. To an account that rests nobody can
 * answer, so its letters wait where they are, also when their provider leaves. In the clock, as the house: what one
 * conversation brings about is all or nothing, and twice is once.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import * as alarms from '#platform/alarms';
import { announce } from '#platform/events';
import * as answering from '#care/answering';
import * as rests from '#members/rests';
import { dueFor, dueNext, isAwayNow, nextOf, type Place, type Step } from '#messages/message-rules';
import { workplace } from '#messages/threads';

type Late = { conversationId: string; tieId: string; step: Step; isLate: boolean };

/** Looks at everything that waits for an answer. `now` is the clock's; tests bring another. Answers with how many went on. */
export async function climb(now = new Date()): Promise<number> {
  const place = await workplace();
  const late = await asHouse(() => sql<Late>`
    select m.conversation_id, c.tie_id, (array_agg(m.step order by m.due_at))[1] as step, min(m.due_at) <= ${now}::timestamptz as is_late
      from messages.messages m join messages.conversations c on c.id = m.conversation_id
     where m.by = 'member' and m.answered_at is null and m.due_at is not null and m.step <> 'nobody' and (m.due_at <= ${now}::timestamptz or m.step = 'own')
       and not members.is_resting(m.member_id)
     group by m.conversation_id, c.tie_id order by min(m.due_at) limit 2000`);
  // That they rest no more may not have been heard of yet. Asked after the look: who woke since is not in it, and whoever is in it is looked at again when it is their turn.
  for (const { memberId, since, endedAt } of await rests.endedLately()) await dueAnew(memberId, since, endedAt);
  const chains = new Map((await answering.of([...new Set(late.map(({ tieId }) => tieId))])).map((chain) => [chain.tieId, chain]));
  let went = 0;
  for (const one of late) {
    const chain = chains.get(one.tieId);
    if (chain && (await goOn(one, chain, now, place))) went++;
  }
  return went;
}

async function goOn({ conversationId, step, isLate }: Late, chain: answering.Chain, now: Date, place: Place): Promise<boolean> {
  if (chain.endedBy === 'member' || chain.endedBy === 'provider') return false; // nobody is asked about what was ended
  const isAway = step === 'own' && isAwayNow(chain.provider, now, place) && chain.cover !== null;
  const next = nextOf(chain, step, now, place);
  if (!isLate && !(isAway && next.who)) return false; // with nobody there to take it, it waits for its day
  return asHouse(async () => {
    await inTurn(conversationId);
    if (isLate && !(await isLateStill(conversationId, step, now))) return false;
    return pass({ conversationId, from: [step], to: next.step, who: next.who, why: isLate ? 'overdue' : 'away', due: next.who && dueNext(next.who, now, place) });
  });
}

/** Of all that pass on letters of one conversation in the same moment (clocks, and what hears that somebody left), one does at a time: the others wait and see what it did. Inside `asHouse`. */
const inTurn = (conversationId: string) => sql`select 1 from messages.conversations where id = ${conversationId} for no key update`;

/** Not so where it went on meanwhile, and whoever has it now has a day of their own. */
const isLateStill = async (conversationId: string, step: Step, now: Date) => (await sql`
  select 1 from messages.messages
   where conversation_id = ${conversationId} and by = 'member' and answered_at is null and step = ${step} and due_at <= ${now}::timestamptz limit 1`).length > 0;

type Passing = { conversationId: string; from: readonly Step[]; to: Exclude<Step, 'own'>; who: { id: string } | null; why: 'overdue' | 'away' | 'left'; due: Date | null };

/** Where nobody is left to ask, it keeps its day and stands in the inbox as late. Inside `asHouse`, when it is our turn. */
async function pass({ conversationId, from, to, who, why, due }: Passing): Promise<boolean> {
  const moved = await sql<{ memberId: string }>`
    update messages.messages set step = ${to}, due_at = coalesce(${due}::timestamptz, due_at) where conversation_id = ${conversationId} and by = 'member' and answered_at is null and step = any(${from as Step[]}::text[]) and due_at is not null and not members.is_resting(member_id)
    returning member_id`;
  if (!moved[0]) return false;
  await sql`
    insert into messages.climbs (id, conversation_id, member_id, to_id, step, why) values (${randomUUID()}, ${conversationId}, ${moved[0].memberId}, ${who?.id ?? null}, ${to}, ${why})`;
  await announce('messages.message.climbed', { conversationId, memberId: moved[0].memberId });
  if (to === 'nobody') await alarms.raiseHere('messages.overdue', { conversationId });
  return true;
}

/**
 * Somebody left: what they had not answered is with whoever took over, at once.
 * Where all of them are away the stewards hear of it at once, and whoever took
 * over may read it when they are back. For the reactor.
 */
export async function passOn(providerId: string, now = new Date()): Promise<number> {
  const waiting = await asHouse(() => sql<Left>`
    select distinct m.conversation_id, c.tie_id from messages.messages m join messages.conversations c on c.id = m.conversation_id
     where c.provider_id = ${providerId} and m.by = 'member' and m.answered_at is null and m.due_at is not null and not members.is_resting(m.member_id)`);
  return handOn(waiting, now);
}

/**
 * Whoever took over from somebody who left may leave, too, or there was nobody
 * to take over and now there is: what they had not answered is with somebody who
 * is here. Where nobody is any more, the stewards hear of it and the member reads
 * it, once. So it is with what they still had themselves, where the account it
 * came from rested as they left. For the reactor and the clock; twice is once.
 */
export async function passOnAgain(now = new Date()): Promise<number> {
  const withTheirOwn = (await asHouse(() => sql<{ id: string }>`
    select distinct c.provider_id as id from messages.messages m join messages.conversations c on c.id = m.conversation_id
     where m.by = 'member' and m.answered_at is null and m.due_at is not null and m.step = 'own'`)).map(({ id }) => id);
  const still = await answering.days(withTheirOwn);
  const gone = withTheirOwn.filter((id) => !still.has(id));
  const waiting = await asHouse(() => sql<Left & { holders: string[]; hasOwn: boolean }>`
    select m.conversation_id, c.tie_id, bool_or(m.step = 'own') as has_own,
           array(select distinct k.to_id from messages.climbs k where k.conversation_id = c.id and k.to_id is not null and k.ends_at is null) as holders
      from messages.messages m join messages.conversations c on c.id = m.conversation_id
     where m.by = 'member' and m.answered_at is null and m.due_at is not null and (m.step <> 'own' or c.provider_id = any(${gone}::uuid[]))
       and not members.is_resting(m.member_id)
     group by m.conversation_id, c.id order by m.conversation_id limit 2000`);
  const here = await answering.days([...new Set(waiting.flatMap(({ holders }) => holders))]);
  return handOn(waiting.filter(({ holders, hasOwn }) => hasOwn || !holders.some((id) => here.has(id))), now);
}

type Left = { conversationId: string; tieId: string };

/** Hands on what waits with somebody who left, and lets alone what any other tie holds. Answers with how many went on. */
async function handOn(waiting: readonly Left[], now: Date): Promise<number> {
  const place = await workplace();
  const ends = await answering.ends([...new Set(waiting.map(({ tieId }) => tieId))]);
  const left = waiting.filter(({ tieId }) => ends.get(tieId) === 'left');
  const chains = new Map((await answering.of([...new Set(left.map(({ tieId }) => tieId))])).map((chain) => [chain.tieId, chain]));
  let went = 0;
  for (const { conversationId, tieId } of left) {
    const chain = chains.get(tieId);
    if (chain && (await handOver(conversationId, chain, now, place))) went++;
  }
  return went;
}

/** One conversation of somebody who left. Both ways lead here, and what is to be done is worked out when it is our turn: what the other way has said is not said again. */
const handOver = (conversationId: string, chain: answering.Chain, now: Date, place: Place): Promise<boolean> => asHouse(async () => {
  await inTurn(conversationId);
  const [{ steps, holders, isSaid }] = (await sql<{ steps: Step[]; holders: string[]; isSaid: boolean }>`
    select array(select distinct m.step from messages.messages m where m.conversation_id = c.id and m.by = 'member' and m.answered_at is null and m.due_at is not null and not members.is_resting(m.member_id)) as steps,
           array(select distinct k.to_id from messages.climbs k where k.conversation_id = c.id and k.to_id is not null and k.ends_at is null) as holders,
           exists (select from messages.climbs k where k.conversation_id = c.id and k.why = 'left') as is_said
      from messages.conversations c where c.id = ${conversationId}`) as [{ steps: Step[]; holders: string[]; isSaid: boolean }];
  const here = await answering.days(holders);
  const isHeld = holders.some((id) => here.has(id));
  const next = nextOf(chain, 'own', now, place);
  const who = next.who ?? chain.cover ?? chain.leads[0] ?? null;
  const goes = (step: Step) => {
    if (step === 'own') return true;
    if (!isHeld) return who !== null || holders.length > 0; // else it was said before, and is still so
    return step === 'nobody' && !isSaid && who !== null; // nobody answered it while the one who left was here
  };
  const from = steps.filter(goes);
  if (!from.length) return false;
  if (!isHeld) await sql`update messages.climbs set ends_at = now() where conversation_id = ${conversationId} and to_id = any(${holders}::uuid[]) and ends_at is null`;
  return pass({ conversationId, from, to: next.step, who, why: 'left', due: next.who && dueNext(next.who, now, place) });
});

/**
 * An account rests no more: what was due while it rested, when nobody could answer, is due anew with whoever has it, as if it had come now.
 * What was late before is late. For the reactor, and for the clock before anything goes on: whichever comes first. Twice is once.
 */
export const dueAnew = (memberId: string, from: Date, until: Date): Promise<void> => asHouse(async () => {
  const [place, missed] = [await workplace(), await sql<{ id: string; tieId: string; step: Step; holder: string | null }>`
    select m.id, c.tie_id, m.step,
           (select k.to_id from messages.climbs k where k.conversation_id = c.id and k.step = m.step and k.to_id is not null and k.ends_at is null order by k.at desc limit 1) as holder
      from messages.messages m join messages.conversations c on c.id = m.conversation_id
     where m.member_id::text = ${memberId} and m.by = 'member' and m.answered_at is null and m.due_at > ${from}::timestamptz and m.due_at <= ${until}::timestamptz for no key update of c`];
  for (const { id, tieId, step, holder } of missed) {
    const chain = await answering.one(tieId);
    if (!chain) continue;
    const has = [chain.cover, ...chain.leads].find((one) => one && one.id === holder) ?? (step === 'lead' ? chain.leads[0] : chain.cover) ?? chain.provider;
    const due = step === 'own' ? dueFor(chain.provider, until, place) : dueNext(has, until, place);
    await sql`update messages.messages set due_at = ${due} where id = ${id}`;
  }
});

/** Whom a message concerns at work: who answers by its tie, and to whom it went on. For the room that tells them. */
export const concerned = ({ messageId, conversationId }: { messageId?: string; conversationId?: string }): Promise<string[]> => asHouse(async () =>
  (await sql<{ id: string }>`
    with here as (
      select c.id, c.provider_id, c.tie_id from messages.conversations c
       where c.id::text = ${conversationId ?? ''} or c.id = (select m.conversation_id from messages.messages m where m.id::text = ${messageId ?? ''})
    )
    select provider_id as id from here
    union select k.to_id from messages.climbs k join here on here.id = k.conversation_id where k.to_id is not null and (k.ends_at is null or k.ends_at > now())`).map(({ id }) => id));

/**
 * With which of these something waits: what they have not opened since it came (a program that did is not them),
 * or what went past its day unanswered. Feedback counts until it is opened. What
 * an end took from them waits with them no more; of somebody who left, it is
 * with whoever took over. Of an account that rests, what nobody has opened yet.
 */
export async function waitingWith(providerIds: readonly string[]): Promise<Set<string>> {
  const waiting = await asHouse(() => sql<{ id: string; tieId: string; isOwn: boolean }>`
    with theirs as (
      select c.id, c.tie_id, c.provider_id, true as is_own from messages.conversations c where c.provider_id = any(${providerIds as string[]}::uuid[])
      union
      select k.conversation_id, c.tie_id, k.to_id, false from messages.climbs k join messages.conversations c on c.id = k.conversation_id
       where k.to_id = any(${providerIds as string[]}::uuid[]) and (k.ends_at is null or k.ends_at > now())
    )
    select distinct t.provider_id as id, t.tie_id, t.is_own from theirs t join messages.messages m on m.conversation_id = t.id
     where m.by = 'member' and m.answered_at is null
       and ((m.due_at <= now() or (t.is_own and m.step <> 'own')) and not members.is_resting(m.member_id) or not exists (select from messages.openings o where o.conversation_id = t.id and o.provider_id = t.provider_id and o.opened_at >= m.sent_at and not o.by_program))`);
  const ends = await answering.ends([...new Set(waiting.map(({ tieId }) => tieId))]);
  return new Set(waiting.filter(({ tieId, isOwn }) => ends.get(tieId) === null || (ends.get(tieId) === 'left' && !isOwn)).map(({ id }) => id));
}
