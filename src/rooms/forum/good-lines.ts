/**
 * Lines for a good day: a few words of a member, shown to another on Today.
 *
 * On a good day it is easy to do too much; one who has been there may say how
 * they stop while there is still some left. The author says yes for a short
 * post of their own, a steward chooses. It is shown at most once a day, on good
 * days alone, and whoever wants none hides them all. [VAR-2]
 */
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import type { Member, Steward } from '#members/members';
import { unmarked } from '#forum/text-rules';
import { heavy } from '#forum/thread-rules';

/** So short that it is read in one breath. */
export const longest = 200;

export type Line = { id: string; words: string; name: string; language: string };
export type OwnLine = { id: string; words: string; isOffered: boolean; isShown: boolean };
export type OfferedLine = Line & { isShown: boolean; isChanged: boolean; /** Of these very words. */ stamp: string };

/** The author's yes, for a short post of their own in the forum. Saying it twice is saying it once. */
export async function offer(member: Member, postId: string): Promise<void> {
  if (!isUuid(postId)) notFound();
  const [post] = await asking(member, () => sql`
    with own as (
      select id from forum.posts where id = ${postId} and space = 'forum' and persona_id = ${member.personaId} and deleted_at is null and hidden_at is null
         and char_length(body) <= ${longest}::int and not about && ${heavy as readonly string[]}::text[]
    ), offered as (
      insert into forum.good_lines (post_id) select id from own on conflict do nothing
    )
    select id from own`);
  if (!post) notFound();
}

/** Taken back at once and without a reason. */
export async function takeBack(member: Member, postId: string): Promise<void> {
  if (!isUuid(postId)) notFound();
  await asking(member, () => sql`
    delete from forum.good_lines where post_id = ${postId} and post_id in (select id from forum.posts where id = ${postId} and persona_id = ${member.personaId})`);
}

/** The member's own newest short posts, and which of them may be shown. */
export const own = (member: Member): Promise<OwnLine[]> => asking(member, () => sql<OwnLine>`
  select p.id, p.body as words, l.post_id is not null as is_offered, coalesce(l.chosen_at > coalesce(p.edited_at, '-infinity'), false) as is_shown
    from forum.posts p left join forum.good_lines l on l.post_id = p.id
   where p.persona_id = ${member.personaId} and p.space = 'forum' and p.deleted_at is null and p.hidden_at is null
     and char_length(p.body) <= ${longest}::int and not p.about && ${heavy as readonly string[]}::text[]
   order by l.post_id is null, p.created_at desc limit 10`);

/** What authors offered, for a steward to choose from. */
export const offered = (steward: Steward): Promise<OfferedLine[]> => asking(steward, () => sql<OfferedLine>`
  select p.id, p.body as words, f.name, p.language, forum.words_stamp('', p.body, p.about) as stamp, l.chosen_at is not null as is_shown, coalesce(p.edited_at >= l.chosen_at, false) as is_changed
    from forum.good_lines l join forum.posts p on p.id = l.post_id and p.deleted_at is null and p.hidden_at is null
    join members.faces f on f.persona_id = p.persona_id
   order by l.chosen_at desc nulls last, l.consented_at desc limit 100`);

/** Chooses a line in the words the steward has read; again after a change confirms the words as they are now. The post stands still meanwhile. */
export async function choose(steward: Steward, postId: string, stamp: string): Promise<void> {
  if (!isUuid(postId)) notFound();
  const [found] = await asking(steward, () => sql<{ isTheSame: boolean }>`
    with read as (
      select p.id, forum.words_stamp('', p.body, p.about) = ${stamp} as is_the_same
        from forum.good_lines l join forum.posts p on p.id = l.post_id and p.deleted_at is null and p.hidden_at is null
       where l.post_id = ${postId}
         for share of p
    ), chosen as (
      update forum.good_lines l set chosen_at = now(), chosen_by = ${steward.id} from read where l.post_id = read.id and read.is_the_same
    )
    select is_the_same from read`);
  if (!found) notFound();
  if (!found.isTheSame) refuse('forum.refused.chosenReworded');
}

/** No longer shown; the author's yes stands. */
export async function unchoose(steward: Steward, postId: string): Promise<void> {
  if (!isUuid(postId)) notFound();
  const left = await asking(steward, () => sql`update forum.good_lines set chosen_at = null, chosen_by = null where post_id = ${postId} returning post_id`);
  if (!left.length) notFound();
}

/**
 * One line for this good day, if none was shown on it yet: of somebody else,
 * not across a block, in the member's language, another one each day. `today`
 * is the day as the member's clock has it.
 */
export async function forToday(member: Member, today: string): Promise<Line | undefined> {
  const [line] = await asking(member, () => sql<Line>`
    with line as (
      select p.id, p.body as words, f.name, p.language
        from forum.good_lines l
        join forum.posts p on p.id = l.post_id and p.deleted_at is null and p.hidden_at is null and p.space = 'forum'
        join forum.threads t on t.id = p.thread_id and t.deleted_at is null and t.hidden_at is null
        join members.faces f on f.persona_id = p.persona_id
       where l.chosen_at > coalesce(p.edited_at, '-infinity') and p.language = ${member.language} and p.persona_id <> ${member.personaId}
         and p.persona_id not in (select members.blocked()) and p.persona_id not in (select members.resting())
         and not exists (select from forum.line_wishes w where w.member_id = ${member.id} and (w.hidden_at is not null or w.shown_on >= ${today}::date))
       order by md5(p.id::text || ${today}) limit 1
    ), noted as (
      insert into forum.line_wishes (member_id, shown_on) select ${member.id}, ${today}::date from line
      on conflict (member_id) do update set shown_on = excluded.shown_on
    )
    select * from line`);
  return line && { ...line, words: unmarked(line.words) };
}

/** None of them any more. */
export const hide = (member: Member) => asking(member, () => sql`
  insert into forum.line_wishes (member_id, hidden_at) values (${member.id}, now()) on conflict (member_id) do update set hidden_at = now()`);

/** They may come again. */
export const showAgain = (member: Member) => asking(member, () => sql`update forum.line_wishes set hidden_at = null where member_id = ${member.id}`);

export const isHidden = async (member: Member): Promise<boolean> =>
  (await asking(member, () => sql`select 1 from forum.line_wishes where member_id = ${member.id} and hidden_at is not null`)).length > 0;
