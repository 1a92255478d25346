import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as checkIns from '#toolbox/check-ins';
import * as papers from '#toolbox/papers';
import { byDay, daysApart, mostly, patterns, picture, points } from '#toolbox/note-rules';
import { dayAfter, daysBetween } from '#toolbox/day-rules';
import { seenBy } from '../seen.ts';

/** Words and single entries are listed for this many at most; the table and the picture hold everything. */
const listed = 40;

/** Where a list goes on that was too long: at the last day it came to, which may have more. */
const moreFrom = (last: string, to: string) => (last < to ? last : dayAfter(to, -1));

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const asked = url.searchParams.get('range') ?? 'month';
  const range = checkIns.isRange(asked) ? asked : 'month';
  const { from, to, checkIns: all, marks, items } = await checkIns.notes(member, range, url.searchParams.get('to'));
  const [seers, clashing] = await Promise.all([seenBy(member, ['check-ins-body', 'check-ins-mind', 'notes-picture'], ({ withNotes }) => withNotes), papers.clashing(member)]);
  const notes = byDay(all);
  const drawn = points(notes, from, to);
  const span = daysBetween(from, to) + 1;
  const isShort = range === 'week' || range === 'month';
  // Of a long stretch only what has words is listed, and what waits to be chosen.
  const told = isShort ? all : all.filter(({ id, content }) => content.words || content.helped || clashing.includes(id));
  const byDays = marks.filter((mark) => mark.day).sort((a, b) => (a.day! < b.day! ? -1 : 1));
  return {
    once: randomUUID(), seers, range, from, to, noted: notes.length, mostlyBody: mostly(notes, 'body'), mostlyMind: mostly(notes, 'mind'), isByWeek: span > daysApart,
    rows: drawn.toReversed(), picture: picture(drawn, from, to, byDays.map(({ day }) => day!)), patterns: patterns(notes),
    marks: byDays.map(({ id, day, content }) => ({ id, day: day!, words: content.words })),
    entries: told.slice(0, listed).map(({ id, day, content }) => ({ id, day: day!, content, hasClash: clashing.includes(id) })), items: items.map(({ id, content }) => ({ id, name: content.name })),
    more: told.length > listed ? moreFrom(told[listed - 1]!.day!, to) : null, earlier: range === 'all' ? null : await checkIns.lastBefore(member, from), isNow: url.searchParams.get('to') === null
  };
});

export const actions = {
  mark: action(async ({ locals }, sent) => {
    await checkIns.mark(signedIn(locals), (name) => sent.text(name), { once: sent.text('once') });
    redirect(303, '/space/notes#marks');
  }),
  unmark: action(async ({ locals }, sent) => {
    await checkIns.unmark(signedIn(locals), sent.text('mark'));
    redirect(303, '/space/notes#marks');
  })
};
