import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as changes from '#forum/changes';
import * as hiding from '#forum/hiding';
import * as holding from '#forum/holding';
import type { Member, Moderator } from '#members/members';
import * as pausing from '#members/pausing';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as pauses from '#safety/pauses';
import * as queue from '#safety/queue';
import { heardAfter } from '#safety/records';
import * as reports from '#safety/reports';
import * as undoing from '#safety/undoing';
import { as, deciding, draft, everything, latest, reported } from '#test/deciding';
import { scene } from '#test/scene';

/** Somebody tells us of the same post again: another case, and what is decided in it. Answers with the decision. */
async function another(who: Member, mio: Moderator, postId: string, deed: Partial<decisions.Deciding> & { deed: string }): Promise<string> {
  await reports.tell(who, postId, 'other', `Because of ${deed.deed}.`);
  const found = (await queue.waiting(mio)).cases.find(({ subjectId }) => subjectId === postId)!;
  await decisions.decide(mio, found.id, found.version, deciding({ rule: 2, toAuthor: 'You meant well.', ...deed }));
  return latest(deed.deed);
}
const post = async (id: string) => (await asHouse(() => sql<{ about: string[]; beside: string | null; isHidden: boolean }>`select about, beside, hidden_at is not null as is_hidden from forum.posts where id = ${id}`))[0]!;
const until = async (member: Member) => (await asHouse(() => sql<{ until: Date | null }>`select suspended_until as until from members.members where id = ${member.id}`))[0]!.until;

describe('what is taken back (NEW-5)', () => {
  scene('of about-lines are those it added: what a colleague and the author added since stays', async ({ ada, bo, mio }) => {
    const { code, postId, caseId, version } = await reported(ada, bo, mio);
    const before = await everything(code);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'labelled', rule: 2, toAuthor: 'You meant well.', about: ['alcohol'] }));
    const first = await latest('labelled');
    const second = await another(ada, mio, postId, { deed: 'labelled', about: ['grief'] });
    await undoing.undo(mio, first, 'I was wrong.');
    expect((await post(postId)).about).toEqual(['grief']);
    await undoing.undo(mio, second, 'Here, too.');
    expect(await everything(code)).toEqual(before);

    const third = await another(ada, mio, postId, { deed: 'labelled', about: ['alcohol'] });
    await changes.edit(bo, postId, { ...draft({ text: 'Stop taking them, I did.' }), about: ['alcohol', 'body'] });
    await undoing.undo(mio, third, 'I was wrong.');
    expect((await post(postId)).about).toEqual(['body']);
  });
  scene('of an about-line its author had taken away and a colleague added again is nothing: the colleague’s stays', async ({ ada, bo, mio }) => {
    const { postId, caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'labelled', rule: 2, toAuthor: 'You meant well.', about: ['alcohol'] }));
    const first = await latest('labelled');
    await changes.edit(bo, postId, draft({ text: 'Stop taking them, I did.' }));
    await another(ada, mio, postId, { deed: 'labelled', about: ['alcohol'] });
    await undoing.undo(mio, first, 'I was wrong.');
    expect((await post(postId)).about).toEqual(['alcohol']);
  });
  scene('of words beside a post are its own: in whatever order two are taken back, neither takes the other along nor brings it back', async ({ ada, bo, mio }) => {
    for (const isFirstFirst of [true, false]) {
      const { code, postId, caseId, version } = await reported(ada, bo, mio, `Stop taking them, I did (${isFirstFirst}).`);
      const before = await everything(code);
      await decisions.decide(mio, caseId, version, deciding({ deed: 'beside', rule: 2, toAuthor: 'You meant well.', beside: 'Ask a pharmacist.' }));
      const first = await latest('beside');
      const second = await another(ada, mio, postId, { deed: 'beside', beside: 'Some must not be stopped at once.' });
      const [one, other] = isFirstFirst ? [first, second] : [second, first];
      await undoing.undo(mio, one, 'I was wrong.');
      expect((await post(postId)).beside).toBe(isFirstFirst ? 'Some must not be stopped at once.' : 'Ask a pharmacist.');
      await undoing.undo(mio, other, 'Here, too.');
      expect(await everything(code)).toEqual(before);
    }
  });
  scene('does not show what somebody has hidden since, and says so', async ({ ada, bo, mio }) => {
    const { postId, caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'hid', rule: 2, toAuthor: 'It tells others what to take.' }));
    const first = await latest('hid');
    await asHouse(async () => { await holding.keep(postId); await cases.signal({ kind: 'post', id: postId, personaId: bo.personaId }, { kind: 'held', level: 'low', cause: 'again' }); });
    const again = async () => (await queue.waiting(mio)).cases[0]!;
    const { id, version: seen } = await again();
    await decisions.decide(mio, id, seen, deciding({ deed: 'hid', rule: 1, toAuthor: 'It tells how.' }));
    await expect(undoing.undo(mio, first, 'I was wrong.')).rejects.toMatchObject({ key: 'safety.refused.changedSince' });
    expect(await post(postId)).toMatchObject({ isHidden: true });
    await undoing.undo(mio, await latest('hid'), 'I was wrong.');
    expect(await post(postId)).toMatchObject({ isHidden: false });
    await undoing.undo(mio, first, 'Here, too.'); // it is shown already: what is left is to say so
    await expect(hiding.show(mio, postId)).resolves.toBe(false);
  });
});

describe('a pause that is over (MOD-5)', () => {
  /** A pause about one of their names, by two people. Answers with the decision. */
  async function pausedAs(personaId: string, mio: Moderator, iben: Moderator, hours: number): Promise<string> {
    const { caseId } = await asHouse(() => cases.signal({ kind: 'person', id: personaId, personaId }, { kind: 'report', level: 'low', cause: `pause:${personaId}:${hours}` }));
    await decisions.decide(mio, caseId, 1, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take some time.', hours }));
    await pauses.confirm(iben, caseId, 2);
    return latest('paused');
  }
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
  const near = (at: Date | null, hours: number) => expect(Math.abs((at?.getTime() ?? 0) - inHours(hours).getTime())).toBeLessThan(60_000);

  scene('leaves another that still holds, taken back or run out, also under another of their names', async ({ bo, mio, iben }) => {
    const other = randomUUID();
    await asHouse(() => sql`insert into members.personas (id, member_id, space) values (${other}, ${bo.id}, ${randomUUID()})`);
    const [long, short] = [await pausedAs(other, mio, as(iben), 168), await pausedAs(bo.personaId, mio, as(iben), 24)];
    near(await until(bo), 168);
    await undoing.undo(mio, short, 'I was wrong.');
    near(await until(bo), 168);
    const third = await pausedAs(bo.personaId, mio, as(iben), 72);
    await undoing.undo(mio, long, 'I was wrong, too.');
    near(await until(bo), 72);
    expect(third).not.toBe(short);
    expect(await pauses.end(inHours(73))).toBe(1);
    expect(await until(bo)).toBeNull();

    await pausedAs(other, mio, as(iben), 24);
    await asHouse(() => pausing.pause(mio, bo.personaId, inHours(24)));
    await pausedAs(bo.personaId, mio, as(iben), 168);
    expect(await pauses.end(inHours(25))).toBe(1);
    near(await until(bo), 168);
  });
  scene('by itself was one all the same: those who told us hear of it when the case is closed later, and not of one that was taken back (NEW-5)', async ({ bo, cleo, mio, iben }) => {
    const heard = async (decisionId: string) => {
      const [made] = await asHouse(() => sql<{ caseId: string }>`select case_id from safety.decisions where id = ${decisionId}`);
      return asHouse(async () => (await heardAfter(made!.caseId))('nothing'));
    };
    const [over, back] = [await pausedAs(bo.personaId, mio, as(iben), 24), await pausedAs(cleo.personaId, mio, as(iben), 72)];
    expect([await heard(over), await heard(back)]).toEqual(['paused', 'paused']);
    expect(await pauses.end(inHours(25))).toBe(1);
    await undoing.undo(mio, back, 'I was wrong.');
    expect([await heard(over), await heard(back)]).toEqual(['paused', 'nothing']);
    await asHouse(() => sql`delete from members.members where id = ${mio.id}`); // whoever took it back has left
    expect(await heard(back)).toBe('nothing');
  });
});
