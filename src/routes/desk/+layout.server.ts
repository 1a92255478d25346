import { host } from '#members/gate';
import { asModerator, asSteward } from '#members/members';

/** What this role may see. Every page of a desk asks the gate again: a layout guards no action. */
export const load = ({ locals, url }: { locals: App.Locals; url: URL }) => {
  const asker = host(locals);
  return { shell: 'desk', at: url.pathname, sees: { reports: Boolean(asModerator(asker)), admin: Boolean(asSteward(asker)) } };
};
