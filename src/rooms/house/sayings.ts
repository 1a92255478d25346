/**
 * Sayings: what the operator says about the place.
 *
 * Who runs it, why, who pays, the six ways, the hours, whom to ring. Stewards
 * change them; pages only read. They are read once and kept in the process for
 * a few seconds, so that a page costs no statement; a change is seen at once by
 * the process that made it and by any other within those seconds.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { sql, transaction } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { languages, say as sayWords, type Language } from '#platform/words';
import type { Steward } from '#members/members';
import { isTimeZone } from '#house/duty-rules';
import { markOf } from '#house/form-rules';
import { fresh, keptOr } from '#house/freshness';
import { boundsOf, fit, isEmpty, isSpoken, names, nothing, sayings as definitions, type House, type Name, type Saying } from '#house/saying-rules';

export type Spoken = House & {
  /** The language of a saying that is only said in another one than was asked for. */
  elsewhere: Partial<Record<Name, Language>>;
};
type Row = { name: string; language: string; value: unknown; changedAt: Date };
type Read = { at: number; said: string; rows: Row[]; spoken: Record<Language, Spoken> };

let kept: Read | undefined;
let zone = 'UTC';
let reading: Promise<Read> | undefined;
/** Reading again behind a page's back happens outside that page's transaction. */
const outside = AsyncLocalStorage.snapshot();

async function read(): Promise<Read> {
  const rows = await sql<Row>`select name, language, value, changed_at from house.sayings order by name, language`;
  const said = JSON.stringify(rows);
  if (kept?.said === said) return (kept = { ...kept, at: Date.now() }); // the same objects, so that what was worked out from them still holds
  const found = { at: Date.now(), said, rows, spoken: Object.fromEntries(languages.map((language) => [language, spokenIn(rows, language)])) as Read['spoken'] };
  kept = found;
  zone = isTimeZone(found.spoken.en.timeZone) ? found.spoken.en.timeZone : 'UTC';
  return found;
}

function spokenIn(rows: Row[], language: Language): Spoken {
  const elsewhere: Spoken['elsewhere'] = {};
  const order = [language, ...languages.filter((other) => other !== language)];
  const valueOf = (name: Name, of: string) => {
    const fitted = fit(name, rows.find((row) => row.name === name && row.language === of)?.value);
    return 'value' in fitted && !isEmpty(fitted.value) ? fitted.value : undefined;
  };
  const said = names.map((name) => {
    if (!isSpoken(name)) return [name, valueOf(name, '') ?? nothing(name)];
    const tongue = order.find((of) => valueOf(name, of) !== undefined);
    if (tongue && tongue !== language) elsewhere[name] = tongue;
    return [name, tongue ? valueOf(name, tongue) : nothing(name)];
  });
  return { ...Object.fromEntries(said), elsewhere } as Spoken;
}

async function now(): Promise<Read> {
  if (!kept) return read();
  if (Date.now() - kept.at > fresh && !reading) {
    reading = outside(read);
    // A database that does not answer leaves the last words standing; they are asked for again with the next page.
    reading.catch(() => {}).finally(() => (reading = undefined));
  }
  return keptOr(kept, reading);
}

/** The clock of the place as it was last read, for what asks at every word. Nothing that was read yet is UTC. */
export const zoneNow = () => zone;

/** Everything the operator says, in one language; what is only said in another is given in that one. */
export const say = async (language: Language): Promise<Spoken> => (await now()).spoken[language];

/** For pages that stand even when the database does not: what was last read, or silence. */
export const sayAnyway = (language: Language): Promise<Spoken> =>
  say(language).catch(() => ({ ...Object.fromEntries(names.map((name) => [name, nothing(name)])), elsewhere: {} }) as unknown as Spoken);

/** What is said in exactly this language, for the steward's forms. */
export async function exactly(_: Steward, language: Language): Promise<House> {
  const { rows } = await read();
  const valueOf = (name: Name) => {
    const fitted = fit(name, rows.find((row) => row.name === name && row.language === (isSpoken(name) ? language : ''))?.value);
    return 'value' in fitted ? fitted.value : nothing(name);
  };
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as House;
}

/** What a steward's form shows: what is said in exactly this language, and our own ways while no own ones are said. */
export async function shown(steward: Steward, language: Language): Promise<House> {
  const said = await exactly(steward, language);
  return { ...said, conduct: orOurs(language, said.conduct) };
}
const orOurs = (language: Language, own: Conduct['lines']) => (own.length ? own : standardConduct(language));

/** Which names are said in this language and which are not, for the checklist. */
export async function empties(language: Language): Promise<Name[]> {
  const { spoken } = await now();
  return names.filter((name) => isEmpty(spoken[language][name]) || spoken[language].elsewhere[name] !== undefined);
}

/** Drops what is kept; the next page reads again. */
export function forget() {
  kept = undefined;
}

/**
 * Says some things anew in one language. All of them fit, or none is kept. New ways say what changed and why: everybody is asked to agree again.
 * `saw`: by which marks they know what stood there (`form-rules`). What somebody else has said meanwhile is not written over unread.
 * Where it follows from what is said, `changing` works it out of that, as it stands in that moment.
 */
export async function change(steward: Steward, language: Language, changing: Partial<House> | ((now: House) => Partial<House>), saw: Partial<Record<Name, string>> = {}): Promise<void> {
  try {
    await transaction(async () => {
      await sql`select pg_advisory_xact_lock(hashtext('house.sayings'))`; // of two at once one is second, and reads what the first said
      const changes = typeof changing === 'function' ? changing(await exactly(steward, language)) : changing;
      await refuseUnread(steward, language, changes, saw);
      if (changes.conduct) await refuseUnexplained(language, changes);
      await put(language, changes, steward.id);
    });
  } finally {
    forget();
  }
}

/** The same words sent twice are said once, whatever they were written on. */
async function refuseUnread(steward: Steward, language: Language, changes: Partial<House>, saw: Partial<Record<Name, string>>): Promise<void> {
  const now = await shown(steward, language);
  const unread = (Object.keys(saw) as Name[]).find((name) => {
    const stands = markOf(name, now[name]);
    const fitted = fit(name, changes[name]);
    if (saw[name] === stands) return false;
    return !('value' in fitted) || markOf(name, name === 'conduct' ? orOurs(language, fitted.value as Conduct['lines']) : fitted.value) !== stands;
  });
  if (unread) refuse('house.refused.unread', unread);
}

/** Ways that are not what members agreed to come with why, in words that are not those of the last time. */
async function refuseUnexplained(language: Language, { conduct: given, conductWhy = '' }: Partial<House>): Promise<void> {
  const fitted = fit('conduct', given);
  if ('wrong' in fitted) return; // said beside its own field
  const { hash, isOurs } = await conduct(language);
  const lines = fitted.value as Conduct['lines'];
  if (hashOf(orOurs(language, lines)) === hash) return;
  const { rows } = await read();
  const last = rows.find((row) => row.name === 'conductWhy' && row.language === language)?.value;
  if (!conductWhy.trim()) refuse('house.refused.conductWhy', 'conductWhy');
  if (!isOurs && typeof last === 'string' && last.trim() === conductWhy.trim()) refuse('house.refused.conductWhyAgain', 'conductWhy');
}

/** Without an asker: for the demo community alone. */
export async function put(language: Language, changes: Partial<House>, by: string | null = null): Promise<void> {
  const fitted = (Object.entries(changes) as [Name, unknown][]).map(([name, given]) => {
    const answer = fit(name, given);
    if ('wrong' in answer) refuse(`house.refused.${answer.wrong}`, name, boundsOf(definitions[name] as Saying));
    return { name, language: isSpoken(name) ? language : '', value: JSON.stringify(name === 'conduct' ? ownOrNone(language, answer.value as Conduct['lines']) : answer.value) };
  });
  try {
    await transaction(async () => {
      for (const { name, language: tongue, value } of fitted) {
        const [changed] = await sql`
          insert into house.sayings (name, language, value, changed_by) values (${name}, ${tongue}, ${value}, ${by})
          on conflict (name, language) do update set value = excluded.value, changed_at = now(), changed_by = excluded.changed_by
            where sayings.value is distinct from excluded.value
          returning name`;
        if (changed) await announce('house.saying.changed', { name });
      }
      if (changes.conduct) await keepConduct(language);
    });
  } finally {
    forget();
  }
}

export type Conduct = { lines: { title: string; text: string }[]; version: string; hash: string; isOurs: boolean; /** What changed last, and why: in the operator's words; of our own six in ours, unless they have said why since. */ why: string; /** The language of that, where it is another than was asked for. */ whyIn?: Language };

const hashOf = (lines: Conduct['lines']) => createHash('sha256').update(JSON.stringify(lines)).digest('hex');

/** The six ways in one language: the operator's words, or ours. A consent keeps the version and the hash. */
export async function conduct(language: Language): Promise<Conduct> {
  const { rows, spoken } = await now();
  const said = spoken[language].elsewhere.conduct ? [] : spoken[language].conduct;
  const own = said.length > 0;
  const lines = own ? said : standardConduct(language);
  const rowOf = (saying: Name) => rows.find(({ name, language: of }) => name === saying && of === language);
  const row = rowOf('conduct');
  const { conductWhy, elsewhere } = spoken[language];
  const isTheirs = own || (!elsewhere.conductWhy && (rowOf('conductWhy')?.changedAt.toISOString() ?? '') >= standardVersion);
  const why = isTheirs && conductWhy ? { why: conductWhy, ...(elsewhere.conductWhy && { whyIn: elsewhere.conductWhy }) } : { why: own ? '' : sayWords(language, 'house', 'conduct.changed') };
  return { lines, version: own && row ? row.changedAt.toISOString().slice(0, 10) : standardVersion, hash: hashOf(lines), isOurs: !own, ...why };
}

/** Our own six, in words; the version changes by hand when they do. */
const standardVersion = '2026-11-22';
const standardConduct = (language: Language) =>
  ([1, 2, 3, 4, 5, 6] as const).map((at) => ({ title: sayWords(language, 'house', `conduct.${at}.title`), text: sayWords(language, 'house', `conduct.${at}.text`) }));
/** Our own six, word for word, are nobody's own words: so whatever is put right in them is said here, too. */
const ownOrNone = (language: Language, lines: Conduct['lines']) => (hashOf(lines) === hashOf(standardConduct(language)) ? [] : lines);

async function keepConduct(language: Language) {
  const [row] = await sql<{ value: unknown }>`select value from house.sayings where name = 'conduct' and language = ${language}`;
  const fitted = fit('conduct', row?.value);
  if (!('value' in fitted) || isEmpty(fitted.value)) return;
  const lines = fitted.value as Conduct['lines'];
  await sql`
    insert into house.conducts (hash, language, lines) values (${hashOf(lines)}, ${language}, ${JSON.stringify(lines)})
    on conflict do nothing`;
}
