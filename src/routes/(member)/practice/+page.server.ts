import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import { steps } from './steps.ts';

export const load = page(({ locals, url }) => {
  signedIn(locals);
  const at = Math.min(Math.max(1, Math.trunc(Number(url.searchParams.get('step')) || 1)), steps.length + 1);
  return { at, step: steps[at - 1] };
});

/** What is tried is shown back and forgotten: no table has ever heard of it. */
export const actions = {
  default: action((_, sent) => ({ tried: true, words: sent.text('words'), want: sent.text('want'), about: sent.all('about') }))
};
