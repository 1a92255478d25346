import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page, type Sent } from '#platform/http';
import * as asides from '#gatherings/asides';
import * as pairs from '#gatherings/pairs';
import * as sittings from '#gatherings/sittings';
import * as topics from '#gatherings/topics';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as assessing from '#safety/assessing';
import { lookAtField } from '../../../../../looking.ts';
import { offeredThere, sendingThere } from '../../../../offered.ts';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const one = await sittings.one(member, code, smallestArea);
  if (!one.mine || !one.isPublished) notFound();
  const [here, thoughts, hands, paired, said, lines, isUnread] = await Promise.all([
    personas.at(member, one.place), topics.of(member, code), pairs.hands(member, code), pairs.of(member, code), asides.ofPairs(member, code), one.isHost ? [] : asides.withHosts(member, code), assessing.isOff()
  ]);
  const mine = thoughts.filter(({ isMine }) => isMine).map(({ id }) => id);
  const offered = await offeredThere(member, { kind: 'card', code }, mine, mine);
  return { one, offered, here, isUnread, thoughts, hands, paired: paired.map((pair) => ({ ...pair, lines: said.get(pair.id) ?? [] })), lines, saved: url.searchParams.get('saved') };
});

/** `saved`: what the page says when it is done. */
const doing = (work: (member: Member, code: string, sent: Sent) => Promise<unknown>, saved = '') => action(async ({ locals, params: { code = '' } }, sent) => {
  await work(signedIn(locals), code, sent);
  redirect(303, `/meet/g/${code}/before?saved=${saved}`);
});

export const actions = {
  card: action(async ({ locals, platform, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const { text, question, isChanged } = await lookAtField(sent, 'words', member, await sittings.spaceOf(member, code));
    if (question || isChanged) return { typed: { words: text, at: 'card' }, question, isChanged };
    const isOffered = await assessing.gatheredAtOnce(member, 'topic', await sendingThere({ locals, platform }, { kind: 'card', code }, text, () => topics.lay(member, code, text)));
    redirect(303, `/meet/g/${code}/before?saved=${isOffered ? '#offer' : ''}`);
  }),
  remove: doing((member, _, sent) => topics.remove(member, sent.text('topic'))),
  ask: doing((member, code, sent) => asides.askHosts(member, code, sent.text('words'))),
  hold: doing((member, code, sent) => pairs.holdOut(member, code, { kind: sent.text('kind'), hows: sent.all('hows'), area: sent.text('area'), room: Number(sent.text('room') || 1) })),
  drop: doing((member, code, sent) => pairs.takeBack(member, code, sent.text('kind'))),
  reach: doing((member, code, sent) => pairs.reach(member, code, sent.text('kind'), sent.text('person')), 'asked'),
  answer: doing((member, _, sent) => pairs.answer(member, sent.text('pair'), sent.text('answer') === 'yes')),
  end: doing((member, _, sent) => pairs.end(member, sent.text('pair'))),
  say: doing((member, _, sent) => asides.say(member, sent.text('pair'), sent.text('words')))
};
