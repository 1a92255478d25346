/** What this room keeps of a member, for "download my things": what they told us, and what a moderator wrote to them. Who asked about them is never in it. */
import { asHouse, sql } from '#db';
import type { Member } from '#members/members';

export const of = (member: Member): Promise<Record<string, unknown>> =>
  asHouse(async () => ({
    reports: await sql`
      select r.made_at, r.reason, w.words, r.closed_at, r.outcome, r.answer
        from safety.reports r left join safety.texts w on w.id = r.words_id
       where r.reporter_id = ${member.id} order by r.made_at`,
    decisions: await sql`
      select d.at, d.kind, d.rule, s.words as said, b.words as before
        from safety.decisions d join safety.texts s on s.id = d.said_id left join safety.texts b on b.id = d.before_id
       where d.persona_id in (select id from members.personas where member_id = ${member.id}) order by d.at`
  }));
