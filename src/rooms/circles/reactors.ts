/** What this room does when it hears something. Every one of these may hear the same thing twice. */
import type { Reactors } from '#platform/events';
import * as seats from '#circles/seats';

export const reactors: Reactors = {
  'members.persona.made': async (event) => void (await seats.follow(String(event.data.personaId ?? '')))
};
