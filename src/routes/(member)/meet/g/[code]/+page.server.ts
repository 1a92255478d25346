import { redirect } from '@sveltejs/kit';
import { action, page, type Sent } from '#platform/http';
import * as hosting from '#gatherings/hosting';
import * as seats from '#gatherings/seats';
import * as sittings from '#gatherings/sittings';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import * as appeals from '#safety/appeals';

const said = ['coming', 'maybe', 'waiting', 'free', 'kept', 'late', 'there', 'home'] as const;

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const one = await sittings.one(member, code, smallestArea);
  const isSure = one.seat?.state === 'coming';
  const [company, chosen] = isSure ? await Promise.all([one.seat!.shows ? seats.company(member, one.id) : [], seats.mayHear(member, code)]) : [[], []];
  const isDecided = one.isHidden && one.isHost && (await appeals.isPlanHidden(member, one.gatheringId));
  return { one, isDecided, company, chosen, isBadDay: member.session.day === 'bad', came: said.find((word) => url.searchParams.get('came') === word) };
});

type Work = (member: Member, code: string, sent: Sent) => Promise<string>;
/** Does it, and says so on the same page. */
const doing = (work: Work) => action(async ({ locals, params: { code = '' } }, sent) => {
  const came = await work(signedIn(locals), code, sent);
  redirect(303, `/meet/g/${code}?came=${came}`);
});

export const actions = {
  come: doing(async (member, code, sent) => {
    const { state } = await seats.take(member, code, { way: sent.text('way'), isUnsure: sent.has('unsure'), meetMe: sent.has('meetMe'), shows: sent.has('shows'), wishes: sent.text('wishes') });
    return state;
  }),
  notToday: doing(async (member, code, sent) => (await seats.giveBack(member, code, sent.text('reason')), 'free')),
  late: doing(async (member, code, sent) => (await seats.late(member, code, Number(sent.text('minutes') || NaN)), 'late')),
  tells: doing(async (member, code, sent) => (await seats.tells(member, code, sent.text('tells')), 'kept')),
  arrived: doing(async (member, code, sent) => {
    const where = sent.text('where') === 'home' ? 'home' : 'there';
    await seats.arrived(member, code, where);
    return where;
  }),
  cohost: action(async ({ locals, params: { code = '' } }, sent) => {
    const { hosts } = await hosting.answerCohost(signedIn(locals), code, sent.text('answer') === 'yes');
    redirect(303, hosts ? `/meet/g/${code}/host` : '/meet');
  })
};
