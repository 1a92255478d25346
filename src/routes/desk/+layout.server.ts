import * as clockings from '#house/clockings';
import * as duty from '#house/duty';
import * as sayings from '#house/sayings';
import * as watching from '#house/watching';
import * as alarms from '#platform/alarms';
import * as escalations from '#safety/escalations';
import * as care from '#team/care';
import * as talks from '#team/talks';
import { provider } from '#care/gate';
import { host, workplace } from '#members/gate';
import { asModerator, asSteward } from '#members/members';
import * as roles from '#members/roles';

/** What does not work just now and concerns people in danger. A clock that has never run is a place that has just been set up. */
async function troublesOf(asker: { id: string }): Promise<string[]> {
  const [kinds, looked, { triage }] = await Promise.all([alarms.kinds(asker), escalations.lastLooked(), sayings.sayAnyway('en')]);
  const known: Record<string, string> = { 'mail.failing': 'mail', 'webhook.failing': 'webhook', 'case.unseen': 'unseen', 'triage.failing': 'triage', 'triage.partly': 'triagePartly', 'held.lost': 'held', 'case.nobody': 'nobody', 'appeal.due': 'appeal' };
  return [...(looked !== undefined && looked > 3 ? ['clock'] : []), ...(triage === 'off' ? ['triageOff'] : []), ...new Set(kinds.map((kind) => known[kind] ?? 'other'))];
}

/** What this role may see. Every page of a desk asks the gate again: a layout guards no action. */
export const load = async ({ locals, url }: { locals: App.Locals; url: URL }) => {
  if (url.pathname === workplace || url.pathname.startsWith(`${workplace}/`)) {
    const { name, organisation, isLead } = await provider(locals);
    return { troubles: [] as string[], heavy: undefined, isTalkOwed: false, shift: undefined, shell: 'desk', at: url.pathname, sees: { isTrainee: false, cases: false, admin: false }, care: { name, organisation, isLead } };
  }
  const asker = host(locals);
  const isAtDesk = url.pathname.startsWith('/desk/mod');
  const [mine, here] = isAtDesk ? await Promise.all([clockings.mine(asker), duty.now()]) : [];
  if (asModerator(asker)) await watching.note();
  const carried = isAtDesk && asModerator(asker) ? await care.mine(asker) : undefined;
  // First that nobody is a steward any more: it is for everybody who works here, and what comes after it may say to ask one.
  const troubles = [...(isAtDesk && (await roles.isWithoutSteward()) ? ['steward'] : []), ...(isAtDesk && asModerator(asker) ? await troublesOf(asker) : [])];
  return {
    troubles, isTalkOwed: await talks.isOwed(asker), heavy: carried && { count: carried.load.heavyToday, most: carried.most },
    shift: here && { me: asker.name, mine, here, now: new Date() },
    care: undefined, shell: 'desk', at: url.pathname, sees: { isTrainee: asker.roles.includes('trainee'), cases: Boolean(asModerator(asker)), admin: Boolean(asSteward(asker)) }
  };
};
