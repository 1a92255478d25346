import { notFound, Refusal } from '#platform/answers';
import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as boards from '#forum/boards';
import { keyAsked } from '#forum/page-rules';
import * as search from '#forum/search';
import { asked } from '#forum/search-rules';
import { foldedFor } from '#forum/thread-rules';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const said = asked(url.searchParams, member.language);
  const after = keyAsked(url.searchParams.get('after'));
  if (after === undefined) notFound();
  const places = await boards.all(member);
  // An address says nothing of what a board is about; an old one still does.
  const board = places.find(({ address, code }) => address === said.board || code === said.board);
  const what = { ...said, board: board?.address ?? said.board };
  const common = { what, boards: places, isAsked: url.searchParams.has('q') && what.words !== '', isFirst: after === null };
  try {
    const { folded, ...answer } = await search.find(member, { ...said, board: board?.code ?? said.board }, after);
    return { ...common, ...answer, folded: foldedFor(folded, member.session.day), refused: undefined };
  } catch (caught) {
    if (!(caught instanceof Refusal)) throw caught;
    return { ...common, ...search.nothing, folded: [], refused: { key: caught.key, values: caught.values } };
  }
});
