import * as clockings from '#house/clockings';
import * as duty from '#house/duty';
import { host } from '#members/gate';
import { asModerator, asSteward } from '#members/members';

/** What this role may see. Every page of a desk asks the gate again: a layout guards no action. */
export const load = async ({ locals, url }: { locals: App.Locals; url: URL }) => {
  const asker = host(locals);
  const isAtDesk = url.pathname.startsWith('/desk/mod');
  const [mine, here] = isAtDesk ? await Promise.all([clockings.mine(asker), duty.now()]) : [];
  return {
    shift: here && { me: asker.name, mine, here, now: new Date() },
    shell: 'desk', at: url.pathname, sees: { reports: Boolean(asModerator(asker)), admin: Boolean(asSteward(asker)) }
  };
};
