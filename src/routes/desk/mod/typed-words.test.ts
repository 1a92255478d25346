/** What a moderator has typed into one box of a case's page, when another one is sent. */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import { markDrawn } from '#safety/boxes-rules';
import { aboutTicked } from '#safety/decision-rules';
import * as decisions from '#safety/decisions';
import * as handing from '#safety/handing';
import * as queue from '#safety/queue';
import * as reports from '#safety/reports';
import { as, deciding, reported } from '#test/deciding';
import { scene } from '#test/scene';
import type { Member } from '#members/members';
import { actions, load } from './cases/[id]/+page.server.ts';

type Answer = { status?: number; location?: string; data?: { refused: { field?: string } }; typed?: Record<string, string>; isDone?: boolean; ticked?: Record<string, string[]>; named?: { id: string; name: string }[] };
const sending = (member: Member, id: string) => (name: keyof typeof actions, fields: Record<string, string>, isKept = false): Promise<Answer> => {
  const body = new FormData();
  if (isKept) body.append('then', 'keep');
  for (const [field, value] of Object.entries(fields)) body.append(field, value);
  const url = new URL(`http://localhost/desk/mod/cases/${id}?/${name}`);
  const event = { locals: { member, language: 'en', path: url.pathname }, params: { id }, url, request: new Request(url, { method: 'POST', body }) };
  return (actions[name] as (event: unknown) => Promise<Answer>)(event).catch((thrown: Answer) => thrown);
};

/** Where a case is not theirs: what everybody may know, and nothing of it. */
const nothingOfIt = { isTheirs: false, ways: expect.arrayContaining([expect.any(String)]) as string[] };
/** The page that answers a form. */
const answering = (member: Member, id: string, search = '', method = 'POST') => {
  const url = new URL(`http://localhost/desk/mod/cases/${id}${search}`);
  return load({ locals: { member, language: 'en', path: url.pathname }, params: { id }, url, request: new Request(url, { method }) } as unknown as Parameters<typeof load>[0]);
};

describe('what is typed on a case’s page (MOD-5)', () => {
  scene('stays when another of its boxes is sent, and goes on from the version that made', async ({ ada, bo, mio }) => {
    const { caseId } = await reported(ada, bo, mio);
    const send = sending(mio, caseId);
    const now = async () => queue.one(mio, caseId);
    const page = async () => ({ version: String((await now()).version), deed: 'acknowledged', toAuthor: 'I read this with care.', note: '', to: '', handNote: 'You know this better.', secondNote: '', level: 'none', levelNote: '' });
    const before = await page();
    const taken = await send('stay', before);
    expect(taken.typed).toEqual({ ...before, version: String((await now()).version) });
    expect((await now()).isMine).toBe(true);
    const asked = await send('askSecond', { ...taken.typed, pressed: 'second', secondNote: 'Is this so?' });
    expect(asked.typed).toMatchObject({ deed: 'acknowledged', toAuthor: 'I read this with care.', handNote: 'You know this better.', version: String((await now()).version) });
    expect(asked.typed).not.toHaveProperty('secondNote');
    const [colleague] = await handing.colleagues(mio, caseId);
    const refused = await send('hand', { ...asked.typed, pressed: 'hand', to: 'nobody' });
    expect(refused).toMatchObject({ status: 409, data: { refused: { field: 'to' }, typed: { toAuthor: 'I read this with care.', handNote: 'You know this better.' } } });
    const handed = await send('hand', { ...asked.typed, pressed: 'hand', to: colleague!.id });
    expect(handed.typed).toMatchObject({ toAuthor: 'I read this with care.' });
    expect(await asHouse(() => sql`select what, note from safety.activity where case_id = ${caseId} and what in ('secondAsked', 'handed') order by version`)).toEqual([{ what: 'secondAsked', note: 'Is this so?' }, { what: 'handed', note: 'You know this better.' }]);
    const kept = await send('decide', { ...handed.typed, secondNote: 'One more thing.' }, true);
    expect(kept.typed).toEqual(expect.objectContaining({ secondNote: 'One more thing.' }));
    expect(kept.typed).not.toHaveProperty('toAuthor');
    expect(await send('decide', { ...(await page()), handNote: '' })).toMatchObject({ status: 303, location: '/desk/mod' });
  });
  scene('leaves nothing on the page where nothing else was typed', async ({ ada, bo, mio }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    const send = sending(mio, caseId);
    expect(await send('stay', { version: String(version), to: '', handNote: '', level: 'none' })).toMatchObject({ status: 303, location: `/desk/mod/cases/${caseId}` });
    expect(await send('level', { version: String(version + 1), pressed: 'level', level: 'concern', levelNote: '', handNote: '' })).toMatchObject({ status: 303 });
  });
  scene('stands to be copied, or leads on to the queue, where lowering a case made it somebody else’s: they complained of it themselves (MOD-2)', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { caseId, postId } = await reported(ada, bo, mio);
    await reports.tell(mio, postId, 'unkind', '');
    await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${iben.id}`);
    await reports.tell(hanna, postId, 'danger', '');
    const lowered = async (fields: Record<string, string>) => sending(mio, caseId)('level', { version: String((await queue.one(mio, caseId)).version), level: 'low', levelNote: 'They were joking.', ...fields });
    expect(await lowered({ handNote: 'You know this better.' })).toMatchObject({ typed: { handNote: 'You know this better.' }, isDone: true });
    expect(await answering(mio, caseId)).toEqual(nothingOfIt);
    await reports.tell(cleo, postId, 'danger', '');
    const { version } = await queue.one(mio, caseId);
    expect(await sending(mio, caseId)('level', { version: String(version), level: 'low', levelNote: 'They were joking.', handNote: '' })).toMatchObject({ status: 303, location: '/desk/mod' });
    await expect(queue.one(mio, caseId)).rejects.toBeInstanceOf(NotFound);
  });
  scene('stays when a case is given back, and when a first way is chosen', async ({ ada, bo, mio }) => {
    const { caseId } = await reported(ada, bo, mio);
    const send = sending(mio, caseId);
    const version = async () => String((await queue.one(mio, caseId)).version);
    const chosen = await send('choose', { version: await version(), do: 'acknowledged', handNote: 'You know this better.', level: 'low' });
    expect(chosen.typed).toMatchObject({ deed: 'acknowledged', handNote: 'You know this better.', level: 'low' });
    expect(await send('choose', { version: await version(), do: 'acknowledged', handNote: '' }), 'where nothing was typed it is drawn anew').toMatchObject({ status: 303, location: `/desk/mod/cases/${caseId}?do=acknowledged#deed` });
    await send('stay', { version: await version() });
    const given = await send('giveBack', { ...chosen.typed, version: await version(), toAuthor: 'I read this.' });
    expect(given).toMatchObject({ typed: { version: await version(), handNote: 'You know this better.', toAuthor: 'I read this.' }, isDone: true });
    expect(await queue.one(mio, caseId)).toMatchObject({ isMine: false, state: 'open' });
    await send('stay', { version: await version() });
    expect(await send('giveBack', { version: await version(), deed: 'suggested', suggestion: 'Stop taking them, I did.', handNote: '' }), 'nobody typed any of it').toMatchObject({ status: 303, location: '/desk/mod?passed=' });
    const closed = await send('decide', { version: await version(), deed: 'acknowledged', toAuthor: 'I read this with care.', levelNote: 'They were joking.' });
    expect(closed).toMatchObject({ typed: { levelNote: 'They were joking.' }, isDone: true });
    expect(await queue.one(mio, caseId)).toMatchObject({ state: 'closed' });
  });
  scene('stands to be copied, beside the closed case, where a colleague closed it after more was asked for', async ({ ada, bo, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    expect(await answering(mio, caseId, '?do=acknowledged&more', 'GET')).toMatchObject({ more: [] });
    await decisions.decide(as(iben), caseId, version, deciding({ deed: 'acknowledged', toAuthor: 'I read it.' }));
    const chosen = await sending(mio, caseId)('choose', { version: String(version), do: 'hid', deed: 'acknowledged', toAuthor: 'I read this with care.' });
    expect(chosen.typed).toMatchObject({ toAuthor: 'I read this with care.' });
    for (const method of ['POST', 'GET']) expect(await answering(mio, caseId, '?/choose&more', method)).toMatchObject({ isTheirs: true, case: { state: 'closed' }, more: undefined });
  });
  scene('is not what the author wrote, nor where they have changed it since the page was drawn', async ({ ada, bo, mio }) => {
    const { caseId, postId, version } = await reported(ada, bo, mio);
    await asHouse(() => sql`update forum.posts set body = 'I am sorry I said that.' where id = ${postId}`);
    const page = { version: String(version), deed: 'suggested', drawn: markDrawn('Stop taking them, I did.'), suggestion: 'Stop taking them, I did.' };
    expect(await sending(mio, caseId)('notMe', { ...page, handNote: '' })).toMatchObject({ status: 303, location: '/desk/mod?passed=' });
  });
  scene('stands to be copied where the press made it a case that is not theirs (MOD-2)', async ({ ada, bo, cleo, mio }) => {
    for (const press of ['notMe', 'know'] as const) {
      const { caseId, postId } = await reported(press === 'know' ? cleo : ada, bo, mio);
      const { version, face } = await queue.one(mio, caseId);
      expect(postId).toBeTruthy();
      const left = await sending(mio, caseId)(press, { version: String(version), person: face ?? '', deed: 'suggested', suggestion: 'Stop taking them, I did.', handNote: 'You know this better.' });
      expect(left).toMatchObject({ typed: { handNote: 'You know this better.' }, isDone: true });
      expect(left.typed, 'the words of whoever wrote it are not theirs').not.toHaveProperty('suggestion');
      expect(await answering(mio, caseId), 'nothing of the case').toEqual(nothingOfIt);
    }
  });
  scene('goes to the queue where nothing else was typed', async ({ ada, bo, mio }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    expect(await sending(mio, caseId)('notMe', { version: String(version), handNote: ' ', level: 'low', to: '' })).toMatchObject({ status: 303, location: '/desk/mod?passed=' });
    expect(await sending(mio, 'nonsense')('know', { person: 'nobody', handNote: 'Words.' })).toMatchObject({ typed: { handNote: 'Words.' } });
  });
});

describe('giving a case away, pressed once more (MOD-2, MOD-5)', () => {
  const passed = { status: 303, location: '/desk/mod?passed=' };
  scene('leads where the first press led, and the words stand there again; the case’s own address leads on, too', async ({ ada, bo, cleo, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await asHouse(() => sql`update safety.cases set answer = 'We look.' where id = ${caseId}`);
    const page = { version: String(version), drawn: `${markDrawn('')} ${markDrawn('We look.')}`, toReporters: 'We look.', handNote: '' };
    for (const time of ['first', 'second', 'third']) {
      expect(await sending(mio, caseId)('notMe', page), time).toMatchObject(passed);
      expect(await sending(mio, caseId)('notMe', { ...page, handNote: 'You know this better.' }), time).toMatchObject({ typed: { handNote: 'You know this better.' }, isDone: true });
      expect(await answering(mio, caseId), time).toEqual(nothingOfIt);
    }
    await expect(answering(mio, caseId, '', 'GET')).rejects.toMatchObject(passed);
    expect((await queue.one(as(iben), caseId)).version, 'done once').toBe(version);
    const other = await reported(cleo, bo, as(iben));
    expect(await sending(mio, other.caseId)('know', { version: '1', person: bo.code }), 'a friend’s').toMatchObject(passed);
    expect(await sending(mio, other.caseId)('know', { version: '1', person: bo.code })).toMatchObject(passed);
    expect(await sending(mio, other.caseId)('notMe', { version: '1' }), 'what was never given away is not there').toMatchObject({ status: 404 });
    await expect(answering(mio, other.caseId, '', 'GET')).rejects.toMatchObject({ status: 404 });
  });
  scene('is done once where it is given back, or a colleague says no or yes to it; what is theirs anew is not', async ({ ada, bo, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    const [mine, theirs] = [sending(mio, caseId), sending(iben, caseId)];
    const at = async () => (await queue.one(mio, caseId)).version;
    await mine('stay', { version: String(version) });
    for (let twice = 0; twice < 2; twice++) expect(await mine('giveBack', { version: String(version + 1) })).toMatchObject(passed);
    expect(await at()).toBe(version + 2);
    await mine('stay', { version: String(version + 2) });
    expect(await mine('giveBack', { version: String(version + 1) }), 'they took it again').toMatchObject({ status: 409, data: { refused: { key: 'safety.refused.stale' } } });
    const [colleague] = await handing.colleagues(mio, caseId);
    const offer = async () => {
      await mine('hand', { version: String(await at()), to: colleague!.id, pressed: 'hand' });
      return { version: String(await at()) };
    };
    const declined = await offer();
    for (let twice = 0; twice < 2; twice++) expect(await theirs('decline', declined)).toMatchObject(passed);
    const accepted = await offer();
    for (let twice = 0; twice < 2; twice++) expect(await theirs('accept', accepted)).toMatchObject({ status: 303, location: `/desk/mod/cases/${caseId}` });
    expect(await queue.one(as(iben), caseId)).toMatchObject({ isMine: true, version: Number(accepted.version) + 1 });
    for (const press of ['decline', 'accept'] as const) expect(await mine(press, accepted), 'of what others did nothing is theirs').toMatchObject({ status: 404 });
  });
});

describe('what is only chosen on a case’s page (MOD-5)', () => {
  scene('comes back when another button gives the page anew, or gives the case back; what stood chosen is nobody’s choice', async ({ ada, bo, mio }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    const send = sending(mio, caseId);
    const [{ level }, [colleague]] = [await queue.one(mio, caseId), await handing.colleagues(mio, caseId)];
    const at = async () => String((await queue.one(mio, caseId)).version);
    const untouched = { to: '', handNote: '', level, 'was.level': level, levelNote: '' };
    expect(await send('stay', { ...untouched, version: String(version) })).toMatchObject({ status: 303, location: `/desk/mod/cases/${caseId}` });
    for (const chosen of [{ to: colleague!.id }, { level: 'urgent' }]) {
      expect(await send('stay', { ...untouched, ...chosen, version: await at() }), 'ten more minutes').toMatchObject({ typed: chosen, isDone: false });
      expect(await send('choose', { ...untouched, ...chosen, version: await at(), do: 'hid' }), 'a way').toMatchObject({ typed: { ...chosen, deed: 'hid' } });
      expect(await send('giveBack', { ...untouched, ...chosen, version: await at() })).toMatchObject({ typed: { ...chosen, 'was.level': level }, isDone: true });
      await send('stay', { ...untouched, version: await at() });
    }
    for (const chosen of [{ rule: '2' }, { hours: '72' }]) {
      expect(await send('giveBack', { ...untouched, version: await at(), deed: 'paused', rule: '', hours: '24', ...chosen })).toMatchObject({ typed: { deed: 'paused', ...chosen }, isDone: true });
      await send('stay', { ...untouched, version: await at() });
    }
    expect(await send('giveBack', { ...untouched, version: await at(), deed: 'paused', rule: '', hours: '24' })).toMatchObject({ status: 303 });
    const kept = await send('decide', { ...untouched, version: await at(), level: 'urgent', deed: 'acknowledged', toAuthor: 'I read this.' }, true);
    expect(kept).toMatchObject({ typed: { level: 'urgent', 'was.level': level }, isDone: false });
    expect(kept.typed).not.toHaveProperty('toAuthor');
  });
  scene('is said, with the name of the colleague, where the case is not theirs any more: also when that is pressed once more', async ({ ada, bo, mio }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    const [colleague] = await handing.colleagues(mio, caseId);
    for (let twice = 0; twice < 2; twice++) {
      const left = await sending(mio, caseId)('notMe', { version: String(version), to: colleague!.id, level: 'urgent', 'was.level': 'low', handNote: '' });
      expect(left).toMatchObject({ typed: { to: colleague!.id, level: 'urgent' }, named: [{ id: colleague!.id, name: 'iben' }], isDone: true });
    }
    expect(await sending(mio, caseId)('notMe', { version: String(version), to: bo.personaId }), 'of nobody else').toMatchObject({ named: [] });
    expect(await answering(mio, caseId)).toEqual(nothingOfIt);
  });
  scene('are about-lines, too: all unticked they come back unticked', async ({ ada, bo, mio }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    const sent = await sending(mio, caseId)('stay', { version: String(version), deed: 'labelled', 'was.about': 'grief' });
    expect(aboutTicked(sent as Parameters<typeof aboutTicked>[0])).toEqual([]);
    expect(await sending(mio, caseId)('giveBack', { version: String(version + 1), deed: 'labelled', 'was.about': 'grief', about: 'eating' })).toMatchObject({ ticked: { about: ['eating'] }, isDone: true });
    expect(aboutTicked({ typed: { deed: 'labelled' }, ticked: { about: [] } }), 'where the box was not on the page').toBeUndefined();
  });
});
