/**
 * Gathering: the reactions to a post, told once a day.
 *
 * They are gathered from eight in the morning to the next, by the clock of the
 * place, and told then: as names, in the order they came. What was taken back
 * before that was never given.
 */
import { asHouse, sql } from '#db';
import * as hearers from '#forum/hearers';
import * as telling from '#notices/telling';

/** The day a moment belongs to: from eight in the morning to the next. */
export async function dayOf(at: Date): Promise<{ day: string; from: Date; to: Date }> {
  const timeZone = await telling.zone();
  const [day] = await sql<{ day: string; from: Date; to: Date }>`
    select to_char(d.start, 'YYYY-MM-DD') as day,
           (d.start + interval '8 hours') at time zone ${timeZone} as "from",
           (d.start + interval '1 day 8 hours') at time zone ${timeZone} as "to"
      from (select date_trunc('day', ${at}::timestamptz at time zone ${timeZone} - interval '8 hours') as start) d`;
  return day!;
}

/** What one day's reactions to a post come to. Told anew when somebody or something is added, quietly less when some took theirs back, gone when the last one did. */
const tell = async (memberId: string, told: { code: string; number: number; cause: string; from: { personaId: string; kind: string }[]; shownFrom: Date }) => {
  const who = [...new Set(told.from.map(({ personaId }) => personaId))];
  if (!who.length) return void (await sql`delete from notices.notices where member_id = ${memberId} and cause = ${told.cause}`);
  const data = { who, number: told.number, kinds: [...new Set(told.from.map(({ kind }) => kind))] };
  await sql`
    insert into notices.notices as n (id, member_id, kind, subject, data, cause, shown_from)
    select gen_random_uuid(), m.id, 'reactions', ${told.code}, ${JSON.stringify(data)}::jsonb, ${told.cause}, ${told.shownFrom}
      from members.members m
      left join notices.wishes w on w.member_id = m.id
     where m.id = ${memberId} and coalesce(w.reactions, true)
    on conflict (member_id, cause) do update
       set data = excluded.data,
           seen_at = case when n.data @> excluded.data then n.seen_at end,
           made_at = case when n.data @> excluded.data then n.made_at else now() end
     where n.data <> excluded.data`;
};

/** Works out a post's gathering for the day of this moment. Working it out again changes nothing that has not changed. */
export async function gather(postId: string, at: Date): Promise<void> {
  const { day, from, to } = await dayOf(at);
  const given = await hearers.ofReactions(postId, from, to);
  if (given) await tell(given.memberId, { ...given, cause: `reactions:${postId}:${day}`, shownFrom: to });
}

/**
 * A look before the morning, and one as it comes: somebody may have taken theirs back, which nobody announces. By the quarter of an
 * hour, which is when it is eight in any place; the second one finds what was taken back since the first.
 */
export const settle = (at = new Date()) =>
  asHouse(async () => {
    const due = await sql<{ postId: string; shownFrom: Date }>`
      select split_part(cause, ':', 2) as post_id, shown_from from notices.notices
       where kind = 'reactions' and shown_from > ${at}::timestamptz - interval '10 minutes' and shown_from < ${at}::timestamptz + interval '20 minutes'`;
    for (const { postId, shownFrom } of due) await gather(postId, new Date(shownFrom.getTime() - 1));
  });
