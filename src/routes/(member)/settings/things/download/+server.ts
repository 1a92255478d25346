import { redirect, type RequestEvent } from '@sveltejs/kit';
import { strToU8, zipSync } from 'fflate';
import { Refusal } from '#platform/answers';
import { sentIn } from '#platform/http';
import { signedIn } from '#members/gate';
import { prove } from '#members/proving';
import * as circles from '#circles/things';
import * as care from '#care/things';
import * as house from '#house/things';
import * as measures from '#measures/things';
import * as messages from '#messages/things';
import * as member from '#members/things';
import * as forum from '#forum/things';
import * as gatherings from '#gatherings/things';
import * as learning from '#learning/things';
import * as notices from '#notices/things';
import * as safety from '#safety/things';
import * as team from '#team/things';
import { bundle } from '#toolbox/fhir-rules';
import { kinds } from '#toolbox/papers';
import * as toolbox from '#toolbox/things';
import * as vault from '#vault/things';
import { readable } from './readable.ts';

const asFhir = 'wellbeingQuestionsAsFhir';

/** One zip: a page to read, the same as data, and as FHIR what has a resource there. Made while you wait; nothing of it is kept. */
export async function POST({ locals, request }: RequestEvent) {
  const me = signedIn(locals);
  try {
    await prove(me, (await sentIn(request)).text('pass'));
  } catch (caught) {
    if (caught instanceof Refusal) redirect(303, `/settings/things?no=${caught.key.endsWith('tooMany') ? 'tooMany' : 'wrong'}`);
    throw caught;
  }
  const things = { ...(await member.of(me)), ...(await vault.of(me)), ...(await house.of(me)), ...(await care.of(me)), ...(await forum.of(me)), ...(await gatherings.of(me)), ...(await circles.of(me)), ...(await learning.of(me)), ...(await notices.of(me)), ...(await safety.of(me)), ...(await team.of(me)), ...(await toolbox.of(me)), ...(await measures.of(me)), ...(await messages.of(me)) };
  const now = new Date();
  const [told, resources] = await Promise.all([toolbox.told(me), toolbox.fhir(me)]);
  const answers = (things[asFhir] ?? []) as Record<string, unknown>[];
  // What is told in words is not told again as fields.
  const others = Object.fromEntries(Object.entries(things).filter(([name]) => name !== asFhir && name !== 'howItWasBefore' && !(kinds as readonly string[]).includes(name)));
  const zip = zipSync({
    'my-things.html': strToU8(readable(others, told, me.language, now)), 'my-things.json': strToU8(JSON.stringify(things, null, 2)),
    'my-things.fhir.json': strToU8(JSON.stringify(bundle(resources, answers, now), null, 2))
  });
  return new Response(zip, { headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="my-things.zip"', 'cache-control': 'no-store' } });
}
