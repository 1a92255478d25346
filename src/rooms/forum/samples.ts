/**
 * Samples: posts that visitors may read on the Look round page.
 *
 * Two people say yes: the author, for their own first post, and then a
 * steward, who chooses. Replies are other people's words and are not shown.
 * The author takes it back at once and without a reason; so does deleting or
 * hiding the post, and after a change a steward looks at it again.
 */
import { asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import type { Member, Steward } from '#members/members';
import { isCode, pageSize } from '#forum/page-rules';
import type { Want } from '#forum/thread-rules';

export const most = 6;
export type Sample = { code: string; title: string; html: string; about: string[]; want: Want; language: string; name: string; seed: string; boardNames: Record<string, string> };
export type Offered = Sample & { isShown: boolean; isChanged: boolean; consentedAt: Date; /** Of these very words. */ stamp: string };
export type Own = { code: string; title: string; beginning: string; language: string; createdAt: Date; isOffered: boolean; isShown: boolean };

/** The author says yes, for a thread of their own. Saying it twice is saying it once. */
export async function offer(member: Member, code: string): Promise<void> {
  if (!isCode(code)) notFound();
  const [thread] = await asking(member, () => sql`
    with own as (
      select id from forum.threads where code = ${code} and space = 'forum' and persona_id = ${member.personaId} and deleted_at is null and hidden_at is null
    ), offered as (
      insert into forum.samples (thread_id) select id from own on conflict do nothing
    )
    select id from own`);
  if (!thread) notFound();
}

/** The author takes it back; visitors stop seeing it with the next page. */
export async function takeBack(member: Member, code: string): Promise<void> {
  if (!isCode(code)) notFound();
  const [thread] = await asking(member, () => sql`
    with own as (
      select id from forum.threads where code = ${code} and persona_id = ${member.personaId}
    ), gone as (
      delete from forum.samples where thread_id in (select id from own)
    )
    select id from own`);
  if (!thread) notFound();
}

/** The member's own newest threads, and which of them visitors may read. */
export const own = (member: Member): Promise<Own[]> => asking(member, () => sql<Own>`
  select t.code, t.title, left(p.body, 140) as beginning, t.language, t.created_at, s.thread_id is not null as is_offered,
         coalesce(s.chosen_at > coalesce(p.edited_at, '-infinity'), false) as is_shown
    from forum.threads t
    join forum.posts p on p.thread_id = t.id and p.number = 1
    left join forum.samples s on s.thread_id = t.id
   where t.persona_id = ${member.personaId} and t.space = 'forum' and t.deleted_at is null and t.hidden_at is null and p.deleted_at is null
   order by s.thread_id is null, t.created_at desc limit ${pageSize * 3}`);

/** What authors offered, for a steward to choose from; chosen ones first. */
export const offered = (_steward: Steward): Promise<Offered[]> => sql<Offered>`
  select t.code, t.title, p.html, p.about, t.want, p.language, f.name, f.seed, b.names as board_names, s.consented_at, forum.words_stamp(t.title, p.body, p.about) as stamp,
         s.chosen_at is not null as is_shown, coalesce(p.edited_at >= s.chosen_at, false) as is_changed
    from forum.samples s
    join forum.threads t on t.id = s.thread_id and t.deleted_at is null and t.hidden_at is null
    join forum.posts p on p.thread_id = t.id and p.number = 1 and p.deleted_at is null and p.hidden_at is null
    join members.faces f on f.persona_id = p.persona_id
    join forum.boards b on b.id = t.board_id
   order by s.chosen_at desc nulls last, s.consented_at desc limit ${pageSize * 3}`;

/**
 * Shows one of the offered, in the words the steward has read: changed since, they are read anew first. Choosing again after a change
 * confirms the words as they are now. The post stands still meanwhile.
 */
export async function choose(steward: Steward, code: string, stamp: string): Promise<void> {
  if (!isCode(code)) notFound();
  const [found] = await sql<{ isTheSame: boolean }>`
    with read as (
      select t.id, forum.words_stamp(t.title, p.body, p.about) = ${stamp} as is_the_same
        from forum.threads t
        join forum.posts p on p.thread_id = t.id and p.number = 1 and p.deleted_at is null and p.hidden_at is null
        join forum.samples s on s.thread_id = t.id
       where t.code = ${code} and t.deleted_at is null and t.hidden_at is null
         for share of p
    ), chosen as (
      update forum.samples s set chosen_at = now(), chosen_by = ${steward.id} from read where s.thread_id = read.id and read.is_the_same
    )
    select is_the_same from read`;
  if (!found) notFound();
  if (!found.isTheSame) refuse('forum.refused.chosenReworded');
}

/** No longer shown; the author's yes stands. */
export async function unchoose(_steward: Steward, code: string): Promise<void> {
  if (!isCode(code)) notFound();
  const [left] = await sql`
    update forum.samples s set chosen_at = null, chosen_by = null from forum.threads t
     where t.id = s.thread_id and t.code = ${code} returning s.thread_id`;
  if (!left) notFound();
}

/** For visitors: the chosen ones, those in their language first, then the newest. */
export const shown = (language: string): Promise<Sample[]> => sql<Sample>`
  select t.code, t.title, p.html, p.about, t.want, p.language, f.name, f.seed, b.names as board_names
    from forum.samples s
    join forum.threads t on t.id = s.thread_id and t.deleted_at is null and t.hidden_at is null
    join forum.posts p on p.thread_id = t.id and p.number = 1 and p.deleted_at is null and p.hidden_at is null
    join members.faces f on f.persona_id = p.persona_id
    join forum.boards b on b.id = t.board_id
   where s.chosen_at > coalesce(p.edited_at, '-infinity')
   order by p.language = ${language} desc, s.chosen_at desc, t.id limit ${most}`;
