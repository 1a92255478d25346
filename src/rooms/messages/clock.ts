/** What time does to this room. */
import { forAWhile } from '#platform/carrying';
import * as keys from '#messages/keys';
import * as overdue from '#messages/overdue';

export const clocks: { name: string; every: string; isSlow?: boolean; run: () => Promise<void> }[] = [
  { name: 'messages.overdue.climb', every: '*/5 * * * *', run: async () => {
    await overdue.climb();
    await overdue.passOnAgain();
  } },
  { name: 'messages.keys.lockAnew', every: '*/10 * * * *', isSlow: true, run: () => forAWhile(() => keys.lockAnew()) }
];
