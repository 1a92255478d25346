/** What this room does when it hears something. Twice is once. */
import type { Reactors } from '#platform/events';
import * as overdue from '#messages/overdue';

export const reactors: Reactors = {
  'members.rest.ended': async (event) => void (await overdue.dueAnew(String(event.data.memberId ?? ''), new Date(String(event.data.since)), event.at)),
  'care.provider.left': async (event) => {
    await overdue.passOn(String(event.data.providerId ?? ''));
    await overdue.passOnAgain();
  }
};
