/** What stands beside the reader's own words when they sounded hard: help, the truth about who looks and when, their own plan. */
import * as unsent from '#forum/unsent';
import type { Member } from '#members/members';
import * as help from '#safety/help';
import * as looks from '#safety/looks';
import * as offers from '#safety/offers';
import * as turnedAway from '#safety/turned-away';
import * as plans from '#toolbox/plans';

/** Beside the most pressing of these, which are all the member's own. Asked only where there are such words. */
export async function offeredBeside(member: Member, ids: readonly string[]) {
  const offer = await offers.beside(member, ids);
  if (!offer) return undefined;
  const [{ cards, countries }, look, hasPlan] = await Promise.all([help.help(null, member.language), looks.promise(offer.level, offer.at), plans.exists(member)]);
  return { offer, cards, countries, look, hasPlan, now: new Date() };
}

/** Beside words that were sent from one of these forms, could not be taken in, and are still a draft. One begun there since holds other words. */
export async function offeredInstead(member: Member, ...places: readonly string[]) {
  const turned = await turnedAway.of(member, places);
  if (!turned.length) return undefined;
  const begun = await unsent.begun(member, turned.map(({ place }) => place));
  return offeredBeside(member, turned.filter(({ place, at }) => begun.has(place) && begun.get(place)! <= at).map(({ id }) => id));
}
