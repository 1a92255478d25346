import { redirect } from '@sveltejs/kit';
import { action, page, type Sent } from '#platform/http';
import * as asides from '#gatherings/asides';
import * as hosting from '#gatherings/hosting';
import * as plans from '#gatherings/plans';
import * as seats from '#gatherings/seats';
import * as sittings from '#gatherings/sittings';
import * as topics from '#gatherings/topics';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as handshakes from '#members/handshakes';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as appeals from '#safety/appeals';
import * as assessing from '#safety/assessing';
import { lookAtField } from '../../../../../looking.ts';
import { offeredThere, sendingThere } from '../../../../offered.ts';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const helpers = await hosting.helpers(member, code);
  const one = await sittings.one(member, code, smallestArea);
  const here = await personas.inPlace(member, one.place);
  const [guests, asked, thoughts, unsaid, people] = await Promise.all([
    hosting.guests(member, code), asides.asked(member, code), topics.of(member, code), one.isPublished ? [] : plans.unsaid(member, code), handshakes.people(member, here)
  ]);
  const mine = thoughts.filter(({ isMine }) => isMine).map(({ id }) => id);
  const offered = await offeredThere(member, { kind: 'card', code }, [one.gatheringId, ...mine], mine);
  const isDecided = one.isHidden && (await appeals.isPlanHidden(member, one.gatheringId));
  return { one, isDecided, offered, here, helpers, guests, asked, thoughts, unsaid, people: people.filter(({ code: face }) => !helpers.some((helper) => helper.code === face)), saved: url.searchParams.has('saved') };
});

const doing = (work: (member: Member, code: string, sent: Sent) => Promise<unknown>) => action(async ({ locals, params: { code = '' } }, sent) => {
  await work(signedIn(locals), code, sent);
  redirect(303, `/meet/g/${code}/host?saved=`);
});
const hostPath = (code: string, isOffered: boolean) => `/meet/g/${code}/host?saved=${isOffered ? '#offer' : ''}`;
/** An empty field is nothing said. */
const number = (sent: Sent, name: string) => (sent.text(name).trim() ? Number(sent.text(name).trim()) : null);

export const actions = {
  publish: action(async ({ locals, params: { code = '' } }) => {
    const member = signedIn(locals);
    redirect(303, hostPath(code, await assessing.gatheredAtOnce(member, 'plan', await plans.publish(member, code))));
  }),
  cohost: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    redirect(303, hostPath(code, await assessing.gatheredAtOnce(member, 'plan', await hosting.askCohost(member, code, sent.text('person')))));
  }),
  topic: action(async ({ locals, platform, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const { text, question, isChanged } = await lookAtField(sent, 'words', member, await sittings.spaceOf(member, code));
    if (question || isChanged) return { typed: { words: text, kind: sent.text('kind'), at: 'topic' }, question, isChanged };
    const id = await sendingThere({ locals, platform }, { kind: 'card', code }, text, () => topics.give(member, code, sent.text('kind'), text));
    redirect(303, hostPath(code, await assessing.gatheredAtOnce(member, 'topic', id)));
  }),
  remove: doing((member, _, sent) => topics.remove(member, sent.text('topic'))),
  answer: doing((member, code, sent) => asides.answer(member, code, sent.text('person'), sent.text('words'))),
  decline: doing((member, code, sent) => seats.decline(member, code, sent.text('person'))),
  cannot: doing((member, code) => hosting.cannotCome(member, code)),
  cancel: doing((member, code, sent) => hosting.cancel(member, code, sent.text('why'))),
  count: doing((member, code, sent) => hosting.count(member, code, {
    came: number(sent, 'came'), firstTime: number(sent, 'firstTime'), wishesAsked: number(sent, 'wishesAsked'), wishesMet: number(sent, 'wishesMet'), lifts: number(sent, 'lifts')
  }))
};
