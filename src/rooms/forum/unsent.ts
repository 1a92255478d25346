/**
 * Words not sent yet, wherever they are. They stand here whole: what they were
 * for may be gone, or be there for others only. Those two look the same, also
 * when somebody blocked their writer meanwhile. A page for a few is there while
 * somebody shares names with the writer in that place.
 */
import { asking, sql } from '#db';
import type { Member } from '#members/members';
import { pathOf } from '#forum/draft-rules';

export type Unsent = {
  place: string; kind: 'new' | 'few' | 'reply' | 'edit'; title: string; text: string; address: string; savedAt: Date;
  /** Whether the writer finds a page there to go on. */
  isThere: boolean;
  /** Of words that were set aside: the form they stood in. */
  form: string | null;
};

const most = 50;

/** Since when a draft stands in each of these places, where one does. */
export const begun = async (member: Member, places: readonly string[]): Promise<Map<string, Date>> =>
  new Map((await asking(member, () => sql<{ place: string; begunAt: Date }>`
    select place, begun_at from forum.drafts where member_id = ${member.id} and place = any(${places as string[]}::text[])`)).map(({ place, begunAt }) => [place, begunAt]));

/** Everything begun and not sent, the last first. A thread's title stands beside it where there is one. */
export async function of(member: Member): Promise<Unsent[]> {
  const rows = await asking(member, () => sql<Omit<Unsent, 'address'>>`
    with d as (
      select place, split_part(place, ':', 1) as kind, split_part(place, ':', 2) as subject, fields, saved_at, form
        from (select place, fields, saved_at, null as form from forum.drafts where member_id = ${member.id}
              union all select place, fields, saved_at, form from forum.earlier_drafts where member_id = ${member.id}) kept
       order by saved_at desc limit ${most}
    )
    select d.place, d.kind, d.form, d.saved_at, d.fields ->> 'text' as text,
           coalesce(nullif(d.fields ->> 'title', ''), case when t.deleted_at is null and t.hidden_at is null then t.title end, '') as title,
           case d.kind
             when 'reply' then t.here is not null
             when 'edit' then exists (select from forum.posts p join forum.threads of_it on of_it.id = p.thread_id
                                       where p.id = case when d.kind = 'edit' then d.subject::uuid end and p.persona_id = any(members.my_personas()) and p.deleted_at is null)
             else d.subject = '' or exists (select from forum.boards b where b.code = d.subject and b.closed_at is null and members.here(b.space) is not null
                                                    and (d.kind <> 'few' or exists (
                                                      select from members.reveals mine
                                                        join members.reveals back on back.seer_id = mine.seen_id and back.seen_id = mine.seer_id and back.until is null
                                                       where mine.member_id = ${member.id} and mine.seen_id = members.persona_in(b.space) and mine.until is null)))
           end as is_there
      from d
      left join lateral (
        select title, deleted_at, hidden_at, members.here(space) as here from forum.threads
         where d.kind = 'reply' and code = d.subject and coalesce(persona_id not in (select members.blocked()), true)
      ) t on true
     order by d.saved_at desc`);
  return rows.map((draft) => ({ ...draft, address: pathOf(draft.place) }));
}
