/**
 * What people write in a replayed month: the demo community's own sentences,
 * put together anew. Nothing is invented.
 *
 * A thread keeps its beginning and is answered with what it was answered with;
 * what stands between and at the end may come from another thread of the same
 * board. What a paragraph is about comes along with it, so that it folds as it
 * did. A paragraph that names somebody is left out, because here it would speak
 * to the wrong person. Threads about the heaviest things stay as they are and
 * are not taken apart: they are not here.
 */
import type { Thread } from '#forum/seed';
import { heavy, type Want } from '#forum/thread-rules';
import type { Language } from '#platform/words';
import type { Chance } from './month-chance.ts';

export type Board = { board: string; threads: readonly Thread[] };
export type Voice = 'host' | 'asker' | 'other';
export type Opening = { source: string; board: string; title: string; text: string; about: string[]; tags: string[] };
export type Reply = { text: string; about: string[]; language: Language };
export type Words = {
  /** Boards by how much is written in them in this language. */
  boards: (language: Language) => { board: string; size: number }[];
  opening: (board: string, language: Language, want: Want) => Opening;
  /** Never the same twice in one thread: `said` holds what was. */
  reply: (opening: Opening, language: Language, voice: Voice, said: Set<string>) => Reply;
};
type Known = { key: string; name: string; role: string | null };
type Piece = { source: string; board: string; language: Language; text: string; about: string[] };
type Part = Piece & { place: 'first' | 'middle' | 'last'; want: Want; title: string; tags: string[] };
type Answer = Piece & { voice: Voice };

/** Where illness is not talked about, words from elsewhere would be out of place. */
const light = ['lounge', 'good'];
const apart = new Set<string>([...heavy, 'baby-loss']);
const isApart = (about: readonly string[]) => about.some((one) => apart.has(one));
const enough = 8;

export const paragraphs = (text: string) => text.split(/\n\s*\n/).map((one) => one.trim()).filter(Boolean);

/** The demo community's paragraphs and replies that may stand elsewhere. */
export function piecesOf(boards: readonly Board[], people: readonly Known[]): { openings: Part[]; replies: Answer[] } {
  const spoken = new Set(people.flatMap(({ name }) => [name, ...name.split(' ')]).filter((word) => word.length > 3));
  const naming = new RegExp(`(?<!\\p{L})(?:${[...spoken].join('|')})(?!\\p{L})`, 'iu');
  const staff = new Set(people.filter(({ role }) => role).map(({ key }) => key));
  const taken = boards.flatMap(({ board, threads }) => threads.map((thread, at) => ({ ...thread, board, source: `${board} ${at}` })))
    .filter(({ by, about }) => !staff.has(by) && !isApart(about));
  return {
    openings: taken.flatMap(({ source, board, lang: language, title, want, about, tags, text }) => paragraphs(text).flatMap((one, at, { length }): Part[] => naming.test(one) ? [] : [{
      source, board, language, text: one, about, want, tags, title: naming.test(title) ? '' : title, place: at === 0 ? 'first' : at === length - 1 ? 'last' : 'middle'
    }])),
    replies: taken.flatMap(({ source, board, lang, by: asker, replies }) => replies.flatMap(({ by, text, about = [], lang: language = lang }): Answer[] => naming.test(text) || isApart(about) ? [] : [{
      source, board, language, text, about, voice: staff.has(by) ? 'host' : by === asker ? 'asker' : 'other'
    }]))
  };
}

/** Lines a paragraph begins with that may stand as a title. */
const titleIn = ({ text }: Piece) => /^[\p{L}\p{N}«"“][^.!?\n()]{10,60}[.!?](?=\s|$)/u.exec(text)?.slice(0, 1) ?? [];

export function wordsFrom(boards: readonly Board[], people: readonly Known[], chance: Chance): Words {
  const { openings, replies } = piecesOf(boards, people);
  const bySource = Map.groupBy(openings, ({ source }) => source);
  const answers = Map.groupBy(replies, ({ source, voice }) => `${source} ${voice}`);
  const written = new Set<string>();
  const titled = new Map<string, number>();
  const pools = new Map<string, Piece[]>();
  /** What fits a board: its own, and while that is little, its neighbours'. */
  const pool = <Kind extends Piece>(name: string, all: readonly Kind[], board: string, language: Language): Kind[] => {
    const key = `${name} ${board} ${language}`;
    if (!pools.has(key)) {
      const spoken = all.filter((piece) => piece.language === language);
      const own = spoken.filter((piece) => piece.board === board);
      pools.set(key, own.length >= enough ? own : spoken.filter((piece) => light.includes(piece.board) === light.includes(board)));
    }
    return pools.get(key) as Kind[];
  };
  const firsts = openings.filter(({ place }) => place === 'first');
  const middles = openings.filter(({ place }) => place === 'middle');
  const voices = Map.groupBy(replies, ({ voice }) => voice);

  /** The more tries it took to be new, the more comes from elsewhere. */
  function composed(board: string, language: Language, want: Want, tries: number): { first: Part; pieces: Piece[] } {
    const own = firsts.filter((one) => one.board === board && one.language === language);
    const first = chance.pick(own.some((one) => one.want === want) && tries < 4 ? own.filter((one) => one.want === want) : own);
    const parts = bySource.get(first.source)!.filter((one) => one !== first);
    const pieces: Piece[] = [first, ...parts.filter(({ place }) => place === 'middle' && chance.happens(0.7))];
    const others = pool('middle', middles, board, language);
    if (others.length && chance.happens(tries > 2 ? 0.7 : 0.25)) pieces.push(chance.pick(others));
    for (let more = tries; more > 8; more -= 8) pieces.push(chance.pick(pool('asker', voices.get('asker')!, board, language)));
    const ends = openings.filter((one) => one.place === 'last' && one.want === want && one.language === language && light.includes(one.board) === light.includes(board));
    if (chance.happens(0.6)) pieces.push(...parts.filter(({ place }) => place === 'last'));
    else if (ends.length && chance.happens(0.5)) pieces.push(chance.pick(ends));
    return { first, pieces: [...new Set(pieces)] };
  }

  function title(first: Part): string {
    const lines = [first.title, ...bySource.get(first.source)!.flatMap(titleIn)].filter(Boolean);
    const [line = ''] = lines.sort((a, b) => (titled.get(a) ?? 0) - (titled.get(b) ?? 0));
    titled.set(line, (titled.get(line) ?? 0) + 1);
    return line;
  }

  return {
    boards: (language) => boards.map(({ board }) => ({ board, size: firsts.filter((one) => one.board === board && one.language === language).length })).filter(({ size }) => size > 0),
    opening(board, language, want) {
      for (let tries = 0; ; tries++) {
        const { first, pieces } = composed(board, language, want, tries);
        const text = pieces.map((piece) => piece.text).join('\n\n');
        if (written.has(text) && tries < 100) continue;
        written.add(text);
        return { source: first.source, board, title: title(first), text, about: [...new Set(pieces.flatMap(({ about }) => about))], tags: first.tags };
      }
    },
    reply({ source, board }, language, voice, said) {
      const isNew = ({ text }: Answer) => !said.has(text);
      const own = answers.get(`${source} ${voice}`)?.find(isNew);
      const elsewhere = pool(voice, voices.get(voice)!, board, language);
      const fresh = own ? [own] : elsewhere.filter(isNew);
      const { text, about, language: spoken } = chance.pick(fresh.length ? fresh : elsewhere);
      said.add(text);
      return { text, about, language: spoken };
    }
  };
}
