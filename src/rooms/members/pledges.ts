/**
 * Pledges: what people promise each other where they may know a face.
 *
 * In the forum the six ways hold, agreed when joining. A local place and a
 * café each have a pledge of their own kind, agreed once: what is heard there
 * stays there, and nobody is asked who they are elsewhere. [ID-11]
 */
import { createHash, randomUUID } from 'node:crypto';
import { asking, sql } from '#db';
import { say, type Language } from '#platform/words';
import type { Member } from '#members/members';

export type Pledged = 'local' | 'cafe' | 'circle';
/** The version changes by hand when the words do. */
const version = '2026-11-21';
const lines = [1, 2, 3, 4] as const;

export const linesOf = (kind: Pledged, language: Language) => lines.map((line) => say(language, 'members', `pledge.${kind}.${line}`));
const hashOf = (kind: Pledged, language: Language) => createHash('sha256').update(JSON.stringify(linesOf(kind, language))).digest('hex');

export const isGiven = async (member: Member, kind: Pledged): Promise<boolean> => {
  const [given] = await asking(member, () => sql`
    select 1 from members.consents where member_id = ${member.id} and kind = ${`pledge:${kind}`} and version = ${version}`);
  return Boolean(given);
};

/** Keeps the consent with the words it was given to. Inside `asHouse`; twice is once. */
export const give = (member: Member, kind: Pledged) => sql`
  insert into members.consents (id, member_id, kind, version, text_hash, language)
  select ${randomUUID()}, ${member.id}, ${`pledge:${kind}`}, ${version}, ${hashOf(kind, member.language)}, ${member.language}
   where not exists (select from members.consents where member_id = ${member.id} and kind = ${`pledge:${kind}`} and version = ${version})`;
