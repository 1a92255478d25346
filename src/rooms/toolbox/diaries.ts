/** The private diary: words for a day, as many a day as one likes. Nobody else reads them, nothing looks through them, and a gap is a gap. */
import { refuse } from '#platform/answers';
import type { Member } from '#members/members';
import { dayAsked } from '#toolbox/check-ins';
import * as days from '#toolbox/days';
import { lines, type Read } from '#toolbox/field-rules';
import * as papers from '#toolbox/papers';
import type { Paper } from '#toolbox/papers';

export type Entry = { words: string };
export const longest = 20_000;
/** More than anybody writes in one day. */
const wholeDay = 2_000;

function entryOf(read: Read): Entry {
  const words = lines(read, 'words', longest);
  return words ? { words } : refuse('toolbox.refused.nothing', 'words');
}

/** The newest up to a day, so many of them and the rest of their last day: what comes before begins at the day before. */
export async function of(member: Member, to: string | null = null, most = 30): Promise<Paper<Entry>[]> {
  const newest = await papers.of<Entry>(member, 'diary', { to, most });
  const last = newest.at(-1)?.day;
  if (newest.length < most || !last) return newest;
  return [...newest.filter(({ day }) => day !== last), ...(await papers.of<Entry>(member, 'diary', { from: last, to: last, most: wholeDay }))];
}

export const one = (member: Member, id: string): Promise<Paper<Entry>> => papers.one<Entry>(member, 'diary', id);

export async function add(member: Member, read: Read, { once = '' } = {}): Promise<string> {
  const day = dayAsked(read, (await days.now(member)).day);
  return papers.add<Entry>(member, 'diary', entryOf(read), { day, form: once });
}

export const change = async (member: Member, id: string, read: Read, basedOn: number): Promise<papers.Changed> => papers.change<Entry>(member, 'diary', id, entryOf(read), { basedOn });
export const takeAway = (member: Member, id: string) => papers.takeAway(member, 'diary', id);
