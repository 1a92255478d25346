import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as letterboxes from '#toolbox/letterboxes';
import * as tools from '#toolbox/tools';
import { tools as all } from '#toolbox/tools-rules';
import * as unsent from '#toolbox/unsent';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [hidden, hasUnsent, letterbox] = await Promise.all([tools.hidden(member), unsent.areThere(member), letterboxes.of(member)]);
  return { hidden, hasUnsent, letterbox, isShort: member.session.day === 'bad' && !url.searchParams.has('all') };
});

export const actions = {
  show: action(async ({ locals }, sent) => {
    await tools.show(signedIn(locals), sent.all('shown'), all.map(({ id }) => id));
    redirect(303, '/space');
  })
};
