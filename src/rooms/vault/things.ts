/** What the vault keeps of a member, for "download my things", which has asked for the pass-sentence. */
import type { Member } from '#members/members';
import * as vault from '#vault/vault';

export const of = async (member: Member): Promise<Record<string, unknown>> => {
  if (!vault.isThere()) return {};
  const [details, { adult }] = await Promise.all([vault.show(member), vault.knows(member)]);
  return { realMe: Object.keys(details).length || adult ? [{ ...details, ...(adult && { adult }) }] : [] };
};
