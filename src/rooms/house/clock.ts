/** What time does to this room: whoever's time is over has gone home, whoever has no role any more is not on the rota, and of a name nobody here has the stewards hear. */
import * as clockings from '#house/clockings';
import * as rota from '#house/rota';
import * as unknownNames from '#house/unknown-names';

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'house.clockings.sweep', every: '* * * * *', run: async () => void (await clockings.sweep()) },
  { name: 'house.rota.tidy', every: '41 * * * *', run: async () => void (await rota.tidy()) },
  { name: 'house.unknown-names.sweep', every: '4-59/10 * * * *', run: unknownNames.sweep }
];
