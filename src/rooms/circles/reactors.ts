/** What this room does when it hears something. Every one of these may hear the same thing twice. */
import type { Reactors } from '#platform/events';
import * as holds from '#circles/holds';
import * as seats from '#circles/seats';
import * as tables from '#circles/tables';

export const reactors: Reactors = {
  'members.role.ended': async (event) => void (await holds.stepBack(String(event.data.memberId ?? ''))),
  'members.rest.begun': async (event) => void (await holds.stepBack(String(event.data.memberId ?? ''))),
  'members.persona.made': async (event) => void (await seats.follow(String(event.data.personaId ?? ''))),
  'gatherings.seat.freed': async (event) => void (await tables.showOut(String(event.data.sittingId ?? ''), String(event.data.personaId ?? ''))),
  'gatherings.seat.declined': async (event) => void (await tables.showOut(String(event.data.sittingId ?? ''), String(event.data.personaId ?? ''))),
  'gatherings.sitting.cancelled': async (event) => void (await tables.callOff(String(event.data.sittingId ?? '')))
};
