import { redirect, type RequestEvent } from '@sveltejs/kit';
import { sentIn } from '#platform/http';
import { draftOf, isPlace, keepings } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import { onceOf } from '#forum/writing';

/** Who signs in again comes here by an address, which sends nothing. */
export const GET = () => redirect(303, '/talk/drafts');

/** Asked by a page's script while somebody writes; without it drafts are kept when a form is sent. The page says what came of it. */
export const POST = async ({ locals, request }: RequestEvent) => {
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/.test(request.headers.get('content-type') ?? '')) return new Response(null, { status: 415 });
  const sent = await sentIn(request);
  if (!locals.member) return new Response(null, { status: 401 });
  if (!isPlace(sent.text('place'))) return new Response(null, { status: 404 });
  const draft = draftOf(sent);
  // Kept once more, in case another tab's sending took it along: what is there instead is newer, unless it is this page's own.
  const there = sent.has('anew') ? await drafts.of(locals.member, sent.text('place')) : undefined;
  const isOwn = there?.form != null && there.form === draft.form;
  if (there && !isOwn) return new Response(null, { status: 202 });
  const done = await drafts.keep(locals.member, sent.text('place'), draft, isOwn ? there.form : onceOf(sent.text('once')));
  return new Response(null, { status: keepings[done] });
};
