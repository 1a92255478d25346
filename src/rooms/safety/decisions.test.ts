import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as posts from '#forum/posts';
import * as reactions from '#forum/reactions';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import { enter } from '#members/sessions';
import * as sessions from '#members/sessions';
import * as appeals from '#safety/appeals';
import { asksForTiers, deeds, isAppealable, isUnbent, needsRule, possible, reviewedLink, tellsAuthor, tiers, undoing, type Deed } from '#safety/decision-rules';
import * as decisions from '#safety/decisions';
import * as handing from '#safety/handing';
import * as openings from '#safety/openings';
import * as pauses from '#safety/pauses';
import * as queue from '#safety/queue';
import * as reports from '#safety/reports';
import * as things from '#safety/things';
import * as undoing_ from '#safety/undoing';
import { as, deciding, draft, everything, latest, reported } from '#test/deciding';
import { scene } from '#test/scene';

describe('what a moderator may do', () => {
  it('needs words for the author, and a way to rest on where others see a difference', () => {
    for (const deed of deeds) {
      const without = () => decisions.fit(deciding({ deed, rule: 0, toAuthor: '', about: ['grief'], suggestion: 'x', beside: 'x' }), 6);
      if (tellsAuthor(deed)) expect(without).toThrow(Refusal);
      const unruled = () => decisions.fit(deciding({ deed, rule: 0, toAuthor: 'You wrote kindly.', about: ['grief'], suggestion: 'x', beside: 'x' }), 6);
      if (needsRule(deed)) expect(unruled).toThrow(Refusal);
      else expect(unruled()).toBe(deed);
      expect(decisions.fit(deciding({ deed, rule: 2, toAuthor: 'You wrote kindly.', about: ['grief'], suggestion: 'x', beside: 'x' }), 6)).toBe(deed);
    }
    for (const deed of ['', 'spoke', 'upheld', 'constructor', 'delete']) expect(() => decisions.fit(deciding({ deed }), 6)).toThrow(Refusal);
  });
  it('of what changes something for others can be undone and asked about again', () => {
    for (const deed of deeds.filter(needsRule)) expect([undoing(deed) !== undefined, isAppealable(deed)]).toEqual([true, true]);
    for (const kind of ['nothing', 'acknowledged', 'upheld', 'overturned', 'unpaused', 'showed'] as const) expect(isAppealable(kind)).toBe(false);
  });
  it('nothing to somebody who has left, and nothing twice', () => {
    fc.assert(fc.property(fc.record({ kind: fc.constantFrom('post', 'person', 'decision'), isGone: fc.boolean(), isHidden: fc.boolean(), isHeld: fc.boolean(), isFolded: fc.boolean(), hasAuthor: fc.boolean() }), (now) => {
      const may: Deed[] = possible(now);
      if (now.kind === 'decision') return void expect(may).toEqual([]); // that is answered
      expect(may.includes('nothing')).toBe(!now.isHeld || !now.hasAuthor); // what is held is never just left
      if (!now.hasAuthor) expect(may).toEqual(['nothing']);
      if (now.isGone || now.kind !== 'post') for (const deed of ['suggested', 'labelled', 'folded', 'hid', 'showed'] as const) expect(may).not.toContain(deed);
      if (now.isHidden && !now.isHeld) expect(may).not.toContain('hid');
      if (!now.isHeld) expect(may).not.toContain('showed');
    }));
  });
  it('ready words are refused as they stand, whatever is around them, and taken when bent', () => {
    expect(isUnbent(' thank you FOR writing this  — I hear how hard it is!! ', ['Thank you for writing this. I hear how hard it is.'])).toBe(true);
    expect(isUnbent('Thank you for writing this. I hear how hard it is. Nights are long.', ['Thank you for writing this. I hear how hard it is.'])).toBe(false);
    expect(() => decisions.fit(deciding({ deed: 'acknowledged', toAuthor: 'Takk for at du skriver dette. Jeg hører hvor vondt det er.' }), 6)).toThrow(Refusal);
  });
});

describe('a decision', () => {
  scene('is told whole: what, the way it rests on, the words, before and after; to its author alone (NEW-5)', async ({ ada, bo, cleo, mio }) => {
    const { caseId, version, postId } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'suggested', rule: 2, toAuthor: 'You meant well.', suggestion: 'Stopping was right for me. Ask your nurse.' }));
    const id = await latest('suggested');
    expect(await appeals.about(bo, id)).toMatchObject({ kind: 'suggested', rule: 2, said: 'You meant well.', before: 'Stop taking them, I did.', after: 'Stopping was right for me. Ask your nurse.', mayAppeal: true, appeal: undefined });
    for (const who of [ada, cleo, mio]) await expect(appeals.about(who, id)).rejects.toThrow(NotFound);
    const [post] = await sql<{ body: string }>`select body from forum.posts where id = ${postId}`;
    expect(post!.body).toBe('Stop taking them, I did.');
  });
  scene('kept with the moderator answers nobody yet; closed later it answers all', async ({ ada, bo, mio }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'acknowledged', toAuthor: 'You look out for others.', isKept: true }));
    expect(await queue.one(mio, caseId)).toMatchObject({ state: 'acting', isMine: true, reports: [{}], past: [{ kind: 'acknowledged' }], activity: [{ what: 'acted', told: 'You look out for others.' }, { what: 'opened' }] });
    expect(await sql`select 1 from platform.events where name = 'safety.report.closed'`).toEqual([]);
    await decisions.decide(mio, caseId, version + 1, deciding({}));
    expect(await asHouse(() => sql`select outcome from safety.reports where closed_at is not null`)).toEqual([{ outcome: 'acknowledged' }]);
  });
  scene('that was made before and still stands is what those who told us hear, also when the last thing done was nothing (MOD-2)', async ({ ada, bo, mio }) => {
    const hidden = { deed: 'hid', rule: 1, toAuthor: 'It tells others what to take.', isKept: true };
    const heard = () => asHouse(async () => (await sql<{ outcome: string }>`select outcome from safety.reports order by closed_at desc, made_at desc`).map(({ outcome }) => outcome));
    for (const last of [{ deed: 'nothing' }, { deed: 'acknowledged', toAuthor: 'You look out for others.' }]) {
      const { caseId, version } = await reported(ada, bo, mio);
      await decisions.decide(mio, caseId, version, deciding({ deed: 'acknowledged', toAuthor: 'I read it twice.', isKept: true }));
      await decisions.decide(mio, caseId, version + 1, deciding(hidden));
      await decisions.decide(mio, caseId, version + 2, deciding(last));
    }
    expect(await heard()).toEqual(['hid', 'hid']);
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding(hidden));
    await undoing_.undo(mio, await latest('hid'), 'I was wrong. It is back.');
    await decisions.decide(mio, caseId, version + 1, deciding({}));
    expect((await heard()).sort(), 'what was taken back does not count').toEqual(['hid', 'hid', 'nothing']);
  });
  scene('kept with the moderator keeps the words for those who told us, until it is closed, by whoever closes it', async ({ ada, bo, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    const told = async () => (await asHouse(() => sql<{ answer: string; isClosed: boolean }>`select answer, closed_at is not null as is_closed from safety.reports`))[0];
    await decisions.decide(mio, caseId, version, deciding({ deed: 'acknowledged', toAuthor: 'You look out for others.', toReporters: 'We are speaking with them.', isKept: true }));
    expect([(await queue.one(mio, caseId)).answer, await told()]).toEqual(['We are speaking with them.', { answer: '', isClosed: false }]);
    expect(JSON.stringify(await things.of(ada)), 'not before it is over').not.toContain('We are speaking with them.');
    // A form without that field says nothing about it; one that was emptied does.
    await decisions.decide(mio, caseId, version + 1, deciding({ deed: 'acknowledged', toAuthor: 'And you asked.', toReporters: undefined, isKept: true }));
    expect((await queue.one(mio, caseId)).answer).toBe('We are speaking with them.');
    await decisions.decide(mio, caseId, version + 2, deciding({ deed: 'acknowledged', toAuthor: 'Thank you.', toReporters: '', isKept: true }));
    expect((await queue.one(mio, caseId)).answer).toBe('');
    await decisions.decide(mio, caseId, version + 3, deciding({ deed: 'acknowledged', toAuthor: 'Thank you.', toReporters: 'It is mended.', isKept: true }));
    await handing.release(mio, caseId, version + 4);
    await decisions.decide(as(iben), caseId, version + 5, deciding({ toReporters: undefined }));
    expect(await told()).toEqual({ answer: 'It is mended.', isClosed: true });
    expect(await asHouse(() => sql`select answer from safety.cases where id = ${caseId}`)).toEqual([{ answer: '' }]);
  });
  scene('to pause somebody keeps those words, too, when the second person says no, and they go with whom it is about', async ({ ada, bo, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take a day.', hours: 24, toReporters: 'Somebody takes a day off.' }));
    await pauses.decline(as(iben), caseId);
    expect((await queue.one(mio, caseId)).answer).toBe('Somebody takes a day off.');
    await asHouse(() => sql`delete from members.personas where id = ${bo.personaId}`);
    expect((await queue.one(mio, caseId)).answer).toBe('');
  });
  scene('that hides, folds or adds a line is undone byte for byte, with replies, reactions and times (NEW-5)', async ({ ada, bo, cleo, mio }) => {
    for (const deed of ['hid', 'folded', 'labelled'] as const) {
      const { code, caseId, version, postId } = await reported(ada, bo, mio, `Words that are ${deed}.`);
      await posts.reply(cleo, code, draft({ text: 'I see it differently.', to: '2' }));
      await reactions.give(ada, postId, 'thanks');
      const before = await everything(code);
      await decisions.decide(mio, caseId, version, deciding({ deed, rule: 2, toAuthor: 'It tells others what to take.', about: ['alcohol'] }));
      const changed = await everything(code);
      expect(changed).not.toEqual(before);
      await undoing_.undo(mio, await latest(deed), 'I was wrong. It is back.');
      expect(await everything(code)).toEqual(before);
      await expect(undoing_.undo(mio, await latest(deed), 'Again.')).rejects.toMatchObject({ key: 'safety.refused.undone' });
      expect(await appeals.about(bo, await latest(deed))).toMatchObject({ isUndone: true, mayAppeal: false });
    }
    await expect(undoing_.undo(mio, await latest('hid'), '')).rejects.toMatchObject({ field: 'toAuthor' });
  });
  scene('hidden words come back also when their thread was the only one of its kind', async ({ ada, mio, bo }) => {
    const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'A first post.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    await reports.tell(bo, post!.id, 'other', '');
    const { cases: [one] } = await queue.waiting(mio, 'reported');
    const before = await everything(code);
    await decisions.decide(mio, one!.id, one!.version, deciding({ deed: 'hid', rule: 1, toAuthor: 'Because.' }));
    expect((await threads.newTo(bo)).map((thread) => thread.code)).not.toContain(code);
    await undoing_.undo(mio, await latest('hid'), 'Back.');
    expect(await everything(code)).toEqual(before);
    expect((await readings.open(bo, code, 1)).posts).toMatchObject([{ state: 'shown' }]);
  });
});

describe('pausing a person', () => {
  const paused = (memberId: string) => asHouse(async () => (await sql<{ until: Date | null }>`select suspended_until as until from members.members where id = ${memberId}`)[0]!.until);
  const propose = { deed: 'paused', rule: 1, toAuthor: 'Three people were hurt by these words. Take a day.', hours: 24 };
  scene('takes two: the one who proposed it cannot confirm, and nothing happens before (MOD-5)', async ({ ada, bo, hanna, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await expect(decisions.decide(mio, caseId, version, deciding({ ...propose, hours: 5 }))).rejects.toMatchObject({ field: 'hours' });
    await decisions.decide(mio, caseId, version, deciding(propose));
    expect(await pauses.proposed(as(iben), caseId)).toMatchObject({ hours: 24, by: 'mio', isMine: false, said: propose.toAuthor });
    await expect(pauses.confirm(mio, caseId, version + 1)).rejects.toMatchObject({ key: 'safety.refused.needsAnother' });
    await expect(pauses.decline(mio, caseId)).rejects.toMatchObject({ key: 'safety.refused.needsAnother' });
    expect(await paused(bo.id)).toBeNull();
    expect(await asHouse(() => sql`select 1 from safety.decisions`)).toEqual([]);
    await pauses.confirm(as(iben), caseId, version + 1);
    const until = (await paused(bo.id))!;
    expect(Math.abs(until.getTime() - Date.now() - 24 * 3_600_000)).toBeLessThan(60_000);
    const now = (await enter(await sessions.begin(bo.id, 'own', 'a test', { factor: true })))!;
    await expect(posts.reply(now, (await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'x' }))).code, draft({ text: 'y' }))).rejects.toMatchObject({ key: 'members.refused.paused' });
    expect(await appeals.about(now, await latest('paused'))).toMatchObject({ kind: 'paused', said: propose.toAuthor, mayAppeal: true, detail: { hours: 24 } });
    expect(await queue.one(mio, caseId)).toMatchObject({ state: 'closed', past: [{ kind: 'paused', by: 'mio' }] });
    await expect(pauses.confirm(as(iben), caseId, version + 2)).rejects.toThrow(NotFound);
    expect(hanna.roles).toEqual(['host']);
  });
  scene('ends by itself, once, and the person hears of it', async ({ ada, bo, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding(propose));
    await pauses.confirm(as(iben), caseId, version + 1);
    expect(await pauses.end()).toBe(0);
    const later = new Date(Date.now() + 25 * 3_600_000);
    expect([await pauses.end(later), await pauses.end(later)]).toEqual([1, 0]);
    expect(await paused(bo.id)).toBeNull();
    expect(await appeals.about(bo, await latest('unpaused'))).toMatchObject({ kind: 'unpaused', mayAppeal: false });
    expect(await appeals.about(bo, await latest('paused'))).toMatchObject({ isUndone: false, hasEnded: true });
  });
  scene('declined or taken back leaves everything as it was', async ({ ada, bo, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding(propose));
    await pauses.decline(as(iben), caseId);
    expect(await pauses.proposed(mio, caseId)).toBeUndefined();
    await decisions.decide(mio, caseId, version + 1, deciding(propose));
    await expect(pauses.withdraw(as(iben), caseId)).rejects.toThrow(NotFound);
    await pauses.withdraw(mio, caseId);
    expect(await paused(bo.id)).toBeNull();
    expect(await queue.one(mio, caseId)).toMatchObject({ state: 'acting', isMine: true });
  });
});

describe('reading more of somebody', () => {
  scene('needs a case, leaves a trace, and can be read by whom it was about once the case is over', async ({ ada, bo, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await threads.begin(bo, draft({ board: 'rest', want: 'listen', text: 'Something else entirely.' }));
    expect(await openings.of(bo)).toEqual([]);
    const late = await openings.posts(mio, caseId);
    expect(late.map(({ html }) => html).join()).toContain('Something else entirely.');
    await openings.posts(mio, caseId);
    expect(await asHouse(() => sql`select what from safety.openings where member_id = ${bo.id}`)).toEqual([{ what: 'posts' }]);
    expect(await openings.of(bo)).toEqual([]); // nobody is told of a case before it is decided
    await handing.know(as(iben), bo.code);
    await expect(openings.posts(as(iben), caseId)).rejects.toThrow(NotFound);
    await decisions.decide(mio, caseId, version, deciding({}));
    expect(await openings.of(bo)).toMatchObject([{ what: 'posts', at: expect.any(Date) }]);
    expect(await openings.of(ada)).toEqual([]);
    await expect(openings.posts(mio, caseId)).rejects.toThrow(NotFound);
    expect(JSON.stringify(await openings.of(bo))).not.toContain('mio');
  });
});

describe('words beside a post (H14, misinformation tiers)', () => {
  it('lead to reviewed pages alone', () => {
    expect(reviewedLink(' https://www.nhs.uk/conditions/insomnia/ ')).toBe('https://www.nhs.uk/conditions/insomnia/');
    expect(reviewedLink('https://www.helsenorge.no/')).toBe('https://www.helsenorge.no/');
    for (const other of ['', 'nhs.uk', 'http://nhs.uk/', 'https://nhs.uk.example.org/', 'https://notnhs.uk/', 'https://nhs.uk@example.org/', 'https://me@nhs.uk/', 'https://nhs.uk:8443/', 'javascript:alert(1)']) expect(reviewedLink(other), other).toBeUndefined();
  });
  it('are offered when somebody thought of health told wrongly, or of selling', () => {
    expect([asksForTiers(['misinformation'], []), asksForTiers([], ['harm']), asksForTiers(['commercial'], []), asksForTiers(['abuse'], ['unkind'])]).toEqual([true, true, true, false]);
    expect(tiers.flatMap((tier) => [...tier.deeds]).every((deed) => deeds.includes(deed))).toBe(true);
  });
  scene('stand under it for every reader, are told to the author, and go again without a trace on the post', async ({ ada, bo, mio }) => {
    const { code, caseId, version } = await reported(ada, bo, mio);
    const before = await everything(code);
    const put = deciding({ deed: 'beside', rule: 2, toAuthor: 'You told what you did. I have put a line under it.', beside: 'Some medicines must not be stopped at once. A pharmacist can say.', link: 'https://www.nhs.uk/' });
    await expect(decisions.decide(mio, caseId, version, { ...put, beside: ' ' })).rejects.toThrow(Refusal);
    await expect(decisions.decide(mio, caseId, version, { ...put, link: 'https://example.org/cure' })).rejects.toThrow(Refusal);
    await decisions.decide(mio, caseId, version, put);
    for (const reader of [ada, bo]) {
      const { posts: shown } = await readings.open(reader, code, 1);
      expect(shown.find(({ number }) => number === 2)).toMatchObject({ beside: put.beside, besideLink: 'https://www.nhs.uk/', html: expect.stringContaining('Stop taking them') });
    }
    await undoing_.undo(mio, await latest('beside'), 'I have taken the line away again.');
    expect(await everything(code)).toEqual(before);
  });
});
