/**
 * Changes: what an author does to their own words afterwards.
 *
 * They may change them at any time; the post then says so. They may take them
 * back: others stop seeing them at once, for ten minutes the author can put
 * them back, then a clock empties them for good. When the first post of a
 * thread is taken back the thread leaves every list, and what others wrote in
 * it stays readable.
 */
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { asHost, isUnshown, type Member } from '#members/members';
import type { Draft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as holding from '#forum/holding';
import { mine, type Place } from '#forum/posts';
import { isWant, tagsOf } from '#forum/thread-rules';
import * as waiting from '#forum/waiting';
import { titleOf, editsWithinReason, wordsOf } from '#forum/writing';

/** Writes the author's words anew; of a first post also its title, its want and its tags. */
export const edit = (member: Member, postId: string, draft: Draft): Promise<Place> =>
  drafts.keeping(member, `edit:${postId}`, draft, async () => {
    const before = await mine(member, postId);
    const words = wordsOf(member, draft);
    const title = before.isFirst ? titleOf(draft) : '';
    if (before.isFirst && !isWant(draft.want)) refuse('forum.refused.want', 'want');
    const isNews = before.isShown && (words.body !== before.text || (before.isFirst && title !== before.title));
    const waits = isNews && (await waiting.isAsked(member, { text: `${title}\n\n${words.body}`, language: words.language }, { isChange: true }));
    await editsWithinReason(member);
    // Words that stand as they were have been looked at: only others are looked at anew.
    const isReworded = words.body !== before.text || title !== (before.isFirst ? before.title : '');
    const isHeld = (isReworded || words.language !== before.language) && (await holding.isNeeded(`${title}\n\n${words.body}`, words.language));
    return asking(member, async () => {
      const [post] = await sql<{ threadId: string }>`
        with p as (
          update forum.posts
             set body = ${words.body}, html = ${words.html}, about = ${words.about}::text[], language = ${words.language}, edited_at = now(),
                 seen_at = case when ${isReworded} then null else seen_at end, is_plain = is_plain or (${isReworded} and ${isUnshown(member)}),
                 search = to_tsvector(case when ${words.language} = 'nb' then 'norwegian'::regconfig else 'english'::regconfig end, ${title} || ' ' || ${words.body})
           where id = ${postId} and persona_id = any(members.my_personas()) and deleted_at is null
          returning thread_id, number
        ), t as (
          update forum.threads set title = ${title}, want = ${draft.want}, about = ${words.about}::text[], tags = ${tagsOf(draft.tags)}::text[], language = ${words.language}
            from p where threads.id = p.thread_id and p.number = 1
        )
        select thread_id, forum.forget_draft(${member.id}, ${`edit:${postId}`}, jsonb_build_object('title', ${title}::text, 'text', ${words.body}::text), ${draft.form ?? null}::text, ${draft.came ?? null}::uuid) from p`;
      if (!post) refuse('forum.refused.takenBackByYou', 'text');
      if (waits) await waiting.keepBack(postId);
      if (isHeld) await holding.keep(postId);
      await announce('forum.post.edited', { postId, threadId: post.threadId });
      return { code: before.code, number: before.number };
    });
  });

/** Takes a post back. If it was the first answer somebody had, they are unanswered again. What hangs on it stays for as long as it can be put back. */
export const takeBack = (member: Member, postId: string): Promise<Place> =>
  asking(member, async () => {
    const place = await mine(member, postId);
    const [post] = await sql<{ threadId: string }>`
      with p as (
        update forum.posts set deleted_at = now()
         where id = ${postId} and persona_id = any(members.my_personas()) and deleted_at is null
        returning id, thread_id, number, created_at
      ), t as (
        update forum.threads
           set deleted_at = case when p.number = 1 then now() else threads.deleted_at end,
               answered_at = case when p.number = 1 or answered_at <> p.created_at then answered_at else
                 (select min(q.created_at) from forum.posts q
                   where q.thread_id = p.thread_id and q.id <> p.id and q.number > 1 and q.persona_id is distinct from threads.persona_id
                     and q.deleted_at is null and q.hidden_at is null) end,
               host_answered_at = case when p.number > 1 and host_answered_at = p.created_at then null else host_answered_at end
          from p where threads.id = p.thread_id
      )
      select thread_id from p`;
    if (post) await announce('forum.post.deleted', { postId, threadId: post.threadId });
    return { code: place.code, number: place.number };
  });

/** Undoes taking back, within ten minutes. */
export const putBack = (member: Member, postId: string): Promise<Place> =>
  asking(member, async () => {
    const place = await mine(member, postId);
    const [back] = await sql`
      with p as (
        update forum.posts set deleted_at = null
         where id = ${postId} and persona_id = any(members.my_personas()) and deleted_at > now() - interval '10 minutes' and body <> ''
        returning thread_id, number, created_at, hidden_at
      )
      update forum.threads
         set deleted_at = case when p.number = 1 then null else threads.deleted_at end,
             answered_at = case when p.number > 1 and p.hidden_at is null and coalesce(threads.persona_id <> all(members.my_personas()), true)
                                then least(answered_at, p.created_at) else answered_at end,
             host_answered_at = case when ${Boolean(asHost(member))} and p.number > 1 and p.hidden_at is null and coalesce(threads.persona_id <> all(members.my_personas()), true)
                                     then least(host_answered_at, p.created_at) else host_answered_at end
        from p where threads.id = p.thread_id
      returning 1`;
    if (!back && place.isTakenBack) refuse('forum.refused.tooLate');
    if (back) await announce('forum.post.putBack', { postId, threadId: place.threadId });
    return { code: place.code, number: place.number };
  });

/** The words of what was taken back more than ten minutes ago go for good, from the text, the page, the search and the change that was begun before; what hangs on them goes, too. */
export const empty = (mostAtOnce = 1000) => sql<{ id: string }>`
  with p as (
    update forum.posts set body = '', html = '', search = '', about = '{}', helped_at = null
     where id in (select id from forum.posts where deleted_at < now() - interval '10 minutes' and body <> '' limit ${mostAtOnce})
    returning id, thread_id, number, persona_id, deleted_at
  ), d as (
    delete from forum.drafts using p join members.personas m on m.id = p.persona_id
     where drafts.member_id = m.member_id and drafts.place = 'edit:' || p.id and drafts.saved_at <= p.deleted_at
  ), e as (
    delete from forum.earlier_drafts using p join members.personas m on m.id = p.persona_id
     where earlier_drafts.member_id = m.member_id and earlier_drafts.place = 'edit:' || p.id and earlier_drafts.saved_at <= p.deleted_at
  ), t as (
    update forum.threads set title = '', about = '{}', tags = '{}' from p where threads.id = p.thread_id and p.number = 1
  ), r as (
    delete from forum.reactions where post_id in (select id from p)
  ), s as (
    delete from forum.samples where thread_id in (select thread_id from p where number = 1)
  )
  select id from p`;
