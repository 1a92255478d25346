/** What time does to this room. */
import { asHouse } from '#db';
import * as deskReaches from '#notices/desk-reaches';
import * as gathering from '#notices/gathering';
import * as telling from '#notices/telling';

export const clocks: { name: string; every: string; isSlow?: boolean; run: () => Promise<void> }[] = [
  { name: 'notices.gathering.settle', every: '*/15 * * * *', run: () => gathering.settle() },
  { name: 'notices.desk.tell', every: '*/5 * * * *', isSlow: true, run: async () => void (await deskReaches.tell()) },
  { name: 'notices.forget', every: '50 3 * * *', run: async () => void (await asHouse(telling.forgetOld)) }
];
