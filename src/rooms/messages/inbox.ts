/**
 * The inbox: messages from the provider's side.
 *
 * By due date. A provider sees what the database lets them see: their own ties
 * while they last, what they cover or lead while that lasts, and what a member
 * opened to the team. Opening leaves a row that the member reads.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { keysOf } from '#platform/form-keys';
import type { Locked } from '#platform/locks';
import { redraw } from '#platform/pictures';
import * as answering from '#care/answering';
import type { Provider } from '#care/providers';
import * as keys from '#messages/keys';
import { dueDayOf, type ConversationKind, type Step } from '#messages/message-rules';
import { whole, type Conversation } from '#messages/reading';
import { sentWith, textOf, wordsOf, workplace, type Writing } from '#messages/threads';

export type Waiting = { id: string; tieId: string; kind: ConversationKind; subject: string; knownAs: string; provider: string; isOwn: boolean; dueAt: Date | null; dueDay: string | null; isLate: boolean; isNew: boolean; step: Step | null; lastAt: Date; isEnded: boolean; /** The account it came from rests: nothing can be sent to it, and nothing is due. */ isResting: boolean };

type Row = Locked & Omit<Waiting, 'subject' | 'knownAs' | 'provider' | 'isEnded' | 'dueDay'> & { sealedSubject: string };

/** What waits by due date, then the rest by the newest. What stands in it now has been delivered. What a program fetched is new to the provider until they look themselves. */
export const of = (provider: Provider): Promise<Waiting[]> => asking(provider, async () => {
  const place = await workplace();
  const rows = await sql<Row>`
    select c.id, c.tie_id, c.kind, c.lock, c.locked, c.sealed_subject, c.last_at, c.provider_id = ${provider.providerId} as is_own,
           w.due_at, w.due_at <= now() as is_late, w.step, members.is_resting(c.member_id) as is_resting,
           exists (select from messages.messages m where m.conversation_id = c.id and m.by = 'member'
                      and m.sent_at > coalesce((select max(o.opened_at) from messages.openings o where o.conversation_id = c.id and o.provider_id = ${provider.providerId}
                                                 and (${provider.isProgram === true} or not o.by_program)), '-infinity')) as is_new
      from messages.conversations c
      left join lateral (select m.due_at, m.step from messages.messages m where m.conversation_id = c.id and m.by = 'member' and m.answered_at is null and m.due_at is not null order by m.due_at limit 1) w on true
     order by w.due_at nulls last, c.last_at desc, c.id limit 300`;
  await sql`update messages.messages set delivered_at = now() where conversation_id = any(${rows.map(({ id }) => id)}::uuid[]) and by = 'member' and delivered_at is null`;
  const chains = new Map((await answering.of(rows.map(({ tieId }) => tieId))).map((chain) => [chain.tieId, chain]));
  return Promise.all(rows.map(async ({ sealedSubject, lock, locked, ...row }) => {
    const chain = chains.get(row.tieId);
    return {
      ...row, isLate: !row.isResting && (row.isLate ?? false), dueDay: row.isResting ? null : row.dueAt && dueDayOf(row.dueAt, place), subject: keys.open(await keys.keyOf({ id: row.id, lock, locked }), 'subject', sealedSubject),
      knownAs: chain?.knownAs ?? '', provider: chain?.provider.name ?? '', isEnded: chain?.endedBy !== null
    };
  }));
});

/** Opens one: the row that says so is written with the look, and without it there is none. */
export const open = (provider: Provider, conversationId: string): Promise<Conversation> => asking(provider, async () => {
  await noteOpening(provider, conversationId);
  return whole(conversationId, 'provider');
});

/** Holds the conversation first, so that a letter which is being written is there before the look or comes after it (`threads.send`). */
async function noteOpening(provider: Provider, conversationId: string): Promise<void> {
  if (!isUuid(conversationId)) notFound();
  const [held] = await sql`select 1 as held from messages.conversations where id = ${conversationId} for share`;
  if (!held) notFound();
  const [noted] = await sql`
    insert into messages.openings (conversation_id, member_id, provider_id, by_program)
    select id, member_id, ${provider.providerId}, ${provider.isProgram === true} from messages.conversations where id = ${conversationId} returning 1 as noted`;
  if (!noted) notFound();
  await sql`update messages.messages set delivered_at = now() where conversation_id = ${conversationId} and by = 'member' and delivered_at is null`;
}

/** An answer; `shown` is the last message on the page it is written on, which its writer had before them. */
export type Answering = Writing & { shown?: string };

/**
 * Answers. What stood on the page it was written on counts as answered, or,
 * where nobody says, what was there when this provider last looked; what came
 * while they were writing waits on, whoever fetched it meanwhile, and putting
 * an old answer right answers nothing new. Whoever covered may look for one
 * more day.
 */
export async function answer(provider: Provider, conversationId: string, { text, once, isProgram = false, corrects = '', picture, shown }: Answering): Promise<{ id: string; isNew: boolean }> {
  const said = textOf(text);
  if (!isUuid(conversationId)) notFound();
  const drawn = picture?.length ? await redraw(picture) : undefined;
  return asking(provider, async () => {
    await sql`select 1 from messages.conversations where id = ${conversationId} for no key update`; // the member reads it whole or not yet
    const [head] = await sql<Locked & { id: string; memberId: string; providerId: string; isOpen: boolean; isRead: boolean }>`
      select c.id, c.member_id, c.provider_id, c.lock, c.locked, messages.hold_tie(c.tie_id, true) as is_open,
             exists (select from messages.openings o where o.conversation_id = c.id and o.provider_id = ${provider.providerId}) as is_read
        from messages.conversations c where c.id = ${conversationId}`;
    if (!head) return unseen(provider, conversationId);
    if (!head.isOpen) refuse('messages.refused.ended', 'text');
    if (!head.isRead) refuse('messages.refused.unopened', 'text');
    const id = randomUUID();
    const key = await keys.keyOf(head);
    const ownPicture = head.providerId === provider.providerId ? drawn : undefined; // a cover sends no pictures
    let made: { isCorrection: boolean } | undefined;
    for (const form of keysOf(once.slice(0, 80) || id, wordsOf(said, ownPicture))) {
      [made] = await sql<{ isCorrection: boolean }>`
        insert into messages.messages (id, conversation_id, member_id, by, provider_id, corrects_id, sealed, once)
        select ${id}, ${conversationId}, ${head.memberId}, 'provider', ${provider.providerId},
               (select m.id from messages.messages m where m.id::text = ${corrects} and m.conversation_id = ${conversationId} and m.provider_id = ${provider.providerId}),
               ${keys.close(key, `text|${id}`, said)}, ${form}
        on conflict (conversation_id, by, once) do nothing returning corrects_id is not null as is_correction`;
      if (made) break;
      const known = await sentWith(conversationId, 'provider', form);
      if (isProgram || keys.open(key, `text|${known.id}`, known.sealed) === said && (known.hasPicture || !ownPicture)) return { id: known.id, isNew: false };
    }
    // Asked once the letter is written: it has waited for a rest that was beginning, and sees it now.
    const [reader] = await sql<{ isResting: boolean }>`select members.is_resting(${head.memberId}) as is_resting`;
    if (reader?.isResting) refuse('messages.refused.rests', 'text');
    if (ownPicture) await sql`
      insert into messages.pictures (id, message_id, conversation_id, member_id, sealed, width, height)
      values (${randomUUID()}, ${id}, ${conversationId}, ${head.memberId}, ${keys.closeBytes(key, `picture|${id}`, ownPicture.bytes)}, ${ownPicture.width}, ${ownPicture.height})`;
    if (!made?.isCorrection) await settle(provider, conversationId, shown);
    await sql`update messages.conversations set last_at = clock_timestamp() where id = ${conversationId}`;
    await announce('messages.message.answered', { messageId: id, conversationId, memberId: head.memberId });
    return { id, isNew: true };
  });
}

/** It is not theirs to see. Whoever opened it once is told so beside their words; to anybody else it was never there. */
async function unseen(provider: Provider, conversationId: string): Promise<never> {
  const [known] = await sql`select 1 from messages.openings where conversation_id = ${conversationId} and provider_id = ${provider.providerId} limit 1`;
  return known ? refuse('messages.refused.unseen', 'text') : notFound();
}

/**
 * Nothing to answer: what stood on the page, or was there when this provider
 * last looked, waits no longer, and the member reads who has read it. Twice is
 * once; it can be put back while nothing newer came.
 */
export async function letBe(provider: Provider, conversationId: string, shown?: string): Promise<void> {
  await asking(provider, async () => {
    if (!(await isOpenTo(conversationId))) notFound();
    await settle(provider, conversationId, shown, true);
  });
}

/** What was let be waits again, by the day it was due and with whoever had it. Not once something newer was written. */
export async function putBack(provider: Provider, conversationId: string): Promise<void> {
  await asking(provider, async () => {
    if (!(await isOpenTo(conversationId))) notFound();
    await sql`
      with last as (
        select answered_at, let_be_by from messages.messages where conversation_id = ${conversationId} order by sent_at desc, id desc limit 1
      ), back as (
        update messages.messages m set answered_at = null, let_be_by = null from last
         where m.conversation_id = ${conversationId} and m.let_be_by is not null and last.let_be_by is not null and m.answered_at = last.answered_at
      )
      update messages.climbs k set ends_at = null from last
       where k.conversation_id = ${conversationId} and last.let_be_by is not null and k.ends_at = last.answered_at + interval '1 day'`;
  });
}

/** Whether it is theirs to see, and may still be answered. */
async function isOpenTo(conversationId: string): Promise<boolean> {
  if (!isUuid(conversationId)) return false;
  const [head] = await sql<{ isOpen: boolean }>`select messages.hold_tie(c.tie_id, true) as is_open from messages.conversations c where c.id = ${conversationId}`;
  return head?.isOpen ?? false;
}

/**
 * What they had before them is answered, or has nothing to answer: up to what
 * was shown, and never what came after they last looked. What was shown and is
 * not here settles nothing. It is with nobody else any more, unless something
 * that went on still waits.
 */
async function settle(provider: Provider, conversationId: string, shown = '', isLetBe = false): Promise<void> {
  await sql`
    update messages.messages set answered_at = now(), let_be_by = case when ${isLetBe}::boolean then ${provider.providerId}::uuid end
     where conversation_id = ${conversationId} and by = 'member' and answered_at is null and delivered_at is not null and (due_at is not null or not ${isLetBe}::boolean)
       and sent_at <= (select max(o.opened_at) from messages.openings o where o.conversation_id = ${conversationId} and o.provider_id = ${provider.providerId})
       and (${shown} = '' or sent_at <= (select l.sent_at from messages.messages l where l.id::text = ${shown} and l.conversation_id = ${conversationId}))`;
  await sql`
    update messages.climbs set ends_at = now() + interval '1 day' where conversation_id = ${conversationId} and ends_at is null
       and not exists (select from messages.messages m where m.conversation_id = ${conversationId} and m.by = 'member' and m.answered_at is null and m.step <> 'own')`;
}
