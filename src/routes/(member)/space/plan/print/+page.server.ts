import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as help from '#safety/help';
import * as plans from '#toolbox/plans';

const sizes = ['plain', 'large', 'wallet'] as const;

export const load = page(async ({ locals, url }) => {
  const [paper, { cards }] = await Promise.all([plans.of(signedIn(locals)), help.help(null, locals.language)]);
  return { parts: paper?.content.parts.filter(({ lines }) => lines.length) ?? [], cards, size: sizes.find((one) => one === url.searchParams.get('size')) ?? 'plain' };
});
