/**
 * Proposals: a local place that is missing on the list, or something wrong on it. [MEET-10]
 *
 * A member says what and where; a steward reads it without who said it, finds
 * out, and puts it on the list or not. Not more than three that wait; whoever
 * wrote one sees whether it was read, and takes it back until then.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { refuse } from '#platform/answers';
import type { Member, Steward } from '#members/members';

const longest = 500;
const most = 3;

/** Proposes one. Sent twice, it is proposed once. */
export const propose = (member: Member, typed: string): Promise<void> => asking(member, async () => {
  const words = typed.toWellFormed().normalize('NFC').replace(/[^\S\n]+|\p{Cc}(?<!\n)/gu, ' ').trim();
  if (!words) refuse('learning.refused.propose', 'words');
  if ([...words].length > longest) refuse('learning.refused.long', 'words', { most: longest });
  const waiting = await sql<{ words: string }>`select words from learning.proposals where member_id = ${member.id} and seen_at is null`;
  if (waiting.some((one) => one.words === words)) return;
  if (waiting.length >= most) refuse('learning.refused.proposals', 'words', { most });
  await sql`insert into learning.proposals (id, member_id, words) values (${randomUUID()}, ${member.id}, ${words})`;
});

export type Mine = { id: string; words: string; madeOn: string; isRead: boolean };
/** What the member has proposed: what waits, and what was read lately. */
export const mine = (member: Member) => asking(member, () => sql<Mine>`
  select id, words, made_on::text, seen_at is not null as is_read from learning.proposals
   where member_id = ${member.id} and (seen_at is null or seen_at > now() - interval '30 days') order by seen_at is not null, made_on desc, id`);

/** Takes back what nobody has read yet. Read meanwhile, it stays, and its writer sees that. */
export const takeBack = (member: Member, id: string): Promise<boolean> => asking(member, async () => {
  if (!isUuid(id)) return false;
  return (await sql`delete from learning.proposals where id = ${id} and member_id = ${member.id} and seen_at is null returning id`).length > 0;
});

export type Proposal = { id: string; words: string; madeOn: string };
/** What waits for a steward, without who proposed it. */
export const waiting = (_steward: Steward) => asHouse(() => sql<Proposal>`
  select id, words, made_on::text from learning.proposals where seen_at is null order by made_on, id limit 100`);
/** How many wait. */
export const many = async (_steward: Steward): Promise<number> => (await asHouse(() => sql<{ many: number }>`select count(*)::int as many from learning.proposals where seen_at is null`))[0]!.many;
export const seen = (_steward: Steward, id: string) => asHouse(async () => {
  if (isUuid(id)) await sql`update learning.proposals set seen_at = now() where id = ${id} and seen_at is null`;
});
