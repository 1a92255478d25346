import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { asHouse, executeSql, sql } from '#db';
import * as leaving from '#members/leaving';
import type { Member } from '#members/members';
import * as roles from '#members/roles';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import { scene } from '#test/scene';

let heardLast = 0;
const hear = (name: string, data: Record<string, unknown>, id = (heardLast += 1)) => reactors[name]!({ id, name, data, at: new Date() });

const onToday = async (member: Member) => (await notices.forToday(member, 20)).notices.map(({ kind, subject }) => [kind, subject]);
const openFirst = async (member: Member) => notices.open(member, (await notices.forToday(member, 20)).notices[0]!.id);

describe('what staff are told (MOD-9)', () => {
  scene('is that something waits, once a step, also on a bad day, and leads to the case', async ({ mio, ada }) => {
    const [caseId, escalationId] = [randomUUID(), randomUUID()];
    for (const channel of ['notice', 'notice', 'mail']) await hear('safety.case.escalated', { escalationId, caseId, channel, step: 'duty', memberId: mio.id });
    await hear('safety.case.handed', { caseId, toId: mio.id });
    const bad = { ...mio, session: { ...mio.session, day: 'bad' as const } };
    expect((await notices.forToday(bad, 20)).notices.map(({ kind }) => kind).sort()).toEqual(['handed', 'urgent']);
    const [told] = await asHouse(() => sql<{ id: string }>`select id from notices.notices where member_id = ${mio.id} and kind = 'urgent'`);
    expect(await notices.open(mio, told!.id)).toMatchObject({ path: `/desk/mod/urgent/${caseId}` });
    expect((await notices.of(ada)).notices.filter(({ kind }) => kind === 'urgent')).toEqual([]);
  });
  scene('says of what is not urgent only that it waits, and leads to the desk', async ({ mio }) => {
    await hear('safety.case.escalated', { escalationId: randomUUID(), caseId: randomUUID(), channel: 'notice', step: 'duty', memberId: mio.id, level: 'concern' });
    const { notices: [told] } = await notices.forToday({ ...mio, session: { ...mio.session, day: 'bad' as const } }, 20);
    expect(told).toMatchObject({ kind: 'waits' });
    expect(await notices.open(mio, told!.id)).toMatchObject({ path: '/desk/mod?lane=risk' });
  });
  scene('is that somebody carried more than is enough, without a name, once, also on a bad day; leads are led to the counts, stewards to the hours (NEW-6)', async ({ ada, mio, iben }) => {
    const [caseId, bad] = [randomUUID(), (member: Member) => ({ ...member, session: { ...member.session, day: 'bad' as const } })];
    for (let twice = 0; twice < 2; twice++) await hear('safety.enough.passed', { caseId, memberIds: [mio.id], step: 'lead' });
    await hear('safety.enough.passed', { caseId, memberIds: [iben.id], step: 'stewards' });
    expect((await notices.forToday(bad(ada), 20)).notices).toEqual([]);
    for (const [member, path] of [[mio, '/desk/mod/care#team'], [iben, '/desk/mod/rota']] as const) {
      const { notices: told } = await notices.forToday(bad(member), 20);
      expect(told).toMatchObject([{ kind: 'enough', who: [] }]);
      expect(await notices.open(member, told[0]!.id)).toMatchObject({ path });
    }
    expect(JSON.stringify(await asHouse(() => sql`select * from notices.notices where kind = 'enough'`))).not.toContain(caseId);
  });
  scene('is one line for several cases on Today, until each was opened, the newest first (MOD-9)', async ({ mio }) => {
    const [first, second] = [randomUUID(), randomUUID()];
    for (const caseId of [first, second, second]) await hear('safety.case.escalated', { escalationId: randomUUID(), caseId, channel: 'notice', step: 'duty', memberId: mio.id });
    await asHouse(() => sql`update notices.notices set shown_from = now() - interval '1 hour' where member_id = ${mio.id} and subject = ${first}`);
    expect(await onToday(mio)).toEqual([['urgent', second]]);
    await openFirst(mio);
    expect(await onToday(mio), 'what was told twice of it is read with it').toEqual([['urgent', first]]);
    expect((await notices.of(mio)).notices, 'and each has its own in the list').toHaveLength(3);
  });
  scene('is taken back where a colleague is on the case or has closed it, and not what was told since; what was opened stays in the list (MOD-9)', async ({ iben, mio }) => {
    const [taken, closed, waiting] = [randomUUID(), randomUUID(), randomUUID()];
    const call = (caseId: string, member: Member) => hear('safety.case.escalated', { escalationId: randomUUID(), caseId, channel: 'notice', step: 'duty', memberId: member.id });
    for (const caseId of [waiting, taken, closed]) for (const member of [iben, mio]) await call(caseId, member);
    await asHouse(() => sql`update notices.notices set shown_from = now() - interval '1 hour' where kind = 'urgent' and subject <> ${closed}`);
    await openFirst(iben); // the one that is closed
    const claimed = (heardLast += 1);
    await call(taken, mio); // left again, and heard before it is heard that somebody had it
    for (let twice = 0; twice < 2; twice++) await hear('safety.case.claimed', { caseId: taken, byId: iben.id }, claimed);
    await hear('safety.case.closed', { caseId: closed });
    const inList = async (member: Member) => (await notices.of(member)).notices.map(({ subject, isNew }) => [subject, isNew]);
    expect(await inList(mio)).toEqual([[taken, true], [waiting, true]]); // what was told since
    expect(await inList(iben)).toEqual([[closed, false], [waiting, true]]); // one's own opened one
    await hear('safety.case.claimed', { caseId: taken, byId: iben.id });
    expect(await onToday(mio)).toEqual([['urgent', waiting]]);
  });
  scene('was taken back too where it was told before that was so: of what nobody opened, what a colleague took or closed since (MOD-9)', async ({ mio }) => {
    const [taken, left, closed] = [randomUUID(), randomUUID(), randomUUID()];
    const told = (kind: string, subject: string, hoursAgo: number) => asHouse(() => sql`
      insert into notices.notices (id, member_id, kind, subject, cause, made_at) values (gen_random_uuid(), ${mio.id}, ${kind}, ${subject}, ${randomUUID()}, now() - make_interval(hours => ${hoursAgo}))`);
    for (const [kind, subject, hoursAgo] of [['urgent', taken, 3], ['handed', taken, 3], ['urgent', left, 1], ['second', closed, 3]] as const) await told(kind, subject, hoursAgo);
    for (const [name, caseId] of [['claimed', taken], ['claimed', left], ['closed', closed]] as const) {
      await asHouse(() => sql`insert into platform.events (name, data, at) values ('safety.case.' || ${name}::text, jsonb_build_object('caseId', ${caseId}::text), now() - interval '2 hours')`);
    }
    const mended = readFileSync(new URL('migrations/2026-12-02-whoever-was-called-to-the-desk-is-called-no-more.sql', import.meta.url), 'utf8');
    for (const _ of ['once', 'twice']) await asHouse(() => executeSql(mended));
    expect((await onToday(mio)).toSorted()).toEqual([['handed', taken], ['urgent', left]]);
  });
  scene('is no more that they are asked, once they answered, another is asked, or there is nothing to do (MOD-9)', async ({ hanna, iben, mio }) => {
    const caseId = randomUUID();
    const hand = () => hear('safety.case.handed', { caseId, toId: mio.id });
    await hand();
    await hear('safety.case.claimed', { caseId, byId: iben.id });
    expect(await onToday(mio), 'whoever handed it over goes on meanwhile').toEqual([['handed', caseId]]);
    await hear('safety.case.handed', { caseId, toId: hanna.id });
    expect([await onToday(mio), await onToday(hanna)]).toEqual([[], [['handed', caseId]]]);
    await hear('safety.case.claimed', { caseId, byId: hanna.id });
    expect(await onToday(hanna)).toEqual([]);
    for (const end of ['safety.case.declined', 'safety.case.released', 'safety.case.closed']) {
      await hand();
      expect(await onToday(mio)).toEqual([['handed', caseId]]);
      await hear(end, { caseId });
      expect(await onToday(mio), end).toEqual([]);
    }
    const recordId = randomUUID();
    await hear('safety.urgent.second', { caseId, memberId: mio.id, recordId });
    await hear('safety.urgent.second', { caseId, memberId: hanna.id, recordId });
    expect([await onToday(mio), await onToday(hanna)]).toEqual([[], [['second', caseId]]]);
    await hear('safety.urgent.ended', { caseId, recordId });
    expect(await onToday(hanna)).toEqual([]);
    const leads = [mio.id];
    for (const [asked, ended] of [['safety.glass.asked', 'safety.glass.turnedDown'], ['safety.glass.asked', 'safety.glass.opened'], ['safety.glass.opened', 'safety.glass.looked']] as const) {
      const glassId = randomUUID();
      await hear(asked, { glassId, leads });
      expect(await onToday(mio)).toHaveLength(1);
      await hear(ended, { glassId });
      expect(await onToday(mio), ended).toEqual([]);
    }
  });
  scene('that stands in one line is read in one go: who carried enough, hours nobody knows, what waits (NEW-6)', async ({ iben }) => {
    for (let twice = 0; twice < 2; twice++) {
      await hear('safety.enough.passed', { caseId: randomUUID(), memberIds: [iben.id], step: 'stewards' });
      await hear('house.hours.unknown', {});
      await hear('safety.case.escalated', { escalationId: randomUUID(), caseId: randomUUID(), channel: 'notice', step: 'duty', memberId: iben.id, level: 'concern' });
    }
    for (const left of [2, 1, 0]) {
      await openFirst(iben);
      expect(await onToday(iben)).toHaveLength(left);
    }
  });
  scene('is that somebody with a role leaves for good, also on a bad day, and no more once they stay: the other stewards, and of nobody else (MOD-9)', async ({ ada, hanna, iben, mio }) => {
    await roles.give(iben, hanna.code, 'steward');
    const bad = (member: Member) => ({ ...member, session: { ...member.session, day: 'bad' as const } });
    const heard = async (member: Member) => (await notices.forToday(bad(member), 20)).notices.filter(({ kind }) => kind === 'leaves').map(({ who }) => who[0]!.name).sort();
    for (const member of [ada, hanna, mio]) {
      await leaving.ask(member);
      for (let twice = 0; twice < 2; twice++) await hear('members.leaving.asked', { memberId: member.id });
    }
    expect([await heard(iben), await heard(hanna), await heard(mio)]).toEqual([['hanna', 'mio'], ['mio'], []]);
    const [told] = (await notices.of(iben)).notices.filter(({ kind }) => kind === 'leaves');
    expect(await notices.open(iben, told!.id)).toMatchObject({ path: '/desk/admin/roles' });
    await leaving.undo(mio);
    await hear('members.leaving.undone', { memberId: mio.id });
    await hear('members.leaving.asked', { memberId: mio.id }); // heard late
    expect(await heard(hanna)).toEqual([]);
    await asHouse(() => sql`update members.leavings set due_at = now() - interval '1 minute' where member_id = ${hanna.id}`);
    await leaving.sweep();
    expect(await asHouse(() => sql`select 1 from notices.notices where kind = 'leaves'`)).toEqual([]);
  });
});
