import type { RequestEvent } from '@sveltejs/kit';
import { allow } from '#platform/tries';
import * as calendars from '#gatherings/calendars';

/** A calendar looks here. An address that is wrong, old or taken back is answered like any page that is not there. */
export async function GET({ params: { token = '' }, locals }: RequestEvent) {
  const text = (await allow('calendar', locals.address, 600, 60)) ? await calendars.feed(token) : undefined;
  if (!text) return new Response('', { status: 404, headers: { 'cache-control': 'no-store' } });
  return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'no-store', 'x-robots-tag': 'noindex' } });
}
