import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { ledgerFile, markOf, readLedger } from '#platform/erasures';
import * as deskNames from '#members/desk-names';
import * as leaving from '#members/leaving';
import { join, type Member } from '#members/members';
import { foldName } from '#members/name-rules';
import * as names from '#members/names';
import * as roles from '#members/roles';
import { scene } from '#test/scene';

const soon = (memberId: string) => asHouse(() => sql`update members.leavings set due_at = now() - interval '1 minute' where member_id = ${memberId}`);

/** Every table in which one of these ids still stands, in whatever column. What is on its way to the worker is not kept. */
async function everywhere(...ids: string[]): Promise<string[]> {
  const columns = await sql<{ place: string }>`
    select c.table_schema || '.' || c.table_name as place from information_schema.columns c
     where c.table_schema not in ('pg_catalog', 'information_schema', 'pgboss') and c.table_name <> 'events' group by 1`;
  const found = await asHouse(() => sql<{ place: string }>`
    select t.place from unnest(${columns.map(({ place }) => place)}::text[]) as t (place)
     where query_to_xml('select * from ' || t.place, false, true, '')::text ~ ${ids.join('|')}`);
  return found.map(({ place }) => place);
}

const isTaken = (name: string) => names.check(name).then(() => false, ({ key }: { key: string }) => key === 'members.refused.nameTaken');

describe('leaving for good (ACC-13, ID-1)', () => {
  scene('waits fourteen days, and asking twice does not start them anew', async ({ ada }) => {
    const first = await leaving.ask(ada);
    const again = await leaving.ask(ada);
    expect(again).toEqual(first);
    expect(Math.round((first.getTime() - Date.now()) / 86_400_000)).toBe(14);
    expect(await leaving.sweep()).toBe(0);
  });
  scene('can be undone until then, by the member alone', async ({ ada, cleo }) => {
    await leaving.ask(ada);
    await leaving.undo(cleo);
    await soon(ada.id);
    await leaving.undo(ada);
    expect(await leaving.sweep()).toBe(0);
  });
  scene('stands in the ledger beside the backups as it was last said, so that a restore goes by it (ID-1)', async ({ ada, bo }) => {
    const word = (member: Member) => readLedger(ledgerFile()).words.get(markOf(member.id))?.says;
    for (const member of [ada, bo]) await leaving.ask(member);
    expect([word(ada), word(bo)]).toEqual(['leaves', 'leaves']);
    for (let twice = 0; twice < 2; twice++) await leaving.undo(ada);
    expect([word(ada), word(bo)]).toEqual(['stays', 'leaves']);
  });
  scene('says from when on names elsewhere go, until they do (ACC-13)', async ({ ada }) => {
    const due = await leaving.ask(ada);
    const days = (number: number) => new Date(due.getTime() + number * 86_400_000);
    expect(leaving.namesGo(due).namesGoFrom).toEqual(days(-3));
    expect(leaving.namesGo(due, days(-2))).toEqual({ namesGoFrom: undefined });
    expect(leaving.namesGo(null)).toEqual({ namesGoFrom: undefined });
  });
  scene('is not for the last steward who stays, before there is another (MOD-1)', async ({ ada, hanna, iben, mio }) => {
    for (const member of [ada, mio]) await leaving.ask(member);
    await expect(leaving.ask(iben)).rejects.toMatchObject({ key: 'members.refused.lastSteward' });
    await roles.give(iben, hanna.code, 'steward');
    await leaving.ask(iben);
    await expect(leaving.ask(hanna), 'the other one is on the way out').rejects.toMatchObject({ key: 'members.refused.lastSteward' });
    await expect(roles.end(iben, hanna.code, 'steward')).rejects.toMatchObject({ key: 'members.refused.lastSteward' });
    await leaving.undo(iben);
    await leaving.ask(hanna);
    await roles.end(iben, hanna.code, 'steward');
  });
  scene('passes over the only steward there is, as a restore may leave them, until there is another; stewards hear of it (MOD-1)', async ({ ada, hanna, iben }) => {
    const alarms = () => asHouse(() => sql`select data from platform.alarms where what = 'leaving.lastSteward' and seen_at is null`);
    const isHere = async () => (await asHouse(() => sql`select 1 from members.members where id = ${iben.id}`)).length === 1;
    for (const member of [ada, iben]) {
      await asHouse(() => sql`insert into members.leavings (member_id, due_at) values (${member.id}, now() - interval '1 minute')`);
    }
    for (let twice = 0; twice < 2; twice++) await leaving.sweep();
    expect([await isHere(), await alarms()]).toEqual([true, [{ data: { memberId: iben.id } }]]);
    expect([new Date(Date.now() - 1), new Date(Date.now() + 60_000), null].map((leavingAt) => leaving.staysOn({ leavingAt, roles: ['steward'] }))).toEqual([true, false, false]);
    expect(await asHouse(() => sql`select 1 from members.members where id = ${ada.id}`), 'others go as they asked').toEqual([]);
    expect(await sql`select 1 from platform.erasures where mark = ${markOf(iben.id)}`, 'a restore brings them back').toEqual([]);
    await roles.give(iben, hanna.code, 'steward');
    await leaving.sweep();
    expect([await isHere(), await alarms()]).toEqual([false, []]);
  });
  scene('takes every word of the member, and leaves the replies of others readable', async ({ ada, bo }) => {
    const threadId = randomUUID();
    const [board] = await sql<{ id: number }>`select id from forum.boards where code = 'rest'`;
    await sql`insert into forum.threads (id, code, board_id, persona_id, title, want, language, last_number) values (${threadId}, 'tgoing', ${board!.id}, ${ada.personaId}, 'A title of ada', 'listen', 'en', 2)`;
    await sql`insert into forum.posts (id, thread_id, number, persona_id, body, html, language, search) values
      (${randomUUID()}, ${threadId}, 1, ${ada.personaId}, 'ada wrote xylophone', '<p>ada wrote xylophone</p>', 'en', to_tsvector('english', 'ada wrote xylophone')),
      (${randomUUID()}, ${threadId}, 2, ${bo.personaId}, 'bo answered', '<p>bo answered</p>', 'en', to_tsvector('english', 'bo answered'))`;
    await asking(bo, () => sql`insert into forum.follows (member_id, kind, subject) values (${bo.id}, 'person', ${ada.personaId})`);
    await asHouse(() => sql`insert into notices.notices (id, member_id, kind, subject, cause, data) values (${randomUUID()}, ${bo.id}, 'followed', 'tgoing', 'a test', ${JSON.stringify({ who: [ada.personaId], number: 1 })})`);
    await leaving.ask(ada);
    await soon(ada.id);
    expect(await leaving.sweep()).toBe(1);
    const posts = await sql`select number, body, html, search::text as found, persona_id is null as is_nobodys from forum.posts where thread_id = ${threadId} order by number`;
    expect(posts).toMatchObject([{ number: 1, body: '', html: '', found: '', isNobodys: true }, { number: 2, body: 'bo answered', isNobodys: false }]);
    expect(await sql`select title, deleted_at from forum.threads where id = ${threadId}`).toEqual([{ title: '', deletedAt: null }]);
    const [left] = await asHouse(() => sql`
      select (select count(*) from members.members where id = ${ada.id}) + (select count(*) from members.personas where member_id = ${ada.id})
           + (select count(*) from members.faces where persona_id = ${ada.personaId}) + (select count(*) from members.sessions where member_id = ${ada.id})
           + (select count(*) from members.keys where member_id = ${ada.id}) + (select count(*) from forum.follows where subject = ${ada.personaId}) as rows`);
    expect(left).toEqual({ rows: 0 });
    expect(await everywhere(ada.id, ada.personaId)).toEqual([]);
    const rests = await asHouse(() => sql<{ nameFolded: string }>`select name_folded from members.resting_names`);
    expect(rests.map(({ nameFolded }) => nameFolded).join(' '), 'nothing of the name can be read').not.toMatch(/ada/i);
    expect(await sql`select 1 from platform.erasures where mark = ${markOf(ada.id)}`).toHaveLength(1);
  });
  scene('leaves nothing by which what was told and decided about a person, or what went wrong, leads to them (ID-1)', async ({ ada, bo, mio }) => {
    const [caseId, elsewhere] = [randomUUID(), randomUUID()];
    await asHouse(async () => {
      for (const [id, personaId] of [[caseId, ada.personaId], [elsewhere, bo.personaId]]) {
        await sql`insert into safety.cases (id, subject_kind, subject_id, persona_id, level, lane, weight) values (${id}, 'person', ${personaId}, ${personaId}, 'low', 'reported', 1)`;
        await sql`insert into safety.reports (id, subject_kind, subject_id, persona_id, reporter_id, reason) values (${randomUUID()}, 'person', ${personaId}, ${personaId}, ${mio.id}, 'unkind')`;
        await sql`insert into safety.decisions (id, moderator_id, subject_kind, subject_id, persona_id, kind, case_id) values (${randomUUID()}, ${mio.id}, 'person', ${personaId}, ${personaId}, 'nothing', ${id})`;
      }
    });
    await asHouse(() => sql`insert into platform.alarms (what, data) values ('event.givenUp', ${JSON.stringify({ room: 'notices', memberId: ada.id, personaId: bo.personaId, to: [ada.personaId] })})`);
    await leaving.ask(ada);
    await soon(ada.id);
    await leaving.sweep();
    expect(await everywhere(ada.id, ada.personaId)).toEqual([]);
    const subjects = await asHouse(() => sql<{ subjectId: string }>`
      select distinct subject_id
        from (select id, subject_id from safety.cases union all select case_id, subject_id from safety.decisions union all select reporter_id, subject_id from safety.reports) s
       where id in (${caseId}, ${elsewhere}, ${mio.id})`);
    expect(subjects, 'what belongs together stays together, and what is about others stays theirs').toHaveLength(2);
    expect(subjects.map(({ subjectId }) => subjectId)).toContain(bo.personaId);
    expect(await sql`select data from platform.alarms where data ? 'memberId'`).toEqual([{ data: { room: 'notices', memberId: 'left', personaId: bo.personaId, to: ['left'] } }]);
  });
  scene('keeps the name at the desk to the end, while names in other places go before, so that colleagues read no other under old deeds (ID-3)', async ({ mio }) => {
    await deskNames.take(mio, 'Heron');
    const personaId = 'aaaaaaaa-0000-4000-8000-000000000000';
    await asHouse(() => sql`insert into members.personas (id, member_id, space) values (${personaId}, ${mio.id}, ${randomUUID()})`);
    await leaving.ask(mio);
    await asHouse(() => sql`update members.leavings set due_at = now() + interval '1 millisecond' where member_id = ${mio.id}`); // the very last moment
    expect(await leaving.sweep()).toBe(0);
    expect(await asHouse(() => sql`select 1 from members.personas where id = ${personaId}`)).toEqual([]);
    expect(await deskNames.of(mio)).toBe('Heron');
    await leaving.undo(mio);
    expect(await isTaken('Heron')).toBe(true);
    expect((await asHouse(() => sql<{ called: string }>`select safety.called(${mio.id}) as called`))[0]!.called).toBe('Heron');
  });
  scene('leaves the name to nobody for three months, in any writing or disguise, and keeps it nowhere (ID-3)', async () => {
    const { memberId } = await join({ name: 'Fern Corner', pass: 'green kettle slow river', language: 'en', adult: true, conduct: { version: 't', hash: 't' } });
    const space = await asHouse(() => sql<{ id: string }>`insert into members.spaces (id, code, kind, name) values (${randomUUID()}, 'restplace', 'local', 'A place') returning id`);
    const personaId = randomUUID();
    await asHouse(() => sql`insert into members.personas (id, member_id, space) values (${personaId}, ${memberId}, ${space[0]!.id})`);
    await asHouse(() => sql`insert into members.faces (persona_id, space, name, name_folded, code, seed) values (${personaId}, ${space[0]!.id}, 'Mossy Barn', ${foldName('Mossy Barn')}, 'mossybarn', '0123456789ab')`);
    await leaving.ask({ id: memberId } as Member);
    await soon(memberId);
    await leaving.sweep();
    const whole = await everywhere(foldName('Fern Corner'), 'Fern Corner', foldName('Mossy Barn'), 'Mossy Barn');
    expect(whole).toEqual([]);
    expect(await Promise.all(['Fern Corner', 'fern córner', 'Fem Comer', 'Mossy Barn', 'Another Name'].map(isTaken))).toEqual([true, true, true, true, false]);
    expect((await names.offer('en', 3)).length).toBe(3);
    await asHouse(() => sql`update members.resting_names set until = now() - interval '1 second'`);
    expect(await isTaken('Fern Corner')).toBe(false);
  });
});
