import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { markOf } from '#platform/erasures';
import * as leaving from '#members/leaving';
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
    expect(await sql`select 1 from platform.erasures where mark = ${markOf(ada.id)}`).toHaveLength(1);
  });
});
