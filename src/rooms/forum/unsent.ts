/** Words not sent yet, wherever they are. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';

export type Unsent = { place: string; kind: 'new' | 'few' | 'reply' | 'edit'; title: string; beginning: string; address: string; savedAt: Date };

const most = 50;

/** Everything begun and not sent, the last first. A thread's title stands beside it where there is one. */
export async function of(member: Member): Promise<Unsent[]> {
  const rows = await asking(member, () => sql<Omit<Unsent, 'address'> & { subject: string }>`
    select d.place, split_part(d.place, ':', 1) as kind, split_part(d.place, ':', 2) as subject, d.saved_at,
           coalesce(nullif(d.fields ->> 'title', ''), t.title, '') as title, left(d.fields ->> 'text', 200) as beginning
      from forum.drafts d
      left join forum.threads t on t.code = split_part(d.place, ':', 2) and d.place like 'reply:%' and t.deleted_at is null and t.hidden_at is null
     where d.member_id = ${member.id}
     order by d.saved_at desc limit ${most}`);
  const addresses = { new: (code: string) => (code ? `/meet/${code}/new` : '/talk/new'), few: (code: string) => `/meet/${code}/few`, reply: (code: string) => `/talk/t/${code}/reply`, edit: (id: string) => `/talk/p/${id}/edit` };
  return rows.map(({ subject, ...draft }) => ({ ...draft, address: addresses[draft.kind](subject) }));
}
