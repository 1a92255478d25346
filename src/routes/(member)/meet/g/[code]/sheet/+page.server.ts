import { page } from '#platform/http';
import * as hosting from '#gatherings/hosting';
import * as sittings from '#gatherings/sittings';
import * as topics from '#gatherings/topics';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as pledges from '#members/pledges';
import * as help from '#safety/help';

/** The host's sheet: one page of paper, and nothing on it that leads anywhere. */
export const load = page(async ({ locals, params: { code = '' } }) => {
  const member = signedIn(locals);
  const { smallestArea, phone } = await sayings.sayAnyway(member.language);
  const guests = await hosting.guests(member, code);
  const one = await sittings.one(member, code, smallestArea);
  const [thoughts, { cards }] = await Promise.all([topics.of(member, code), help.help(one.country, member.language)]);
  return { one, guests: guests.filter(({ state }) => state === 'coming'), thoughts, rules: pledges.linesOf('cafe', member.language), phone, cards };
});
