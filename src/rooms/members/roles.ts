/**
 * Roles: peer host, trainee, moderator, clinical lead, safeguarding lead, steward.
 *
 * A role is a row with who gave it and when; ended ones stay. Stewards give
 * and end them, by the face people know, and never their own, by whichever way
 * (the table itself takes no role that its holder gave); the last one
 * who stays cannot leave for good: so one steward always remains, unless they die. Whose account comes to rest (`rests`)
 * has no role any more, and is given none while it rests; were they the last steward, whoever runs the machine makes
 * another. Beside the name stands the role that weighs most, once its
 * holder has shown a second factor; a lead's is nobody's business there. Whoever is made a moderator and has not been
 * trained begins as a trainee; the training, or a steward who writes down an
 * earlier one, makes them a moderator.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { warn } from '#platform/log';
import { isUnshown, type Member, type Role, type Steward } from '#members/members';

export const roles: readonly Role[] = ['host', 'trainee', 'moderator', 'clinicalLead', 'safeguardingLead', 'steward'];
export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/**
 * What others see beside the name follows from the roles held now, and stands
 * there once their holder has shown a second factor: with this sign-in or one of
 * the last days, or by the second key they have. Inside `asHouse`.
 */
export const wearTag = (memberId: string) => sql`
  with worn as (
    select r.role from members.roles r
     where r.member_id = ${memberId} and r.ended_at is null and r.role in ('steward', 'moderator', 'host')
       and (exists (select from members.sessions s where s.member_id = r.member_id and s.factor_at is not null)
            or exists (select from members.second_factors s where s.member_id = r.member_id and s.confirmed_at is not null)
            or exists (select from members.passkeys k where k.member_id = r.member_id))
     order by array_position(array['steward', 'moderator', 'host'], r.role) limit 1
  )
  update members.faces f set tag = (select role from worn)
    from members.personas p
   where p.id = f.persona_id and p.member_id = ${memberId} and p.space = 'forum' and f.tag is distinct from (select role from worn)`;

/** Gives a role; giving twice is giving once. For invitations and stewards, inside `asHouse`. Answers with the role they hold now. */
export async function hold(memberId: string, wished: Role, givenBy: string | null): Promise<Role> {
  const role = wished === 'moderator' && !(await isTrained(memberId)) ? 'trainee' : wished;
  const [given] = await sql`
    insert into members.roles (id, member_id, role, given_by) values (${randomUUID()}, ${memberId}, ${role}, ${givenBy})
    on conflict (member_id, role) where ended_at is null do nothing returning id`;
  if (!given) return role;
  // Asked once the role is written: it has waited for a rest that was beginning, and sees it now.
  const [rests] = await sql`select 1 from members.rests where member_id = ${memberId}`;
  if (rests) refuse('members.refused.roleRests');
  await wearTag(memberId);
  await announce('members.role.given', { memberId, role });
  return role;
}

/** Whether somebody has been trained to moderate. Inside `asHouse`. */
export async function isTrained(memberId: string): Promise<boolean> {
  const [row] = await sql`select 1 from members.trained where member_id = ${memberId}`;
  return row !== undefined;
}

/** The training is done: a trainee becomes a moderator in the same stroke. Twice is once. Inside `asHouse`. */
export async function finishTraining(memberId: string, recordedBy: string | null, words: string): Promise<void> {
  await sql`
    insert into members.trained (member_id, recorded_by, words) values (${memberId}, ${recordedBy}, ${words})
    on conflict (member_id) do nothing`;
  const [was] = await sql<{ givenBy: string | null }>`
    update members.roles set ended_at = now() where member_id = ${memberId} and role = 'trainee' and ended_at is null returning given_by`;
  if (was) await hold(memberId, 'moderator', was.givenBy);
}

/** A steward writes down that somebody was trained before, and where. Never of themselves. */
export const recordTraining = (steward: Steward, code: string, words: string): Promise<void> =>
  asHouse(async () => {
    await stillSteward(steward);
    const memberId = await behind(code);
    if (memberId === steward.id) refuse('members.refused.ownRole');
    const said = words.replace(/\s+/g, ' ').trim();
    if (said.length < 5) refuse('members.refused.training', 'words');
    if ([...said].length > 300) refuse('members.refused.trainingLong', 'words');
    await finishTraining(memberId, steward.id, said);
  });

/** Whose face this is; only to act on it, never to show. */
async function behind(code: string): Promise<string> {
  const [row] = await sql<{ memberId: string }>`
    select p.member_id from members.faces f join members.personas p on p.id = f.persona_id where f.code = ${code} and p.space = 'forum'`;
  return row ? row.memberId : notFound();
}

/** All who are stewards, held until the transaction ends: whoever looks at them next waits. Before anybody else is held. Inside `asHouse`. */
export const holdStewards = () => sql<{ memberId: string }>`select member_id from members.roles where role = 'steward' and ended_at is null order by id for update`;

/** The asker is looked at again, in the transaction: two stewards who end each other must not leave the house without one. */
async function stillSteward(steward: Steward) {
  const stewards = await holdStewards();
  if (!stewards.some(({ memberId }) => memberId === steward.id)) notFound();
}

/**
 * Refuses when without this steward there would be none who stays: whoever has
 * asked to leave for good does not. Whoever is no steward changes nothing. All
 * of them are held, and looked at after that: of two who go at once, one stays.
 * Inside `asHouse`.
 */
export async function stewardRemains(without: string): Promise<void> {
  const stewards = await holdStewards();
  if (!stewards.some(({ memberId }) => memberId === without)) return;
  const [stays] = await sql`
    select 1 from members.roles r where r.role = 'steward' and r.ended_at is null and r.member_id <> ${without}
       and not exists (select from members.leavings l where l.member_id = r.member_id) limit 1`;
  if (!stays) refuse('members.refused.lastSteward');
}

/** Whether this is a steward and nobody else is. All of them are held: of two who go at once, one stays. Inside `asHouse`. */
export async function isLastSteward(memberId: string): Promise<boolean> {
  const stewards = await holdStewards();
  return stewards.length > 0 && stewards.every((one) => one.memberId === memberId);
}

/** Nobody is a steward any more, and somebody was: nobody here could give a role, or read an alarm. */
export const isWithoutSteward = async (): Promise<boolean> => (await asHouse(() => sql`
  select 1 from members.roles where role = 'steward' having count(*) > 0 and count(*) filter (where ended_at is null) = 0`)).length > 0;

/** The log says so to whoever runs the server, until there is one; the desk says it by itself. For the clock, and for what may end the last one. */
export async function lookForSteward(): Promise<void> {
  if (await isWithoutSteward()) warn('nobody is a steward any more: npm run steward', { kind: 'steward.none' });
}

export const give = (steward: Steward, code: string, role: Role): Promise<void> =>
  asHouse(async () => {
    await stillSteward(steward);
    const memberId = await behind(code);
    if (memberId === steward.id) refuse('members.refused.ownRole');
    await hold(memberId, role, steward.id);
  });

export const end = (steward: Steward, code: string, role: Role): Promise<void> =>
  asHouse(async () => {
    await stillSteward(steward);
    const memberId = await behind(code);
    if (memberId === steward.id) refuse('members.refused.ownRole');
    if (role === 'steward') await stewardRemains(memberId);
    const ended = await sql`update members.roles set ended_at = now() where member_id = ${memberId} and role = ${role} and ended_at is null returning id`;
    if (!ended.length) notFound();
    await wearTag(memberId);
    await announce('members.role.ended', { memberId, role });
  });

/** Every role of somebody at once: they have died. As when a steward ends each; nothing where there is none. Inside `asHouse`. */
export async function endAll(memberId: string): Promise<void> {
  const ended = await sql<{ role: Role }>`update members.roles set ended_at = now() where member_id = ${memberId} and ended_at is null returning role`;
  if (!ended.length) return;
  await wearTag(memberId);
  for (const { role } of ended) await announce('members.role.ended', { memberId, role });
}

export type Staff = { name: string; code: string; seed: string; roles: Role[]; hasFactor: boolean; isTrained: boolean };

/** Everybody with a role, by face. */
export const staff = (_: Steward) => asHouse(() => sql<Staff>`
  select f.name, f.code, f.seed, array_agg(r.role order by r.role) as roles,
         exists(select from members.second_factors s where s.member_id = p.member_id and s.confirmed_at is not null)
         or exists(select from members.passkeys k where k.member_id = p.member_id) as has_factor,
         exists(select from members.trained t where t.member_id = p.member_id) as is_trained
    from members.roles r
    join members.personas p on p.member_id = r.member_id and p.space = 'forum'
    join members.faces f on f.persona_id = p.id
   where r.ended_at is null
   group by f.persona_id, p.member_id
   order by f.name`);

/** Whether anybody runs this place yet. */
export async function isStewarded(): Promise<boolean> {
  const [row] = await asHouse(() => sql`select 1 from members.roles where role = 'steward' and ended_at is null limit 1`);
  return row !== undefined;
}

/** Who has a role and has shown a second factor or a passkey; without it they are a member like everybody. */
export const isStaff = (member: Pick<Member, 'roles' | 'session'>) => member.roles.length > 0 && !isUnshown(member);
