/** Two clocks in the same minute, on a database of its own with real connections: one takes a lease back while the other looks who is to be told. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
beforeAll(async () => void (own = await ownHouse('lapsed_meanwhile')), 60_000);
afterAll(() => own.drop());

/** Held until it is let go. */
function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
}

describe('a case that lapses while the clock looks', () => {
  it('climbs from the moment it was left, and does not wake the whole rota at once (MOD-9)', async () => {
    const { asHouse } = await import('#db');
    const { cast: { ada, mio } } = own;
    const [cases, leases, escalations, clockings] = [await import('#safety/cases'), await import('#safety/leases'), await import('#safety/escalations'), await import('#house/clockings')];
    await clockings.clockIn(mio, 120);
    const { caseId } = await cases.signal({ kind: 'post', id: randomUUID(), personaId: ada.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() });
    await cases.claim(mio, caseId, 1);
    await own.query(`update safety.activity set at = at - interval '2 hours'`);
    await own.query(`update safety.cases set claimed_until = now() - interval '1 second'`);

    const [lapsed, mayEnd] = [gate(), gate()];
    const lapsing = asHouse(async () => {
      expect(await leases.lapse()).toBe(1);
      lapsed.open();
      await mayEnd.passed;
    });
    await lapsed.passed;
    const sweeping = escalations.sweep();
    await expect.poll(async () => (await own.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length).toBe(1);
    mayEnd.open();
    await Promise.all([lapsing, sweeping]);
    expect(await own.query('select distinct step, channel from safety.escalations')).toEqual([{ step: 'duty', channel: 'notice' }]);
  });
});
