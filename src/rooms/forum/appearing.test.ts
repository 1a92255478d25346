/** A page that is read in the very moment words appear that were kept back: two connections at once, in a database of its own. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asHouse, sql } from '#db';
import { emptyDraft } from '#forum/draft-rules';
import * as hiding from '#forum/hiding';
import * as holding from '#forum/holding';
import * as posts from '#forum/posts';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import { ownHouse, type OwnHouse } from '#test/own-house';

let house: OwnHouse;
beforeAll(async () => {
  house = await ownHouse('appearing');
});
afterAll(() => house.drop());

const words = (text: string) => ({ ...emptyDraft, want: 'listen', board: 'rest', text });
/** A thread in which the first reply is held, and another stands after it. */
async function held(): Promise<{ code: string; id: string }> {
  const { ada, bo, hanna } = house.cast;
  const { code } = await threads.begin(ada, words('Before the night.'));
  const { number } = await posts.reply(bo, code, words('Me too, at four.'));
  const [{ id }] = (await asHouse(() => sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`)) as [{ id: string }];
  await asHouse(() => holding.keep(id));
  await posts.reply(hanna, code, words('I am here.'));
  return { code, id };
}
/** Until somebody waits for the lock of whoever shows words: the page has been read by then, and its mark has not been made. */
const someoneWaits = () => vi.waitFor(async () => expect(await house.query(`select 1 from pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`)).toHaveLength(1), { timeout: 15_000 });

describe('words that appear while a page is read', () => {
  it('are new to its reader afterwards, whichever of the two was first (NEW-4, MOD-9)', async () => {
    const { cleo, mio } = house.cast;
    const { code, id } = await held();
    let end = () => {};
    const open = new Promise<void>((done) => (end = done));
    let shown = () => {};
    const isShown = new Promise<void>((done) => (shown = done));
    const showing = asHouse(async () => {
      await hiding.show(mio, id);
      shown();
      await open;
    });
    await isShown;
    const reading = readings.open(cleo, code, 1);
    await someoneWaits();
    end();
    await showing;
    expect((await reading).posts.map(({ number }) => number), 'the page was read before').toEqual([1, 3]);
    const after = await readings.open(cleo, code, 1);
    expect(after.posts.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(after.thread.readNumber ?? 0, 'and what appeared is beyond its mark').toBeLessThan(2);
    expect((await readings.open(cleo, code, 1)).thread.readNumber).toBe(3);
  });
  it('go back to before them where the mark was there first (NEW-4)', async () => {
    const { cleo, mio } = house.cast;
    const { code, id } = await held();
    await readings.open(cleo, code, 1);
    await asHouse(() => hiding.show(mio, id).then(() => undefined));
    expect((await readings.open(cleo, code, 1)).thread.readNumber).toBe(1);
  });
});
