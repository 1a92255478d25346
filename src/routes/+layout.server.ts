import { isThisMachineAlone, setting } from '#platform/config';

export const load = ({ locals }: { locals: App.Locals }) => ({
  me: locals.member && { name: locals.member.name, seed: locals.member.seed, roles: locals.member.roles, cover: locals.member.looks.cover },
  serviceName: 'Alongside',
  isDemo: isThisMachineAlone() && setting('DEMO') === 'on'
});
