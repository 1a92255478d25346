import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as leaving from '#members/leaving';
import type { Member } from '#members/members';
import * as roles from '#members/roles';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import { scene } from '#test/scene';

const hear = (name: string, data: Record<string, unknown>) => reactors[name]!({ id: 1, name, data, at: new Date() });

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
  scene('is one line for several cases on Today, until each was opened, the oldest first (MOD-9)', async ({ mio }) => {
    const [first, second] = [randomUUID(), randomUUID()];
    for (const caseId of [first, second]) await hear('safety.case.escalated', { escalationId: randomUUID(), caseId, channel: 'notice', step: 'duty', memberId: mio.id });
    await asHouse(() => sql`update notices.notices set shown_from = now() - interval '1 hour' where member_id = ${mio.id} and subject = ${first}`);
    const today = async () => (await notices.forToday(mio, 20)).notices.map(({ kind, subject }) => [kind, subject]);
    expect(await today()).toEqual([['urgent', first]]);
    const [told] = (await notices.forToday(mio, 20)).notices;
    await notices.open(mio, told!.id);
    expect(await today()).toEqual([['urgent', second]]);
    expect((await notices.of(mio)).notices, 'and each has its own in the list').toHaveLength(2);
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
