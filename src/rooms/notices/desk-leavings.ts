/** Somebody on the desk leaves for good, or stays after all: the other stewards are told what holds now, so that nobody's place is empty unseen. [MOD-9] */
import { asHouse } from '#db';
import type { Event } from '#platform/events';
import * as leaving from '#members/leaving';
import * as telling from '#notices/telling';

/** For the reactor. Who has no role has no place on the desk, and nobody hears of them. */
export const note = (event: Event): Promise<void> => asHouse(async () => {
  const going = await leaving.onTheDesk(String(event.data.memberId ?? ''));
  if (!going) return;
  const { code, personaId, since, stewards } = going;
  await telling.takeBackOf(null, { kind: 'leaves', subject: code, before: event.at });
  await telling.tell(stewards, { kind: 'leaves', subject: code, cause: `leaves:${code}:${since}`, data: { who: [personaId] } });
});
