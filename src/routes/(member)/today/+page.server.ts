import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as agreements from '#house/agreements';
import * as duty from '#house/duty';
import { signedIn } from '#members/gate';
import type { Day, Member } from '#members/members';
import * as leaving from '#members/leaving';
import * as sessions from '#members/sessions';
import * as sessionsOf from '#circles/sessions';
import * as drafts from '#forum/drafts';
import * as goodLines from '#forum/good-lines';
import * as sittings from '#gatherings/sittings';
import * as lessons from '#learning/lessons';
import { pressing } from '#notices/notice-rules';
import * as notices from '#notices/notices';
import * as cheers from '#toolbox/cheers';
import * as notToday from '#toolbox/not-today';
import * as weeks from '#toolbox/weeks';

const days: readonly string[] = ['good', 'so-so', 'bad', 'unsaid'];

/** So many hopes of others stand here; all of them beside one's own. */
const cheersHere = 3;

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  if (!url.search && Object.values(await agreements.given(member)).includes(false)) redirect(303, '/agree');
  const { day } = member.session;
  const isShort = day === 'bad' && !url.searchParams.has('all');
  const [heard, draft, next, cheering, notTodayTo, coming] = await Promise.all([
    notices.forToday(member, isShort ? 2 : 3), drafts.latest(member), isShort ? undefined : nextStep(member), isShort ? [] : cheers.forMe(member, cheersHere + 1), isShort ? notToday.whom(member) : undefined, comingUp(member)
  ]);
  return {
    name: member.name, day, heard, draft, isShort, next, cheering: cheering.slice(0, cheersHere), hasMoreCheers: cheering.length > cheersHere, coming, now: new Date(), notTodayTo: notTodayTo?.name, wasTold: url.searchParams.has('told'),
    line: day === 'good' && next ? await goodLines.forToday(member, next.day) : undefined,
    /** Somebody is needed at the desk: nobody is told then that nothing is late. */
    isCalled: heard.notices.some(({ kind }) => pressing.includes(kind)),
    isChoosing: !day || url.searchParams.has('change'),
    isPaused: Boolean(member.pausedAt), leavingAt: member.leavingAt, staysOn: leaving.staysOn(member), ...leaving.namesGo(member.leavingAt)
  };
});

/** A step of the member's own for today; where there is none, something short to read. Never both, and nothing that waits. */
async function nextStep(member: Member) {
  const { day, steps: [step] } = await weeks.openToday(member);
  const { address, title } = lessons.ofDay(day, member.language);
  return { day, step: step?.content.words, lesson: step ? undefined : { address, title } };
}

/** The one thing that is next among what the member has a seat at, of whatever kind. Each room knows its own. */
async function comingUp(member: Member) {
  const [sitting, session] = await Promise.all([sittings.next(member), sessionsOf.next(member)]);
  if (session && !(sitting && sitting.startsAt <= session.startsAt)) return { href: `/talk/c/${session.code}`, name: session.name, at: session.startsAt, now: session.isOpen ? ('open' as const) : undefined, timeZone: (await duty.now()).timeZone };
  return sitting && { href: `/meet/g/${sitting.code}`, name: sitting.title, at: sitting.startsAt, now: sitting.startsAt <= new Date() ? ('on' as const) : undefined, timeZone: sitting.timeZone };
}

export const actions = {
  default: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    if (days.includes(sent.text('day'))) await sessions.sayDay(member, sent.text('day') as Day, (await duty.now()).timeZone);
    redirect(303, '/today');
  })
};
