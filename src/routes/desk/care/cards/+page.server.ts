import { redirect } from '@sveltejs/kit';
import { origin } from '#platform/config';
import { action, page } from '#platform/http';
import { picture, written } from '#care/code-rules';
import * as codes from '#care/codes';
import { provider } from '#care/gate';

export const load = page(async ({ locals, url }) => ({ batches: await codes.batches(await provider(locals)), isBack: url.searchParams.has('back') }));

export const actions = {
  /** What stands on them is told on the answer to this very form, and kept nowhere in clear. */
  make: action(async ({ locals, url }, sent) => {
    const asker = await provider(locals);
    const kind = sent.text('kind') === 'link' ? ('link' as const) : ('card' as const);
    const made = await codes.make(asker, kind, kind === 'link' ? 1 : Number(sent.text('count') || 'x'));
    const addressOf = (code: string) => `${origin() || url.origin}/card/${code}`;
    const { name, role, organisation, checkWord } = asker;
    return {
      made: {
        kind, endsAt: made.endsAt, who: { name, role, organisation, checkWord }, place: new URL(addressOf('x')).host,
        cards: made.codes.map((code) => ({ code: written(code), address: addressOf(code), ...picture(addressOf(code)) }))
      }
    };
  }),
  takeBack: action(async ({ locals }, sent) => {
    await codes.takeBack(await provider(locals), sent.text('batch'));
    redirect(303, '/desk/care/cards?back');
  })
};
