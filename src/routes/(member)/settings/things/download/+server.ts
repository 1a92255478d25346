import { redirect, type RequestEvent } from '@sveltejs/kit';
import { strToU8, zipSync } from 'fflate';
import { Refusal } from '#platform/answers';
import { sentIn } from '#platform/http';
import { signedIn } from '#members/gate';
import { prove } from '#members/proving';
import { bundle } from '#toolbox/fhir-rules';
import * as toolbox from '#toolbox/things';
import { readable } from './readable.ts';
import { asFhir, isToldElsewhere, of } from './things.ts';

/** Who signs in again comes here by an address, which sends nothing. */
export const GET = () => redirect(303, '/settings/things');

/** One zip: a page to read, the same as data, and as FHIR what has a resource there. Made while you wait; nothing of it is kept. */
export async function POST({ locals, request }: RequestEvent) {
  const me = signedIn(locals);
  try {
    await prove(me, (await sentIn(request)).text('pass'));
  } catch (caught) {
    if (caught instanceof Refusal) redirect(303, `/settings/things?no=${caught.key.endsWith('tooMany') ? 'tooMany' : 'wrong'}`);
    throw caught;
  }
  const lists = await of(me);
  const things = Object.fromEntries(lists.map(({ name, rows }) => [name, rows]));
  const now = new Date();
  const [told, resources] = await Promise.all([toolbox.told(me), toolbox.fhir(me)]);
  const answers = (things[asFhir] ?? []) as Record<string, unknown>[];
  const zip = zipSync({
    'my-things.html': strToU8(readable(lists.filter(({ name }) => !isToldElsewhere(name)), told, me.language, now)), 'my-things.json': strToU8(JSON.stringify(things, null, 2)),
    'my-things.fhir.json': strToU8(JSON.stringify(bundle(resources, answers, now), null, 2))
  });
  return new Response(zip, { headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="my-things.zip"', 'cache-control': 'no-store' } });
}
