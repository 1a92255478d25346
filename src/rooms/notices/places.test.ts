import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import type { Event } from '#platform/events';
import * as endings from '#members/endings';
import * as personas from '#members/personas';
import * as spaces from '#members/spaces';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import { scene } from '#test/scene';

describe('the end of a local group (MEET-9)', () => {
  scene('is told to those who belong there, once for a day; taken back, that is told instead, and leads to a page that is there', async ({ ada, bo, iben }) => {
    const { code } = await spaces.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: '', language: 'en' });
    await personas.make(ada, code, { name: 'Grey ada', keepName: true, pledged: true });
    const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const after = async (day: string) => {
      await endings.say(iben, code, day);
      const events = await asHouse(() => sql<Event>`delete from platform.events where name = 'members.space.endingSaid' returning id, name, data, at`);
      for (const event of events) for (let twice = 0; twice < 2; twice++) await reactors[event.name]!(event);
      await asHouse(() => sql`update notices.notices set made_at = made_at - interval '1 hour'`);
      return (await notices.of(ada)).notices.map(({ kind }) => kind);
    };
    const leads = async () => (await notices.open(ada, (await notices.of(ada)).notices[0]!.id)).path;
    expect(await after('')).toEqual([]);
    for (const day of [ahead(40), ahead(40), ahead(50)]) expect(await after(day)).toEqual(['place.ends']);
    expect(await leads()).toBe(`/meet/${code}/later`);
    expect(await after('')).toEqual(['place.goesOn']);
    expect(await leads()).toBe(`/meet/${code}`);
    expect(await after(ahead(40))).toEqual(['place.ends']);
    expect((await notices.of(ada)).notices[0]).toMatchObject({ isNew: true });
    expect((await notices.of(bo)).notices).toEqual([]);
  });
});

describe('what was decided under a name somebody has taken away since (NEW-5)', () => {
  scene('is told to them all the same, once, and to nobody of whom it is not', async ({ ada, iben }) => {
    const { code } = await spaces.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: '', language: 'en' });
    await personas.make(ada, code, { name: 'Grey ada', keepName: true, pledged: true });
    const persona = await personas.inPlace(ada, code);
    await asHouse(() => sql`
      insert into safety.cases (id, subject_kind, subject_id, persona_id, level, lane, weight) values (${randomUUID()}, 'person', ${persona.personaId}, ${persona.personaId}, 'low', 'reported', 1)`);
    await personas.leave(ada, persona);
    const decisionId = randomUUID();
    const made = (personaId: string): Event => ({ id: 1, name: 'safety.decision.made', data: { decisionId, personaId, kind: 'paused' }, at: new Date() });
    for (const personaId of [persona.personaId, persona.personaId, randomUUID()]) await reactors['safety.decision.made']!(made(personaId));
    expect(await asHouse(() => sql`select member_id, subject from notices.notices where kind = 'decision'`)).toEqual([{ memberId: ada.id, subject: decisionId }]);
  });
});
