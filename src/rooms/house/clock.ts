/** What time does to this room: whoever's time is over has gone home, and whoever has no role any more is not on the rota. */
import * as clockings from '#house/clockings';
import * as rota from '#house/rota';

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'house.clockings.sweep', every: '* * * * *', run: async () => void (await clockings.sweep()) },
  { name: 'house.rota.tidy', every: '41 * * * *', run: async () => void (await rota.tidy()) }
];
