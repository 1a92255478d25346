/**
 * Who may do what at the desk: every verb, tried by every kind of person. The
 * types keep members out of moderators' verbs; here the gate that makes those
 * types is asked with every combination of roles, and the verbs with everybody
 * who got past it.
 */
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { asHost, asModerator, asSteward, type Member, type Moderator, type Role } from '#members/members';
import * as appeals from '#safety/appeals';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as handing from '#safety/handing';
import * as openings from '#safety/openings';
import * as pauses from '#safety/pauses';
import * as queue from '#safety/queue';
import { moves, after, isHoldersOwn, states } from '#safety/case-rules';
import { scene } from '#test/scene';

const roles: Role[] = ['host', 'moderator', 'steward', 'clinicalLead', 'safeguardingLead', 'trainee'];

describe('the gate', () => {
  it('lets nobody be a moderator by anything but a role that moderates and a second factor that was shown', () => {
    fc.assert(fc.property(fc.subarray(roles), fc.boolean(), fc.boolean(), (held, isPaused, isShown) => {
      const member = { roles: held, suspendedUntil: isPaused ? new Date() : null, session: { factorAt: isShown ? new Date() : null } } as unknown as Member;
      const moderates = isShown && held.some((role) => role === 'moderator' || role === 'steward' || role === 'clinicalLead' || role === 'safeguardingLead');
      expect(asModerator(member) !== undefined).toBe(moderates);
      expect(asSteward(member) !== undefined).toBe(isShown && held.includes('steward'));
      if (moderates) expect(asHost(member)).toBeDefined();
    }));
  });
  it('every move is allowed to somebody, and what ends a case only to whoever holds it', () => {
    for (const move of moves) expect(states.some((state) => after(state, move) !== undefined), move).toBe(true);
    for (const state of states) for (const move of moves) if (after(state, move) === 'closed') expect(isHoldersOwn(move)).toBe(true);
  });
});

type Verb = [string, (who: Moderator, id: string, version: number) => Promise<unknown>];
const deciding = { deed: 'acknowledged', rule: 0, toAuthor: 'You wrote with care.', toReporters: '' };
const verbs: Verb[] = [
  ['look', (who, id) => queue.one(who, id)],
  ['claim', (who, id, version) => cases.claim(who, id, version)],
  ['release', (who, id, version) => handing.release(who, id, version)],
  ['hand over', (who, id, version) => handing.handOver(who, id, version, randomUUID(), '')],
  ['accept', (who, id, version) => handing.accept(who, id, version)],
  ['decline', (who, id, version) => handing.decline(who, id, version)],
  ['ask a second', (who, id, version) => handing.askSecond(who, id, version, '')],
  ['give a second', (who, id, version) => handing.giveSecond(who, id, version, 'I think so.')],
  ['lower', (who, id, version) => handing.setLevel(who, id, version, 'low', 'All is well.')],
  ['stay away', (who, id) => handing.stayAway(who, id)],
  ['decide', (who, id, version) => decisions.decide(who, id, version, deciding)],
  ['pause', (who, id, version) => decisions.decide(who, id, version, { ...deciding, deed: 'paused', rule: 1, hours: 24 })],
  ['confirm a pause', (who, id, version) => pauses.confirm(who, id, version)],
  ['decline a pause', (who, id) => pauses.decline(who, id)],
  ['read more', (who, id) => openings.posts(who, id)],
  ['answer an appeal', (who, id, version) => appeals.answer(who, id, version, 'upheld', 'It stands.')]
];

/** Who stands how to the case, and which verbs are theirs. */
const freely = ['look', 'claim', 'lower', 'stay away', 'decide', 'pause', 'read more'];
const seconds = ['look', 'give a second', 'stay away', 'read more'];

describe('every verb about a case', () => {
  scene('is nothing to whoever it is about, whoever knows them, and whoever stays away', async ({ ada, bo, mio, iben }) => {
    const steward = iben as unknown as Moderator;
    const open = async (who: Member) => (await cases.signal({ kind: 'person', id: randomUUID(), personaId: who.personaId }, { kind: 'report', level: 'concern', cause: randomUUID() })).caseId;
    const [own, known, spared] = [await open(mio), await open(bo), await open(ada)];
    await handing.know(mio, bo.code);
    await handing.stayAway(mio, spared);
    for (const id of [own, known, spared]) {
      for (const [name, verb] of verbs) {
        if (id === spared && name === 'stay away') {
          await verb(mio, id, 1); // what was said already is done already
          continue;
        }
        const refused = await verb(mio, id, 1).then(() => undefined, (error: unknown) => error);
        expect(refused, `${name}, by one it is not for`).toBeInstanceOf(name === 'hand over' ? Error : NotFound);
      }
      expect(await queue.one(steward, id)).toMatchObject({ version: 1, state: 'open' });
    }
  });
  scene('is allowed to whom it belongs, as the table says, and leaves no trace where it is not', async ({ ada, mio, iben }) => {
    const steward = iben as unknown as Moderator;
    const open = async () => (await cases.signal({ kind: 'person', id: randomUUID(), personaId: ada.personaId }, { kind: 'report', level: 'concern', cause: randomUUID() })).caseId;
    for (const [name, verb] of verbs) {
      const free = await open();
      const done = await verb(mio, free, 1).then(() => true, (error: unknown) => (expect(error, name).toSatisfy((one) => one instanceof Refusal || one instanceof NotFound), false));
      expect(done, `${name}, when nobody holds it`).toBe(freely.includes(name));
      if (!done) expect(await queue.one(mio, free), name).toMatchObject({ version: 1, state: 'open' });

      const theirs = await open();
      await cases.claim(steward, theirs, 1);
      const may = await verb(mio, theirs, 2).then(() => true, () => false);
      expect(may, `${name}, when another holds it`).toBe(seconds.includes(name));
      if (!may) expect(await queue.one(steward, theirs), name).toMatchObject({ version: 2, on: 'iben' });
    }
  });
  scene('is nothing without a version that was seen, nor about a case there is not', async ({ ada, mio }) => {
    const { caseId } = await cases.signal({ kind: 'person', id: randomUUID(), personaId: ada.personaId }, { kind: 'report', level: 'concern', cause: randomUUID() });
    const withVersion = verbs.filter(([name]) => ['claim', 'lower', 'decide', 'pause'].includes(name));
    for (const [name, verb] of withVersion) for (const version of [0, 2, -1, 1e9]) await expect(verb(mio, caseId, version), `${name} at ${version}`).rejects.toMatchObject({ key: 'safety.refused.stale' });
    for (const [name, verb] of verbs) for (const id of [randomUUID(), '', 'nonsense', `${caseId}'`]) await expect(verb(mio, id, 1), `${name} of ${id}`).rejects.toBeInstanceOf(Error);
    expect(await asHouse(() => sql`select version from safety.cases where id = ${caseId}`)).toEqual([{ version: 1 }]);
  });
});
