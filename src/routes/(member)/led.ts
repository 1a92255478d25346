/**
 * Addresses say nothing of what stands at them. They once did: whoever comes by
 * an old one, a bookmark or a link somebody kept, is led to the new one for good.
 * What a form sends to an old one is taken where it is.
 */
import { redirect } from '@sveltejs/kit';

type Event = { url: URL; request: Request };

/** What an address asked for, or the way to where it stands now. */
export function led<Thing extends { address: string }>({ url, request }: Event, asked: string | null | undefined, thing: Thing): Thing {
  if (!asked || asked === thing.address || request.method === 'POST') return thing;
  const was = url.pathname + url.search;
  const now = was.replace(new RegExp(`([/=])${asked}(?=[/?&]|$)`), `$1${thing.address}`);
  return now === was ? thing : redirect(308, now);
}
