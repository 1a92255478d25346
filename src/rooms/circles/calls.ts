/**
 * Calls: by video on a server the operator runs, or by telephone.
 *
 * A call is beside the text room and never instead of it: when it breaks, the
 * text room is already open. Rooms have names nobody can guess. Nobody is
 * given a way in but those who may be in the text room.
 */
import { createHmac } from 'node:crypto';
import { origin, setting } from '#platform/config';
import { told, warn } from '#platform/log';
import { keyFor } from '#platform/secrets';
import { bbbCreate, bbbJoin, jitsiLink, type Caller } from '#circles/call-rules';

export type Ways = { video: 'jitsi' | 'bbb' | undefined; phone: string; hasCaptions: boolean };

/** What the operator has set up. */
export function ways(): Ways {
  const video = setting('CALL_JITSI_URL') && setting('CALL_JITSI_SECRET') ? 'jitsi' : setting('CALL_BBB_URL') && setting('CALL_BBB_SECRET') ? 'bbb' : undefined;
  return { video, phone: setting('CALL_PHONE'), hasCaptions: setting('CALL_CAPTIONS') === 'on' };
}

/** The same words in, the same name out; nobody without our secret can make one. */
const hidden = (what: string) => createHmac('sha256', keyFor('calls')).update(what).digest('hex').slice(0, 24);
export const roomOf = (what: string) => `r${hidden(what)}`;

export type Wanted = { /** What the room is for, such as `circle:<session id>`. */ what: string; title: string; minutes: number; caller: Caller; /** Where somebody comes back to. */ back: string };

/** A way in that can be used for some minutes; nothing when there is no server, or it does not answer. */
export async function link({ what, title, minutes, caller, back }: Wanted, now = new Date()): Promise<string | undefined> {
  const { video } = ways();
  const room = roomOf(what);
  const shown = { ...caller, id: hidden(`${what}:${caller.id}`) };
  try {
    if (video === 'jitsi') return await jitsiLink({ url: setting('CALL_JITSI_URL'), app: setting('CALL_JITSI_APP'), secret: setting('CALL_JITSI_SECRET') }, room, shown, now);
    if (video !== 'bbb') return undefined;
    const server = { url: setting('CALL_BBB_URL'), secret: setting('CALL_BBB_SECRET') };
    const made = await fetch(bbbCreate(server, room, { title, minutes, back: `${origin()}${back}` }), { signal: AbortSignal.timeout(5_000), redirect: 'error' });
    if (!/<returncode>SUCCESS<\/returncode>/.test(await made.text())) throw new Error('the call was not made');
    return bbbJoin(server, room, shown);
  } catch (error) {
    warn('a call could not be opened', told(error)); // the text room is open
    return undefined;
  }
}
