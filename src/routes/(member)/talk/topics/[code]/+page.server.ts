import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import { keyAsked } from '#forum/page-rules';
import * as threads from '#forum/threads';
import { led } from '../../../led.ts';

export const load = page(async (event) => {
  const { locals, params, url } = event;
  const member = signedIn(locals);
  const after = keyAsked(url.searchParams.get('after'));
  if (after === undefined) notFound();
  const shown = await threads.onBoard(member, params.code ?? '', after);
  if (shown.board.kind === 'local') redirect(303, `/meet/${shown.board.code}`);
  led(event, params.code, shown.board);
  return { ...shown, isFirst: !after };
});
