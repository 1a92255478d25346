import { redirect } from '@sveltejs/kit';
import { refuse } from '#platform/answers';
import { action, page, type Sent } from '#platform/http';
import * as hosting from '#gatherings/hosting';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import { levelsIn } from '#members/ladder-rules';
import * as masks from '#members/masks';
import { makeSeed, type Member } from '#members/members';
import * as names from '#members/names';
import * as personas from '#members/personas';
import * as reminders from '#members/reminders';
import { lookAtField, lookAtName } from '../../../../looking.ts';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const here = await personas.at(member, code);
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const common = {
    here, levels: levelsIn(here.kind), mask: await masks.mine(member), smallestArea,
    done: (['kept', 'stopped'] as const).find((one) => url.searchParams.has(one)), reminder: await reminders.due(member, ['reveal', 'season'])
  };
  if (here.kind === 'forum') {
    const groups = (await personas.of(member)).filter(({ kind }) => kind === 'local').map(({ place, placeName, space }) => ({ id: place!, name: placeName!, isShown: space === here.shows }));
    return { ...common, groups, between: undefined, people: [], offers: [], isHosting: false, seed: '' };
  }
  const local = here as handshakes.Here;
  const [between, people, offers, isHosting] = await Promise.all([handshakes.of(member, local), handshakes.people(member, local), names.offer(member.language, 3), hosting.holdsIn(member, local.space)]);
  const known = new Set([...between.open, ...between.waiting, ...between.asking].map((one) => one.code));
  return { ...common, groups: [], between, people: people.filter((person) => !known.has(person.code)), offers, isHosting, seed: makeSeed() };
});

type Work = (member: Member, here: personas.Persona, sent: Sent) => Promise<unknown>;
/** Every form here is about one name of the asker's; done, it says so on the same page. */
const doing = (work: Work, said = 'kept') => action(async ({ locals, params: { code = '' } }, sent) => {
  const member = signedIn(locals);
  await work(member, await personas.at(member, code), sent);
  redirect(303, `/settings/known/${code}?${said}=`);
});
/** The same where the forum has no part in it. */
const inPlace = (work: (member: Member, here: handshakes.Here, sent: Sent) => Promise<unknown>, said = 'kept') =>
  doing(async (member, here, sent) => work(member, await personas.inPlace(member, here.place ?? ''), sent), said);

export const actions = {
  level: doing((member, here, sent) => ladders.choose(member, here, sent.text('level'), sent.text('place'))),
  pick: inPlace((member, here, sent) => handshakes.sayYes(member, here, sent.all('person'))),
  yes: inPlace((member, here, sent) => ladders.sayYes(member, here, sent.text('person'))),
  no: inPlace((member, here, sent) => handshakes.sayNo(member, here, sent.text('person'))),
  end: inPlace((member, here, sent) => handshakes.takeBack(member, here, sent.text('person')), 'stopped'),
  reach: inPlace((member, here, sent) => ladders.reach(member, here, { offers: sent.has('offers'), page: sent.has('page') ? 'members' : 'nobody' })),
  mask: doing(async (member, here, sent) => {
    for (const { id } of await masks.mine(member)) if (sent.has(id)) await masks.show(member, here, id, sent.text(id));
  }),
  /** Words of one's own are shown to others once they are chosen to see them, so they are looked over first. [NEW-2] */
  add: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const { text, question, isChanged } = await lookAtField(sent, 'words', member, ''); // shown to others by each of one's names
    if (question || isChanged) return { typed: { kind: sent.text('kind'), words: text }, question, isChanged };
    await masks.add(member, { kind: sent.text('kind'), words: text });
    redirect(303, `/settings/known/${code}?kept=`);
  }),
  remove: doing((member, _, sent) => masks.remove(member, sent.text('one'))),
  another: action((_, sent) => ({ typed: { ...sent.fields, seed: makeSeed() } })),
  rename: inPlace(async (member, here, sent) => {
    lookAtName(sent, member.language);
    const name = sent.text('choose') || sent.text('name');
    if (here.place && await hosting.isLikeHost(member, here.place, name, here.personaId)) refuse('members.refused.nameTaken', 'name'); // nobody passes for a host, also not later
    await personas.renew(member, here, { name, keepName: sent.has('keepName'), seed: sent.text('seed'), pledged: true });
  }),
  leave: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const here = await personas.inPlace(member, code);
    if (!sent.has('sure')) refuse('members.refused.leaveTick', 'sure');
    await personas.leave(member, here);
    redirect(303, '/meet');
  })
};
