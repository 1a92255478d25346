/** Who hears that somebody asks to open the vault: every lead who may read of it, and never the one it is about. [MOD-9, ID-4] */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import type { Lead, Member, Moderator, Role } from '#members/members';
import { reactors } from '#notices/reactors';
import * as glass from '#safety/break-glass';
import * as cases from '#safety/cases';
import * as glasses from '#safety/glasses';
import * as handing from '#safety/handing';
import { passOf } from '#test/cast';
import { ownFolder } from '#test/own-folder';
import { scene } from '#test/scene';
import * as vault from '#vault/vault';

const dir = ownFolder('glass-asked'); // secrets of this test are nobody else's
let told: Member | undefined;
afterEach(async () => {
  sayings.forget();
  presence.forget();
  if (told) await vault.forget(told);
  told = undefined;
});
afterAll(() => rmSync(dir, { recursive: true }));

const give = (member: Member, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
const asking: glass.Asking = { reason: 'dangerSelf', basis: 'uk-vital', consent: 'cannot', why: 'They wrote that they have taken something and stopped answering.', fields: ['phone'] };
const proof = (name: string) => ({ pass: passOf(name), code: '' });
/** hanna asks about somebody who has told the vault; the worker hears of it twice. Answers with who has a notice. */
async function asked(clinical: Lead, about: Member): Promise<{ id: string; heard: string[] }> {
  told = about;
  await vault.put(about, { name: 'An Example', phone: '01632 960000', address: '1 High Street' });
  const { caseId } = await cases.signal({ kind: 'post', id: randomUUID(), personaId: about.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() });
  const id = await glass.ask(clinical, caseId, asking, proof('hanna'));
  return { id, heard: await heard(id, 'safety.glass.asked', 'glassAsked') };
}
async function heard(id: string, name: 'safety.glass.asked' | 'safety.glass.opened', kind: string): Promise<string[]> {
  const events = await asHouse(() => sql<{ id: number; data: Record<string, unknown>; at: Date }>`select id, data, now() as at from platform.events where name = ${name} and data ->> 'glassId' = ${id}`);
  expect(events).toHaveLength(1);
  for (let twice = 0; twice < 2; twice++) for (const event of events) await reactors[name]!({ ...event, name });
  const rows = await asHouse(() => sql<{ who: string }>`select safety.called(member_id) as who from notices.notices where kind = ${kind} and subject = ${id} order by 1`);
  return rows.map(({ who }) => who);
}
const heardAlone = (id: string) => heard(id, 'safety.glass.opened', 'glassAlone');

describe('somebody asks to open the vault (MOD-9, ID-4)', () => {
  scene('every other lead hears of it, once', async ({ ada, bo, cleo, hanna }) => {
    for (const [who, role] of [[hanna, 'clinicalLead'], [bo, 'safeguardingLead'], [cleo, 'clinicalLead']] as const) await give(who, role);
    expect((await asked(hanna as unknown as Lead, ada)).heard).toEqual(['bo', 'cleo']);
  });
  scene('and opens it alone: every other lead who may look hears of that, once, and nobody where two opened it', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    for (const [who, role] of [[hanna, 'clinicalLead'], [bo, 'safeguardingLead'], [cleo, 'clinicalLead'], [mio, 'safeguardingLead']] as const) await give(who, role);
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await handing.know(mio, ada.code);
    const { id } = await asked(hanna as unknown as Lead, ada);
    await glass.openAlone(hanna as unknown as Lead, id, 1, proof('hanna'));
    expect(await heardAlone(id)).toEqual(['bo', 'cleo']);
    const maySecond = async (who: Member) => (await glasses.one(who as unknown as Moderator, id)).may.second;
    expect([await maySecond(cleo), await maySecond(bo), await maySecond(mio), await maySecond(hanna), await maySecond(iben)]).toEqual([true, true, false, false, false]);
    expect(await asHouse(() => sql`select 1 from platform.alarms where what = 'glass.alone'`), 'there are others').toEqual([]);
    const both = await asked(hanna as unknown as Lead, ada);
    await glass.agree(bo as unknown as Lead, both.id, 1, proof('bo'));
    expect(await heardAlone(both.id)).toEqual([]);
  });
  scene('a lead it is about does not, nor one who knows them; neither agrees or says no, and the second person is another', async ({ bo, cleo, hanna, mio, iben }) => {
    for (const [who, role] of [[hanna, 'clinicalLead'], [bo, 'safeguardingLead'], [cleo, 'safeguardingLead'], [mio, 'safeguardingLead']] as const) await give(who, role);
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await handing.know(mio, bo.code);
    for (const who of [bo, cleo, mio]) await asHouse(() => sql`insert into safety.reaches (member_id, sealed_address, confirmed_at) values (${who.id}, 'sealed', now())`);
    for (const who of [bo, mio]) await clockings.clockIn(who as Moderator, 60);
    const { id, heard } = await asked(hanna as unknown as Lead, bo);
    expect(heard).toEqual(['cleo']);
    expect(await asHouse(() => sql`select safety.called(member_id) as name from safety.escalations where channel = 'mail'`)).toEqual([{ name: 'cleo' }]);
    expect((await glasses.one(hanna as Moderator, id)).may.alone, 'who is here may not agree').toBe(true);
    for (const [who, name] of [[bo, 'bo'], [mio, 'mio']] as const) {
      await expect(glass.agree(who as unknown as Lead, id, 1, proof(name)), name).rejects.toBeInstanceOf(NotFound);
      await expect(glass.turnDown(who as unknown as Lead, id, 1, 'It is not needed.'), name).rejects.toBeInstanceOf(NotFound);
    }
    await expect(glasses.one(bo as unknown as Moderator, id)).rejects.toBeInstanceOf(NotFound);
    await glass.agree(cleo as unknown as Lead, id, 1, proof('cleo'));
    expect((await glasses.one(cleo as unknown as Moderator, id)).state).toBe('open');
  });
});
