/** What this room keeps of a member, for "download my things". Hashes and seals are named, not given. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';

export const of = (member: Member): Promise<Record<string, unknown>> =>
  asking(member, async () => ({
    member: await sql`select language, joined_at, adult_at, paused_at from members.members where id = ${member.id}`,
    names: await sql`
      select coalesce(s.name, p.space) as place, f.name, f.about, p.made_at, p.retired_at, l.level, l.offers, l.page, shown.name as shows_place
        from members.personas p join members.faces f on f.persona_id = p.id
        left join members.spaces s on s.id::text = p.space
        left join members.ladders l on l.persona_id = p.id
        left join members.spaces shown on shown.id = l.place
       where p.member_id = ${member.id} order by p.made_at`,
    sharingNames: await sql`
      select mine.name as as, f.name as with, h.said, h.on_day from members.handshakes h
        join members.faces mine on mine.persona_id = h.from_id left join members.faces f on f.persona_id = h.to_id
       where h.member_id = ${member.id} order by h.on_day`,
    sharedNames: await sql`
      select mine.name as as, f.name as with, r.since, r.until from members.reveals r
        join members.faces mine on mine.persona_id = r.seen_id left join members.faces f on f.persona_id = r.seer_id
       where r.member_id = ${member.id} order by r.since`,
    behindTheMask: await sql`
      select c.kind, c.words, (select coalesce(json_agg(json_build_object('as', f.name, 'to', m.shown_to) order by f.name), '[]') from members.masks m join members.faces f on f.persona_id = m.persona_id
                                     where m.circumstance_id = c.id) as shown
        from members.circumstances c where c.member_id = ${member.id} order by c.made_at`,
    placesIWouldCarryOn: await sql`select s.name as place, k.offered_on from members.keepers k join members.spaces s on s.id::text = k.space where k.persona_id = any(members.my_personas()) order by k.offered_on`,
    reminders: await sql`select kind, on_day from members.reminders where member_id = ${member.id} order by kind`,
    waysIn: await sql`
      select sign_in_name, pass_hash is not null as has_pass_sentence, spare_made_at, changed_at from members.keys where member_id = ${member.id}`,
    passkeys: await sql`select words, made_at, used_at from members.passkeys where member_id = ${member.id} order by made_at`,
    codes: await sql`select made_at, used_at from members.codes where member_id = ${member.id} order by made_at`,
    recoveries: await sql`select asked_at, due_at, stopped_at, done_at from members.recoveries where member_id = ${member.id} order by asked_at`,
    identities: await sql`select provider, level, made_at, used_at from members.identities where member_id = ${member.id} order by made_at`,
    sessions: await sql`select device, device_words, made_at, seen_at from members.sessions where member_id = ${member.id} order by made_at`,
    settings: await sql`
      select theme, size, lines, letters, motion, light, calm, cover, leave_to, leave_by, cover_page, lock_after, app_name, app_icon, seen_by from members.settings where member_id = ${member.id}`,
    agreements: await sql`select kind, version, language, given_at from members.consents where member_id = ${member.id} order by given_at`,
    blocked: await sql`
      select b.name, s.name as place, b.made_at from members.blocks b left join members.spaces s on s.id::text = b.space
       where b.member_id = ${member.id} order by b.made_at, s.name`,
    trained: await sql`select at, words from members.trained where member_id = ${member.id}`,
    roles: await sql`select role, given_at, ended_at from members.roles where member_id = ${member.id} order by given_at`
  }));
