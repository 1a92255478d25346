/**
 * Answering: nobody stays unanswered.
 *
 * Hosts see the threads that wait, with an honest clock beside each. A host
 * who says "I am on it" holds a thread for half an hour and the others see
 * their name; after that it is free again by itself, so that nobody's name
 * blocks an answer for long. Answering needs no claim: it is only so that two
 * people do not write the same thing.
 */
import { asking, sql, transaction } from '#db';
import { notFound, refuse } from '#platform/answers';
import * as answered from '#forum/answered';
import { isCode } from '#forum/page-rules';
import * as duty from '#house/duty';
import type { Host, Member } from '#members/members';

declare const proof: unique symbol;
/** Whoever answers those who wait: a host, or a member who offered to greet (`greeters` makes one). */
export type Answerer = Host | (Member & { [proof]: 'greeter' });

/** How long "I am on it" holds. */
export const leaseMinutes = 30;

type Lease = { threadId: string; personaId: string; name: string; until: Date };
export type Waiting = answered.Waiting & {
  /** By when the rota promises an answer; nothing when it promises nothing. */
  promised: Date | undefined;
  timeZone: string | undefined;
  /** Who is on it now. */
  on: { name: string; isMe: boolean; until: Date } | undefined;
};

/** One page of what waits for this host, and where the next page begins. */
export async function queue(host: Answerer, afterCode: string | null = null): Promise<{ waiting: Waiting[]; next: string | undefined }> {
  return asking(host, async () => {
    const found = await answered.unanswered(host, isCode(afterCode) ? afterCode : null);
    const shown = found.slice(0, answered.most);
    const leases = shown.length ? await held(shown.map(({ id }) => id)) : [];
    const waiting: Waiting[] = [];
    for (const thread of shown) {
      const promised = await duty.promise(thread.createdAt);
      const lease = leases.find(({ threadId }) => threadId === thread.id);
      waiting.push({
        ...thread,
        promised: promised?.by,
        timeZone: promised?.timeZone,
        on: lease && { name: lease.name, isMe: lease.personaId === host.personaId, until: lease.until }
      });
    }
    return { waiting, next: found.length > shown.length ? shown.at(-1)!.code : undefined };
  });
}

const held = (threadIds: readonly string[]) => sql<Lease>`
  select a.thread_id, a.persona_id, f.name, a.until
    from safety.answering a join members.faces f on f.persona_id = a.persona_id
   where a.thread_id = any(${threadIds as string[]}::uuid[]) and a.until > now()`;

/** "I am on it". Of two hosts at once one gets it; the other is told by name. Saying it again begins the half hour anew. */
export const take = (host: Answerer, code: string) =>
  asking(host, async () => {
    const thread = (await answered.waiting(host, code)) ?? notFound();
    if (!thread.isWaiting) refuse('safety.refused.answered');
    const [mine] = await sql`
      insert into safety.answering as held (thread_id, persona_id, until)
      values (${thread.id}, ${host.personaId}, now() + make_interval(mins => ${leaseMinutes}))
      on conflict (thread_id) do update set persona_id = excluded.persona_id, until = excluded.until, taken_at = now()
        where held.until <= now() or held.persona_id = excluded.persona_id
      returning 1`;
    if (mine) return;
    const [other] = await held([thread.id]);
    refuse('safety.refused.taken', undefined, { name: other?.name ?? '' });
  });

/** "Give it back". Twice is once, and nobody gives back what another holds. */
export const giveBack = (host: Answerer, code: string) =>
  asking(host, async () => {
    const thread = (await answered.waiting(host, code)) ?? notFound();
    await sql`delete from safety.answering where thread_id = ${thread.id} and persona_id = ${host.personaId}`;
  });

/** The leases that ran out are of no use to anybody. */
export const sweep = () => sql`delete from safety.answering where until < now()`;

const figure = 'answeredWithinADay';

/** Works out the figure that visitors read. A clock calls it; no page does. */
export const count = (now = new Date()) =>
  transaction(async () => {
    const share = await answered.answeredOfHundred(now);
    await sql`
      insert into safety.figures (name, value, at) values (${figure}, ${share ?? null}, ${now})
      on conflict (name) do update set value = excluded.value, at = excluded.at`;
  });

/** Of a hundred threads of the last thirty days, how many were answered within a day. Nothing while there are fewer than twenty, or when the figure is old. */
export async function answeredWithinADay(): Promise<number | undefined> {
  const [row] = await sql<{ value: number | null }>`
    select value from safety.figures where name = ${figure} and at > now() - interval '2 days'`;
  return row?.value ?? undefined;
}
