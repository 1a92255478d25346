/**
 * Check-ins: how body and mind are, said by the member, for the member.
 *
 * As many a day as one likes, none is fine too. They may be about an earlier
 * day, changed, and taken away. Nobody is told of them. When the mind was very
 * rough twice within three days, company is offered once, and then not again
 * for a week.
 */
import { notFound, refuse } from '#platform/answers';
import { timeIn } from '#platform/days';
import { turns } from '#platform/turns';
import type { Member } from '#members/members';
import { checkInOf, isEmpty, nameOf, type CheckIn } from '#toolbox/check-in-rules';
import { dayAfter, dayOf, daysBetween, isDay, whenOf } from '#toolbox/day-rules';
import * as days from '#toolbox/days';
import * as papers from '#toolbox/papers';
import type { Leaf, Paper } from '#toolbox/papers';

export type { CheckIn } from '#toolbox/check-in-rules';
/** One that is past is no longer asked; it keeps the name of what was noted under it. */
export type OwnItem = { name: string; isPast?: boolean };
export type Mark = { words: string };

type Read = (name: string) => string;

/** Earlier than this nobody keeps notes here. */
const first = '1990-01-01';

/** The day a form is about: today, yesterday, or the three boxes, which count as soon as one of them is filled in. A day that has not come yet is not one. */
export function dayAsked(read: Read, today: string): string {
  const which = whenOf(read);
  if (which === 'yesterday') return dayAfter(today, -1);
  if (which !== 'other') return isDay(which) && which <= today && which >= first ? which : today;
  const day = dayOf(read('day'), read('month'), read('year')) ?? refuse('toolbox.refused.day', 'day');
  if (day > today) refuse('toolbox.refused.dayAhead', 'day');
  if (day < first) refuse('toolbox.refused.day', 'day');
  return day;
}

export type Saved = { id: string; content: CheckIn; day: string; isToday: boolean; offer: boolean };

/** What a member says with a check-in; when it was by the clock, and what we offered, we note. */
const saysOf = ({ at: _, offered: __, ...said }: CheckIn) => said;

/** Keeps a check-in. Sent twice, it is kept once: `form` is the key of the page it was written on, which a letter from there has for a name. `at` is the time on the device where it waited for a signal, as HH:MM; nobody sees what such a one is answered with, and nothing is offered. */
export async function keep(member: Member, read: Read, { form = '', at = '', isSeen = true } = {}): Promise<Saved> {
  const now = await days.now(member);
  const day = dayAsked(read, now.day);
  const said = checkInOf(read, timeIn(at) ?? (day === now.day ? now.time : ''), (await everyOwnItem(member)).map(({ id }) => id));
  if (isEmpty(said)) refuse('toolbox.refused.nothing', 'body');
  const writing = { day, form, says: saysOf };
  const offer = isSeen && said.mind === 1 && !(await papers.isWritten(member, said, writing)) && (await offers(member, day, now.day));
  const content: CheckIn = { ...said, offered: offer ? 1 : 0 };
  return { id: await papers.add(member, 'check-in', content, writing), content, day, isToday: day === now.day, offer };
}

/**
 * Very rough once more within three days, about these days, and not offered for
 * a week. That it was offered stands sealed on the check-in itself: a paper of
 * its own would tell, without a word of it being read, how somebody was.
 */
async function offers(member: Member, day: string, today: string): Promise<boolean> {
  if (Math.abs(daysBetween(day, today)) > 2) return false;
  const lately = await papers.of<CheckIn>(member, 'check-in', { from: dayAfter(today, -9), to: dayAfter(today, 2) });
  const isNear = ({ day: on, content }: Paper<CheckIn>) => content.mind === 1 && on !== null && on <= day && daysBetween(on, day) <= 2;
  return lately.some(isNear) && !lately.some(({ content }) => content.offered);
}

export const one = (member: Member, id: string): Promise<Paper<CheckIn>> => papers.one<CheckIn>(member, 'check-in', id);

/** Changes a check-in, its day too. One that is emptied stays: taking it away is asked once more. */
export async function change(member: Member, id: string, read: Read, basedOn: number): Promise<papers.Changed> {
  const [before, now, items] = [await one(member, id), await days.now(member), await everyOwnItem(member)];
  const known = items.map((item) => item.id);
  const content = checkInOf(read, before.content.at, known);
  if (isEmpty(content)) refuse('toolbox.refused.emptied', 'body');
  const day = read('when') && read('when') !== before.day ? dayAsked(read, now.day) : before.day; // its own day may still lie ahead here, for whoever flew west
  // What stands there without a name is on no form, and stays; so does what we noted.
  const offered = before.content.offered === undefined ? {} : { offered: before.content.offered };
  const nameless = Object.fromEntries(Object.entries(before.content.own).filter(([item]) => !known.includes(item)));
  return papers.change(member, 'check-in', id, { ...content, own: { ...nameless, ...content.own }, ...offered }, { basedOn, day });
}

export const takeAway = (member: Member, id: string) => papers.takeAway(member, 'check-in', id);

/** Things the member likes to look at besides ours, by their own names; what is no longer asked too. */
export const everyOwnItem = (member: Member): Promise<Paper<OwnItem>[]> => papers.of<OwnItem>(member, 'own-item');
/** What is asked now. */
export const ownItems = async (member: Member): Promise<Paper<OwnItem>[]> => (await everyOwnItem(member)).filter(({ content }) => !content.isPast);

const mostOwnItems = 12;

/** Sent twice, it is asked once. */
export async function addOwnItem(member: Member, name: string, { once = '' } = {}): Promise<void> {
  const content: OwnItem = { name: nameOf(name) };
  const writing = { form: once, says: (item: OwnItem) => item.name };
  if ((await ownItems(member)).length >= mostOwnItems && !(await papers.isWritten(member, content, writing))) refuse('toolbox.refused.enoughItems', 'name', { most: mostOwnItems });
  await papers.add<OwnItem>(member, 'own-item', content, writing);
}

/** Asks for it, or asks no longer. What was noted under it stays in the check-ins, by its name. */
export async function turnOwnItem(member: Member, id: string, { asked }: { asked: boolean }): Promise<void> {
  const { content, version } = await papers.one<OwnItem>(member, 'own-item', id);
  if (asked && content.isPast && (await ownItems(member)).length >= mostOwnItems) refuse('toolbox.refused.enoughItems', 'name', { most: mostOwnItems });
  await papers.change<OwnItem>(member, 'own-item', id, { ...content, isPast: !asked }, { basedOn: version });
}

/** Its name goes for good. What was noted under it stays, without a name. */
export const dropOwnItem = (member: Member, id: string) => papers.takeAway(member, 'own-item', id);

/** Something that happened, to see the days around it in its light. */
export async function mark(member: Member, read: Read, { once = '' } = {}): Promise<void> {
  const now = await days.now(member);
  await papers.add<Mark>(member, 'mark', { words: nameOf(read('name')) }, { day: dayAsked(read, now.day), form: once });
}

export const unmark = (member: Member, id: string) => papers.takeAway(member, 'mark', id);

/** The days between which notes are looked at. */
export const ranges = { week: 7, month: 30, half: 182, year: 365, all: 0 } as const;
export type Range = keyof typeof ranges;
export const isRange = (text: string): text is Range => text in ranges;

export type Notes = { range: Range; from: string; to: string; checkIns: Leaf<CheckIn>[]; marks: Leaf<Mark>[]; items: Leaf<OwnItem>[] };

/** A look over hundreds of days takes its turn: two are made at a time. */
const longLooks = turns(2);
const isLong = (range: Range) => ranges[range] === 0 || ranges[range] > 100;

/** Everything noted in a stretch that ends on `to` (today when it is left out). */
export async function notes(member: Member, range: Range, asked: string | null = null): Promise<Notes> {
  const now = await days.now(member);
  if (asked !== null && !isDay(asked)) notFound();
  const to = asked && asked < now.day ? asked : now.day;
  const from = range === 'all' ? first : dayAfter(to, 1 - ranges[range]);
  // Whoever flew west has written on a day that has not come here yet: it is looked at, too. Two clocks on earth are up to 26 hours apart, which for an hour a day is two days.
  const look = () => papers.ofKinds(member, ['check-in', 'mark', 'own-item'], { from, to: to === now.day ? dayAfter(to, 2) : to });
  const found = await (isLong(range) ? longLooks.inTurn(member.id, look) : look());
  const checkIns = found.filter(({ kind }) => kind === 'check-in') as Leaf<CheckIn>[];
  const latest = checkIns[0]?.day ?? to;
  return {
    range, to: latest > to ? latest : to, from: range === 'all' ? (checkIns.at(-1)?.day ?? to) : from, checkIns,
    marks: found.filter(({ kind }) => kind === 'mark') as Leaf<Mark>[],
    items: found.filter(({ kind }) => kind === 'own-item') as Leaf<OwnItem>[]
  };
}

/** The newest day before this one on which something was noted or marked, however long a gap lies between. */
export const lastBefore = (member: Member, day: string): Promise<string | null> => papers.lastBefore(member, ['check-in', 'mark'], day);
