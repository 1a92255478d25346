import { error, type RequestEvent } from '@sveltejs/kit';
import { NotFound } from '#platform/answers';
import * as calendars from '#gatherings/calendars';
import { signedIn } from '#members/gate';

/** One date as a file: a time and a plain word. */
export async function GET({ locals, params: { code = '' } }: RequestEvent) {
  const member = signedIn(locals);
  try {
    const text = await calendars.file(member, code);
    return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'attachment; filename="time.ics"', 'cache-control': 'no-store' } });
  } catch (caught) {
    if (caught instanceof NotFound) error(404);
    throw caught;
  }
}
