/**
 * Instruments: which sets of questions there are, and which may be asked.
 *
 * Five are shipped with their words. Every other one is a slot that holds
 * arithmetic at most; an operator brings the questions, the licence and its
 * last day in a folder, and a steward switches it on. Until everything is
 * there it refuses, and says in words what is missing. One that asks about
 * harm to oneself also needs people who answer: who those are the safety room
 * knows, so whoever calls says what is missing there.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sql, transaction } from '#db';
import { notFound, refuse } from '#platform/answers';
import { dataDir, root, setting } from '#platform/config';
import type { Steward } from '#members/members';
import { addresses, fit, readQuestionnaire, readScoring, shipped, slots, type Instrument, type Questionnaire, type Scoring } from '#measures/instrument-rules';
import { keepsWords, lacksOf, readLicence, warningsOf, type Lack, type Licence, type Warning } from '#measures/slot-rules';

/** `lacks` is why it is not asked; empty, and it is. */
export type Kept = {
  id: string; title: string; instrument: Instrument | undefined; scoring: Scoring | undefined;
  isShipped: boolean; isChosen: boolean; licence: Licence | undefined; lacks: Lack[]; warnings: Warning[];
};

const ids = [...shipped, ...slots];
const standing = new Map<string, string>(Object.entries(addresses));
/** What stands for one in an address. What is none of ours is named as it is. */
export const addressOf = (id: string): string => standing.get(id) ?? id;
/** Which one an address means: also an old one, which was its name. */
export const idAt = (address: string): string => ids.find((id) => addresses[id] === address) ?? address;
const isShipped = (id: string) => (shipped as readonly string[]).includes(id);
/** Asked unless a steward says otherwise. WHO-5 is free for those who take no money, PHQ-9 needs people: both wait for a word. */
const fromTheStart = ['phq-8', 'phq-2', 'gad-7'];
const here = join(root, 'src/rooms/measures/instruments');
const theirs = () => (setting('MEASURES_DIR') ? resolve(root, setting('MEASURES_DIR')) : join(dataDir(), 'measures'));
const largest = 2_000_000;

/** A file that is not there, too large or no JSON is no file; it stops nothing else. */
function json(folder: string, id: string, name: string): unknown {
  try {
    const file = readFileSync(join(folder, id, `${name}.json`), 'utf8');
    return file.length > largest ? undefined : JSON.parse(file);
  } catch {
    return undefined;
  }
}

type Files = { questionnaire: Questionnaire | undefined; scoring: Scoring | undefined; licence: Licence | undefined; found: { questionnaire: boolean; words: boolean } };

/** Ours, and what the operator laid beside it. To a shipped one they may add translations, and change no word of the original. */
function filesOf(id: string): Files {
  const folder = theirs();
  const brought = json(folder, id, 'questionnaire');
  const ours = isShipped(id) ? readQuestionnaire(json(here, id, 'questionnaire')) : undefined;
  const added = readQuestionnaire(brought);
  const words = !ours || !added || keepsWords(ours, added);
  const own = readScoring(json(folder, id, 'scoring'));
  return {
    questionnaire: ours && added && words ? added : (ours ?? added),
    scoring: (isShipped(id) ? undefined : own?.instrument === id ? own : undefined) ?? readScoring(json(here, id, 'scoring')),
    licence: readLicence(json(folder, id, 'licence')), found: { questionnaire: brought !== undefined || existsSync(join(folder, id, 'questionnaire.json')), words }
  };
}

let kept: { at: number; files: Map<string, Files> } | undefined;
const fresh = 5_000;
/** Files are read again after some seconds, so that an operator need not start anew. */
function files(): Map<string, Files> {
  if (!kept || Date.now() - kept.at > fresh) kept = { at: Date.now(), files: new Map(ids.map((id) => [id, filesOf(id)])) };
  return kept.files;
}
export const forget = () => void (kept = undefined);

/** One instrument, whether or not it is switched on: what was begun can be gone on with, and looked back on. */
export function one(id: string): Instrument {
  const { questionnaire, scoring } = files().get(id) ?? notFound();
  if (!questionnaire || !scoring || !fit(questionnaire, scoring)) notFound();
  return { id, address: addressOf(id), questionnaire, scoring };
}
/** The one that stands at an address. */
export const at = (address: string): Instrument => one(idAt(address));
/** By its name, or nothing: for looking back on what an operator has taken away since. */
export function known(id: string): Instrument | undefined {
  const { questionnaire, scoring } = files().get(id) ?? {};
  return questionnaire && scoring && fit(questionnaire, scoring) ? { id, address: addressOf(id), questionnaire, scoring } : undefined;
}
/** The arithmetic of the eight, which also reads the first eight of the nine. */
export const eight = () => one('phq-8').scoring;

/** What is missing of the people who answer, from the safety room: nothing missing is an empty list. */
export type PeopleLack = 'rota' | 'hours' | 'consent' | 'alert';

/** All of them as they stand, for the steward's page and for asking. */
export async function all(people: readonly PeopleLack[], today = new Date()): Promise<Kept[]> {
  const chosen = await sql<{ instrument: string; choice: string }>`
    select distinct on (instrument) instrument, choice from measures.choices order by instrument, id desc`;
  return ids.map((id) => {
    const { questionnaire, scoring, licence, found } = files().get(id)!;
    const choice = chosen.find(({ instrument }) => instrument === id)?.choice;
    const instrument = known(id);
    const state = { isShipped: isShipped(id), questionnaire, scoring, isFit: instrument !== undefined, licence, found, people, today };
    return {
      id, title: questionnaire?.title || titles[id] || id.toUpperCase(), instrument, scoring, isShipped: isShipped(id), licence,
      isChosen: choice ? choice === 'on' : fromTheStart.includes(id), lacks: lacksOf(state), warnings: warningsOf(state)
    };
  });
}

/** Proper names, the same in every language. */
const titles: Record<string, string> = {
  swemwbs: 'SWEMWBS', wemwbs: 'WEMWBS', 'ucla-3': 'UCLA-3', brs: 'BRS', wsas: 'WSAS', 'reqol-10': 'ReQoL-10', 'reqol-20': 'ReQoL-20',
  'promis-depression-4a': 'PROMIS Depression 4a', 'eq-5d-5l': 'EQ-5D-5L', 'core-10': 'CORE-10', 'pam-13': 'PAM-13'
};

/** Those that may be begun now. */
export const open = async (people: readonly PeopleLack[], today = new Date()): Promise<Instrument[]> =>
  (await all(people, today)).flatMap(({ isChosen, lacks, instrument }) => (isChosen && !lacks.length && instrument ? [instrument] : []));

export type Choosing = { choice: string; people: readonly PeopleLack[]; isNonCommercial: boolean };

/** A steward switches one on or off. On only when nothing is missing; the page names each thing that is. */
export async function choose(steward: Steward, id: string, { choice, people, isNonCommercial }: Choosing): Promise<void> {
  if (choice !== 'on' && choice !== 'off') notFound();
  const found = (await all(people)).find((kept) => kept.id === id) ?? notFound();
  if (choice === 'on' && found.lacks.length) refuse('measures.refused.lacks', id);
  if (choice === 'on' && found.scoring?.onlyNonCommercial && !isNonCommercial) refuse('measures.refused.nonCommercial', id);
  if (found.isChosen === (choice === 'on')) return;
  await transaction(() => sql`insert into measures.choices (instrument, choice, by_id) values (${id}, ${choice}, ${steward.id})`);
}
