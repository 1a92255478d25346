/** What the pages of the provider's desk cost, and that a look and its row stand and fall together. */
import { describe, expect } from 'vitest';
import { asHouse, sql, statements } from '#db';
import { seal } from '#platform/seal';
import type { Provider } from '#care/providers';
import { today } from '#test/cast';
import { scene } from '#test/scene';
import * as grants from '#care/grants';
import * as openings from '#care/openings';
import * as ties from '#care/ties';
import * as sessions from '#members/sessions';
import * as inbox from '#messages/inbox';
import * as threads from '#messages/threads';
import { load as letter } from './inbox/[id]/+page.server.ts';
import { load as person } from './[tie]/+page.server.ts';
import { load as shown } from './[tie]/[grant]/+page.server.ts';
import { load as people } from './+page.server.ts';

type Event = Parameters<typeof people>[0];
const asked = async ({ id }: Provider, params: Record<string, string> = {}): Promise<Event> => {
  const { work } = await sessions.whoever(await sessions.begin(id, 'own', 'a test', { factor: true }));
  return { locals: { work, language: 'en' }, params, url: new URL('http://localhost/desk/care') } as unknown as Event;
};

async function cost<Result>(work: () => Promise<Result>): Promise<number> {
  const before = statements.count;
  await work();
  return statements.count - before;
}

/** So many more people who said yes, each with two things shared. */
const crowd = (provider: Provider, many: number) => asHouse(async () => {
  for (let n = 0; n < many; n++) {
    const [member, tie] = [crypto.randomUUID(), crypto.randomUUID()];
    await sql`insert into members.members (id) values (${member})`;
    await sql`insert into care.ties (id, member_id, provider_id, sealed_name, identity) values (${tie}, ${member}, ${provider.providerId}, ${seal(`P${n}`, `care.ties|sealed_name|${tie}`)}, 'factor')`;
    await sql`
      insert into care.grants (id, tie_id, member_id, provider_id, kind, last_day, ends_at)
      select gen_random_uuid(), ${tie}, ${member}, ${provider.providerId}, kind, current_date, now() + interval '1 day' from unnest(array['week', 'plan']) kind`;
  }
});

describe('the desk of a provider', () => {
  scene('asks as little for forty people as for one (PERF)', async ({ sol }) => {
    const few = await cost(async () => people(await asked(sol)));
    await crowd(sol, 40);
    const event = await asked(sol);
    expect((await people(event)).people).toHaveLength(41);
    expect(await cost(async () => people(await asked(sol)))).toBe(few);
  });
  scene('asks as little of somebody who shares ten things as of one who shares one (PERF)', async ({ ada, sol }) => {
    const tie = (await ties.of(ada))[0]!.id;
    await grants.give(ada, tie, { kind: 'week' }, today());
    const one = await cost(async () => person(await asked(sol, { tie })));
    for (const kind of ['people', 'plan', 'items', 'check-ins-body', 'check-ins-mind', 'notes-picture'] as const) await grants.give(ada, tie, { kind }, today());
    expect(await cost(async () => person(await asked(sol, { tie })))).toBe(one);
  });
  scene('keeps the page under words that were refused because the conversation is gone, and shows nothing else on it (MSG-1)', async ({ ada, sol }) => {
    const tie = (await ties.of(ada))[0]!.id;
    const id = await threads.begin(ada, { tieId: tie, subject: 'S', kind: 'care', isTeam: false, agrees: true, text: 'T', once: 'once' });
    await inbox.open(sol, id);
    const by = async (method: string) => letter({ ...(await asked(sol, { id })), request: { method } } as unknown as Parameters<typeof letter>[0]);
    expect(await by('POST')).toMatchObject({ conversation: { subject: 'S' } });
    await ties.end(ada, tie);
    expect(await by('POST')).toMatchObject({ conversation: undefined, mine: [] });
    await expect(by('GET')).rejects.toMatchObject({ status: 404 });
  });
  scene('writes the row with the look, and neither when the look fails', async ({ ada, sol, vera }) => {
    const tie = (await ties.of(ada))[0]!.id;
    const sheet = await grants.give(ada, tie, { kind: 'questions', thing: crypto.randomUUID() }, today()); // a sheet that is not there any more
    const plan = await grants.give(ada, tie, { kind: 'plan' }, today());
    await expect(shown(await asked(sol, { tie, grant: sheet }))).rejects.toMatchObject({ status: 404 });
    expect(await openings.of(ada)).toEqual([]);
    expect((await shown(await asked(sol, { tie, grant: plan }))).shown).toEqual({ kind: 'plan', plan: null });
    expect(await openings.of(ada)).toHaveLength(1);
    await expect(shown(await asked(vera, { tie, grant: plan }))).rejects.toMatchObject({ status: 404 });
    expect(await openings.of(ada)).toHaveLength(1);
  });
});
