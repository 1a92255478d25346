import { redirect } from '@sveltejs/kit';
import { setSaid } from '#platform/cookies';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as folds from '#forum/folds';
import * as mutes from '#forum/mutes';
import { saidText } from '#forum/undo-rules';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  return { folded: [...(await folds.of(member))], muted: await mutes.of(member) };
});

export const actions = {
  folds: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const before = [...(await folds.of(member))];
    await folds.choose(member, sent.all('about'));
    return { saved: true, before: sent.has('undo') ? undefined : before };
  }),
  word: action(async ({ locals, cookies }, sent) => {
    const word = await mutes.start(signedIn(locals), 'word', sent.text('word'));
    setSaid(cookies, saidText('mute', 'start', `word.${word}`));
    redirect(303, '/settings/filters');
  })
};
