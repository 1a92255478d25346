/** What time does here. */
import { asHouse } from '#db';
import * as changes from '#forum/changes';

export const clocks = [
  { name: 'forum.empty-taken-back', every: '* * * * *', run: () => asHouse(async () => void (await changes.empty())) }
];
