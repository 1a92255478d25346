import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as circleLines from '#circles/lines';
import * as presences from '#circles/presences';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import * as assessing from '#safety/assessing';
import * as cases from '#safety/cases';
import * as handing from '#safety/handing';
import * as nobody from '#safety/nobody';
import * as queue from '#safety/queue';
import * as reports from '#safety/reports';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { as, draft } from '#test/deciding';
import { scene } from '#test/scene';

const raised = () => asHouse(() => sql`select 1 from platform.alarms where what = 'case.nobody' and seen_at is null`);

describe('a case none of the moderators may hold (MOD-2)', () => {
  scene('is said aloud however mild it is: somebody everybody knows, and the desk would say that all is read', async ({ ada, mio, iben }) => {
    const { caseId } = await cases.signal({ kind: 'person', id: ada.personaId, personaId: ada.personaId }, { kind: 'worse', level: 'low', cause: 'known' });
    await handing.know(mio, ada.code);
    expect([await nobody.sweep(), await raised()]).toEqual([false, []]);
    await handing.know(as(iben), ada.code);
    for (const who of [mio, as(iben)]) expect(queue.isAllRead(await queue.overview(who))).toBe(true);
    expect([await nobody.sweep(), (await raised()).length]).toEqual([true, 1]);
    await handing.unknow(mio, ada.code);
    await cases.claim(mio, caseId, 1);
    expect(await nobody.sweep()).toBe(false);
  });
  scene('and is only theirs who are near while it is pressing: lowered, it waits on no desk of theirs, and a clock says so without anybody telling us again', async (cast) => {
    const { ada, bo, mio } = cast;
    const { id, version } = await late(cast);
    expect((await queue.waiting(mio)).cases, 'better than nobody').toMatchObject([{ id, level: 'unassessed' }]);
    await cases.claim(mio, id, version);
    await handing.setLevel(mio, id, version + 1, 'low', 'They were joking, they said.');
    expect((await queue.waiting(mio)).cases).toEqual([]);
    await expect(queue.one(mio, id)).rejects.toBeInstanceOf(NotFound);
    const [{ state, claimedBy }] = await asHouse(() => sql<{ state: string; claimedBy: string | null }>`select state, claimed_by from safety.cases where id = ${id}`) as [{ state: string; claimedBy: string | null }];
    expect([state, claimedBy], 'somebody from elsewhere can take it at once').toEqual(['open', null]);
    expect([await nobody.sweep(), (await raised()).length]).toEqual([true, 1]);

    const { code } = await threads.begin(bo, draft({ board: 'rest', want: 'listen', text: 'You are all fools.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    await reports.tell(ada, post!.id, 'danger', '');
    await reports.tell(mio, post!.id, 'unkind', '');
    const [told] = await asHouse(() => sql<{ id: string; version: number }>`select id, version from safety.cases where subject_id = ${post!.id}`);
    await handing.setLevel(mio, told!.id, told!.version, 'low', 'They were joking, they said.');
    expect((await queue.waiting(mio)).cases, 'who complained decides nothing about it either').toEqual([]);
  });
  scene('also where it was milder already, and nobody had written down who is near: the clock does', async (cast) => {
    const { mio } = cast;
    const { id } = await late(cast);
    await asHouse(() => sql`update safety.cases set level = 'low' where id = ${id}`);
    for (const press of [() => queue.one(mio, id), () => cases.claim(mio, id, 1)]) await expect(press()).rejects.toBeInstanceOf(NotFound);
    expect((await queue.waiting(mio)).cases, 'a press that leads nowhere writes nothing down').toMatchObject([{ id }]);
    for (let twice = 0; twice < 2; twice++) expect([await nobody.sweep(), (await raised()).length]).toEqual([true, 1]);
    expect((await queue.waiting(mio)).cases).toEqual([]);
  });
});

/** A line of ada's that could not be read in time; mio, who sits there, is the only one left who decides. */
async function late(cast: Cast): Promise<{ id: string; version: number }> {
  const { ada, bo, hanna, iben } = cast;
  const code = await seated(cast);
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
  const { session } = await circleLines.room(ada, code);
  for (const member of [hanna, ada, bo] as Member[]) await presences.stepIn(member, code, session!.id);
  await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${iben.id}`);
  const said = await circleLines.say(ada, code, session!.id, { text: 'Words.' });
  await assessing.lineAtOnce(said.id, () => new Promise(() => {}));
  return (await asHouse(() => sql<{ id: string; version: number }>`select id, version from safety.cases where subject_id = ${said.id}`))[0]!;
}
