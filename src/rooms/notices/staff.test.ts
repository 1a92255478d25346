import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
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
});
