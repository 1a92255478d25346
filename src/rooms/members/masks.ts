/**
 * Behind the mask: what I live with, and who sees it.
 *
 * Each thing is shown by one name to people there, to those there who know my
 * forum name, or to nobody. Nobody is where it begins. Others are given the
 * words alone, never an id or a day. [ID-19]
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import * as rules from '#members/mask-rules';
import type { Member } from '#members/members';
import type { Persona } from '#members/personas';
import { mayWrite } from '#members/pausing';

export type Circumstance = {
  id: string; kind: string; words: string;
  /** By persona: to whom it is shown there. */
  shown: Record<string, 'people' | 'known'>;
};

/** My own, the last one last. */
export const mine = (member: Member): Promise<Circumstance[]> => asking(member, () => sql<Circumstance>`
  select c.id, c.kind, c.words, coalesce((select json_object_agg(m.persona_id, m.shown_to) from members.masks m where m.circumstance_id = c.id), '{}') as shown
    from members.circumstances c where c.member_id = ${member.id} order by c.made_at, c.id`);

/** Adds one of the offered, or words of my own. Adding twice is adding once; nobody sees it yet. */
export async function add(member: Member, { kind, words }: { kind: string; words: string }): Promise<void> {
  const own = rules.tidy(words);
  const isOffered = rules.isKind(kind);
  if (!isOffered && !own) refuse('members.refused.maskEmpty', 'words');
  if ([...own].length > rules.longest) refuse('members.refused.maskLong', 'words', { most: rules.longest });
  await asking(member, async () => {
    const [full] = await sql<{ isFull: boolean }>`select count(*) >= ${rules.most} as is_full from members.circumstances where member_id = ${member.id}`;
    if (full!.isFull) refuse('members.refused.maskMany', 'words', { most: rules.most });
    await sql`
      insert into members.circumstances (id, member_id, kind, words) values (${randomUUID()}, ${member.id}, ${own ? '' : kind}, ${own})
      on conflict do nothing`;
  });
}

/** Takes one of mine away. One that is gone is gone. */
export async function remove(member: Member, id: string): Promise<void> {
  if (!isUuid(id)) notFound();
  await asking(member, () => sql`delete from members.circumstances where id = ${id} and member_id = ${member.id}`);
}

/** Shows one by one of my names, or stops showing it. */
export async function show(member: Member, here: Persona, id: string, to: string): Promise<void> {
  if (!isUuid(id) || !rules.isShownTo(to)) notFound();
  await asking(member, async () => {
    const [own] = await sql<{ now: string | null }>`
      select (select shown_to from members.masks where circumstance_id = c.id and persona_id = ${here.personaId}) as now
        from members.circumstances c where c.id = ${id} and c.member_id = ${member.id}`;
    if (!own) notFound();
    if (own.now === to) return;
    if (to === 'nobody') return void (await sql`delete from members.masks where circumstance_id = ${id} and persona_id = ${here.personaId}`);
    mayWrite(member);
    await sql`
      insert into members.masks (circumstance_id, persona_id, member_id, shown_to) values (${id}, ${here.personaId}, ${member.id}, ${to})
      on conflict (circumstance_id, persona_id) do update set shown_to = excluded.shown_to`;
  });
}

export type Shown = { kind: string; words: string };

/** What somebody lets the asker see, by the code of the name the asker knows. */
export const of = (member: Member, code: string): Promise<Shown[]> => asking(member, () => sql<Shown>`
  select m.kind, m.words from members.faces f cross join lateral members.behind_mask(f.persona_id) m where f.code = ${code}`);
