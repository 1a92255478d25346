/**
 * Mutes: what a member would rather not see for now, a word, a board or a person.
 *
 * Nobody is told. Texts with a muted word stay folded and off the lists; a
 * muted person's words too. It can be ended at any time, and right where it
 * was begun; to end one of somebody who is not there any more is no fault.
 */
import { asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import type { Member } from '#members/members';
import * as rules from '#forum/mute-rules';
import { isCode } from '#forum/page-rules';

export const kinds = ['word', 'board', 'person'] as const;
export type Kind = (typeof kinds)[number];
/** `code` is what ends it: the word itself, or the code of the board or person. `address`: where that stands; a word stands nowhere. */
export type Muted = { kind: Kind; code: string; address: string | null; names: Record<string, string> | null; name: string | null; seed: string | null };

/** What a code stands for, and whether the member may know of it: not across a block, and not of themselves. Nothing where nobody has that code. */
async function find(kind: string, code: string): Promise<{ subject: string; isShown: boolean } | undefined> {
  if (kind === 'word') return { subject: rules.wordOf(code) ?? refuse('forum.mute.wordLength', 'word', { least: rules.shortest, most: rules.longest }), isShown: true };
  if (!kinds.some((one) => one === kind) || !isCode(code)) notFound();
  const [found] = await sql<{ subject: string; isShown: boolean }>`
    select id::text as subject, true as is_shown from forum.boards where ${kind} = 'board' and code = ${code}
    union all
    select persona_id::text, persona_id <> all(members.my_personas()) and persona_id not in (select members.blocked())
      from members.faces where ${kind} = 'person' and code = ${code}`;
  return found;
}

async function subjectOf(kind: string, code: string): Promise<string> {
  const found = await find(kind, code);
  return found?.isShown ? found.subject : notFound();
}

/** Mutes, and answers with what ends it again. Muting twice is muting once. */
export const start = (member: Member, kind: string, code: string): Promise<string> =>
  asking(member, async () => {
    const subject = await subjectOf(kind, code);
    const [room] = await sql<{ isFull: boolean }>`
      select count(*) >= ${rules.mostWords} as is_full from forum.mutes where member_id = ${member.id} and kind = 'word' and subject <> ${subject}`;
    if (kind === 'word' && room!.isFull) refuse('forum.mute.many', 'word', { most: rules.mostWords });
    await sql`insert into forum.mutes (member_id, kind, subject) values (${member.id}, ${kind}, ${subject}) on conflict do nothing`;
    return kind === 'word' ? subject : code;
  });

/** Ends it, and answers with what begins it again: nothing, where that is not there any more, or not to be seen, which look the same. */
export const end = (member: Member, kind: string, code: string): Promise<string | undefined> =>
  asking(member, async () => {
    const found = await find(kind, code);
    if (found) await sql`delete from forum.mutes where member_id = ${member.id} and kind = ${kind} and subject = ${found.subject}`;
    if (!found?.isShown) return undefined;
    return kind === 'word' ? found.subject : code;
  });

export const isMuted = (member: Member, kind: string, code: string): Promise<boolean> =>
  asking(member, async () => {
    const subject = await subjectOf(kind, code);
    const [row] = await sql`select 1 from forum.mutes where member_id = ${member.id} and kind = ${kind} and subject = ${subject}`;
    return Boolean(row);
  });

const most = 200;

/** Everything the member muted, words first, each in the order of the alphabet or of the boards. */
export const of = (member: Member): Promise<Muted[]> => asking(member, () => sql<Muted>`
  select m.kind, coalesce(b.code, p.code, m.subject) as code, coalesce(b.address, p.code) as address, b.names, p.name, p.seed
    from forum.mutes m
    left join forum.boards b on b.id = case when m.kind = 'board' then m.subject::int end
    left join members.faces p on p.persona_id = case when m.kind = 'person' then m.subject::uuid end
     and p.persona_id not in (select members.blocked())
   where m.member_id = ${member.id} and (m.kind = 'word' or b.id is not null or p.persona_id is not null)
   order by m.kind desc, b.place, p.name, m.subject limit ${most}`);
