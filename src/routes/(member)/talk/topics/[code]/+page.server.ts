import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import { keyAsked } from '#forum/page-rules';
import * as threads from '#forum/threads';
import * as gentle from '#safety/gentle';
import { led } from '../../../led.ts';

export const load = page(async (event) => {
  const { locals, params, url } = event;
  const member = signedIn(locals);
  const after = keyAsked(url.searchParams.get('after'));
  if (after === undefined) notFound();
  const shown = await threads.onBoard(member, params.code ?? '', after);
  if (shown.board.kind === 'local') redirect(303, `/meet/${shown.board.code}`);
  led(event, params.code, shown.board);
  /** On a bad day the lounge opens with some that are light; all of it is one press away. */
  const isBadDay = shown.board.kind === 'lounge' && member.session.day === 'bad';
  const isSome = isBadDay && !after && !url.searchParams.has('all') && shown.threads.length > 0;
  return { ...shown, ...(isSome && { threads: await gentle.someOf(member, shown.board.code), next: null }), isSome, isBadDay, isFirst: !after };
});
