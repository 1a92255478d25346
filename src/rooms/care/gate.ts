/** The gate of the provider's desk. To anybody else its pages are not there. */
import { error, redirect } from '@sveltejs/kit';
import { atWork } from '#members/gate';
import * as providers from '#care/providers';

export async function provider(locals: App.Locals): Promise<providers.Provider> {
  const account = atWork(locals);
  return (await providers.enter(account)) ?? redirect(303, '/sign-out');
}

/** Somebody who answers for their organisation. */
export async function lead(locals: App.Locals): Promise<providers.Lead> {
  return providers.asLead(await provider(locals)) ?? error(404);
}
