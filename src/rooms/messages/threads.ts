/**
 * Messages, from the member's side.
 *
 * A conversation belongs to one tie. It says who answers, within how many
 * working days, and who covers. A message is written once, however often its
 * form is sent; nobody changes its words, a correction is added. What nobody
 * answers in time goes on to the cover and then to who answers for the
 * organisation (`overdue`), and the member reads that it did. No moderator, no
 * steward and no program reads along. When the tie ends nothing more can be
 * written, and the member keeps what was.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { keysOf } from '#platform/form-keys';
import type { Locked } from '#platform/locks';
import { redraw } from '#platform/pictures';
import * as answering from '#care/answering';
import * as ties from '#care/ties';
import * as sayings from '#house/sayings';
import type { Member } from '#members/members';
import * as agreements from '#messages/agreements';
import * as keys from '#messages/keys';
import { conversationKinds, dueFor, firstOf, longest, longestSubject, placeOf, type ConversationKind, type Place, type Step } from '#messages/message-rules';

export type Writing = { text: string; once: string; /** The key is a program's own: whatever it sends under it again is the same. */ isProgram?: boolean; corrects?: string; picture?: Buffer | undefined };
export type Beginning = Writing & { tieId: string; subject: string; kind: string; isTeam: boolean; agrees: boolean };

export const textOf = (text: string): string => {
  const said = text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (!said) refuse('messages.refused.empty', 'text');
  if ([...said].length > longest) refuse('messages.refused.long', 'text', { most: longest });
  return said;
};

export async function workplace(): Promise<Place> {
  return placeOf(await sayings.sayAnyway('en'));
}

/** Begins a conversation with its first message. Refuses before anything is kept; the same form sent twice is one. To somebody else, of something else or with other words it is another one. */
export async function begin(member: Member, given: Beginning): Promise<string> {
  const kind = conversationKinds.find((one) => one === given.kind) ?? 'care';
  const tie = await tieFor(member, given.tieId);
  const subject = given.subject.replace(/\s+/g, ' ').trim();
  if (!subject) refuse('messages.refused.subject', 'subject');
  if ([...subject].length > longestSubject) refuse('messages.refused.subjectLong', 'subject', { most: longestSubject });
  textOf(given.text);
  if (!given.agrees && !(await agreements.isGiven(member, kind))) refuse('messages.refused.agree', 'agree');
  if (!given.once) refuse('messages.refused.again');
  const id = randomUUID();
  const { of: key, ...locked } = await keys.make(id);
  const chain = (await answering.one(tie.id)) ?? notFound();
  return asking(member, async () => {
    await agreements.give(member, kind);
    for (const once of keysOf(given.once.slice(0, 80), [tie.id, kind, subject, wordsOf(textOf(given.text), given.picture?.length)].join('\n'))) {
      const [made] = await sql<{ id: string }>`
        insert into messages.conversations (id, tie_id, member_id, provider_id, organisation_id, kind, lock, locked, sealed_subject, team_at, once)
        values (${id}, ${tie.id}, ${member.id}, ${chain.provider.id}, ${chain.organisationId}, ${kind}, ${locked.lock}, ${locked.locked}, ${keys.close(key, 'subject', subject)},
                case when ${given.isTeam && kind === 'care'}::boolean then now() end, ${once})
        on conflict (member_id, once) do nothing returning id`;
      const known = made ? undefined : await begunWith(member, once, { tieId: tie.id, kind, subject, text: textOf(given.text), picture: given.picture });
      if (made) await send(member, id, { ...given, once });
      if (made ?? known) return (made ?? known)!.id;
    }
    return notFound();
  });
}

/** The conversation that was begun under a form's key, if it is this one: the same provider, kind, subject and first words, and the picture if there is one now. */
async function begunWith(member: Member, once: string, given: { tieId: string; kind: string; subject: string; text: string; picture: Writing['picture'] }): Promise<{ id: string } | undefined> {
  const [one] = await sql<Head & { sealedSubject: string; messageId: string; sealed: string; hasPicture: boolean }>`
    select exists (select from messages.pictures p where p.message_id = m.id) as has_picture, c.id, c.tie_id, c.kind, c.lock, c.locked, c.sealed_subject, m.id as message_id, m.sealed
      from messages.conversations c join messages.messages m on m.conversation_id = c.id and m.by = 'member' and m.once = c.once
     where c.member_id = ${member.id} and c.once = ${once}`;
  if (!one || one.tieId !== given.tieId || one.kind !== given.kind || (given.picture?.length && !one.hasPicture)) return undefined;
  const key = await keys.keyOf(one);
  return keys.open(key, 'subject', one.sealedSubject) === given.subject && keys.open(key, `text|${one.messageId}`, one.sealed) === given.text ? one : undefined;
}

/** One of theirs that is in force. Of one that ended meanwhile they are told, and keep their words. */
async function tieFor(member: Member, tieId: string): Promise<ties.Tie> {
  if (!tieId) refuse('messages.refused.to', 'to');
  const tie = (await ties.of(member)).find(({ id }) => id === tieId) ?? notFound();
  return tie.endedAt ? refuse('messages.refused.ended', 'text') : tie;
}

type Head = Locked & { id: string; tieId: string; kind: ConversationKind };

/**
 * Sends one. Answers with its id; the same words under the same `once`
 * answer with the same. A tie that ends in this moment ends before it or after
 * it, never in the middle, and whoever looks in has it before them whole or not
 * yet. What came meanwhile stays new until it is read.
 */
export async function send(member: Member, conversationId: string, { text, once, corrects = '', picture }: Writing): Promise<{ id: string; isNew: boolean }> {
  const said = textOf(text);
  if (!isUuid(conversationId)) notFound();
  const drawn = picture?.length ? await redraw(picture) : undefined;
  const place = await workplace();
  return asking(member, async () => {
    const [head] = await sql<Head & { isOpen: boolean }>`
      select id, tie_id, kind, lock, locked, messages.hold_tie(tie_id, false) as is_open from messages.conversations where id = ${conversationId} and member_id = ${member.id} for no key update`;
    if (!head) notFound();
    if (!head.isOpen) refuse('messages.refused.ended', 'text');
    const { due, step, cover } = await promised(head, new Date(), place);
    const id = randomUUID();
    const key = await keys.keyOf(head);
    for (const form of keysOf(once.slice(0, 80) || id, wordsOf(said, drawn))) {
      const [made] = await sql<{ id: string }>`
        insert into messages.messages (id, conversation_id, member_id, by, corrects_id, sealed, once, due_at, step)
        select ${id}, ${conversationId}, ${member.id}, 'member', (select m.id from messages.messages m where m.id::text = ${corrects} and m.conversation_id = ${conversationId} and m.by = 'member'),
               ${keys.close(key, `text|${id}`, said)}, ${form}, ${due}, ${step}
        on conflict (conversation_id, by, once) do nothing returning id`;
      if (made) break;
      const known = await sentWith(conversationId, 'member', form);
      if (keys.open(key, `text|${known.id}`, known.sealed) === said && (known.hasPicture || !drawn)) return { id: known.id, isNew: false };
    }
    if (cover) await passTo(cover, conversationId);
    if (drawn) await sql`
      insert into messages.pictures (id, message_id, conversation_id, member_id, sealed, width, height)
      values (${randomUUID()}, ${id}, ${conversationId}, ${member.id}, ${keys.closeBytes(key, `picture|${id}`, drawn.bytes)}, ${drawn.width}, ${drawn.height})`;
    await sql`update messages.conversations set last_at = clock_timestamp() where id = ${conversationId}`;
    await announce('messages.message.sent', { messageId: id });
    return { id, isNew: true };
  });
}

/** With a picture they are other words than without. */
export const wordsOf = (said: string, picture: unknown) => (picture ? `${said}\n\npicture` : said);

/** What was sent under a form's key already. Somebody who goes back may write something else into the same form, or add a picture. */
export async function sentWith(conversationId: string, by: 'member' | 'provider', form: string): Promise<{ id: string; sealed: string; hasPicture: boolean }> {
  const [known] = await sql<{ id: string; sealed: string; hasPicture: boolean }>`
    select id, sealed, exists (select from messages.pictures p where p.message_id = m.id) as has_picture from messages.messages m where conversation_id = ${conversationId} and by = ${by} and once = ${form}`;
  return known ?? notFound();
}

/** When an answer is due, and with whom the message is from the start: with a cover, where one steps in. What is said about the service waits for nobody. */
async function promised({ tieId, kind }: Head, now: Date, place: Place): Promise<{ due: Date | null; step: Step; cover?: string }> {
  if (kind === 'feedback') return { due: null, step: 'own' };
  const chain = (await answering.one(tieId)) ?? notFound();
  const { step, who } = firstOf(chain, now, place);
  return { due: dueFor(who, now, place), step, ...(step === 'cover' && { cover: who.id }) };
}

/** Whoever covers may read it from now on. Only with a message that is new: a form sent twice opens nothing again. */
const passTo = (cover: string, conversationId: string) => sql`
  insert into messages.climbs (id, conversation_id, member_id, to_id, step, why)
  select ${randomUUID()}, c.id, c.member_id, ${cover}, 'cover', 'away' from messages.conversations c
   where c.id = ${conversationId} and not exists (select from messages.climbs k where k.conversation_id = c.id and k.to_id = ${cover} and k.ends_at is null)`;

/** The member lets the provider's colleagues read and answer, or no longer. */
export async function letTeam(member: Member, conversationId: string, isTeam: boolean): Promise<void> {
  if (!isUuid(conversationId)) notFound();
  const [changed] = await asking(member, () => sql`
    update messages.conversations set team_at = case when ${isTeam}::boolean then coalesce(team_at, now()) end where id = ${conversationId} and member_id = ${member.id} and kind = 'care' returning 1 as changed`);
  if (!changed) notFound();
}
