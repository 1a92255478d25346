/** Everything that was decided about a member: the way to why that stays when its notice has gone. */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as presences from '#circles/presences';
import * as circleLines from '#circles/lines';
import * as circleSeats from '#circles/seats';
import * as personas from '#members/personas';
import * as appeals from '#safety/appeals';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as lines from '#safety/lines';
import * as pauses from '#safety/pauses';
import { seated } from '#test/circle';
import { as, deciding, reported } from '#test/deciding';
import { scene } from '#test/scene';

const caseOf = async (subjectId: string) => (await asHouse(() => sql<{ id: string; version: number }>`select id, version from safety.cases where subject_id = ${subjectId} order by opened_at desc limit 1`))[0]!;

describe('what was decided about a member (NEW-5, MOD-5)', () => {
  scene('leads them to why for as long as it is kept: a pause and a line too, also under a name they took away; nobody else, and not what left things as they were', async (cast) => {
    const { ada, bo, hanna, mio, iben } = cast;
    expect(await appeals.mine(bo)).toEqual({ decided: [], next: undefined });
    const left = await reported(ada, bo, mio, 'Nothing wrong with it.');
    await decisions.decide(mio, left.caseId, left.version, deciding({ deed: 'nothing' }));

    const code = await seated(cast);
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
    const { session } = await circleLines.room(bo, code);
    for (const member of [hanna, ada, bo]) await presences.stepIn(member, code, session!.id);
    const said = await circleLines.say(bo, code, session!.id, { text: 'Unkind words.' });
    await lines.tell(ada, said.id, 'unkind', '');
    const line = await caseOf(said.id);
    await decisions.decide(as(iben), line.id, line.version, deciding({ deed: 'hid', rule: 1, toAuthor: 'It hurt somebody.' }));
    const { personaId } = await personas.at(bo, code);
    const { caseId } = await asHouse(() => cases.signal({ kind: 'person', id: personaId, personaId }, { kind: 'report', level: 'low', cause: 'a pause' }));
    await decisions.decide(mio, caseId, 1, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take some time.', hours: 24 }));
    await pauses.confirm(as(iben), caseId, 2);

    await asHouse(() => sql`delete from notices.notices`); // after ninety days
    await circleSeats.rise(bo, code);
    const { decided } = await appeals.mine(bo);
    expect(decided.map(({ kind, subjectKind }) => [kind, subjectKind])).toEqual([['paused', 'person'], ['hid', 'line']]);
    for (const { id } of decided) expect(await appeals.about(bo, id)).toMatchObject({ mayAppeal: true });
    for (const other of [ada, hanna, mio, as(iben)]) expect((await appeals.mine(other)).decided).toEqual([]);
    await pauses.end(new Date(Date.now() + 25 * 3_600_000));
    expect((await appeals.mine(bo)).decided.find(({ kind }) => kind === 'paused')).toMatchObject({ hasEnded: true, isUndone: false });
  });
  scene('is read a page at a time, and none of it is left out or read twice', async ({ bo }) => {
    await asHouse(() => sql`
      insert into safety.decisions (id, at, subject_kind, subject_id, persona_id, kind)
      select gen_random_uuid(), now() - make_interval(mins => n / 2), 'person', gen_random_uuid(), ${bo.personaId}, 'acknowledged' from generate_series(1, 45) n`);
    const ids: string[] = [];
    for (let page = await appeals.mine(bo); ; page = await appeals.mine(bo, page.next)) {
      ids.push(...page.decided.map(({ id }) => id));
      if (!page.next) break;
    }
    expect([ids.length, new Set(ids).size]).toEqual([45, 45]);
    expect((await appeals.mine(bo, 'nonsense')).decided).toHaveLength(20);
  });
});
