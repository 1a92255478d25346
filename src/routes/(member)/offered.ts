/** What stands beside the reader's own words when they sounded hard: help, the truth about who looks and when, their own plan. */
import { sayHelp } from '#platform/trouble';
import * as unsent from '#forum/unsent';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import * as help from '#safety/help';
import * as looks from '#safety/looks';
import * as offers from '#safety/offers';
import * as turnedAway from '#safety/turned-away';
import { isTurnedAwayThere, type Spot } from '#safety/turned-away-rules';
import * as plans from '#toolbox/plans';

/** Beside the most pressing of these, which are all the member's own. Asked only where there are such words. */
export async function offeredBeside(member: Member, ids: readonly string[]) {
  const offer = await offers.beside(member, ids);
  if (!offer) return undefined;
  const [{ cards, countries }, look, hasPlan] = await Promise.all([help.help(null, member.language), looks.promise(offer.level, offer.at), plans.exists(member)]);
  return { offer, cards, countries, look, hasPlan, now: new Date() };
}

/** What was turned away from these forms and is still the draft in them. One begun there since holds other words. */
export async function stillTurnedAway(member: Member, places: readonly string[]): Promise<string[]> {
  const turned = await turnedAway.of(member, places);
  if (!turned.length) return [];
  const begun = await unsent.begun(member, turned.map(({ place }) => place));
  return turned.filter(({ place, at }) => begun.has(place) && begun.get(place)! <= at).map(({ id }) => id);
}

/** Beside words that were sent from one of these forms, could not be taken in, and are still a draft. */
export const offeredInstead = async (member: Member, ...places: readonly string[]) => offeredBeside(member, await stillTurnedAway(member, places));

type Sending = { locals: App.Locals; platform?: Readonly<App.Platform> | undefined };

/**
 * Somebody pressed Send on these words in a room or at a gathering. Where they are turned away they are read for danger all the
 * same, before the no is passed on; help stands beside it. Where nothing is there, or not for them, there is no page to stand
 * on: then the words come back on the one that says so, and it leads to the help. It says nothing of why.
 */
export async function sendingThere<Result>({ locals, platform }: Sending, { kind, code }: Spot, text: string, work: () => Promise<Result>): Promise<Result> {
  const member = signedIn(locals);
  try {
    return await work();
  } catch (caught) {
    const isOffered = isTurnedAwayThere(caught) && (await turnedAway.take(member, `${kind}:${code}`, { title: '', text, language: member.language }));
    if (isOffered) sayHelp(platform);
    throw caught;
  }
}

/**
 * Beside some of the member's own there, and what was turned away there lately; `isTurnedAway` when it is for the latter. What was taken in
 * since from the same form (`since`) may be these very words, and no page says of them that nobody sees them. In a room it stands in the
 * answer to the words alone: at the next meeting it would be said of others.
 */
export async function offeredThere(member: Member, { kind, code }: Spot, ids: readonly string[] = [], since: readonly string[] = []) {
  const turned = await turnedAway.there(member, `${kind}:${code}`, since, kind === 'line');
  const offered = await offeredBeside(member, [...ids, ...turned]);
  return offered && { ...offered, isTurnedAway: turned.includes(offered.offer.postId) };
}
