import { redirect } from '@sveltejs/kit';
import { notFound, Refusal } from '#platform/answers';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as boards from '#forum/boards';
import { keyAsked, keyText } from '#forum/page-rules';
import * as search from '#forum/search';
import * as addresses from '#forum/search-addresses';
import { addressOf, asked, isOnlyTag } from '#forum/search-rules';
import { foldedFor } from '#forum/thread-rules';

export const load = page(async ({ locals, url }) => {
  const from = url.searchParams;
  const after = keyAsked(from.get('after'));
  // Addresses once said what was looked for. Whoever comes by such a one is led on; that of the sign-in page holds it sealed.
  const member = signedIn(from.has('q') && !locals.member ? { ...locals, path: addressOf(addresses.sealedForNext(from), after ? keyText(after) : null) } : locals);
  if (after === undefined) notFound();
  if (from.has('q')) redirect(303, addressOf(addresses.sealed(member, asked(from, member.language)), after && keyText(after)));
  const sealed = from.get('s');
  const opened = sealed === null ? undefined : addresses.opened(member, sealed);
  const brought = sealed === null || opened ? undefined : addresses.openedByNext(member, sealed);
  if (brought) redirect(303, addressOf(addresses.sealed(member, brought), after && keyText(after)));
  const said = opened ?? asked(new URLSearchParams(), member.language);
  const places = await boards.all(member);
  // A form says a board by its address, which tells nothing; one from before by its code.
  const board = places.find(({ address, code }) => address === said.board || code === said.board);
  const what = { ...said, board: board?.address ?? said.board };
  const common = { what, boards: places, sealed: opened ? sealed! : '', isShut: sealed !== null && !opened, isAsked: what.words !== '', isFirst: after === null };
  try {
    const { folded, ...answer } = await search.find(member, { ...said, board: board?.code ?? said.board }, after);
    return { ...common, ...answer, folded: foldedFor(folded, member), refused: undefined };
  } catch (caught) {
    if (!(caught instanceof Refusal)) throw caught;
    return { ...common, ...search.nothing, folded: [], refused: { key: caught.key, values: caught.values } };
  }
});

export const actions = {
  default: action(({ locals }, sent) => {
    const member = signedIn(locals);
    const what = asked(new URLSearchParams(sent.fields), member.language);
    search.refuseLong(what);
    if (isOnlyTag(what)) redirect(303, `/talk/tags/${what.tag}`);
    redirect(303, addressOf(addresses.sealed(member, what), null));
  })
};
