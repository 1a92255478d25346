/**
 * Agreeing again: when the ways we treat each other change, or how moderators
 * work, each member is asked on their next visit. It is asked, never forced: Help now, Leave and
 * everything else stay open meanwhile.
 */
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { languages, type Language } from '#platform/words';
import * as pages from '#house/pages';
import * as sayings from '#house/sayings';
import type { Member } from '#members/members';

const current = () => Promise.all(languages.map((language) => sayings.conduct(language)));

/** How moderators work, as one version of the page says it. */
export type Policy = { version: string; date: string };
const policy = async (language: Language): Promise<Policy> => (await pages.read('moderation', language))!;
const hashOf = (version: string) => `moderation ${version}`;

/** How moderators work as it is said to whoever joins now: kept beside the ways they agree to. */
export async function toJoin(language: Language): Promise<{ version: string; hash: string }> {
  const { version } = await policy(language);
  return { version, hash: hashOf(version) };
}

export type Agreed = { conduct: boolean; moderation: boolean };

/** What the member has said yes to as it stands, in whichever language they read it. How moderators work is asked about when it is another version than they last said yes to; the first came with the house. Whoever joined when joining kept no version of it goes by the date. */
export async function given(member: Member, { version, date }: Policy | Record<string, never> = {}): Promise<Agreed> {
  const hashes = (await current()).map(({ hash }) => hash);
  const now = version ? { version, date: date! } : await policy('en');
  const [agreed] = await asking(member, () => sql<Agreed>`
    select coalesce(bool_or(kind = 'conduct' and text_hash = any(${hashes}::text[])), false) as conduct,
           coalesce(${now.version} = '1' or bool_or(kind = 'moderation' and version = ${now.version})
                    or (not bool_or(kind = 'moderation') and min(given_at) filter (where kind = 'conduct') >= ${now.date}::date), false) as moderation
      from members.consents where member_id = ${member.id} and kind in ('conduct', 'moderation')`);
  return agreed!;
}

/** Says yes to the versions that were read; one that has changed meanwhile is read again first. Twice is once. */
export async function agree(member: Member, read: { conduct: string; moderation: string }): Promise<void> {
  const [conduct, { version }] = await Promise.all([sayings.conduct(member.language), policy(member.language)]);
  if (conduct.hash !== read.conduct || version !== read.moderation) refuse('house.refused.conductChanged', 'agree');
  await asking(member, () => sql`
    insert into members.consents (id, member_id, kind, version, text_hash, language)
    select gen_random_uuid(), ${member.id}, a.kind, a.version, a.hash, ${member.language}
      from (values ('conduct', ${conduct.version}, ${conduct.hash}), ('moderation', ${version}, ${hashOf(version)})) a (kind, version, hash)
     where not exists (select from members.consents c where c.member_id = ${member.id} and c.kind = a.kind and c.text_hash = a.hash)`);
}
