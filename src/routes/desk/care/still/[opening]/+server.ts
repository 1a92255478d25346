/**
 * Whether what a page shows is still shared: 204, or 404. Asked without a
 * cookie, so that an unattended page does not keep its session awake; the id of
 * an opening is all it takes, and all one learns is yes or no.
 */
import type { RequestHandler } from '@sveltejs/kit';
import * as grants from '#care/grants';

export const GET: RequestHandler = async ({ params }) =>
  new Response(null, { status: (await grants.isStillOpen(params.opening ?? '')) ? 204 : 404, headers: { 'cache-control': 'no-store' } });
