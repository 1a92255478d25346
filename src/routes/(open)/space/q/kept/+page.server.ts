import { redirect } from '@sveltejs/kit';
import { page } from '#platform/http';
import * as instruments from '#measures/instruments';
import * as help from '#safety/help';

/** Asks nothing about the person who opens it. Who is signed in has the calm page. */
export const load = page(async ({ url, locals: { member, language } }) => {
  const { address } = instruments.at(url.searchParams.get('of') ?? '');
  if (member) redirect(303, `/space/q/${address}/now`);
  const { cards, countries } = await help.help(null, language);
  return { address, isPressing: url.searchParams.has('now'), cards, countries };
});
