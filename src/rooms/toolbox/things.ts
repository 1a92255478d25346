/** What this room keeps of a member, for "download my things": everything, unsealed for them. */
import type { Member } from '#members/members';
import * as papers from '#toolbox/papers';

export async function of(member: Member): Promise<Record<string, unknown>> {
  const kept = await papers.all(member);
  const kinds = Object.groupBy(kept, ({ kind }) => kind);
  return Object.fromEntries(Object.entries(kinds).map(([kind, all]) => [kind, all!.map(({ day, content, madeAt, changedAt }) => ({ day, ...(content as object), madeAt, changedAt }))]));
}
