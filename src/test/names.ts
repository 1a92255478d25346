/** People with names in one place, for tests of what stands between them. */
import type { Refusal } from '#platform/answers';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import type { Member, Steward } from '#members/members';
import * as personas from '#members/personas';
import * as spaces from '#members/spaces';
import type { Cast } from '#test/cast';

export const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);
const names: Record<string, string> = { ada: 'Slow Ferry', bo: 'Grey Mitten', cleo: 'Tin Whistle', hanna: 'Plum Jam' };

/** A place with ada, bo, cleo and hanna in it, all on the step on which names are shared. */
export async function inPlace(iben: Steward, people: Pick<Cast, 'ada' | 'bo' | 'cleo' | 'hanna'>, level = 'chosen', more = {}) {
  const { code: place } = await spaces.open(iben, { kind: 'cafe', name: 'Thursday table', about: '', region: '', area: '', language: 'en', ...more });
  for (const [who, name] of Object.entries(names)) {
    const member = people[who as 'ada'];
    await personas.make(member, place, { name: Object.keys(more).length ? `${name} Too` : name, pledged: true, keepName: true });
    const here = await personas.inPlace(member, place);
    await ladders.choose(member, here, level);
    await ladders.reach(member, here, { offers: true, page: 'members' });
  }
  return { place, here: (member: Member) => personas.inPlace(member, place) };
}
export const codeOf = async (here: (member: Member) => Promise<handshakes.Here>, member: Member) => (await here(member)).code;
export const yes = async (here: (member: Member) => Promise<handshakes.Here>, from: Member, to: Member) => handshakes.sayYes(from, await here(from), await codeOf(here, to));
export const between = async (here: (member: Member) => Promise<handshakes.Here>, member: Member) => handshakes.of(member, await here(member));
