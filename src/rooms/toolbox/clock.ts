/** What time does to this room: reminders a member asked for. */
import { asHouse } from '#db';
import * as reminders from '#toolbox/reminders';

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'toolbox.reminders.tell', every: '*/5 * * * *', run: () => asHouse(async () => void (await reminders.tell(new Date()))) }
];
