/**
 * Members.
 *
 * A member is a person taking part. Nobody else ever sees a member: what they
 * show belongs to a persona with a face of its own. The types below are the
 * permissions of the house: a verb that wants a `Moderator` cannot be called
 * with less, and only this file makes one.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import type { Language } from '#platform/words';
import * as passes from '#members/passes';
import * as names from '#members/names';
import { foldName } from '#members/name-rules';

declare const proof: unique symbol;
export type Role = 'host' | 'trainee' | 'moderator' | 'clinicalLead' | 'safeguardingLead' | 'steward';
export type Day = 'good' | 'so-so' | 'bad' | 'unsaid';
export type Looks = {
  theme: string; size: string; lines: string; letters: string; motion: string;
  light: boolean; calm: boolean; cover: string; leaveTo: string;
  /** How Leave is there: the button and Shift three times, the button, or in the menu only. */
  leaveBy: string;
  /** The page is covered while nobody looks at the window. */
  coverPage: boolean;
  /** Quiet minutes until the sentence is asked for again; 0: as long as the device allows. */
  lockAfter: number;
  /** What the installed app is called; empty: it is not offered. */
  appName: string;
};
export type Session = { id: string; device: 'shared' | 'own'; factorAt: Date | null; day: Day | null };

/** What everybody who signs in has: a member, and somebody with a work account (`#members/work-accounts`), who takes no part. */
export type Account = { readonly id: string; readonly name: string; readonly language: Language; readonly roles: readonly string[]; readonly looks: Looks; readonly session: Session };

/** The asker of nearly every verb. `id` is for queries; `personaId` is what is written beside words. */
export type Member = {
  readonly id: string;
  readonly personaId: string;
  readonly name: string;
  readonly code: string;
  readonly seed: string;
  readonly language: Language;
  readonly roles: readonly Role[];
  readonly pausedAt: Date | null;
  readonly suspendedUntil: Date | null;
  readonly leavingAt: Date | null;
  /** Somebody used a recovery code: when it can set a new pass-sentence. */
  readonly recoveryAt: Date | null;
  readonly looks: Looks;
  readonly session: Session;
};
export type Host = Member & { [proof]: 'host' };
export type Moderator = Host & { [proof]: 'host' };
/** Answers for what is serious: the clinical lead and the safeguarding lead. Both may do what moderators do. */
export type Lead = Moderator & { [proof]: 'host' };
export type Steward = Member & { [proof]: 'host' };

/** A role counts once a second factor or a passkey was shown in this session. Until then whoever has one is a member like everybody. */
const holds = (member: Member, ...roles: Role[]) => member.session.factorAt !== null && roles.some((role) => member.roles.includes(role));
export const isUnshown = (member: Pick<Member, 'roles' | 'session'>) => member.roles.length > 0 && member.session.factorAt === null;
/** Who they would be with it shown: for where pages lead, never for what somebody may do. */
export const withFactor = (member: Member): Member => ({ ...member, session: { ...member.session, factorAt: member.session.factorAt ?? new Date() } });

/** Who decides cases; hosts and trainees answer, and do not see what is at risk. */
export const deciding: Role[] = ['moderator', 'clinicalLead', 'safeguardingLead', 'steward'];
/** Moderators, leads and stewards may do what hosts do; somebody who learns to moderate may, too. */
export const asHost = (member: Member) => (holds(member, 'host', 'trainee', ...deciding) ? (member as Host) : undefined);
export const asModerator = (member: Member) => (holds(member, ...deciding) ? (member as Moderator) : undefined);
export const asLead = (member: Member) => (holds(member, 'clinicalLead', 'safeguardingLead') ? (member as Lead) : undefined);
export const asSteward = (member: Member) => (holds(member, 'steward') ? (member as Steward) : undefined);

export const standardLooks: Looks = {
  theme: 'match', size: '100', lines: 'plain', letters: 'atkinson', motion: 'off', light: false, calm: false, cover: '', leaveTo: 'weather', leaveBy: 'keys', coverPage: false, lockAfter: 0, appName: ''
};

export type Joining = {
  name: string;
  pass: string;
  language: Language;
  adult: boolean;
  conduct: { version: string; hash: string } | undefined;
  /** How moderators work, as it is said now: kept beside the ways, so that its version decides who is asked again. */
  moderation?: { version: string; hash: string };
  keepName?: boolean;
  /** Draws the pattern; a random one when it is missing or not one of ours. */
  seed?: string;
  /** The form's own key: sent twice it makes the same spare key. */
  once?: string;
};

/** A short random code for addresses: no vowels, so that it never spells a word. */
export function code(length = 8): string {
  const letters = '23456789bcdfghjkmnpqrstvwxyz';
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');
}

/** A pattern that nobody chose: twelve hexadecimal digits, from chance alone. */
export const makeSeed = () => randomBytes(6).toString('hex');
export const isSeed = (text: string | undefined): text is string => /^[0-9a-f]{12}$/.test(text ?? '');

/**
 * Everything that can be said about a joining without changing anything:
 * refuses with the field named. `join` asks it again.
 */
export async function check(joining: Joining): Promise<{ name: string; conduct: { version: string; hash: string } }> {
  const name = await names.check(joining.name, { keep: joining.keepName });
  passes.check(joining.pass, name);
  if (!joining.adult) refuse('members.refused.adult', 'adult');
  return { name, conduct: joining.conduct ?? refuse('members.refused.conduct', 'adult') };
}

/**
 * Joins: one member, one persona in the forum, one face, one way in, and the
 * consent to the six ways and to how moderators work. Returns the member's id and a spare key, which is
 * shown once and kept nowhere in clear.
 *
 * A name that looks like a real name, an e-mail or a phone number is asked
 * about once (`keepName` answers it); a taken name is refused, with the field
 * named, so the page can offer others. Of two who want one name at the same
 * moment the second is told that it is taken.
 */
export async function join(joining: Joining): Promise<{ memberId: string; spareKey: string }> {
  const { name, conduct } = await check(joining);
  const { moderation } = joining;
  const passHash = await passes.hash(joining.pass);
  const folded = foldName(name);
  const spareKey = passes.spareKeyOf(joining.once, folded);
  const memberId = randomUUID();
  const personaId = randomUUID();
  await asHouse(async () => {
    await sql`insert into members.members (id, language) values (${memberId}, ${joining.language})`;
    const [key] = await sql`
      insert into members.keys (member_id, sign_in_name, pass_hash, spare_hash, spare_made_at)
      values (${memberId}, ${folded}, ${passHash}, ${passes.hashSpareKey(spareKey)}, now())
      on conflict (sign_in_name) do nothing returning member_id`;
    if (!key) refuse('members.refused.nameTaken', 'name');
    await sql`insert into members.personas (id, member_id, space) values (${personaId}, ${memberId}, 'forum')`;
    const [face] = await sql`
      insert into members.faces (persona_id, name, name_folded, code, seed, language)
      values (${personaId}, ${name}, ${folded}, ${code()}, ${isSeed(joining.seed) ? joining.seed : makeSeed()}, ${joining.language})
      on conflict do nothing returning persona_id`;
    if (!face) refuse('members.refused.nameTaken', 'name');
    await sql`
      insert into members.consents (id, member_id, kind, version, text_hash, language)
      select gen_random_uuid(), ${memberId}, a.kind, a.version, a.hash, ${joining.language}
        from (values ('conduct', ${conduct.version}, ${conduct.hash}), ('moderation', ${moderation?.version ?? null}, ${moderation?.hash ?? null})) a (kind, version, hash)
       where a.version is not null`;
    await announce('members.member.joined', { memberId });
  });
  return { memberId, spareKey };
}
