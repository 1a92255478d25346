import { describe, expect } from 'vitest';
import { asking, executeSql } from '#db';
import * as careThings from '#care/things';
import * as grants from '#care/grants';
import * as openings from '#care/openings';
import type { Provider } from '#care/providers';
import * as ties from '#care/ties';
import * as inbox from '#messages/inbox';
import * as overdue from '#messages/overdue';
import * as reading from '#messages/reading';
import * as messageThings from '#messages/things';
import * as threads from '#messages/threads';
import * as sharing from '#exchange/sharing';
import * as tokens from '#exchange/tokens';
import { today } from '#test/cast';
import { begun, once, tieOf } from '#test/letters';
import { scene } from '#test/scene';

/** A program of the clinic, in this provider's name. */
async function programOf(provider: Provider): Promise<Provider> {
  const token = await tokens.make(provider, { label: 'The ward’s system', scopes: ['people', 'shared', 'messages'], days: '7' });
  const who = await tokens.enter(`Bearer ${token}`);
  if (!who || who === 'often') throw new Error('not let in');
  return who.provider;
}

describe('a program that looks (NEW-7, MSG-1)', () => {
  scene('at what is shared is told from the person, for the member and for the provider', async ({ ada, sol }) => {
    const tie = (await ties.of(ada))[0]!.id;
    const given = await grants.give(ada, tie, { kind: 'week' }, today());
    await sharing.open(await programOf(sol), tie, given);
    expect(await openings.of(ada)).toMatchObject([{ name: 'Sol Berg', byProgram: true }]);
    await sharing.open(sol, tie, given);
    for (const all of [await openings.of(ada), await openings.own(sol)]) expect(all.map(({ byProgram }) => byProgram).sort()).toEqual([false, true]);
    expect(JSON.stringify(await careThings.of(ada))).toContain('"how":"program"');
  });
  scene('at a letter is told from the person; it is not opened by anybody then, still new to them, and still waits', async ({ ada, sol }) => {
    const id = await begun(ada);
    const program = await programOf(sol);
    await inbox.open(program, id);
    expect((await reading.open(ada, id)).messages).toMatchObject([{ state: 'delivered', openedBy: [{ name: 'Sol Berg', byProgram: true, at: expect.any(Date) }] }]);
    expect([(await inbox.of(program))[0]!.isNew, (await inbox.of(sol))[0]!.isNew]).toEqual([false, true]);
    expect(await overdue.waitingWith([sol.providerId])).toEqual(new Set([sol.providerId]));
    await inbox.open(sol, id);
    expect((await reading.open(ada, id)).messages[0]).toMatchObject({ state: 'opened', openedBy: [{ byProgram: true }, { byProgram: false }] });
    expect((await inbox.of(sol))[0]!.isNew).toBe(false);
    expect(await overdue.waitingWith([sol.providerId])).toEqual(new Set());
    expect(JSON.stringify(await messageThings.of(ada))).toMatch(/"how":"program".*"how":"person"/);
  });
  scene('many times hides nobody: the newest looks are there, also at a letter that came after a thousand of them', async ({ ada, sol }) => {
    const id = await begun(ada);
    await asking(sol, () => executeSql(`insert into messages.openings (conversation_id, member_id, provider_id, by_program) select '${id}', '${ada.id}', '${sol.providerId}', true from generate_series(1, 1200) n`));
    await threads.send(ada, id, { text: 'And at night?', once: once() });
    await inbox.open(sol, id);
    const [first, second] = (await reading.open(ada, id)).messages;
    expect(first!.openedBy.map(({ byProgram }) => byProgram)).toEqual([true, false]);
    expect(second!.openedBy).toMatchObject([{ name: 'Sol Berg', byProgram: false }]);
  });
  scene('often leaves room for everybody: who looked is read page by page, the newest first, by one provider too', async ({ ada, bo, sol }) => {
    const tie = await tieOf(ada);
    const given = await grants.give(ada, tie, { kind: 'plan' }, today());
    await grants.open(sol, tie, given);
    await asking(sol, () => executeSql(`insert into care.openings (grant_id, member_id, provider_id, with_answers, by_program, opened_at) select '${given}', '${ada.id}', '${sol.providerId}', false, true, now() - n / 2 * interval '1 hour' from generate_series(2, 120) n`));
    const all = await openings.of(ada, { most: 500 });
    const read: string[] = [];
    for (let after: string | null = null, page = 0; page < 9; page++) {
      const { rows, older }: { rows: openings.Opening[]; older: string | null } = openings.paged(await openings.of(ada, { most: openings.onAPage + 1, after, tieId: tie }));
      expect(openings.paged(await openings.own(sol, { most: openings.onAPage + 1, after })).rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
      read.push(...rows.map(({ id }) => id));
      if (!older) break;
      after = older;
    }
    expect([all.length, all[0]!.byProgram]).toEqual([120, false]);
    expect(read).toEqual(all.map(({ id }) => id));
    expect((await openings.of(ada, { after: 'x' }))[0]!.id).toBe(all[0]!.id);
    expect(await openings.of(bo, { after: all[9]!.id })).toEqual([]);
    expect(await openings.of(ada, { tieId: given })).toEqual([]);
  });
});
