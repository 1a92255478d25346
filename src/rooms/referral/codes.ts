/**
 * Codes: what stands on a poster, a card or a leaflet.
 *
 * Stewards make them, for a clinic, a campaign or a group, and end them. An
 * ended code still opens its page, since paper cannot be called back; it only
 * counts no more. Opening is counted once a day from one place, apart from
 * everything else, and said to stewards when enough came.
 */
import { sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { isThisMachineAlone } from '#platform/config';
import { allow } from '#platform/tries';
import { isLanguage, type Language } from '#platform/words';
import { code as makeCode, type Steward } from '#members/members';
import { isKind, namesSomebody, saidCount, type Kind } from '#referral/way-rules';

export type Way = { code: string; kind: Kind; label: string; language: Language; endedAt: Date | null };
/** `count` is nothing while it is smaller than may be said. */
export type Counted = Way & { count: number | null };

/** Makes a code. Refuses a label that names somebody: it is printed on nothing, but it is kept. */
export async function make(_: Steward, { kind, label, language }: { kind: string; label: string; language: string }): Promise<string> {
  const said = label.replace(/\s+/g, ' ').trim();
  if (said.length < 3 || [...said].length > 80) refuse('referral.refused.label', 'label');
  if (namesSomebody(said)) refuse('referral.refused.person', 'label');
  const made = makeCode(6);
  await sql`
    insert into referral.codes (code, kind, label, language) values (${made}, ${isKind(kind) ? kind : 'clinic'}, ${said}, ${isLanguage(language) ? language : 'en'})`;
  return made;
}

export const all = async (_: Steward, smallest: number): Promise<Counted[]> =>
  (await sql<Way & { arrived: number }>`
    select c.code, c.kind, c.label, c.language, c.ended_at, coalesce(a.count, 0) as arrived
      from referral.codes c left join referral.arrivals a using (code) order by c.ended_at nulls first, c.label, c.code limit 500`)
    .map(({ arrived, ...way }) => ({ ...way, count: saidCount(arrived, smallest) }));

export async function end(_: Steward, code: string): Promise<void> {
  const [ended] = await sql`update referral.codes set ended_at = coalesce(ended_at, now()) where code = ${code} returning code`;
  if (!ended) notFound();
}

/** What a code says to whoever opens it: its language. Where it hung is not shown. */
export async function read(code: string): Promise<{ code: string; language: Language }> {
  const [way] = await sql<{ code: string; language: Language }>`select code, language from referral.codes where code = ${code.toLowerCase()}`;
  return way ?? notFound();
}

/** Counts one arrival, at most one a day from one place. `isCounted` is for tests: on this machine alone everybody has one address. */
export async function arrive(code: string, address: string, isCounted = !isThisMachineAlone()): Promise<void> {
  if (isCounted && !(await allow(`arrival ${code}`, address, 1, 24 * 60))) return;
  await sql`
    insert into referral.arrivals (code, count) select code, 1 from referral.codes where code = ${code} and ended_at is null
    on conflict (code) do update set count = arrivals.count + 1`;
}
