import { error, type RequestEvent } from '@sveltejs/kit';
import { NotFound } from '#platform/answers';
import { provider } from '#care/gate';
import * as reading from '#messages/reading';

/** A picture that was drawn anew, to one of the two. It runs nothing and is kept nowhere. */
export async function GET({ locals, params }: RequestEvent) {
  const asker = await provider(locals);
  const bytes = await reading.picture(asker, params.id ?? '', params.picture ?? '').catch((caught: unknown) => {
    if (caught instanceof NotFound) error(404);
    throw caught;
  });
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'image/webp', 'content-disposition': 'inline; filename="picture.webp"', 'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'no-store' } });
}
