/** Who has a seat at a date, and what the room of that date has to know of it: where two rooms of the house meet. */
import { notFound } from '#platform/answers';
import { words } from '#ui/words';
import * as tables from '#circles/tables';
import { hasRoom } from '#gatherings/gathering-rules';
import * as sittings from '#gatherings/sittings';
import * as sayings from '#house/sayings';
import type { Member } from '#members/members';

/** A date that is held by text, video or telephone, for those who surely come and those who hold it. For anybody else there is no such page. */
export async function reached(member: Member, code: string): Promise<sittings.Sitting & { mine: string }> {
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const one = await sittings.one(member, code, smallestArea);
  const isSeated = one.isPublished && !one.isOff && (one.isHost || one.seat?.state === 'coming');
  return hasRoom(one.way) && one.mine && isSeated ? { ...one, mine: one.mine } : notFound();
}

/** Has a seat in the text room of the date. */
export async function comeIn(member: Member, code: string): Promise<sittings.Sitting & { mine: string }> {
  const one = await reached(member, code);
  const minutes = Math.round((one.endsAt.getTime() - one.startsAt.getTime()) / 60_000);
  await tables.admit(member, {
    sittingId: one.id, code, space: one.space, name: one.title || words('gatherings')(`kind.${one.kind}`), language: one.language, startsAt: one.startsAt, minutes,
    call: one.way === 'text' ? 'text' : one.way === 'phone' ? 'phone' : 'video', isTalk: one.kind === 'groupTalk', seats: one.seats, isHost: one.isHost
  });
  return one;
}
