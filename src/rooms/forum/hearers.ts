/**
 * Hearers: whom something written here concerns.
 *
 * Asked by the house when it carries events on, never by a member: the answers
 * hold member ids. Nobody hears of themselves, of somebody they have muted, or
 * across a block in either direction, where it was made: in another space a
 * silence would tell who is who (decision 10). A muted theme is silent too, except for
 * answers to one's own words there.
 */
import { sql } from '#db';

export type Written = {
  threadId: string;
  code: string;
  number: number;
  personaId: string;
  boardId: number;
  /** In a local group: told coarsely, so that its moment cannot be matched with another's. */
  isCoarse: boolean;
  /** Written by somebody with a role who had not shown a second factor: no role stands beside the name. */
  isPlain: boolean;
  hearers: { memberId: string; why: 'reply' | 'thread' | 'board' | 'tag' | 'person' }[];
};

/**
 * Who hears of a post. A reply concerns the one who opened the thread, the one
 * it speaks to, and those who follow the thread; the first post of a thread
 * those who follow its author, its theme or, in the forum, a condition it names. Nobody is named twice.
 */
export async function ofPost(postId: string): Promise<Written | undefined> {
  const [written] = await sql<Written>`
    select t.id as thread_id, t.code, p.number, p.persona_id, t.board_id, p.space <> 'forum' as is_coarse, p.is_plain,
      (select coalesce(json_agg(json_build_object('memberId', h.member_id, 'why', h.why)), '[]')
         from (
           select distinct on (c.member_id) c.member_id, c.why
             from (
               select o.member_id, 'reply' as why, 1 as place from members.personas o where o.id = t.persona_id and p.number > 1
               union all
               select o.member_id, 'reply', 1
                 from forum.posts spoken join members.personas o on o.id = spoken.persona_id
                where spoken.thread_id = t.id and spoken.number = p.to_number and p.number > 1
               union all
               select f.member_id, 'thread', 2 from forum.follows f where p.number > 1 and f.kind = 'thread' and f.subject = t.id::text
               union all
               select f.member_id, 'person', 3 from forum.follows f where p.number = 1 and f.kind = 'person' and f.subject = t.persona_id::text
               union all
               select f.member_id, 'board', 4 from forum.follows f where p.number = 1 and f.kind = 'board' and f.subject = t.board_id::text
               union all
               select f.member_id, 'tag', 5 from forum.follows f where p.number = 1 and p.space = 'forum' and f.kind = 'tag' and f.subject = any(t.tags)
             ) c
             join members.personas writer on writer.id = p.persona_id
            where c.member_id <> writer.member_id
              and (p.space = 'forum' or exists (
                select from members.personas here where here.member_id = c.member_id and here.space = p.space and here.retired_at is null))
              and (p.audience is null
                   or exists (select from members.personas opener where opener.id = t.persona_id and opener.member_id = c.member_id)
                   or exists (
                     select from forum.admissions a
                       join members.personas let_in on let_in.id = a.persona_id and let_in.member_id = c.member_id
                       join members.reveals r on r.seer_id = a.persona_id and r.seen_id = t.persona_id and r.until is null
                      where a.thread_id = t.id))
              and not exists (
                select from forum.mutes m
                 where m.member_id = c.member_id
                   and (m.kind = 'person' and m.subject = p.persona_id::text
                        or m.kind = 'board' and m.subject = t.board_id::text and c.why <> 'reply'))
              and not exists (
                select from members.fences f
                 where f.space = p.space
                   and (f.member_id = c.member_id and f.other_id = writer.member_id or f.member_id = writer.member_id and f.other_id = c.member_id))
            order by c.member_id, c.place
         ) h) as hearers
      from forum.posts p
      join forum.threads t on t.id = p.thread_id
     where p.id = ${postId} and p.deleted_at is null and p.hidden_at is null
       and t.deleted_at is null and t.hidden_at is null and p.persona_id is not null`;
  return written;
}

export type Reacted = { memberId: string; code: string; number: number; from: { personaId: string; kind: string }[] };

/** Who reacted to a post between two moments, in order, and whose post it is. What was taken back is not there. */
export async function ofReactions(postId: string, from: Date, to: Date): Promise<Reacted | undefined> {
  const [reacted] = await sql<Reacted>`
    select author.member_id, t.code, p.number,
      (select coalesce(json_agg(json_build_object('personaId', r.persona_id, 'kind', r.kind) order by r.made_at, r.persona_id), '[]')
         from forum.reactions r
         join members.personas giver on giver.id = r.persona_id
        where r.post_id = p.id and r.made_at >= ${from} and r.made_at < ${to} and giver.member_id <> author.member_id
          and not exists (
            select from forum.mutes m where m.member_id = author.member_id and m.kind = 'person' and m.subject = r.persona_id::text)
          and not exists (
            select from members.fences f
             where f.space = p.space
               and (f.member_id = author.member_id and f.other_id = giver.member_id or f.member_id = giver.member_id and f.other_id = author.member_id))) as "from"
      from forum.posts p
      join forum.threads t on t.id = p.thread_id
      join members.personas author on author.id = p.persona_id
     where p.id = ${postId} and p.deleted_at is null and t.deleted_at is null`;
  return reacted;
}

export type Helped = { memberId: string; personaId: string; code: string; number: number };

/** Whose reply helped, and who said so: the one who opened the thread. */
export async function ofHelp(postId: string): Promise<Helped | undefined> {
  const [helped] = await sql<Helped>`
    select author.member_id, t.persona_id, t.code, p.number
      from forum.posts p
      join forum.threads t on t.id = p.thread_id
      join members.personas author on author.id = p.persona_id
      join members.personas asker on asker.id = t.persona_id
     where p.id = ${postId} and p.helped_at is not null and p.deleted_at is null and p.hidden_at is null
       and t.deleted_at is null and t.hidden_at is null and author.member_id <> asker.member_id
       and not exists (
         select from forum.mutes m where m.member_id = author.member_id and m.kind = 'person' and m.subject = t.persona_id::text)
       and not exists (
         select from members.fences f
          where f.space = p.space
            and (f.member_id = author.member_id and f.other_id = asker.member_id or f.member_id = asker.member_id and f.other_id = author.member_id))`;
  return helped;
}
