/** The gate of the provider's desk. To anybody else its pages are not there. */
import { error, redirect } from '@sveltejs/kit';
import { atWork } from '#members/gate';
import * as providers from '#care/providers';

const entered = new WeakMap<App.Locals, Promise<providers.Provider | undefined>>();

/** The provider who asks; a page and the desk around it ask once between them. */
export async function provider(locals: App.Locals): Promise<providers.Provider> {
  const account = atWork(locals);
  const entering = entered.get(locals) ?? providers.enter(account);
  entered.set(locals, entering);
  return (await entering) ?? redirect(303, '/');
}

/** Somebody who answers for their organisation. */
export async function lead(locals: App.Locals): Promise<providers.Lead> {
  return providers.asLead(await provider(locals)) ?? error(404);
}
