import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { provider } from '#care/gate';
import * as tokens from '#exchange/tokens';

export const load = page(async ({ locals, url }) => {
  const asker = await provider(locals);
  const [all, ended] = await Promise.all([tokens.of(asker), tokens.ended(asker)]);
  return { all, ended, isGone: url.searchParams.has('gone') };
});

export const actions = {
  make: action(async ({ locals }, sent) => ({
    token: await tokens.make(await provider(locals), { label: sent.text('label'), scopes: sent.all('scopes'), days: sent.text('days') })
  })),
  takeBack: action(async ({ locals }, sent) => {
    await tokens.takeBack(await provider(locals), sent.text('id'));
    redirect(303, '/desk/care/tokens?gone');
  })
};
