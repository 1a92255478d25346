import type { Cookies } from '@sveltejs/kit';
import { isThisMachineAlone, setting } from '#platform/config';
import { takeSaid } from '#platform/cookies';
import { saidOf } from '#forum/undo-rules';
import { leaveAddress } from '#house/leave-rules';
import * as sayings from '#house/sayings';
import { isUnshown } from '#members/members';
import { isPaused } from '#members/pausing';
import { quietMinutes } from '#members/sessions';
import { markOf } from '#toolbox/letterboxes';
import * as unsent from '#toolbox/unsent';
import { moment } from '#ui/when';

export const load = async ({ locals: { member, work, locked, language }, cookies, request }: { locals: App.Locals; cookies: Cookies; request: Request }) => {
  const { serviceName, leaveTo, timeZone } = await sayings.sayAnyway(language);
  return {
    isMember: Boolean(member),
    isSent: request.method !== 'GET',
    mark: member && markOf(member),
    writtenMark: member && unsent.markOf(member),
    isAtWork: Boolean(work),
    isStaff: Boolean(member?.roles.length),
    isUnshown: Boolean(member && isUnshown(member)),
    cover: member?.looks.cover ?? '',
    recovery: member?.recoveryAt ? moment(member.recoveryAt, language, timeZone) : undefined,
    /** Moderators have paused what they write: until when. */
    rests: member?.suspendedUntil && isPaused(member) ? moment(member.suspendedUntil, language, timeZone) : undefined,
    serviceName: serviceName || 'Alongside',
    leaveBy: member?.looks.leaveBy ?? 'keys',
    quietMinutes: (member ?? work) && quietMinutes((member ?? work)!),
    coverPage: member?.looks.coverPage ?? false,
    hasApp: member?.session.device === 'own' && member.looks.appName !== '',
    leaveTo: leaveAddress(language, member?.looks.leaveTo ?? locked?.leaveTo, leaveTo),
    said: member && saidOf(takeSaid(cookies)),
    isDemo: isThisMachineAlone() && setting('DEMO') === 'on'
  };
};
