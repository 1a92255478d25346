/** What time does here. */
import { asHouse } from '#db';
import * as changes from '#forum/changes';
import * as waiting from '#forum/waiting';

export const clocks = [
  { name: 'forum.empty-taken-back', every: '* * * * *', run: () => asHouse(async () => void (await changes.empty())) },
  { name: 'forum.waiting.release', every: '* * * * *', run: async () => void (await waiting.release()) }
];
