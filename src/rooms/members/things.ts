/** What this room keeps of a member, for "download my things". Hashes and seals are named, not given. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';

export const of = (member: Member): Promise<Record<string, unknown>> =>
  asking(member, async () => ({
    member: await sql`select language, joined_at, adult_at, paused_at from members.members where id = ${member.id}`,
    names: await sql`
      select p.space, f.name, f.about, p.made_at from members.personas p join members.faces f on f.persona_id = p.id where p.member_id = ${member.id}`,
    waysIn: await sql`
      select sign_in_name, pass_hash is not null as has_pass_sentence, spare_made_at, changed_at from members.keys where member_id = ${member.id}`,
    passkeys: await sql`select words, made_at, used_at from members.passkeys where member_id = ${member.id} order by made_at`,
    identities: await sql`select provider, level, made_at, used_at from members.identities where member_id = ${member.id} order by made_at`,
    sessions: await sql`select device, device_words, made_at, seen_at from members.sessions where member_id = ${member.id} order by made_at`,
    settings: await sql`
      select theme, size, lines, letters, motion, light, calm, cover, leave_to, seen_by from members.settings where member_id = ${member.id}`,
    agreements: await sql`select kind, version, language, given_at from members.consents where member_id = ${member.id} order by given_at`,
    blocked: await sql`
      select f.name, b.made_at from members.blocks b join members.faces f on f.persona_id = b.persona_id where b.member_id = ${member.id} order by b.made_at`,
    roles: await sql`select role, given_at, ended_at from members.roles where member_id = ${member.id} order by given_at`
  }));
