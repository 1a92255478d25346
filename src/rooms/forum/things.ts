/** What this room keeps of a member, for "download my things": their own words, and their own marks on others' words. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';

export const of = (member: Member): Promise<Record<string, unknown>> =>
  asking(member, async () => ({
    posts: await sql`
      select coalesce(s.name, p.space) as place, f.name as written_as, p.created_at, p.edited_at, b.names, t.title, t.want, p.number = 1 as begins_thread, p.about, t.tags, p.body, t.code as thread, p.number
        from forum.posts p left join forum.threads t on t.id = p.thread_id left join forum.boards b on b.id = t.board_id
        left join members.spaces s on s.id::text = p.space left join members.faces f on f.persona_id = p.persona_id
       where p.persona_id = any(members.my_personas()) and p.deleted_at is null order by p.created_at`,
    drafts: await sql`
      select place, fields, saved_at from forum.drafts where member_id = ${member.id}
      union all select place, fields, saved_at from forum.earlier_drafts where member_id = ${member.id} order by saved_at`,
    saved: await sql`
      select s.made_at, t.code as thread, p.number from forum.saves s join forum.posts p on p.id = s.post_id join forum.threads t on t.id = p.thread_id
       where s.member_id = ${member.id} order by s.made_at`,
    linesForAGoodDay: await sql`
      select l.consented_at, p.body from forum.good_lines l join forum.posts p on p.id = l.post_id
       where p.persona_id = any(members.my_personas()) order by l.consented_at`,
    aboutSuchLines: await sql`select shown_on, hidden_at from forum.line_wishes where member_id = ${member.id}`,
    follows: await sql`
      select f.kind, case f.kind when 'person' then (select name from members.faces where persona_id::text = f.subject)
                                 when 'board' then (select code from forum.boards where id::text = f.subject)
                                 when 'tag' then f.subject
                                 else (select code from forum.threads where id::text = f.subject) end as what, f.made_at
        from forum.follows f where f.member_id = ${member.id} order by f.made_at`,
    mutes: await sql`
      select m.kind, case m.kind when 'person' then (select name from members.faces where persona_id::text = m.subject) 
                                 when 'board' then (select code from forum.boards where id::text = m.subject) else m.subject end as what, m.made_at
        from forum.mutes m where m.member_id = ${member.id} order by m.made_at`,
    folds: await sql`select about from forum.folds where member_id = ${member.id}`,
    reactions: await sql`
      select r.kind, r.made_at, t.code as thread, p.number from forum.reactions r join forum.posts p on p.id = r.post_id join forum.threads t on t.id = p.thread_id
       where r.persona_id = any(members.my_personas()) order by r.made_at`,
    read: await sql`
      select t.code as thread, r.number, r.at from forum.readings r join forum.threads t on t.id = r.thread_id where r.member_id = ${member.id} order by r.at`
  }));
