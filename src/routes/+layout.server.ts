import { isThisMachineAlone, setting } from '#platform/config';
import { leaveAddress } from '#house/leave-rules';
import * as sayings from '#house/sayings';

export const load = async ({ locals: { member, language } }: { locals: App.Locals }) => {
  const { serviceName, leaveTo } = await sayings.sayAnyway(language);
  return {
    isMember: Boolean(member),
    isStaff: Boolean(member?.roles.length),
    cover: member?.looks.cover ?? '',
    serviceName: serviceName || 'Alongside',
    leaveTo: leaveAddress(language, member?.looks.leaveTo, leaveTo),
    isDemo: isThisMachineAlone() && setting('DEMO') === 'on'
  };
};
