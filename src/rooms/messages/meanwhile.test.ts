import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asking, type Asker } from '#db';
import * as inbox from '#messages/inbox';
import * as reading from '#messages/reading';
import * as threads from '#messages/threads';
import { begun, once } from '#test/letters';
import { ownHouse, type OwnHouse } from '#test/own-house';

/** Writes and is not done yet: `end` lets it be done. */
async function beingWritten(writer: Asker, write: () => Promise<unknown>) {
  let [end, begin] = [() => {}, () => {}];
  const isWritten = new Promise<void>((go) => (begin = go));
  const mayEnd = new Promise<void>((go) => (end = go));
  const done = asking(writer, async () => {
    await write();
    begin();
    await mayEnd;
  });
  await isWritten;
  return { end: () => (end(), done) };
}
const aMoment = () => new Promise((wait) => setTimeout(wait, 150));

describe('a letter that is being written while somebody looks, over several connections (MSG-1)', () => {
  let own: OwnHouse;
  beforeAll(async () => void (own = await ownHouse('meanwhile')), 60_000);
  afterAll(() => own.drop());

  it('stands before a provider who looks then, or comes after their look: nobody is said to have opened what they did not see', async () => {
    const { ada, sol } = own.cast;
    const id = await begun(ada);
    const writing = await beingWritten(ada, () => threads.send(ada, id, { text: 'And may I drive?', once: once() }));
    const looking = inbox.open(sol, id);
    await aMoment();
    await writing.end();
    const { messages } = await looking;
    expect(messages.map(({ text }) => text)).toEqual(['canary: may I take it at night?', 'And may I drive?']);
    expect((await reading.open(ada, id)).messages.map(({ state }) => state)).toEqual(['opened', 'opened']);
  });
  it('is new to the member whose page did not show it', async () => {
    const { ada, sol } = own.cast;
    const id = await begun(ada);
    const isNew = async () => (await reading.of(ada)).find((one) => one.id === id)!.hasNew;
    await inbox.open(sol, id);
    const writing = await beingWritten(sol, () => inbox.answer(sol, id, { text: 'Yes.', once: once() }));
    const looking = reading.open(ada, id);
    await aMoment();
    await writing.end();
    expect((await looking).messages).toHaveLength(1);
    expect(await isNew()).toBe(true);
    await threads.send(ada, id, { text: 'Written before I had read it.', once: once() });
    expect(await isNew()).toBe(true);
    expect((await reading.open(ada, id)).messages).toHaveLength(3);
    expect(await isNew()).toBe(false);
  });
});
