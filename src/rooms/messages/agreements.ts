/** What a member agrees to before the first message: that this is not for emergencies; and apart from that, before the first word about the service, what becomes of it. [MSG-3, MSG-5] */
import { createHash, randomUUID } from 'node:crypto';
import { asking, sql } from '#db';
import { say, type Language } from '#platform/words';
import type { Member } from '#members/members';
import type { ConversationKind } from '#messages/message-rules';

/** Changes by hand when the words do: then it is asked again. */
const version = '2026-11-22';
export const lines = [1, 2, 3, 4] as const;
export const linesOf = (kind: ConversationKind, language: Language) => lines.map((line) => say(language, 'messages', `agree.${kind}.${line}`));
const hashOf = (kind: ConversationKind, language: Language) => createHash('sha256').update(JSON.stringify(linesOf(kind, language))).digest('hex');
const nameOf = (kind: ConversationKind) => `messages:${kind}`;

export const isGiven = async (member: Member, kind: ConversationKind): Promise<boolean> =>
  (await asking(member, () => sql`select 1 from members.consents where member_id = ${member.id} and kind = ${nameOf(kind)} and version = ${version}`)).length > 0;

/** With the words it was given to. Twice is once. Inside `asking`. */
export const give = (member: Member, kind: ConversationKind) => sql`
  insert into members.consents (id, member_id, kind, version, text_hash, language)
  select ${randomUUID()}, ${member.id}, ${nameOf(kind)}, ${version}, ${hashOf(kind, member.language)}, ${member.language}
   where not exists (select from members.consents where member_id = ${member.id} and kind = ${nameOf(kind)} and version = ${version})`;
