/** What time does to this room: whoever's time is over has gone home. */
import * as clockings from '#house/clockings';

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'house.clockings.sweep', every: '* * * * *', run: async () => void (await clockings.sweep()) }
];
