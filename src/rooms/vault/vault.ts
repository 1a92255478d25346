/**
 * The vault: what is known of the real person, if anything.
 *
 * It lives in a database of its own. The community's account cannot enter it,
 * and what is in it is sealed under a secret of its own. A member finds their
 * own row by a keyed hash of their id; nothing in the vault names a member, and
 * nothing in the community leads to a person.
 *
 * Pages get booleans. Values come out in two ways: to the person themselves
 * (`show`, after they proved who they are), and through `open`, which takes a
 * proof that only the breaking of the glass makes, and leaves a trace.
 */
import { createHmac } from 'node:crypto';
import { notFound, refuse } from '#platform/answers';
import { vaultUrl } from '#platform/config';
import { marks, markOf as erasureMarkOf } from '#platform/erasures';
import { seal, unseal } from '#platform/seal';
import { vaultKeyFor } from '#platform/secrets';
import { sql } from '#platform/vault.server';
import type { Member } from '#members/members';
import { canBeReached, fields, isField, nothing, tidy, wrongWith, type Details, type Field, type Knows } from '#vault/field-rules';

declare const proof: unique symbol;
/**
 * Proof that the glass was broken for one member: which fields may be seen, until when, and under which record.
 * Only one file makes it, with `as BrokenGlass`: `src/rooms/safety/break-glass.ts`. A test reads the house for any other.
 */
export type BrokenGlass = { readonly opening: string; readonly memberId: string; readonly fields: readonly Field[]; readonly until: Date; readonly [proof]: true };

/** Who said it: the member, or a provider of identities and how sure it was. */
export type Source = { source: string; level: string };
const byThemselves: Source = { source: 'self', level: '' };

let there = false;
/** Whether this place has a vault at all. Without one nobody is asked, and nobody can be sent help. */
export const isThere = (): boolean => (there ||= vaultUrl() !== '');

let keys: { mark: Buffer; seal: Buffer } | undefined;
const key = () => (keys ??= { mark: vaultKeyFor('mark'), seal: vaultKeyFor('seal') });
const markOf = (memberId: string) => createHmac('sha256', key().mark).update(memberId).digest('base64url');
const placeOf = (personKey: string, field: string) => `vault.details|${personKey}|${field}`;
const door = () => isThere() || notFound();

/**
 * Keeps what is given; an empty field stays as it was. Refuses with the field
 * named, and keeps nothing then. Giving again is changing. Answers with what
 * was really given.
 */
export async function put(member: { id: string }, given: Details & { adult?: boolean }, { source, level }: Source = byThemselves): Promise<Field[]> {
  door();
  const rows = fields.map((field) => [field, tidy(given[field] ?? '')] as const).filter(([, text]) => text !== '');
  for (const [field, text] of rows) {
    const wrong = wrongWith(field, text);
    if (wrong) refuse(`vault.${wrong}`, field);
  }
  const adult = source === 'self' ? undefined : given.adult; // their own word for it stands in the community, from joining
  if (rows.length === 0 && adult === undefined) return [];
  const [person] = await sql<{ personKey: string }>`
    insert into vault.people (member_mark, erasure_mark, adult, adult_source)
    values (${markOf(member.id)}, ${erasureMarkOf(member.id)}, ${adult ?? null}, ${adult === undefined ? null : source})
    on conflict (member_mark) do update set erasure_mark = excluded.erasure_mark, adult = coalesce(excluded.adult, people.adult), adult_source = coalesce(excluded.adult_source, people.adult_source)
    returning person_key`;
  await sql`
    insert into vault.details (person_key, field, sealed, source, level)
    select ${person!.personKey}, field, sealed, ${source}, ${level}
      from unnest(${rows.map(([field]) => field)}::text[], ${rows.map(([field, text]) => seal(text, placeOf(person!.personKey, field), key().seal))}::text[]) as given (field, sealed)
    on conflict (person_key, field) do update set sealed = excluded.sealed, source = excluded.source, level = excluded.level, changed_at = now()`;
  return rows.map(([field]) => field);
}

/** What there is, as yes and no. Somebody who gave nothing looks like somebody the vault has never heard of. */
export async function knows(member: { id: string }): Promise<Knows> {
  if (!isThere()) return nothing;
  const [found] = await sql<{ adult: boolean | null; fields: string[] }>`
    select p.adult, array(select d.field from vault.details d where d.person_key = p.person_key) as fields
      from vault.people p where p.member_mark = ${markOf(member.id)}`;
  return { ...nothing, ...Object.fromEntries((found?.fields ?? []).map((field) => [field, true])), adult: found?.adult === true };
}

type Row = { personKey: string; field: Field; sealed: string; source: string; changedAt: Date };
const opened = (rows: Row[]): Details => Object.fromEntries(rows.map(({ personKey, field, sealed }) => [field, unseal(sealed, placeOf(personKey, field), key().seal)]));

/** A member's own words back to them. The caller has let them prove who they are a moment ago. */
export async function show(member: Member): Promise<Details> {
  door();
  return opened(await sql<Row>`
    select d.person_key, d.field, d.sealed, d.source, d.changed_at
      from vault.people p join vault.details d on d.person_key = p.person_key
     where p.member_mark = ${markOf(member.id)} order by array_position(${fields}::text[], d.field)`);
}

/** Takes one field out. What is not there is not there. */
export async function remove(member: Member, field: string): Promise<void> {
  door();
  if (!isField(field)) notFound();
  await sql`
    delete from vault.details where field = ${field}
       and person_key = (select person_key from vault.people where member_mark = ${markOf(member.id)})`;
}

/** Everything of one member goes, at once. What others looked at stays counted, and leads to nobody. */
export async function forget(member: { id: string }): Promise<void> {
  if (isThere()) await sql`delete from vault.people where member_mark = ${markOf(member.id)}`;
}

/** Whoever has left the community for good leaves here, too: also one whom a restored vault brought back. */
export async function forgetTheGone(): Promise<number> {
  if (!isThere()) return 0;
  const gone = await sql`delete from vault.people where erasure_mark = any(${[...(await marks())]}::text[]) returning 1 as gone`;
  return gone.length;
}

/** How long a row that is nobody's waits: whoever restores the vault before the community loses nothing by it. */
const daysAlone = 14;

/**
 * Looks each row's member up among those who are here. Under another secret of
 * the community than before, their marks are renewed, so that leaving reaches
 * them. A row that is nobody's any more, and opens, goes after a fortnight: its member is
 * not in the backup that was restored, or left under another secret. Answers
 * with how many went. Of an empty community nothing is concluded.
 */
export async function settle(here: readonly { id: string }[], now = new Date()): Promise<number> {
  if (!isThere() || here.length === 0) return 0;
  const members = new Map(here.map(({ id }) => [markOf(id), id]));
  const people = await sql<{ memberMark: string; erasureMark: string }>`select member_mark, erasure_mark from vault.people`;
  for (const { memberMark, erasureMark } of people) {
    const id = members.get(memberMark);
    if (id && erasureMarkOf(id) !== erasureMark) await sql`update vault.people set erasure_mark = ${erasureMarkOf(id)} where member_mark = ${memberMark}`;
  }
  const known = people.filter(({ memberMark }) => members.has(memberMark)).map(({ memberMark }) => memberMark);
  const alone = await ofThisSecret(people.filter(({ memberMark }) => !members.has(memberMark)).map(({ memberMark }) => memberMark));
  await sql`update vault.people set alone_since = null where alone_since is not null and member_mark = any(${known}::text[])`;
  await sql`update vault.people set alone_since = ${now} where alone_since is null and member_mark = any(${alone}::text[])`;
  const gone = await sql`
    delete from vault.people where member_mark = any(${alone}::text[]) and alone_since <= ${now}::timestamptz - make_interval(days => ${daysAlone}::int) returning 1 as gone`;
  return gone.length;
}

/** Those that open: under another secret of the vault everybody's row looks like nobody's, and may be looked for again when the old one is found. */
async function ofThisSecret(memberMarks: readonly string[]): Promise<string[]> {
  const rows = await sql<Pick<Row, 'personKey' | 'field' | 'sealed'> & { memberMark: string }>`
    select distinct on (p.person_key) p.member_mark, d.person_key, d.field, d.sealed
      from vault.people p join vault.details d on d.person_key = p.person_key where p.member_mark = any(${memberMarks as string[]}::text[])`;
  return rows.filter(({ personKey, field, sealed }) => {
    try {
      return unseal(sealed, placeOf(personKey, field), key().seal) !== '';
    } catch {
      return false;
    }
  }).map(({ memberMark }) => memberMark);
}

/**
 * Through the broken glass: the named fields of one member, no others, and none
 * after its time. Looking and leaving a trace are one statement. What is not
 * known is missing from the answer.
 */
export async function open(glass: BrokenGlass, memberId: string, wished: readonly Field[]): Promise<Details> {
  door();
  if (glass.memberId !== memberId || glass.until <= new Date() || wished.some((field) => !glass.fields.includes(field))) notFound();
  return opened(await sql<Row>`
    with person as (
      select person_key from vault.people where member_mark = ${markOf(memberId)}
    ), trace as (
      insert into vault.openings (opening, person_key, fields) select ${glass.opening}, person_key, ${wished}::text[] from person
      returning person_key
    )
    select d.person_key, d.field, d.sealed, d.source, d.changed_at
      from trace join vault.details d on d.person_key = trace.person_key where d.field = any(${wished}::text[])`);
}

export type Promised = 'none' | 'asked' | 'nothing' | 'some';
/**
 * What a page may say about sending help, as the last part of a key of our
 * words (`promise.none` …). Without a vault: never. With one, to a visitor:
 * only if they told us. To a member whose row was looked at: whether they did.
 */
export function promise(known?: Knows): Promised {
  if (!isThere()) return 'none';
  if (!known) return 'asked';
  return canBeReached(known) ? 'some' : 'nothing';
}
