/** Letters between a member of the cast and their provider, for tests: begun and answered as people do it. */
import { asHouse, sql } from '#db';
import type { Refusal } from '#platform/answers';
import type { Provider } from '#care/providers';
import * as ties from '#care/ties';
import type { Member } from '#members/members';
import * as inbox from '#messages/inbox';
import * as threads from '#messages/threads';

/** How it ended: done, or the key of the no. */
export const why = async (work: Promise<unknown>) => work.then(() => 'done', (error: Refusal) => error.key ?? error.constructor.name);
export const tieOf = async (member: Member) => (await ties.of(member))[0]!.id;
let forms = 0;
export const once = () => `form ${++forms}`;
export const begun = async (member: Member, more: Partial<threads.Beginning> = {}) =>
  threads.begin(member, { tieId: await tieOf(member), subject: 'The new tablets', kind: 'care', isTeam: false, agrees: true, text: 'canary: may I take it at night?', once: once(), ...more });
/** As a person does it: what is answered was looked at before. */
export const answer = async (provider: Provider, id: string, text = 'Yes, at night is fine.') => {
  await inbox.open(provider, id);
  return inbox.answer(provider, id, { text, once: once() });
};
export const cover = (provider: Provider, by: Provider) => asHouse(() => sql`update care.providers set cover_id = ${by.providerId} where id = ${provider.providerId}`);
export const dueOf = async (id: string) => (await asHouse(() => sql<{ dueAt: Date }>`select due_at from messages.messages where conversation_id = ${id} and by = 'member' order by sent_at desc limit 1`))[0]!.dueAt;
export const later = (at: Date, minutes = 1) => new Date(at.getTime() + minutes * 60_000);
