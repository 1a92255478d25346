/** Who may do what when it is serious: every role against every verb, as a matrix (safety guide §7, roles). */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { afterAll, afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import { asHost, asLead, asModerator, asSteward, join, type Lead, type Member, type Moderator, type Role } from '#members/members';
import * as sessions from '#members/sessions';
import * as breakGlass from '#safety/break-glass';
import * as cases from '#safety/cases';
import * as urgent from '#safety/urgent-records';
import * as care from '#team/care';
import * as training from '#team/training';
import { scene } from '#test/scene';
import * as vault from '#vault/vault';

const dir = mkdtempSync('/tmp/alongside-may-');
process.env.DATA_DIR = dir;
afterAll(() => rmSync(dir, { recursive: true }));
afterEach(() => presence.forget());

const all: (Role | 'member')[] = ['member', 'host', 'trainee', 'moderator', 'clinicalLead', 'safeguardingLead', 'steward'];
const pass = 'the quiet sentence of somebody';
async function somebody(role: Role | 'member'): Promise<Member> {
  const { memberId } = await join({ name: `Pebble ${randomUUID().slice(0, 8)}`, pass, language: 'en', adult: true, conduct: { version: 't', hash: 't' }, keepName: true });
  if (role !== 'member') await asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${memberId}, ${role})`);
  return (await sessions.enter(await sessions.begin(memberId, 'own', '', { factor: true })))!;
}
/** The gate of each verb, as a page uses it: without the type nobody gets in. */
const through = <Of>(as: (member: Member) => Of | undefined, work: (asker: Of) => Promise<unknown>) => async (member: Member) => {
  const asker = as(member);
  if (!asker) throw new NotFound();
  await work(asker);
};
const asked = (caseId: string) => (lead: Lead) => breakGlass.ask(lead, caseId, { reason: 'dangerSelf', basis: 'uk-vital', consent: 'cannot', why: 'A reason that is long enough to be read.', fields: ['phone'] }, { pass, code: '' });

describe('who may do what', () => {
  scene('is the same for every verb of the crisis protocol', async ({ ada, mio }) => {
    const fresh = async () => (await cases.signal({ kind: 'post', id: randomUUID(), personaId: ada.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() })).caseId;
    await clockings.clockIn(mio, 60);
    const decide = ['moderator', 'clinicalLead', 'safeguardingLead', 'steward'];
    const verbs: Record<string, { may: string[]; does: (member: Member) => Promise<unknown> }> = {
      'clock in': { may: all.filter((role) => role !== 'member'), does: through(asHost, (host) => clockings.clockIn(host, 30)) },
      'write the rota': { may: decide, does: through(asModerator, (moderator) => rota.week(moderator)) },
      'begin an urgent case': { may: decide, does: through(asModerator, async (moderator) => urgent.begin(moderator, await fresh())) },
      'read an urgent record': { may: decide, does: through(asModerator, async (moderator) => urgent.of(moderator as Moderator, await fresh())) },
      'confirm a shift beside': { may: decide, does: through(asModerator, (moderator) => training.waiting(moderator)) },
      'see what the team carries': { may: ['clinicalLead', 'safeguardingLead'], does: through(asLead, (lead) => care.team(lead)) },
      'ask to open the vault': { may: ['clinicalLead', 'safeguardingLead'], does: through(asLead, async (lead) => asked(await fresh())(lead)) },
      'ask to open the vault, forged past the gate': { may: ['clinicalLead', 'safeguardingLead'], does: async (member) => asked(await fresh())(member as unknown as Lead) },
      'read what was asked of the vault': { may: ['clinicalLead', 'safeguardingLead', 'steward'], does: (member) => breakGlass.all(member as unknown as Moderator) },
      'run the place': { may: ['steward'], does: through(asSteward, async () => {}) }
    };
    expect(vault.isThere()).toBe(true);
    const people: { role: Role | 'member'; member: Member }[] = [];
    for (const role of all) people.push({ role, member: await somebody(role) });
    for (const [verb, { may, does }] of Object.entries(verbs)) {
      const could: string[] = [];
      for (const { role, member } of people) {
        const done = await does(member).then(() => true, (error: unknown) => {
          if (error instanceof NotFound || error instanceof Refusal) return false;
          throw error;
        });
        if (done) could.push(role);
      }
      expect(could, verb).toEqual([...may].sort((a, b) => all.indexOf(a as Role) - all.indexOf(b as Role)));
    }
  });
});
