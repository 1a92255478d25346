/** Those who were paused under a name they had taken away before there were stand-ins. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as appeals from '#safety/appeals';
import { ownHouse, type OwnHouse } from '#test/own-house';

const mend = /\ndo \$\$[\s\S]*end \$\$;/.exec(readFileSync(new URL('migrations/2026-11-28-what-waits-stays-about-whom-it-is-about.sql', import.meta.url), 'utf8'))![0];

describe('a pause from before whose name is gone (MOD-5, NEW-5)', () => {
  let own: OwnHouse;
  beforeAll(async () => void (own = await ownHouse('leftnames')), 60_000);
  afterAll(() => own.drop());

  it('is theirs again, where its end says whose it is; one that is over, or could be of two, stays nobody’s', async () => {
    const { ada, bo, cleo, hanna } = own.cast;
    const paused = async (days: number, members: { id: string }[], done = false) => {
      const [id, due] = [randomUUID(), new Date(Date.now() + days * 86_400_000)];
      await own.query(`insert into safety.decisions (id, subject_kind, subject_id, kind) values ($1, 'person', gen_random_uuid(), 'paused')`, [id]);
      await own.query('insert into safety.ends (decision_id, due_at, done_at) values ($1, $2, $3)', [id, due, done ? new Date() : null]);
      await own.query('insert into safety.appeals (id, decision_id, due_on) values (gen_random_uuid(), $1, current_date + 5)', [id]);
      for (const { id: member } of members) await own.query('update members.members set suspended_until = $1 where id = $2', [due, member]);
      return id;
    };
    const [mine, ofTwo, over] = [await paused(3, [ada]), await paused(5, [bo, cleo]), await paused(4, [hanna], true)];
    for (const _ of ['once', 'twice']) await own.query(mend);
    expect(await appeals.about(ada, mine)).toMatchObject({ kind: 'paused', said: null });
    for (const [member, id] of [[bo, ofTwo], [cleo, ofTwo], [hanna, over], [bo, mine]] as const) await expect(appeals.about(member, id)).rejects.toThrow();
    expect(await own.query('select a.decision_id from safety.appeals a join members.personas p on p.id = a.persona_id where p.stands_for is not null and p.member_id = $1', [ada.id])).toEqual([{ decision_id: mine }]);
  });
});
