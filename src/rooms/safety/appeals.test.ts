import { describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import type { Moderator } from '#members/members';
import { dueDay } from '#safety/appeal-rules';
import * as appeals from '#safety/appeals';
import * as decisions from '#safety/decisions';
import * as pauses from '#safety/pauses';
import * as queue from '#safety/queue';
import { as, deciding, everything, latest, reported } from '#test/deciding';
import { scene } from '#test/scene';

describe('an appeal', () => {
  scene('goes to somebody who had no part in it, and is answered with reasons; granted, all is as it was', async ({ ada, bo, mio, iben }) => {
    const { code, caseId, version } = await reported(ada, bo, mio);
    const before = await everything(code);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'hid', rule: 2, toAuthor: 'It tells others what to take.' }));
    const decisionId = await latest('hid');
    await expect(appeals.ask(ada, decisionId, 'Not mine.')).rejects.toThrow(NotFound);
    await expect(appeals.ask(bo, decisionId, '  ')).rejects.toMatchObject({ field: 'words' });
    await appeals.ask(bo, decisionId, 'I only said what I did.');
    await expect(appeals.ask(bo, decisionId, 'Again.')).rejects.toMatchObject({ key: 'safety.refused.appealed' });
    expect((await queue.waiting(mio)).cases).toEqual([]);
    const { cases: [appeal] } = await queue.waiting(as(iben), 'appeal');
    expect(appeal).toMatchObject({ lane: 'appeal', subjectKind: 'decision', subjectId: decisionId });
    await expect(queue.one(mio, appeal!.id)).rejects.toThrow(NotFound);
    await expect(appeals.answer(mio, appeal!.id, 1, 'upheld', 'No.')).rejects.toThrow(NotFound);
    expect(await appeals.ofCase(as(iben), decisionId)).toMatchObject({ words: 'I only said what I did.', by: 'mio', before: 'Stop taking them, I did.', kind: 'hid' });
    await expect(appeals.answer(as(iben), appeal!.id, 1, 'maybe', 'x')).rejects.toMatchObject({ field: 'result' });
    await expect(appeals.answer(as(iben), appeal!.id, 1, 'overturned', '')).rejects.toMatchObject({ field: 'toAuthor' });
    await appeals.answer(as(iben), appeal!.id, 1, 'overturned', 'You spoke of yourself. It is back.');
    expect(await everything(code)).toEqual(before);
    expect(await appeals.about(bo, decisionId)).toMatchObject({ isUndone: true, appeal: { outcome: 'overturned', words: 'I only said what I did.' } });
    expect(await appeals.about(bo, await latest('overturned'))).toMatchObject({ said: 'You spoke of yourself. It is back.' });
  });
  scene('not granted leaves it, and says why; not even the second of two who paused gets it', async ({ ada, bo, mio, iben, hanna }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take a day.', hours: 24 }));
    await pauses.confirm(as(iben), caseId, version + 1);
    const decisionId = await latest('paused');
    await appeals.ask(bo, decisionId, 'It was not me who began.');
    for (const who of [mio, as(iben)]) expect((await queue.waiting(who)).cases).toEqual([]);
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${hanna.id}, 'moderator')`);
    const third = hanna as unknown as Moderator;
    const { cases: [appeal] } = await queue.waiting(third);
    await appeals.answer(third, appeal!.id, appeal!.version, 'upheld', 'I read it all. Words were sharp on both sides; a day is right.');
    expect(await appeals.about(bo, decisionId)).toMatchObject({ isUndone: false, appeal: { outcome: 'upheld' } });
    expect(await asking(ada, () => sql`select 1 from safety.appeals`)).toEqual([]);
    expect(await asking(bo, () => sql`select outcome from safety.appeals`)).toEqual([{ outcome: 'upheld' }]);
  });
  it.each([['2026-11-20', '2026-11-27'], ['2026-11-21', '2026-11-27'], ['2026-11-23', '2026-11-30'], ['2026-12-31', '2027-01-07']])('made on %s is due by %s', (made, due) => {
    expect(dueDay(new Date(`${made}T12:00:00Z`))).toBe(due);
  });
});
