/**
 * Follows: what a member wants to hear of again, a thread, a board, a
 * condition that is named, or a person.
 *
 * Nobody learns that they are followed, and nothing counts it. Following twice
 * is following once; to end what was not followed, or is gone, is fine too.
 */
import { asking, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import { isCode } from '#forum/page-rules';
import { isFoundTag, tagAddresses, tagAt, type FoundTag } from '#forum/thread-rules';

export const kinds = ['thread', 'board', 'tag', 'person'] as const;
export type Kind = (typeof kinds)[number];
/** `code` is what ends it, `address` where it stands. */
export type Following = { kind: Kind; code: string; address: string; title: string | null; names: Record<string, string> | null; seed: string | null; name: string | null; tag: FoundTag | null };

/** What an address's code stands for, and whether the member may know of it: nobody across a block, and not themselves. Nothing where nobody has that code. */
async function find(kind: string, code: string): Promise<{ subject: string; isShown: boolean } | undefined> {
  if (kind === 'tag') return { subject: tagAt(code) ?? notFound(), isShown: true };
  if (!kinds.some((one) => one === kind) || !isCode(code)) notFound();
  const [found] = await sql<{ subject: string; isShown: boolean }>`
    select id::text as subject, coalesce(persona_id not in (select members.blocked()), true) as is_shown from forum.threads where ${kind} = 'thread' and code = ${code}
    union all
    select id::text, true from forum.boards where ${kind} = 'board' and code = ${code}
    union all
    select persona_id::text, persona_id <> all(members.my_personas()) and persona_id not in (select members.blocked())
      from members.faces where ${kind} = 'person' and code = ${code}`;
  return found;
}

async function subjectOf(kind: string, code: string): Promise<string> {
  const found = await find(kind, code);
  return found?.isShown ? found.subject : notFound();
}

export const start = (member: Member, kind: string, code: string): Promise<void> =>
  asking(member, async () => {
    const subject = await subjectOf(kind, code);
    await sql`insert into forum.follows (member_id, kind, subject) values (${member.id}, ${kind}, ${subject}) on conflict do nothing`;
  });

/** Ends it. Answers whether what was followed is there to be followed again: what is gone, or not to be seen, looks the same. */
export const end = (member: Member, kind: string, code: string): Promise<boolean> =>
  asking(member, async () => {
    const found = await find(kind, code);
    if (found) await sql`delete from forum.follows where member_id = ${member.id} and kind = ${kind} and subject = ${found.subject}`;
    return found?.isShown ?? false;
  });

export const isFollowing = (member: Member, kind: string, code: string): Promise<boolean> =>
  asking(member, async () => {
    const subject = await subjectOf(kind, code);
    const [row] = await sql`select 1 from forum.follows where member_id = ${member.id} and kind = ${kind} and subject = ${subject}`;
    return Boolean(row);
  });

/** A page shows this many at the most; nobody can follow more and still read it. */
export const most = 200;

/** What the member follows: boards and people by name, threads from the last one followed. What is gone is not there. */
export async function of(member: Member): Promise<Following[]> {
  const rows = await asking(member, () => sql<Omit<Following, 'tag'> & { tag: string | null }>`
    select f.kind, case when f.kind = 'tag' then f.subject end as tag, coalesce(t.code, b.code, p.code) as code, coalesce(t.code, b.address, p.code) as address, t.title, b.names, coalesce(p.seed, tf.seed) as seed, coalesce(p.name, tf.name) as name
      from forum.follows f
      left join forum.threads t on f.kind = 'thread' and t.id = case when f.kind = 'thread' then f.subject::uuid end
       and t.deleted_at is null and t.hidden_at is null and coalesce(t.persona_id not in (select members.blocked()), true)
      left join members.faces tf on tf.persona_id = t.persona_id
      left join forum.boards b on f.kind = 'board' and b.id = case when f.kind = 'board' then f.subject::int end
      left join members.faces p on f.kind = 'person' and p.persona_id = case when f.kind = 'person' then f.subject::uuid end
       and p.persona_id not in (select members.blocked())
     where f.member_id = ${member.id} and (coalesce(t.code, b.code, p.code) is not null or f.kind = 'tag')
     order by f.kind, b.place, p.name, f.made_at desc limit ${most}`);
  return rows.flatMap(({ tag, ...row }): Following[] => {
    if (row.kind !== 'tag') return [{ ...row, tag: null }];
    return isFoundTag(tag) ? [{ ...row, tag, code: tagAddresses[tag], address: tagAddresses[tag] }] : [];
  });
}
