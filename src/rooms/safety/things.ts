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
      select d.at, d.kind, d.rule, s.words as said, b.words as before, w.words as after, d.detail
        from safety.decisions d left join safety.texts s on s.id = d.said_id left join safety.texts b on b.id = d.before_id left join safety.texts w on w.id = d.after_id
       where d.kind <> 'nothing' and d.persona_id in (select id from members.personas where member_id = ${member.id}) order by d.at`,
    appeals: await sql`
      select a.made_at, t.words, a.outcome, a.closed_at from safety.appeals a left join safety.texts t on t.id = a.words_id
       where a.persona_id in (select id from members.personas where member_id = ${member.id}) order by a.made_at`,
    harms: await sql`
      select h.told_at, h.told_kind, h.topic, t.words from safety.harms h left join safety.texts t on t.id = h.words_id where h.told_by = ${member.id} order by h.told_at`,
    turnedAway: await sql`
      select w.at, t.words from safety.turned_away w join safety.texts t on t.id = w.words_id
       where w.persona_id in (select id from members.personas where member_id = ${member.id}) order by w.at`,
    offers: await sql`select level, at, put_away_at from safety.offers where member_id = ${member.id} order by at`,
    openings: await sql`
      select o.at, o.what from safety.openings o left join safety.cases c on c.id = o.case_id
       where o.member_id = ${member.id} and (c.id is null or c.state = 'closed') order by o.at`,
    greets: await sql`select since from safety.greeters where member_id = ${member.id}`,
    known: await sql`select f.name from safety.known k join members.faces f on f.persona_id = k.persona_id where k.member_id = ${member.id} order by f.name`,
    urgentRecords: await sql`
      select began_at, said, offered, answer, outcome, ended_at, follow_up_at, followed_up_at from safety.urgent_records
       where persona_id in (select id from members.personas where member_id = ${member.id}) order by began_at`,
    detailsOpened: await sql`
      select opened_at, reason, fields, finding from safety.glasses where member_id = ${member.id} and opened_at is not null and told_at is not null order by opened_at`,
    toldInUrgentCases: await sql`select step, channel, at from safety.escalations where member_id = ${member.id} order by at`
  }));
