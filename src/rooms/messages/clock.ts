/** What time does to this room. */
import * as keys from '#messages/keys';
import * as overdue from '#messages/overdue';

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'messages.overdue.climb', every: '*/5 * * * *', run: async () => void (await overdue.climb()) },
  { name: 'messages.keys.lockAnew', every: '*/10 * * * *', run: async () => {
    while (await keys.lockAnew()) { /* until all are */ }
  } }
];
