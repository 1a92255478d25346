/** Reading: the member's conversations, and one of them with everything that happened to it. */
import { asking, isUuid, sql, type Asker } from '#db';
import { notFound } from '#platform/answers';
import type { Locked } from '#platform/locks';
import * as answering from '#care/answering';
import type { Member } from '#members/members';
import * as keys from '#messages/keys';
import { dueDayOf, isAwayNow, stateOf, type ConversationKind, type State, type Step } from '#messages/message-rules';
import { workplace } from '#messages/threads';

export type Listed = { id: string; tieId: string; kind: ConversationKind; subject: string; lastAt: Date; hasNew: boolean; isEnded: boolean; who: string; role: string };

type Row = Locked & Omit<Listed, 'subject' | 'who' | 'role' | 'isEnded'> & { sealedSubject: string };

/** Newest first. */
export async function of(member: Member): Promise<Listed[]> {
  const rows = await asking(member, () => sql<Row>`
    select c.id, c.tie_id, c.kind, c.lock, c.locked, c.sealed_subject, c.last_at,
           exists (select from messages.messages m where m.conversation_id = c.id and m.by = 'provider' and m.sent_at > c.seen_at) as has_new
      from messages.conversations c where c.member_id = ${member.id} order by c.last_at desc, c.id limit 200`);
  const chains = new Map((await answering.of(rows.map(({ tieId }) => tieId))).map((chain) => [chain.tieId, chain]));
  return Promise.all(rows.map(async ({ sealedSubject, lock, locked, ...row }) => ({
    ...row, subject: keys.open(await keys.keyOf({ id: row.id, lock, locked }), 'subject', sealedSubject),
    isEnded: chains.get(row.tieId)?.endedBy !== null, who: chains.get(row.tieId)?.provider.name ?? '', role: chains.get(row.tieId)?.provider.role ?? ''
  })));
}

export type Message = {
  id: string; by: 'member' | 'provider'; writer: string | null; text: string; sentAt: Date; correctsId: string | null; isMine: boolean;
  pictures: { id: string; width: number; height: number }[];
  state: State; /** Each who looked since it came, the first time; a program in a provider's name stands beside them. */ openedBy: { name: string; at: Date; byProgram: boolean }[]; /** Who said that there is nothing to answer. */ letBeBy: string | null; dueAt: Date | null; dueDay: string | null; step: Step; isLate: boolean;
};
export type Climb = { at: Date; step: 'cover' | 'lead' | 'nobody'; why: 'overdue' | 'away' | 'left'; to: string | null };
export type Conversation = {
  id: string; tieId: string; kind: ConversationKind; subject: string; isTeam: boolean; /** The member's account rests. */ isResting: boolean; endedBy: 'member' | 'provider' | 'left' | null; knownAs: string; organisation: string;
  provider: { id: string; name: string; role: string; replyDays: number; absentFrom: string | null; absentUntil: string | null; isAway: boolean };
  /** Nobody while whoever was named is away, too. */ cover: string | null; messages: Message[]; climbs: Climb[];
};

type MessageRow = Omit<Message, 'text' | 'state' | 'openedBy' | 'letBeBy' | 'isLate' | 'isMine' | 'dueDay'> & { sealed: string; letBeId: string | null; deliveredAt: Date | null; answeredAt: Date | null; providerId: string | null };
type Head = Locked & { id: string; tieId: string; kind: ConversationKind; sealedSubject: string; isTeam: boolean; isResting: boolean };

/** For one of the two sides, inside its own `asking`: what the database lets them see. `side` decides whose words are their own. */
export async function whole(conversationId: string, side: 'member' | 'provider'): Promise<Conversation> {
  if (!isUuid(conversationId)) notFound();
  const [head] = await sql<Head>`
    select id, tie_id, kind, lock, locked, sealed_subject, team_at is not null as is_team, members.is_resting(member_id) as is_resting from messages.conversations where id = ${conversationId}`;
  if (!head) notFound();
  const rows = await sql<MessageRow>`
    select m.id, m.by, m.provider_id, null as writer, m.sealed, m.sent_at, m.corrects_id, m.due_at, m.step, m.delivered_at, m.answered_at, m.let_be_by as let_be_id,
           (select coalesce(json_agg(json_build_object('id', p.id, 'width', p.width, 'height', p.height)), '[]') from messages.pictures p where p.message_id = m.id) as pictures
      from (select * from messages.messages where conversation_id = ${conversationId} order by sent_at desc, id desc limit 1000) m order by m.sent_at, m.id`;
  const seen = await sql<{ id: string; providerId: string; byProgram: boolean; at: Date }>`
    select m.id, w.provider_id, w.by_program, f.at
      from (select distinct provider_id, by_program from messages.openings where conversation_id = ${conversationId}) w
     cross join messages.messages m
     cross join lateral (select min(o.opened_at) as at from messages.openings o
                          where o.conversation_id = ${conversationId} and o.provider_id = w.provider_id and o.by_program = w.by_program and o.opened_at >= m.sent_at) f
     where m.conversation_id = ${conversationId} and m.by = 'member' and f.at is not null order by f.at, w.by_program, w.provider_id`;
  const climbs = await sql<Omit<Climb, 'to'> & { toId: string | null }>`select at, step, why, to_id from messages.climbs where conversation_id = ${conversationId} order by at, id`;
  const [chain, names] = await Promise.all([answering.one(head.tieId), answering.names([...rows.flatMap(({ providerId, letBeId }) => [providerId, letBeId]), ...seen.map(({ providerId }) => providerId), ...climbs.map(({ toId }) => toId)])]);
  if (!chain) notFound();
  const key = await keys.keyOf(head);
  const [now, place] = [new Date(), await workplace()];
  const looks = Map.groupBy(seen, ({ id }) => id);
  return {
    id: head.id, tieId: head.tieId, kind: head.kind, isTeam: head.isTeam, isResting: head.isResting, subject: keys.open(key, 'subject', head.sealedSubject), endedBy: chain.endedBy, knownAs: chain.knownAs, organisation: chain.organisation,
    provider: { ...chain.provider, isAway: isAwayNow(chain.provider, now, place) }, cover: chain.cover && !isAwayNow(chain.cover, now, place) ? chain.cover.name : null,
    messages: rows.map(({ sealed, deliveredAt, answeredAt, providerId, letBeId, ...row }) => {
      const openedBy = (looks.get(row.id) ?? []).map(({ providerId: who, byProgram, at }) => ({ name: names.get(who) ?? '', at, byProgram }));
      return {
        ...row, text: keys.open(key, `text|${row.id}`, sealed), writer: providerId ? (names.get(providerId) ?? '') : null, isMine: row.by === side, openedBy, letBeBy: letBeId && (names.get(letBeId) ?? ''), dueDay: !head.isResting && row.dueAt ? dueDayOf(row.dueAt, place) : null,
        state: stateOf({ deliveredAt, openedAt: openedBy.find(({ byProgram }) => !byProgram)?.at ?? null, answeredAt, isLetBe: letBeId !== null }), isLate: row.dueAt !== null && !head.isResting && !answeredAt && row.dueAt <= now
      };
    }),
    climbs: climbs.map(({ toId, ...climb }) => ({ ...climb, to: toId ? (names.get(toId) ?? null) : null }))
  };
}

/** The member's own; what was new and stands in it is seen. What came while it was read is new the next time. */
export const open = (member: Member, conversationId: string): Promise<Conversation> => asking(member, async () => {
  const found = await whole(conversationId, 'member');
  await sql`
    update messages.conversations c set seen_at = m.sent_at from messages.messages m
     where c.id = ${conversationId} and c.member_id = ${member.id} and m.conversation_id = c.id and m.id = ${found.messages.at(-1)?.id ?? null}::uuid and c.seen_at < m.sent_at`;
  return found;
});

/** The member's own, as it stands, to take along: nothing counts as seen by it. */
export const copy = (member: Member, conversationId: string): Promise<Conversation> => asking(member, () => whole(conversationId, 'member'));

/** One picture, for the member or for the provider of the tie. Anybody else: there is none. */
export const picture = (asker: Asker, conversationId: string, pictureId: string): Promise<Buffer> => asking(asker, async () => {
  if (!isUuid(conversationId) || !isUuid(pictureId)) notFound();
  const [row] = await sql<Locked & { id: string; messageId: string; sealed: Buffer }>`
    select c.id, c.lock, c.locked, p.message_id, p.sealed from messages.pictures p join messages.conversations c on c.id = p.conversation_id where p.id = ${pictureId} and c.id = ${conversationId}`;
  return row ? keys.openBytes(await keys.keyOf(row), `picture|${row.messageId}`, row.sealed) : notFound();
});
