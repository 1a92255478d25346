/**
 * Agreeing again: when the ways we treat each other change, each member is
 * asked on their next visit. It is asked, never forced: Help now, Leave and
 * everything else stay open meanwhile.
 */
import { randomUUID } from 'node:crypto';
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { languages } from '#platform/words';
import * as sayings from '#house/sayings';
import type { Member } from '#members/members';

const current = () => Promise.all(languages.map((language) => sayings.conduct(language)));

/** Whether the member has said yes to the ways as they stand, in whichever language they read them. */
export async function isAgreed(member: Member): Promise<boolean> {
  const hashes = (await current()).map(({ hash }) => hash);
  const [given] = await asking(member, () => sql`
    select 1 from members.consents where member_id = ${member.id} and kind = 'conduct' and text_hash = any(${hashes}::text[]) limit 1`);
  return given !== undefined;
}

/** Says yes to the version that was read; one that has changed meanwhile is read again first. Twice is once. */
export async function agree(member: Member, hash: string): Promise<void> {
  const conduct = await sayings.conduct(member.language);
  if (conduct.hash !== hash) refuse('house.refused.conductChanged', 'agree');
  await asking(member, () => sql`
    insert into members.consents (id, member_id, kind, version, text_hash, language)
    select ${randomUUID()}, ${member.id}, 'conduct', ${conduct.version}, ${hash}, ${member.language}
     where not exists (select from members.consents where member_id = ${member.id} and kind = 'conduct' and text_hash = ${hash})`);
}
