/** Whoever is asked to host with somebody is led to what is true when they look, whatever became of it. (MOD-12, NEW-6) */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as hosting from '#gatherings/hosting';
import { table } from '#gatherings/seed';
import * as sittings from '#gatherings/sittings';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import type { Cast } from '#test/cast';
import { scene } from '#test/scene';

/** A plan of hanna's that nobody sees yet, with bo asked to hold it too. */
async function asked({ hanna, bo, ada, iben }: Cast) {
  const gathering = await table([hanna], [ada, bo], iben, {}, false);
  await hosting.askCohost(hanna, gathering.code, (await gathering.here(bo)).code);
  for (const event of await asHouse(() => sql<{ id: number; name: string; data: Record<string, unknown>; at: Date }>`select id, name, data, at from platform.events order by id`)) await reactors[event.name]?.(event);
  await asHouse(() => sql`update notices.notices set shown_from = now() - interval '1 hour'`);
  return gathering;
}
const leads = async (member: Member) => {
  const [notice] = (await notices.of(member)).notices.filter(({ kind }) => kind === 'meet.cohost');
  return (await notices.open(member, notice!.id)).path;
};

describe('the notice that somebody asks to host with them', () => {
  scene('leads to the plan while it is there for them, also when it is over, off or said yes to', async (cast) => {
    const { bo } = cast;
    const { code, gatheringId } = await asked(cast);
    const page = `/meet/g/${code}`;
    expect([await leads(bo), (await sittings.one(bo, code, 1)).isAsked]).toEqual([page, true]);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour' where gathering_id = ${gatheringId}`);
    expect([await leads(bo), (await sittings.one(bo, code, 1)).isOver]).toEqual([page, true]);
    await asHouse(() => sql`update gatherings.sittings set cancelled_at = now() where gathering_id = ${gatheringId}`);
    expect([await leads(bo), (await sittings.one(bo, code, 1)).isOff]).toEqual([page, true]);
    expect(await hosting.answerCohost(bo, code, true)).toEqual({ hosts: true });
    expect(await leads(bo)).toBe(page);
  });
  scene('leads to what there is where they said no, where their name there is gone, or the plan is', async (cast) => {
    const { bo, hanna } = cast;
    const { code, here } = await asked(cast);
    expect(await hosting.answerCohost(bo, code, false)).toEqual({ hosts: false });
    expect(await leads(bo)).toBe('/meet?gone');
    expect(await hosting.answerCohost(bo, code, true), 'a page from before').toEqual({ hosts: false });
    await asHouse(() => sql`update gatherings.hosts set said = 'asked' where part = 'cohost'`);
    expect(await leads(bo)).toBe(`/meet/g/${code}`);
    await personas.leave(bo, await here(bo));
    expect(await leads(bo)).toBe('/meet?gone');
    await personas.leave(hanna, await here(hanna));
    expect([await asHouse(() => sql`select 1 from gatherings.sittings where code = ${code}`), await leads(bo)]).toEqual([[], '/meet?gone']);
  });
});
