/**
 * Words that were turned away.
 *
 * Somebody pressed Send, and what they wrote could not be taken in: a thread is
 * closed or gone, or not there for them; they are paused; nobody is here. In the
 * forum the words stay a draft of theirs; what is said in a room or laid on a
 * table is kept on the page. They are read for danger all the same, and where
 * they sound like it, or cannot be assessed, a person looks: then they are kept
 * for who decides, and their writer is offered help as beside a post; where the
 * program failed, too, and then nothing is said of how they sound. What was for
 * a room is read by nobody while the program is turned off, as every line there.
 *
 * Why they were turned away, and for whose thread they were, is not with the
 * case: it says nothing of a block to anybody, and whoever keeps apart from the
 * writer does not hold it (`near`). One name has one open case: pressed twice,
 * or tried elsewhere, the words join it. A draft that was never sent is not
 * read, nor is anything private.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import * as alarms from '#platform/alarms';
import { told, warn } from '#platform/log';
import { allow } from '#platform/tries';
import type { Language } from '#platform/words';
import * as concerning from '#circles/concerning';
import * as assessable from '#forum/assessable';
import { isPlace, type Draft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import { longestText, longestTitle, tidy, tidyLine } from '#forum/text-rules';
import * as gathered from '#gatherings/concerning';
import type { Member } from '#members/members';
import { assess } from '#triage/assess';
import * as assessing from '#safety/assessing';
import type { Level } from '#safety/case-rules';
import * as cases from '#safety/cases';
import { atLeisure, type How } from '#safety/in-time';
import * as offers from '#safety/offers';
import * as reports from '#safety/reports';
import { stampOf } from '#safety/standing';
import { spotOf, type Spot } from '#safety/turned-away-rules';

/** As many as may be posted, too: it only stops machines. */
const mostTries = 30;
const inMinutes = 10;
/** What is kept of words that were sent again and again: the newest. */
const longestKept = 3 * longestText;

type Sent = Pick<Draft, 'title' | 'text' | 'language'>;

/** As they would have stood. A post is shorter than what somebody may have typed; it is read as far as a draft is kept. */
function wordsOf({ title, text }: Sent): string {
  const [head, body] = [tidyLine(title.slice(0, longestTitle * 10)), tidy(text.slice(0, 5 * longestText))];
  return head && body ? `${head}\n\n${body}` : head || body;
}

/** Reads what was sent from the form of a place and turned away. Answers whether help is offered; never stands in the way. */
export async function take(writer: Pick<Member, 'id'>, place: string, sent: Sent, how: How = assess): Promise<boolean> {
  if (!wordsOf(sent) || !(isPlace(place) || spotOf(place))) return false;
  try {
    if (!(await isForOthers(place))) return false;
    if (!(await allow('safety.turnedAway', writer.id, mostTries, inMinutes))) return false;
    const text = wordsOf(drafts.storable(sent)); // what may be kept nowhere is not kept here either (NEW-2)
    return await asHouse(() => look(writer, place, { text, language: sent.language === 'nb' ? 'nb' : 'en' }, how));
  } catch (error) {
    warn('words that were turned away reached nobody', told(error));
    await alarms.raise('triage.failing');
    return false;
  }
}

/** A plan that was not shown yet is its planners' own, and nothing private is read. */
async function isForOthers(place: string): Promise<boolean> {
  const spot = spotOf(place);
  return spot?.kind !== 'plan' || asHouse(() => gathered.isShownAt(spot.code));
}

async function look(writer: Pick<Member, 'id'>, place: string, sent: { text: string; language: Language }, how: How): Promise<boolean> {
  if (spotOf(place)?.kind === 'line' && (await assessing.isOff())) return false;
  const found = await assessing.say(sent, how, atLeisure); // not given up after a while: help stands in the answer
  const level: Level = found?.level ?? 'unassessed';
  if (level === 'low' || level === 'none') return false;
  const kept = await keep(writer, place, sent);
  if (!kept) return false;
  const { id, personaId, space } = kept;
  const cause = `turned:${id}:${stampOf(sent.text)}:${level}`;
  const [before] = await sql<{ hasHeard: boolean; isOffered: boolean }>`
    select exists (select from safety.cases c join safety.signals s on s.case_id = c.id
                    where c.subject_kind = 'turned' and c.subject_id = ${id} and c.state <> 'closed' and starts_with(s.cause, ${cause})) as has_heard,
           exists (select from safety.offers o where o.post_id = ${id} and o.at > now() - interval '2 days') as is_offered`;
  if (!before!.hasHeard) {
    const { flags = [], reasons = [], version = '' } = found ?? {};
    await cases.signal({ kind: 'turned', id, personaId, space }, { kind: 'triage', level, flags, reasons, version, cause: `${cause}:${randomUUID()}` });
  }
  if (level === 'unassessed' && (await assessing.isOff())) return false; // as beside a post then
  // The same words sent again are promised nothing anew.
  if (!before!.hasHeard || !before!.isOffered) await offers.make(id, personaId, level);
  return true;
}

type Kept = { id: string; personaId: string; space: string };

/** Keeps the words under the name they were written with, beside what is before a person already. The row is held, so that a second press waits for the first. */
async function keep(writer: Pick<Member, 'id'>, place: string, { text, language }: { text: string; language: Language }): Promise<Kept | undefined> {
  const spot = spotOf(place);
  const meant = spot ? await spaceAt(spot) : await assessable.spaceOf(place);
  const [persona] = await sql<{ id: string; space: string }>`
    select id, space from members.personas where member_id = ${writer.id} and space in (${meant}, 'forum')
     order by space = ${meant} desc, retired_at is null desc, made_at desc limit 1`;
  if (!persona) return undefined; // somebody at work here has no name to write under
  const [kept] = await sql<{ id: string; wordsId: string | null }>`
    insert into safety.turned_away (id, persona_id, place, language) values (${randomUUID()}, ${persona.id}, ${place}, ${language})
    on conflict (persona_id) do update set place = excluded.place, language = excluded.language, at = now()
    returning id, words_id`;
  const { id, wordsId: old } = kept!;
  const [before] = await sql<{ words: string }>`
    select t.words from safety.texts t join safety.cases c on c.subject_kind = 'turned' and c.subject_id = ${id} and c.state <> 'closed' where t.id = ${old}`;
  const wordsId = await reports.keep(persona.id, joined(before?.words ?? '', text), before ? old : null);
  await sql`update safety.turned_away set words_id = ${wordsId} where id = ${id}`;
  if (old && !before) await sql`delete from safety.texts where id = ${old}`; // that is over
  return { id, personaId: persona.id, space: persona.space };
}

const spaceAt = async ({ kind, code }: Spot): Promise<string> => (await (kind === 'line' ? concerning.spaceAt(code) : gathered.spaceAt(code))) ?? 'forum';

/** Words that go on from others stand in their place; the same ones stand once. */
const joined = (before: string, now: string) => (now.includes(before) ? now : before.includes(now) ? before : `${before}\n\n${now}`.slice(-longestKept).toWellFormed());

/** What of the member's own was turned away lately from these forms and is before a person, and when. Help may stand beside it (`offers`), where the words are still a draft: they may have been posted or thrown away since. */
export const of = (member: Member, places: readonly string[]): Promise<{ id: string; place: string; at: Date }[]> =>
  asHouse(() => sql`
    select w.id, w.place, w.at from safety.turned_away w join members.personas p on p.id = w.persona_id
     where p.member_id = ${member.id} and w.at > now() - interval '2 days' and w.place = any(${places as string[]}::text[])`);

/**
 * The same of one room or gathering, without what was followed there by something of theirs that was taken in: it was read later. A reader
 * may be a while behind what it reads; until then help stands rather once too often. `isJustNow`: only what was sent within the last minute.
 */
export const there = (member: Member, place: string, since: readonly string[], isJustNow: boolean): Promise<string[]> =>
  asHouse(async () => {
    const rows = await sql<{ id: string }>`
      select w.id from safety.turned_away w join members.personas p on p.id = w.persona_id
       where p.member_id = ${member.id} and w.place = ${place} and w.at > now() - case when ${isJustNow}::boolean then interval '1 minute' else interval '2 days' end
         and not exists (select from safety.assessments a where a.post_id = any(${since as string[]}::uuid[]) and a.at > w.at + interval '1 minute')`;
    return rows.map(({ id }) => id);
  });

/** The same of what was sent to a room or a gathering that is not there now, or not for them. */
export const elsewhere = (member: Member): Promise<string[]> =>
  asHouse(async () => {
    const rows = await sql<{ id: string }>`
      select w.id from safety.turned_away w join members.personas p on p.id = w.persona_id where p.member_id = ${member.id} and w.at > now() - interval '2 days' and w.place ~ '^(line|card|plan):'`;
    return rows.map(({ id }) => id);
  });

/** Ninety days after they were sent they go, unless a case about them is open; and with them what their cases quote. */
export const forget = () => asHouse(async () => {
  await sql`
    with gone as (
      delete from safety.turned_away w
       where w.at < now() - interval '90 days' and not exists (select from safety.cases c where c.subject_kind = 'turned' and c.subject_id = w.id and c.state <> 'closed')
      returning words_id
    )
    delete from safety.texts where id in (select words_id from gone)`;
  await sql`
    update safety.signals s set reasons = '[]' from safety.cases c
     where c.id = s.case_id and c.subject_kind = 'turned' and s.reasons <> '[]'
       and (not exists (select from safety.turned_away w where w.id = c.subject_id) or (c.state = 'closed' and s.at < now() - interval '90 days'))`;
});
