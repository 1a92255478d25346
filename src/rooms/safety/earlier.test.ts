import { describe, expect } from 'vitest';
import { asHouse, sql, statements } from '#db';
import * as assessable from '#forum/assessable';
import { draftOf } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import { assessNow } from '#triage/assess';
import type { Assessment, Level, Text } from '#triage/levels';
import * as assessing from '#safety/assessing';
import * as offers from '#safety/offers';
import { scene } from '#test/scene';

const draft = (text: string) => draftOf({ text: (name) => ({ board: 'rest', want: 'listen', text })[name] ?? '', all: () => [] });
const heavy = 'I want to end my life. There is no hope left.';
const closing = 'Thank you for telling us. Goodbye for now, take care.';

/** What lies on the boards so far was written a while ago: in a scene every moment is the same. */
const aWhileAgo = () => asHouse(() => sql`update forum.posts set created_at = created_at - interval '1 hour'`);
async function begun(who: Member, text: string) {
  const { code } = await threads.begin(who, draft(text));
  await aWhileAgo();
  return code;
}
/** A reply, and what is read with it. */
async function replied(who: Member, code: string, text: string) {
  const said = await posts.reply(who, code, draft(text));
  return { ...said, post: (await asHouse(() => assessable.ofSent(who, said.code, said.number)))[0]! };
}
const whys = ({ reasons }: Assessment) => reasons.map(({ why }) => why);
const says = (level: Level): Assessment => ({ level, flags: [], reasons: [{ phase: 'test', why: 'test', level }], version: 'v1' });
/** Hears something only beside what was written before. */
const listening = ({ previous = [] }: Text) => says(previous.includes(heavy) ? 'concern' : 'none');

describe('what is read with a text', () => {
  scene('is never what another wrote: whoever answers heavy words kindly says nothing heavy (MOD-9)', async ({ ada, bo }) => {
    const { post } = await replied(bo, await begun(ada, heavy), closing);
    expect(post).toMatchObject({ text: closing, previous: [] });
    expect(whys(assessNow(post))).not.toContain('why.changed');
  });
  scene('is what the same person wrote before under that name, in any thread, oldest first, three at most, a title with its words', async ({ ada, bo }) => {
    for (const text of ['One.', 'Two.', heavy]) await begun(ada, text);
    const { code } = await threads.begin(ada, { ...draft('Four.'), title: 'No way out' });
    await aWhileAgo();
    await begun(bo, 'Something of somebody else.');
    const { post } = await replied(ada, code, 'Thank you all. Goodbye.');
    expect(post.previous).toEqual(['Two.', heavy, 'No way out\n\nFour.']);
    expect(whys(assessNow(post))).toContain('why.changed');
    expect(await asHouse(() => assessable.ofPost(post.id))).toEqual(post);
  });
  scene('is of nobody but the one who asks for it: what another wrote is not found as one’s own', async ({ ada, bo }) => {
    const code = await begun(ada, heavy);
    expect(await asHouse(() => assessable.ofSent(bo, code, 1))).toEqual([]);
    expect(await assessing.atOnce(bo, { code, number: 1 }, () => says('urgent'))).toBe(false);
  });
});

describe('in the answer to the one who wrote', () => {
  scene('a closing text after heavy ones is heard at once, with help and a case, before any worker has read it (MOD-9)', async ({ ada }) => {
    const code = await begun(ada, heavy);
    const { number, post } = await replied(ada, code, closing);
    expect(await assessing.atOnce(ada, { code, number }, listening)).toBe(true);
    expect(await asHouse(() => sql`select level from safety.cases where subject_id = ${post.id}`)).toEqual([{ level: 'concern' }]);
    expect(await offers.beside(ada, [post.id])).toMatchObject({ level: 'concern' });
  });
  scene('the same words from somebody else beside it are not (MOD-9)', async ({ ada, bo }) => {
    const code = await begun(ada, heavy);
    const { number, post } = await replied(bo, code, closing);
    expect(await assessing.atOnce(bo, { code, number }, listening)).toBe(false);
    expect(await asHouse(() => sql`select 1 from safety.cases where subject_id = ${post.id}`)).toEqual([]);
  });
  scene('costs what is quiet one statement more, whatever was written before (PERF)', async ({ ada }) => {
    const code = await begun(ada, heavy);
    const { number } = await replied(ada, code, 'A cup of tea.');
    await assessing.isOff();
    const before = statements.count;
    await assessing.atOnce(ada, { code, number }, () => says('none'));
    expect(statements.count - before).toBe(1); // a request adds its asker, in the same packet
  });
});
