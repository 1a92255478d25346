/**
 * Reminders: how to stay unknown, said quietly when it is of use.
 *
 * Before a first post, in a first local place, after names were shared, and
 * every few months. A paragraph that can be put away; never in anybody's way.
 * [ID-8, ID-18]
 */
import { asking, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';

export const kinds = ['post', 'local', 'reveal', 'season'] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text);

/** How often the quiet one comes back. */
const days = 90;

/** The first of these that is worth saying now: one that was never put away, or the one of the season. */
export async function due(member: Member, moments: readonly Kind[]): Promise<Kind | undefined> {
  const [row] = await asking(member, () => sql<{ kind: Kind }>`
    select w.kind from unnest(${moments as Kind[]}::text[]) with ordinality as w(kind, place)
      left join members.reminders r on r.member_id = ${member.id} and r.kind = w.kind
     where case when w.kind = 'season'
                then coalesce(r.on_day, (select joined_at::date from members.members where id = ${member.id})) < current_date - ${days}::int
                when w.kind = 'reveal'
                then r.on_day is null and exists (select from members.reveals v where v.member_id = ${member.id} and v.until is null)
                else r.on_day is null end
     order by w.place limit 1`);
  return row?.kind;
}

/** Fine, put away. Putting any away also sets the clock of the season back. */
export async function putAway(member: Member, kind: string): Promise<void> {
  if (!isKind(kind)) notFound();
  await asking(member, () => sql`
    insert into members.reminders (member_id, kind) select ${member.id}, k from unnest(array[${kind}, 'season']) k group by k
    on conflict (member_id, kind) do update set on_day = excluded.on_day`);
}
