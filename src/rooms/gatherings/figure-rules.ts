/**
 * Figures of gatherings: what those who run the place may know. Pure: rows in,
 * figures out. (decision 15.)
 *
 * Nobody who comes is counted by who they are. How many came, and for how many
 * it was the first time anywhere here, are numbers a host wrote down on the
 * day. So those who tried one are the first times put together, and those who
 * came back are the visits that were no first time. Numbers of people below
 * three are not said: that is fewer than sit round the smallest table.
 */
export type Held = { place: string; kind: string; seats: number; came: number | null; firstTime: number | null; wishesAsked: number | null; wishesMet: number | null; lifts: number | null };
export type Reason = { reason: string; times: number };

/** Fewer people than this are not said (the smallest number at a café in the first study). */
export const smallest = 3;
/** A number of people, nothing at all, or too few to say. */
export type Said = number | 'few';
export const said = (count: number): Said => (count > 0 && count < smallest ? 'few' : count);

export type Figures = {
  held: number; counted: number; areCafes: boolean; seats: number; visits: Said; tried: Said; of: number; back: Said; least: number | null; most: number | null;
  /** How many at each place, when it was the same at each of several. */
  each: number | null; places: number;
  wishes: { asked: Said; met: Said }; lifts: Said; reasons: { reason: string; times: Said }[];
};

const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((all, one) => all + (one ?? 0), 0);

/** `of`: how many people take part in the places these were held in. */
export function figuresOf(held: readonly Held[], reasons: readonly Reason[], of: number): Figures {
  const counted = held.filter(({ came }) => came !== null);
  const came = counted.map((one) => one.came!);
  const tried = sum(counted.map(({ firstTime }) => firstTime));
  const visits = sum(came);
  const atPlaces = [...Map.groupBy(held, ({ place }) => place).values()].map((list) => list.length);
  const small = came.some((one) => one > 0 && one < smallest);
  // Of two numbers that make up a third, one that is hidden would be found by taking the other away: then both are.
  const back = said(Math.max(visits - tried, 0));
  const asked = sum(held.map(({ wishesAsked }) => wishesAsked));
  const met = sum(held.map(({ wishesMet }) => wishesMet));
  const unmet = said(Math.max(asked - met, 0));
  const shown = reasons.filter(({ times }) => times > 0);
  return {
    held: held.length, counted: counted.length, areCafes: held.length > 0 && held.every(({ kind }) => kind === 'cafe'), seats: sum(held.map(({ seats }) => seats)),
    visits: back === 'few' || said(tried) === 'few' ? 'few' : said(visits), tried: said(tried), of, back,
    least: came.length && !small ? Math.min(...came) : null, most: came.length && !small ? Math.max(...came) : null,
    each: atPlaces.length > 1 && new Set(atPlaces).size === 1 ? atPlaces[0]! : null, places: atPlaces.length,
    wishes: { asked: said(asked), met: unmet === 'few' ? 'few' : said(met) }, lifts: said(sum(held.map(({ lifts }) => lifts))),
    reasons: shown.map(({ reason, times }) => ({ reason, times: said(times) })).sort((a, b) => (b.times === 'few' ? 0 : b.times) - (a.times === 'few' ? 0 : a.times) || a.reason.localeCompare(b.reason))
  };
}

/** Whether the one sentence can be said: everything in it is known, and none of it is small. */
export const hasSentence = ({ tried, of, least, held }: Figures) => held > 0 && typeof tried === 'number' && tried > 0 && of >= tried && least !== null;
