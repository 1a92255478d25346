/** To whom a reply goes is said wherever it is written, and can be dropped. */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { emptyDraft } from '#forum/draft-rules';
import * as changes from '#forum/changes';
import * as drafts from '#forum/drafts';
import * as holding from '#forum/holding';
import * as posts from '#forum/posts';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import { scene } from '#test/scene';
import { load as reply } from './t/[code]/reply/+page.server.ts';
import { load as thread } from './t/[code]/+page.server.ts';

type Page = { draft: { text: string; to: string }; spokenTo?: posts.SpokenTo };
const open = (page: unknown, member: Member, code: string, search = '') =>
  (page as (event: unknown) => Promise<Page>)({ url: new URL(`http://localhost/talk/t/${code}${search}`), params: { code }, locals: { member, language: 'en' }, cookies: { get: () => undefined } });
const saying = (text: string, to = '') => ({ ...emptyDraft, language: 'en', text, to });
/** ada asks, bo and cleo answer. */
async function talk(ada: Member, bo: Member, cleo: Member) {
  const { code } = await threads.begin(ada, { ...emptyDraft, board: 'rest', want: 'listen', text: 'Another long night.' });
  await posts.reply(bo, code, saying('Here.'));
  await posts.reply(cleo, code, saying('Here, too.'));
  const idOf = async (number: number) => (await readings.open(ada, code, 1)).posts.find((post) => post.number === number)!.id;
  return { code, idOf };
}

describe('whom a reply speaks to (PEER-1)', () => {
  scene('is named on the page of the reply and in the thread’s own box, also where only a kept draft remembers it', async ({ ada, bo, cleo }) => {
    const { code } = await talk(ada, bo, cleo);
    expect(await open(reply, ada, code, '/reply?to=2')).toMatchObject({ spokenTo: { to: '2', name: 'bo' }, draft: { to: '2' } });
    await drafts.keep(ada, `reply:${code}`, saying('Thank you,', '3'));
    for (const page of [reply, thread]) expect(await open(page, ada, code)).toMatchObject({ spokenTo: { to: '3', name: 'cleo' }, draft: { text: 'Thank you,', to: '3' } });
    expect(await open(reply, ada, code, '/reply?to=2'), 'the address is the newer wish').toMatchObject({ spokenTo: { name: 'bo' }, draft: { to: '2' } });
    await drafts.keep(ada, `reply:${code}`, saying('Thank you, all of you.'));
    for (const page of [reply, thread]) expect(await open(page, ada, code)).toMatchObject({ spokenTo: undefined, draft: { to: '' } });
  });
  scene('is nobody where their reply is not there for the writer: taken back, hidden, held, across a block, or never', async ({ ada, bo, cleo, hanna }) => {
    const { code, idOf } = await talk(ada, bo, cleo);
    const named = async (to: string) => (await posts.spokenTo(ada, code, to))?.name;
    await posts.reply(hanna, code, saying('Me, too.'));
    expect([await named('2'), await named('3'), await named('4')]).toEqual(['bo', 'cleo', 'hanna']);
    await changes.takeBack(bo, await idOf(2));
    const held = await idOf(3);
    await asHouse(() => holding.keep(held));
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${ada.id}, ${hanna.personaId})`);
    for (const to of ['1', '2', '3', '4', '5', '0', '-1', 'x', '', '2; drop']) expect(await posts.spokenTo(ada, code, to), to).toBeUndefined();
    expect(await posts.spokenTo(cleo, code, '3'), 'one’s own').toMatchObject({ name: 'cleo' });
    await drafts.keep(ada, `reply:${code}`, saying('Thank you,', '2'));
    expect(await open(reply, ada, code)).toMatchObject({ spokenTo: undefined, draft: { text: 'Thank you,', to: '' } });
  });
});
