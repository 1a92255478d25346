/**
 * Texts of gatherings that others see, for those who watch over the place: a
 * plan, and what lies on the table to think over. Words between two and words
 * to the hosts are none of these.
 */
import { isUuid, sql, transaction } from '#db';
import type { Language } from '#platform/words';
import type { Moderator } from '#members/members';

export const kinds = ['plan', 'topic'] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text);

export type Written = { id: string; personaId: string | null; space: string; text: string; language: Language; isHidden: boolean; code: string | null };

/** A text as it stands, or nothing when it is gone or was never shown. Inside `asHouse`. */
export async function written(kind: Kind, id: string): Promise<Written | undefined> {
  if (!isUuid(id)) return undefined;
  const [found] = kind === 'plan'
    ? await sql<Written>`
        select g.id, g.persona_id, g.space, concat_ws(E'\n\n', nullif(g.title, ''), nullif(g.what, ''), nullif(g.host_words, ''), nullif(g.guest_words, ''), nullif(g.access_words, '')) as text, g.language, false as is_hidden,
               (select i.code from gatherings.sittings i where i.gathering_id = g.id order by i.starts_at < now(), i.starts_at limit 1) as code
          from gatherings.gatherings g where g.id = ${id} and g.published_at is not null`
    : await sql<Written>`
        select t.id, t.persona_id, g.space, t.words as text, t.language, t.hidden_at is not null as is_hidden,
               (select i.code from gatherings.sittings i where i.gathering_id = g.id and (t.sitting_id is null or i.id = t.sitting_id) order by i.starts_at < now(), i.starts_at limit 1) as code
          from gatherings.topics t join gatherings.gatherings g on g.id = t.gathering_id where t.id = ${id}`;
  return found;
}

/** Out of sight, for everybody but who wrote it. Twice it is the same. A plan stands as long as its hosts let it: they are spoken to. */
export const hold = (topicId: string): Promise<boolean> => transaction(async () => (await sql`update gatherings.topics set hidden_at = now() where id::text = ${topicId} and hidden_at is null returning id`).length > 0);
export const hide = (_moderator: Moderator, topicId: string) => hold(topicId);
export const show = (_moderator: Moderator, topicId: string): Promise<boolean> => transaction(async () => (await sql`update gatherings.topics set hidden_at = null where id::text = ${topicId} and hidden_at is not null returning id`).length > 0);
