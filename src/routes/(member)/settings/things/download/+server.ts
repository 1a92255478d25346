import { redirect } from '@sveltejs/kit';
import { strToU8, zipSync } from 'fflate';
import { Refusal } from '#platform/answers';
import { sentIn } from '#platform/http';
import { signedIn } from '#members/gate';
import { prove } from '#members/proving';
import * as house from '#house/things';
import * as measures from '#measures/things';
import * as member from '#members/things';
import * as forum from '#forum/things';
import * as notices from '#notices/things';
import * as safety from '#safety/things';
import * as team from '#team/things';
import * as toolbox from '#toolbox/things';
import * as vault from '#vault/things';
import { readable } from './readable.ts';

/** One zip: a page to read and the same as data. Made while you wait; nothing of it is kept. */
export async function POST({ locals, request }) {
  const me = signedIn(locals);
  try {
    await prove(me, (await sentIn(request)).text('pass'));
  } catch (caught) {
    if (caught instanceof Refusal) redirect(303, `/settings/things?no=${caught.key.endsWith('tooMany') ? 'tooMany' : 'wrong'}`);
    throw caught;
  }
  const things = { ...(await member.of(me)), ...(await vault.of(me)), ...(await house.of(me)), ...(await forum.of(me)), ...(await notices.of(me)), ...(await safety.of(me)), ...(await team.of(me)), ...(await toolbox.of(me)), ...(await measures.of(me)) };
  const zip = zipSync({ 'my-things.html': strToU8(readable(things, me.language, new Date())), 'my-things.json': strToU8(JSON.stringify(things, null, 2)) });
  return new Response(zip, { headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="my-things.zip"', 'cache-control': 'no-store' } });
}
