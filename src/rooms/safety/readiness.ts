/**
 * Readiness: are there people for whoever says that they might harm themselves?
 *
 * A rota with somebody on it who may decide cases, published hours, words of
 * consent in every language, and an alert that was tried. While one of them is
 * missing, no measure that asks about it is begun, and a page never says that
 * people see the answer. What we cannot find out counts as missing.
 */
import { asHouse, sql } from '#db';
import { told, warn } from '#platform/log';
import { languages } from '#platform/words';
import * as duty from '#house/duty';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import type { PeopleLack } from '#measures/instruments';
import { deciding } from '#members/members';
import * as drills from '#safety/drills';

async function hasResponders(now: Date): Promise<boolean> {
  const [{ staffed }, plan] = await Promise.all([duty.staffedAround(now), presence.plan()]);
  if (!staffed.some(({ to }) => to > now.getTime())) return false;
  const namesOf = (rotas: typeof plan.rotas) => rotas.flatMap(({ shifts }) => shifts.flatMap(({ names }) => names));
  const [somebody] = await asHouse(() => sql`
    select 1 from members.roles r
      join members.personas p on p.member_id = r.member_id and p.space = 'forum'
      join members.faces f on f.persona_id = p.id
     where r.ended_at is null and r.role = any(${deciding}::text[])
       and (f.name = any(${namesOf(plan.rotas)}::text[]) or p.id::text = any(${namesOf(plan.onCall)}::text[])) limit 1`);
  return somebody !== undefined;
}

async function isSaidEverywhere(name: 'hours' | 'harmAnswer'): Promise<boolean> {
  const said = await Promise.all(languages.map((language) => sayings.empties(language)));
  return said.every((empty) => !empty.includes(name));
}

const checks: Record<PeopleLack, (now: Date) => Promise<boolean>> = {
  rota: hasResponders,
  hours: () => isSaidEverywhere('hours'),
  consent: () => isSaidEverywhere('harmAnswer'),
  alert: drills.isTried
};

/** What is missing just now; nothing missing is an empty list. */
export async function lacks(now = new Date()): Promise<PeopleLack[]> {
  const found = await Promise.all(Object.entries(checks).map(async ([name, check]) => {
    try {
      return (await check(now)) ? [] : [name as PeopleLack];
    } catch (error) {
      warn('readiness is not known', { lack: name, ...told(error) });
      return [name as PeopleLack];
    }
  }));
  return found.flat();
}
