/**
 * Spaces: local communities, and a café for one gathering.
 *
 * Stewards open and close them. Everybody may know that there is one; who is
 * in it, only those in it. The area is said only when enough people belong
 * there, as many as the operator says: below that, one could guess who. [ID-17]
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { idOf, sameFor } from '#platform/form-keys';
import { isLanguage } from '#platform/words';
import { code as makeCode, type Member, type Steward } from '#members/members';

export type Space = {
  code: string;
  kind: 'local' | 'cafe';
  name: string;
  about: string;
  region: string;
  /** The place itself; null while too few belong there, and when there is none. */
  area: string | null;
  language: string;
  closedAt: Date | null;
  /** When its time ends, once a steward has said so; and what it is since: carried on by those in it, or kept to come back to. */
  endsOn: string | null;
  isCarried: boolean;
  isAlumni: boolean;
  /** The asker's name there, if they have one. */
  mine: string | null;
};

/**
 * Every open space, and the closed ones the asker belongs to. By area; those
 * whose area is not said stand after the others, by name, so that their place
 * in the list tells nothing.
 */
export const all = (member: Member, least: number) => asking(member, () => sql<Space>`
  select s.code, s.kind, s.name, s.about, s.region, a.area, s.language, s.closed_at, s.ends_on::text, s.carried_at is not null as is_carried, s.alumni_at is not null as is_alumni, f.name as mine
    from members.spaces s
    cross join lateral (select members.area_of(s.id, ${least}::int) as area) a
    left join members.faces f on f.persona_id = members.persona_in(s.id::text)
   where s.kind <> 'circle' and (s.closed_at is null and s.alumni_at is null or f.name is not null)
   order by s.kind desc, lower(a.area) nulls last, lower(s.name), s.code`);

export async function one(member: Member, place: string, least: number): Promise<Space> {
  const [space] = await asking(member, () => sql<Space>`
    select s.code, s.kind, s.name, s.about, s.region, members.area_of(s.id, ${least}::int) as area, s.language, s.closed_at, s.ends_on::text, s.carried_at is not null as is_carried, s.alumni_at is not null as is_alumni, f.name as mine
      from members.spaces s left join members.faces f on f.persona_id = members.persona_in(s.id::text)
     where s.code = ${place} and s.kind <> 'circle' and (s.closed_at is null and s.alumni_at is null or f.name is not null)`);
  return space ?? notFound();
}

export type Opening = { kind: string; name: string; about: string; region: string; area: string; language: string };
const most = { name: 60, about: 300, region: 60, area: 60 } as const;

function fit(opening: Opening) {
  const line = (text: string) => text.normalize('NFKC').replace(/[\p{C}\s]+/gu, ' ').trim();
  const said = { name: line(opening.name), about: line(opening.about), region: line(opening.region), area: line(opening.area) };
  for (const field of Object.keys(most) as (keyof typeof most)[]) if ([...said[field]].length > most[field]) refuse('members.refused.spaceLong', field, { most: most[field] });
  if (!said.name) refuse('members.refused.spaceName', 'name');
  // A name that says the place would say it below the number, too.
  if (said.area && said.name.toLocaleLowerCase().includes(said.area.toLocaleLowerCase())) refuse('members.refused.spaceSaysArea', 'name');
  return { ...said, kind: opening.kind === 'cafe' ? 'cafe' : 'local', language: isLanguage(opening.language) ? opening.language : 'en' } as const;
}

type Said = ReturnType<typeof fit>;
/** What this form opened already, or, a moment ago, the same words from another page. Of two presses at once, whoever's they are, the second waits here for the first. */
async function opened(steward: Steward, id: string, { kind, name, about, region, area, language }: Said, isAnother: boolean): Promise<{ id: string; code: string; isOver: boolean } | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext('members.spaces'), 0)`;
  const [before] = await sql<{ id: string; code: string; isOver: boolean }>`
    select s.id, s.code, s.closed_at is not null as is_over from members.spaces s
     where s.id = ${id} or not ${isAnother}::boolean and s.closed_at is null and s.opened_by = ${steward.id} and s.opened_at > now() - make_interval(mins => ${sameFor}::int)
       and (s.kind, s.name, s.about, s.region, s.language) = (${kind}, ${name}, ${about}, ${region}, ${language})
       and coalesce((select a.area from members.areas a where a.space_id = s.id), '') = ${area}
     order by s.closed_at is not null limit 1`;
  return before;
}

/** Whether somebody else opened one of that kind and name already, and nothing that was said of either puts them in different places. */
const isThere = async (steward: Steward, { kind, name, region, area }: Said): Promise<boolean> => (await sql`
  select 1 from members.spaces s left join members.areas a on a.space_id = s.id
   where s.kind = ${kind} and s.closed_at is null and s.opened_by is distinct from ${steward.id} and lower(s.name) = lower(${name})
     and (lower(s.region) = lower(${region}) or '' in (s.region, ${region})) and (lower(coalesce(a.area, '')) = lower(${area}) or '' in (coalesce(a.area, ''), ${area})) limit 1`).length > 0;

/**
 * Opens one and answers with what a room needs to hang its own things on it. Sent twice, it is opened once, and is there already.
 * Whoever opens what another steward opened before them is told so, unless they say that theirs `isAnother`.
 */
export async function open(steward: Steward, opening: Opening, once = '', isAnother = false): Promise<{ id: string; code: string; name: string; kind: 'local' | 'cafe'; isThere: boolean }> {
  const said = fit(opening);
  const sent = idOf(once, steward.id, said);
  return asHouse(async () => {
    const before = await opened(steward, sent, said, isAnother);
    if (before && !before.isOver) return { id: before.id, code: before.code, name: said.name, kind: said.kind, isThere: true };
    if (!isAnother && (await isThere(steward, said))) refuse('members.refused.spaceThere', 'name', { name: said.name });
    const [id, code] = [before ? randomUUID() : sent, makeCode()];
    await sql`
      insert into members.spaces (id, code, kind, name, about, region, language, opened_by)
      values (${id}, ${code}, ${said.kind}, ${said.name}, ${said.about}, ${said.region}, ${said.language}, ${steward.id})`;
    if (said.area) await sql`insert into members.areas (space_id, area) values (${id}, ${said.area})`;
    await announce('members.space.opened', { spaceId: id });
    return { id, code, name: said.name, kind: said.kind, isThere: false };
  });
}

/** The space of a circle, for the room that gives its seats. In the transaction that makes the circle. */
export async function openForCircle(steward: Steward, name: string, language: string): Promise<{ id: string; code: string }> {
  const [id, code] = [randomUUID(), makeCode()];
  await sql`
    insert into members.spaces (id, code, kind, name, language, opened_by) values (${id}, ${code}, 'circle', ${name}, ${isLanguage(language) ? language : 'en'}, ${steward.id})`;
  return { id, code };
}

/** Closed, it takes nobody in any more; those in it still read and can leave. */
export const close = (_steward: Steward, place: string) => asHouse(async () => {
  const [closed] = await sql`update members.spaces set closed_at = now() where code = ${place} and closed_at is null returning id`;
  if (!closed) notFound();
});
export const reopen = (_steward: Steward, place: string) => asHouse(async () => {
  const [opened] = await sql`update members.spaces set closed_at = null where code = ${place} and closed_at is not null returning id`;
  if (!opened) notFound();
});

export type Kept = { code: string; kind: 'local' | 'cafe'; name: string; region: string; area: string; closedAt: Date | null; endsOn: string | null; isCarried: boolean; isAlumni: boolean; isAreaShown: boolean; hasHost: boolean };

/** For whoever runs the place: all of them, whether the area shows yet, and whether any host has a name there. No number, and nobody's name. */
export const forStewards = (_steward: Steward, least: number) => asHouse(() => sql<Kept>`
  select s.code, s.kind, s.name, s.region, coalesce((select a.area from members.areas a where a.space_id = s.id), '') as area, s.closed_at, s.ends_on::text, s.carried_at is not null as is_carried, s.alumni_at is not null as is_alumni, members.area_of(s.id, ${least}::int) is not null as is_area_shown,
         exists (select from members.personas p join members.roles r on r.member_id = p.member_id and r.ended_at is null
                  where p.space = s.id::text and p.retired_at is null) as has_host
    from members.spaces s where s.kind <> 'circle' order by s.kind desc, lower(s.name), s.code`);
