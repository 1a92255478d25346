import { redirect } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, page } from '#platform/http';
import { provider } from '#care/gate';
import * as providers from '#care/providers';
import * as accounts from '#members/work-accounts';

export const load = page(async ({ locals, url }) => {
  const asker = await provider(locals);
  const others = (await providers.colleagues(asker)).filter(({ isMe }) => !isMe);
  return {
    me: { name: asker.name, role: asker.role, organisation: asker.organisation, checkWord: asker.checkWord, replyDays: asker.replyDays, workingDays: asker.workingDays, from: asker.absentFrom, until: asker.absentUntil, cover: asker.coverId },
    identity: await accounts.identityOf(asker), others: others.map(({ id, name, role, checkWord }) => ({ id, name: `${name}, ${role} (${checkWord})` })), isSaved: url.searchParams.has('saved')
  };
});

const done = () => redirect(303, '/desk/care/me?saved');
export const actions = {
  describe: action(async ({ locals }, sent) => {
    await providers.describe(await provider(locals), sent);
    done();
  }),
  away: action(async ({ locals }, sent) => {
    await providers.beAway(await provider(locals), { from: sent.text('from'), until: sent.text('until'), cover: sent.text('cover') });
    done();
  }),
  /** Everything ends at once; a tick says it is meant. */
  leave: action(async ({ locals, cookies: jar }, sent) => {
    const asker = await provider(locals);
    if (!sent.has('sure')) redirect(303, '/desk/care/me');
    await providers.leave(asker);
    cookies.forgetSession(jar);
    redirect(303, '/');
  })
};
