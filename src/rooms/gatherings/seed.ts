/**
 * Demo life, and a table to try things at: everything said that has to be, two
 * hosts who said yes. Nothing is announced, nobody is notified.
 */
import { asHouse, sql } from '#db';
import { code as makeCode, type Member, type Steward } from '#members/members';
import * as personas from '#members/personas';
import * as spaces from '#members/spaces';
import type { Plan } from '#gatherings/gathering-rules';
import * as hosting from '#gatherings/hosting';
import * as plans from '#gatherings/plans';

export const aPlan: Plan = {
  kind: 'coffee', way: 'place', title: '', what: 'Coffee, and nobody has to talk.', language: 'en', seats: 9, least: 3, minutes: 90, cost: 'What you drink.', leaving: 'Any time.', hostWords: 'A grey hat.', sameHost: false, guestWords: '',
  near: 'By the harbour', transport: 'Bus 12 stops outside.', parking: 'Two marked places.',
  access: { steps: 'none', doors: 'wide', toilets: 'accessible', quiet: 'corner', arms: 'some', lighting: 'soft', noise: 'some', smells: 'some' }, accessWords: '', lateHours: 0,
  placeKind: 'library', placeName: 'Library café', address: '2 Quay Street', finding: 'Past the desk, to the left.', link: ''
};
/** A month from now, at two. */
export const aWhen = (days = 30): plans.When => ({
  first: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10), at: '14:00', timeZone: 'Europe/London', country: 'GB', every: 'once', times: 1, onHoliday: 'keep'
});

/** For tests: a space with these people in it ("grey ada"), and a gathering held by the first ones. */
export async function table(hosts: readonly Member[], guests: readonly Member[], steward: Steward, more: Partial<Plan> = {}, isShown = true, kind: 'local' | 'cafe' = 'cafe') {
  const { id: spaceId, code: place } = await spaces.open(steward, { kind, name: `Table ${makeCode()}`, about: '', region: 'South', area: kind === 'local' ? 'The bay' : '', language: 'en' });
  for (const one of [...hosts, ...guests]) await personas.make(one, place, { name: `grey ${one.name}`, keepName: true, pledged: true });
  const here = (member: Member) => personas.inPlace(member, place);
  const { code } = await plans.begin(hosts[0]!, await here(hosts[0]!), { ...aPlan, ...more }, aWhen());
  for (const other of hosts.slice(1)) {
    await hosting.askCohost(hosts[0]!, code, (await here(other)).code);
    await hosting.answerCohost(other, code, true);
  }
  if (isShown) await plans.publish(hosts[0]!, code);
  const [ids] = await asHouse(() => sql<{ sittingId: string; gatheringId: string }>`select id as sitting_id, gathering_id from gatherings.sittings where code = ${code}`);
  return { code, place, spaceId, here, ...ids! };
}
