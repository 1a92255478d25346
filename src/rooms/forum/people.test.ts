import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as blocks from '#members/blocks';
import * as settings from '#members/settings';
import { emptyDraft } from '#forum/draft-rules';
import * as follows from '#forum/follows';
import * as hearers from '#forum/hearers';
import * as mutes from '#forum/mutes';
import * as people from '#forum/people';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';

describe('a person’s page', () => {
  scene('shows what others see: face, role and words, and nothing of the member (ID-6)', async ({ ada, bo, hanna }) => {
    const { code } = await threads.begin(bo, { ...emptyDraft, board: 'rest', want: 'listen', title: 'Nights', text: 'Long.' });
    await posts.reply(hanna, code, { ...emptyDraft, text: 'I hear you.' });
    const person = await people.of(ada, hanna.code);
    expect(person).toMatchObject({ name: 'hanna', tag: 'host', isMe: false, isFollowed: false, isMuted: false });
    expect(JSON.stringify(person)).not.toContain(hanna.id);
    const { wrote } = await people.words(ada, person.personaId, null);
    expect(wrote).toMatchObject([{ code, number: 2, title: 'Nights', excerpt: [{ text: 'I hear you.', isHit: false }] }]);
    expect(JSON.stringify(wrote)).not.toContain(hanna.id);
    expect((await people.words(ada, (await people.of(ada, ada.code)).personaId, null)).wrote).toEqual([]);
    await sql`update forum.posts set deleted_at = now() where number = 2`;
    expect((await people.words(ada, person.personaId, null)).wrote).toEqual([]);
  });
  scene('holds their own writing in order; who follows them hears of the next piece, which may ask for no reply (PEER-22, PEER-24)', async ({ ada, bo, cleo }) => {
    const { personaId } = await people.of(bo, ada.code);
    await follows.start(bo, 'person', ada.code);
    for (const title of ['The first winter', 'The second winter']) {
      const { code } = await threads.begin(ada, { ...emptyDraft, board: 'meaning', want: 'none', title, text: `${title} was a long one.` });
      const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
      expect((await asHouse(() => hearers.ofPost(post!.id)))!.hearers).toEqual([{ memberId: bo.id, why: 'person' }]);
      await sql`update forum.posts set created_at = created_at - case when ${title} = 'The first winter' then interval '1 hour' else interval '0' end where id = ${post!.id}`;
    }
    expect((await people.words(cleo, personaId, null)).wrote.map(({ title }) => title)).toEqual(['The second winter', 'The first winter']);
  });
  scene('says of a reply what its thread is about too, and stands there without marks (PEER-4)', async ({ ada, bo, hanna }) => {
    const { code } = await threads.begin(bo, { ...emptyDraft, board: 'mood', want: 'listen', title: 'Nights', text: 'Long.', about: ['suicide', 'grief'] });
    await posts.reply(hanna, code, { ...emptyDraft, text: 'See **Help now**.', about: ['hospital', 'grief'] });
    await sql`update forum.posts set created_at = created_at - interval '1 hour' where number = 2`;
    await posts.reply(hanna, code, { ...emptyDraft, text: 'And I am here.' });
    const { wrote } = await people.words(ada, hanna.personaId, null);
    expect(wrote.map(({ about }) => about)).toEqual([['suicide', 'grief'], expect.arrayContaining(['hospital', 'grief', 'suicide'])]);
    expect(wrote[1]!.about).toHaveLength(3);
    expect(wrote[1]!.excerpt).toEqual([{ text: 'See Help now.', isHit: false }]);
  });
  scene('is not there for anybody across a block, whoever blocked', async ({ ada, bo, cleo }) => {
    await blocks.block(ada, bo.code);
    await expect(people.of(ada, bo.code)).rejects.toThrow(NotFound);
    await expect(people.of(bo, ada.code)).rejects.toThrow(NotFound);
    expect((await people.of(cleo, bo.code)).name).toBe('bo');
    for (const wrong of ['', 'nosuch', '../x', 'é', ada.personaId]) await expect(people.of(cleo, wrong)).rejects.toThrow(NotFound);
  });
  scene('can be kept closed; what they wrote stays, and nobody can ask whose it is', async ({ ada, bo }) => {
    const { code } = await threads.begin(bo, { ...emptyDraft, board: 'rest', want: 'listen', text: 'Still here.' });
    await settings.chooseWhoSeesMe(bo, 'nobody');
    await expect(people.of(ada, bo.code)).rejects.toThrow(NotFound);
    expect(await people.of(bo, bo.code)).toMatchObject({ isMe: true, isOpen: false });
    expect((await people.words(ada, bo.personaId, null)).wrote).toMatchObject([{ code }]);
    expect(await asking(ada, () => sql`select members.is_open(${bo.personaId}) as open, members.is_open(${ada.personaId}) as mine, members.is_open(null) as none`))
      .toEqual([{ open: false, mine: true, none: null }]);
    await settings.chooseWhoSeesMe(bo, 'members');
    expect((await people.of(ada, bo.code)).name).toBe('bo');
  });
  scene('shows no words of somebody muted, and goes on page by page', async ({ ada, bo }) => {
    const { code } = await threads.begin(bo, { ...emptyDraft, board: 'rest', want: 'listen', text: 'First' });
    await sql`
      insert into forum.posts (id, thread_id, number, persona_id, body, html, language, search, created_at)
      select gen_random_uuid(), id, n, persona_id, 'post ' || n, '', 'en', '', now() + make_interval(secs => n / 3) from forum.threads, generate_series(2, 45) n where code = ${code}`;
    const seen: number[] = [];
    let after: Awaited<ReturnType<typeof people.words>>['next'] = null;
    do {
      const page: Awaited<ReturnType<typeof people.words>> = await people.words(ada, bo.personaId, after);
      seen.push(...page.wrote.map((post) => post.number));
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(45);
    expect(new Set(seen).size).toBe(45);
    await mutes.start(ada, 'person', bo.code);
    expect((await people.of(ada, bo.code)).isMuted).toBe(true);
    expect((await people.words(ada, bo.personaId, null)).wrote).toEqual([]);
  });
});
