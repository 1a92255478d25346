/** What this room keeps of a member, for "download my things": who they said yes to, what was shared, who looked, and next steps in words. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';
import { keyOf, open } from '#members/sealing';
import * as openings from '#care/openings';
import * as ties from '#care/ties';

export const of = (member: Member): Promise<Record<string, unknown>> => asking(member, async () => {
  const [known, looks] = [await ties.of(member), await openings.of(member, { most: 5000 })];
  const shared = await sql`
    select p.name as with, g.kind, g.given_at, g.last_day::text as last_day, g.ends_at, g.revoked_at from care.grants g join care.providers p on p.id = g.provider_id
     where g.member_id = ${member.id} order by g.given_at`;
  const steps = await sql<{ id: string; by: string; sealed: string; madeAt: Date; doneAt: Date | null }>`
    select id, by, sealed, made_at, done_at from care.next_steps where member_id = ${member.id} order by made_at`;
  const key = steps.length ? await keyOf(member) : undefined;
  return {
    providers: known.map(({ name, role, organisation, knownAs, identity, madeOn, endedAt, endedBy }) => ({ name, role, organisation, knownAs, identity, madeOn, endedAt, endedBy })),
    shared, whoLooked: looks.map(({ name, organisation, kind, openedAt, byProgram }) => ({ name, organisation, kind, how: byProgram ? 'program' : 'person', openedAt })),
    nextSteps: steps.map(({ id, by, sealed, madeAt, doneAt }) => ({ by, words: open<string>(key!, `care.next_steps|${id}`, sealed), madeAt, doneAt }))
  };
});
