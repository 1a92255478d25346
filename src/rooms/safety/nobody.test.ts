import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as cases from '#safety/cases';
import * as handing from '#safety/handing';
import * as nobody from '#safety/nobody';
import * as queue from '#safety/queue';
import { as } from '#test/deciding';
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
});
