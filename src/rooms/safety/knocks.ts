/**
 * Knocks: carrying what an escalation wrote down, by mail and by webhook.
 *
 * A knock that was taken is done and is not carried again. One that was not
 * taken raises an alarm that every desk shows, is written down with its code,
 * and is tried again by the queue. Both stand although the try is undone.
 */
import { apart, asHouse, sql } from '#db';
import * as alarms from '#platform/alarms';
import type { Event } from '#platform/events';
import { told } from '#platform/log';
import * as mail from '#platform/mail';
import * as webhook from '#platform/webhook';
import * as reaches from '#safety/reaches';

type Knock = { id: string; channel: 'mail' | 'webhook'; memberId: string | null };

/** Which of them go by a machine elsewhere: what another room carries waits for nobody. */
export const isCarried = ({ data }: Event): boolean => data.channel !== 'notice';

/** Hears of an escalation. What another room carries, or somebody came for meanwhile, is left alone. */
export const carry = ({ data }: Event): Promise<void> =>
  asHouse(async () => {
    const [knock] = await sql<Knock>`
      select e.id, e.channel, e.member_id from safety.escalations e
       where e.id = ${String(data.escalationId)} and e.channel in ('mail', 'webhook') and e.done_at is null for update`;
    if (!knock) return;
    try {
      await (knock.channel === 'mail' ? byMail(knock) : webhook.call('urgent', knock.id));
    } catch (error) {
      await failed(knock, String(told(error).code ?? 'unknown'));
      throw error;
    }
    await sql`update safety.escalations set done_at = now(), tries = tries + 1, trouble = '' where id = ${knock.id}`;
  });

async function byMail({ id, memberId }: Knock): Promise<void> {
  const reach = memberId ? await reaches.confirmed(memberId) : undefined;
  if (reach) await mail.send(reach.address, { kind: 'urgent' }, reach.language, id); // taken back meanwhile: nothing to carry
}

/** The row is locked by the try that failed, so its trouble is written once that is undone: by the alarm now, by the next look at it later. */
async function failed({ channel }: Knock, code: string): Promise<void> {
  await alarms.raise(`${channel}.failing`, { code });
}

/** What could not be carried for a while: for the desk, by kind. */
export const troubles = (now = new Date()) => apart(() => asHouse(() => sql<{ channel: string; since: Date }>`
  select channel, min(at) as since from safety.escalations
   where done_at is null and channel in ('mail', 'webhook') and at between ${now}::timestamptz - interval '1 day' and ${now}::timestamptz - interval '2 minutes' group by channel`));
