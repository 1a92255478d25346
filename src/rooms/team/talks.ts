/**
 * Talks: what was heavy is talked about, and notes from it are one's own.
 *
 * After an urgent case its owner and the second person talk with somebody
 * within a day. When somebody has died, somebody also asks after them three
 * days and two weeks later. Once a month supervision is offered, and never owed. What is written down is sealed under their own key;
 * a lead sees whether a talk was held, never a word of it.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import type { Host } from '#members/members';
import * as sealing from '#members/sealing';

const longest = 4000;
type Owed = 'debrief' | 'welfare' | 'later';
type Kind = Owed | 'supervision';
const hours: Record<Owed, number> = { debrief: 24, welfare: 72, later: 14 * 24 };

/** Something ended that wants to be talked about. Heard twice, it is one talk. Inside `asHouse`. */
export async function owe(members: readonly string[], caseId: string, endedAt: Date, isDeath: boolean): Promise<void> {
  for (const memberId of members) {
    for (const kind of isDeath ? (['debrief', 'welfare', 'later'] as const) : (['debrief'] as const)) {
      await sql`
        insert into team.talks (id, member_id, case_id, kind, due_at) values (${randomUUID()}, ${memberId}, ${caseId}, ${kind}, ${new Date(endedAt.getTime() + hours[kind] * 3_600_000)})
        on conflict (member_id, case_id, kind) do nothing`;
    }
  }
}

export type Talk = { id: string; kind: Kind; dueAt: Date; heldAt: Date | null; words: string };
type SealedTalk = Omit<Talk, 'words'> & { sealedWords: string | null };
const place = (id: string) => `team.talks|sealed_words|${id}`;

/** Mine: what waits first, then the last ones. */
export const mine = async (host: Host): Promise<Talk[]> => opened(host, await asking(host, () => sql<SealedTalk>`
  select id, kind, due_at, held_at, sealed_words from team.talks where member_id = ${host.id} and due_at < now() + interval '15 days'
   order by held_at is not null, case when held_at is null then due_at end, held_at desc, id limit 200`));

/** Every one there is, for their download. */
export const everyTalk = async (host: Host): Promise<Talk[]> => opened(host, await asking(host, () => sql<SealedTalk>`
  select id, kind, due_at, held_at, sealed_words from team.talks where member_id = ${host.id} order by due_at, id`));

async function opened(host: Host, rows: readonly SealedTalk[]): Promise<Talk[]> {
  const key = rows.some(({ sealedWords }) => sealedWords) ? await sealing.keyOf(host) : undefined;
  return rows.map(({ sealedWords, ...talk }) => ({ ...talk, words: key && sealedWords ? sealing.open<string>(key, place(talk.id), sealedWords) : '' }));
}

/** Whether a talk waits to be held now: the one about a case from its end on, how somebody is later on from the day before. */
export const isOwed = async (host: Host, now = new Date()): Promise<boolean> => (await asking(host, () => sql`
  select 1 from team.talks where member_id = ${host.id} and held_at is null and (kind = 'debrief' or due_at < ${now}::timestamptz + interval '1 day') limit 1`)).length > 0;

/** Whether somebody has talked about this case already. */
export const isHeld = async (host: Host, caseId: string): Promise<boolean> => (await asking(host, () => sql`
  select 1 from team.talks where member_id = ${host.id} and case_id = ${isUuid(caseId) ? caseId : notFound()} and kind = 'debrief' and held_at is not null`)).length > 0;

/** It was held. Words are welcome and never needed. */
export async function hold(host: Host, id: string, given: string): Promise<void> {
  if (!isUuid(id)) notFound();
  const words = fit(given);
  const sealed = words ? sealing.close(await sealing.keyOf(host), place(id), words) : null;
  const held = await asking(host, () => sql`
    update team.talks set held_at = coalesce(held_at, now()), sealed_words = coalesce(${sealed}, sealed_words) where id = ${id} and member_id = ${host.id} returning id`);
  if (!held.length) notFound();
}

/** Days after which supervision is offered again (safety guide §5: monthly). */
const supervisionDays = 30;

export type Supervision = { lastAt: Date | null; /** It is offered again from this day; nothing where it is offered now. */ againAt: Date | null };
/** When I last had supervision, and whether it is offered now. Nobody is asked why they had none. */
export async function supervision(host: Host, now = new Date()): Promise<Supervision> {
  const [last] = await asking(host, () => sql<{ heldAt: Date }>`select held_at from team.talks where member_id = ${host.id} and kind = 'supervision' order by held_at desc limit 1`);
  const again = last && new Date(last.heldAt.getTime() + supervisionDays * 86_400_000);
  return { lastAt: last?.heldAt ?? null, againAt: again && again > now ? again : null };
}

/** I had supervision. Words are welcome and never needed. Pressed twice within the hour, it was one, with the words of either. */
export async function supervised(host: Host, given: string): Promise<void> {
  const words = fit(given);
  const key = words ? await sealing.keyOf(host) : undefined;
  await asking(host, async () => {
    await sql`select pg_advisory_xact_lock(hashtext('team.supervision'), hashtext(${host.id}))`;
    const [again] = await sql<{ id: string }>`select id from team.talks where member_id = ${host.id} and kind = 'supervision' and held_at > now() - interval '1 hour'`;
    const id = again?.id ?? randomUUID();
    const sealed = key ? sealing.close(key, place(id), words) : null;
    if (again) await sql`update team.talks set sealed_words = coalesce(${sealed}, sealed_words) where id = ${id} and member_id = ${host.id}`;
    else await sql`insert into team.talks (id, member_id, kind, due_at, held_at, sealed_words) values (${id}, ${host.id}, 'supervision', now(), now(), ${sealed})`;
  });
}

function fit(given: string): string {
  const words = given.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if ([...words].length > longest) refuse('team.refused.long', 'words', { most: longest });
  return words;
}

export type Note = { id: string; at: Date; words: string };
const notePlace = (id: string) => `team.notes|sealed_words|${id}`;

type SealedNote = Omit<Note, 'words'> & { sealedWords: string };
/** Where the page before ended: the moment in microseconds, and the id that settles a tie. */
export type Key = { micros: number; id: string };
const nobody = '00000000-0000-0000-0000-000000000000';
export const notesShown = 20;

/** Notes from supervision, newest first, a page at a time, and where the earlier ones begin. */
export async function notes(host: Host, after: Key | null = null): Promise<{ notes: Note[]; next: Key | undefined }> {
  const rows = await asking(host, () => sql<SealedNote & { micros: number }>`
    select id, at, sealed_words, (extract(epoch from at) * 1000000)::bigint as micros from team.notes
     where member_id = ${host.id} and (at, id) < (coalesce('epoch'::timestamptz + ${after?.micros ?? null}::bigint * interval '1 microsecond', 'infinity'), ${after?.id ?? nobody}::uuid)
     order by at desc, id desc limit 21`);
  const page = rows.slice(0, notesShown);
  const last = page.at(-1);
  return { notes: await unsealed(host, page), next: rows.length > notesShown && last ? { micros: last.micros, id: last.id } : undefined };
}

/** Every one there is, for their download. */
export const everyNote = async (host: Host): Promise<Note[]> => unsealed(host, await asking(host, () => sql<SealedNote>`
  select id, at, sealed_words from team.notes where member_id = ${host.id} order by at desc, id desc`));

async function unsealed(host: Host, rows: readonly SealedNote[]): Promise<Note[]> {
  if (!rows.length) return [];
  const key = await sealing.keyOf(host);
  return rows.map(({ id, at, sealedWords }) => ({ id, at, words: sealing.open<string>(key, notePlace(id), sealedWords) }));
}

export async function note(host: Host, given: string): Promise<void> {
  const words = fit(given);
  if (!words) refuse('team.refused.empty', 'note');
  const id = randomUUID();
  const sealed = sealing.close(await sealing.keyOf(host), notePlace(id), words);
  await asking(host, () => sql`insert into team.notes (id, member_id, sealed_words) values (${id}, ${host.id}, ${sealed})`);
}

export const forgetNote = (host: Host, id: string) => asking(host, async () => {
  if (!isUuid(id)) notFound();
  await sql`delete from team.notes where id = ${id} and member_id = ${host.id}`;
});
