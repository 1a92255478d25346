import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as wishes from '#notices/wishes';

export const load = page(async ({ locals }) => {
  const wished = await wishes.of(signedIn(locals));
  return { wanted: wishes.choices.filter((choice) => wished[choice]), isQuiet: wished.quietAt !== null };
});

export const actions = {
  default: action(async ({ locals }, sent) => {
    await wishes.say(signedIn(locals), sent.all('tell'), sent.all('quiet').includes('on'));
    return { saved: true };
  })
};
