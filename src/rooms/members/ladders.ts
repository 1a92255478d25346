/**
 * Ladders: how much of me a name of mine shows, and who may reach me by it.
 *
 * Each name begins at the lowest step, and nobody may ask it for anything. A
 * step can be gone up or down at any time; going down from the step on which
 * names are shared ends every sharing in that space.
 */
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import * as handshakes from '#members/handshakes';
import { isLevelIn } from '#members/ladder-rules';
import type { Member } from '#members/members';
import type { Persona } from '#members/personas';

/** Goes to a step. The forum's two upper steps need a community of mine, named by its code. */
export async function choose(member: Member, here: Persona, level: string, place = ''): Promise<void> {
  if (!isLevelIn(here.kind, level)) notFound();
  const shows = here.kind === 'forum' && level !== 'anonymous' ? await placeOf(member, place) : null;
  if (here.level === 'chosen' && level !== 'chosen') await handshakes.endAll(member, here as handshakes.Here);
  await keep(member, here, { level, shows });
}

/** Says yes to people here, and goes up to the step on which names are shared, where they are not on it; `along`: what else is done with it. All of it, or nothing. */
export const sayYes = (member: Member, here: handshakes.Here, codes: string | readonly string[], along?: () => Promise<unknown>): Promise<void> =>
  handshakes.sayYes(member, here, codes, here.level === 'chosen' ? along : async () => {
    await choose(member, here, 'chosen');
    await along?.();
  });

async function placeOf(member: Member, place: string): Promise<string> {
  const [space] = await asking(member, () => sql<{ id: string }>`
    select id from members.spaces where code = ${place} and kind = 'local' and members.persona_in(id::text) is not null`);
  return space && isUuid(space.id) ? space.id : refuse('members.refused.noPlace', 'place');
}

const keep = (member: Member, here: Persona, { level, shows }: { level: string; shows: string | null }) => asking(member, () => sql`
  insert into members.ladders (persona_id, member_id, level, place) values (${here.personaId}, ${member.id}, ${level}, ${shows}::uuid)
  on conflict (persona_id) do update set level = excluded.level, place = excluded.place`);

/** Whether people in this space may ask to share names, and whether they may open my page. In the forum nobody asks, and its page has a setting of its own. */
export async function reach(member: Member, here: Persona, wished: { offers: boolean; page: string }): Promise<void> {
  if (here.kind === 'forum') notFound();
  await asking(member, () => sql`
    insert into members.ladders (persona_id, member_id, offers, page) values (${here.personaId}, ${member.id}, ${wished.offers}, ${wished.page === 'nobody' ? 'nobody' : 'members'})
    on conflict (persona_id) do update set offers = excluded.offers, page = excluded.page`);
}

/** What the forum is shown of where somebody belongs. Nothing, unless they chose it and enough people belong there. */
export async function belonging(member: Member, code: string, least: number): Promise<{ area: string | null; hasMet: boolean } | undefined> {
  const [row] = await asking(member, () => sql<{ area: string | null; hasMet: boolean }>`
    select b.area, b.has_met from members.faces f cross join lateral members.belonging(f.persona_id, ${least}::int) b
     where f.code = ${code} and f.persona_id not in (select members.blocked()) limit 1`);
  return row;
}
