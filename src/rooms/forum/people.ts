/**
 * People: what others see of somebody, on a page of its own.
 *
 * A name, a pattern, a line about themselves, a role in words, and what they
 * wrote where everybody here can read it. Nothing else is known, nothing is
 * counted. Across a block, and where somebody keeps their page closed, there is
 * no page; what they wrote stays where it is.
 */
import { asking, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import { isCode, pageSize, type Key } from '#forum/page-rules';
import { excerpt, type Part } from '#forum/search-rules';

export type Person = {
  personaId: string;
  code: string;
  name: string;
  seed: string;
  about: string;
  tag: 'host' | 'moderator' | 'steward' | null;
  language: string;
  isMe: boolean;
  /** In a local group: times are said coarsely. */
  isCoarse: boolean;
  /** For oneself: whether others can open this page. */
  isOpen: boolean;
  isFollowed: boolean;
  isMuted: boolean;
  folded: string[] | null;
};
export type Wrote = {
  id: string; code: string; number: number; title: string; excerpt: Part[]; about: string[]; language: string; createdAt: Date; key: number;
  boardNames: Record<string, string>;
};

/** The person behind a code, as this member may see them. */
export async function of(member: Member, code: string): Promise<Person> {
  if (!isCode(code)) notFound();
  const [person] = await asking(member, () => sql<Person>`
    select f.persona_id, f.code, f.name, f.seed, f.about, f.tag, f.language, f.persona_id = any((select members.my_personas())::uuid[]) as is_me, f.space <> 'forum' as is_coarse, members.is_open(f.persona_id) as is_open,
           exists (select from forum.follows where member_id = ${member.id} and kind = 'person' and subject = f.persona_id::text) as is_followed,
           exists (select from forum.mutes where member_id = ${member.id} and kind = 'person' and subject = f.persona_id::text) as is_muted,
           (select about from forum.folds where member_id = ${member.id}) as folded
      from members.faces f
     where f.code = ${code} and f.persona_id not in (select members.blocked())
       and (f.persona_id = any((select members.my_personas())::uuid[]) or members.is_open(f.persona_id))`);
  return person ?? notFound();
}

/** What they wrote, the newest first. */
export async function words(member: Member, personaId: string, after: Key | null, isCoarse = false): Promise<{ wrote: Wrote[]; next: Key | null }> {
  const rows = await asking(member, () => sql<Omit<Wrote, 'excerpt'> & { body: string }>`
    select id, code, number, title, body, about, language, created_at, (extract(epoch from created_at) * 1000000)::bigint as key, board_names
      from forum.findable
     where persona_id = ${personaId}
       and (created_at, id) < (case when ${after?.at ?? 9e15}::bigint = 0 then (select created_at from forum.posts where id = ${after?.id ?? null}::uuid)
                                    else 'epoch'::timestamptz + ${after?.at ?? 9e15}::bigint * interval '1 microsecond' end, ${after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid)
     order by created_at desc, id desc limit 21`);
  const wrote = rows.slice(0, pageSize).map(({ body, ...post }) => ({ ...post, excerpt: excerpt(body, []) }));
  const last = wrote.at(-1);
  return { wrote, next: rows.length > pageSize && last ? { at: isCoarse ? 0 : last.key, id: last.id } : null };
}
