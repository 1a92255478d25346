/** The figures of a month as a page of plain text. */
import { column, hidden, smallest, type Figures, type Week } from './month-figures.ts';
import type { CareRows } from './month-care-rows.ts';
import type { Load } from './month-load.ts';
import type { Options } from './month-people.ts';

const whole = (value: number) => value.toLocaleString('en');
const rounded = (value: number | undefined, digits = 1) => (value === undefined ? hidden : value.toFixed(digits));
const percent = (value: number | undefined) => (value === undefined ? hidden : `${value.toFixed(1)} %`);
const ofHundred = (part: number, total: number) => (total ? `${whole(part)} (${Math.round((100 * part) / total)} %)` : hidden);
const line = (name: string, value: string) => `  ${name.padEnd(44)} ${value}`;

type Column = { name: string; cells: readonly string[] };
function table(columns: readonly Column[]): string[] {
  const wide = columns.map(({ name, cells }) => Math.max(name.length, ...cells.map((cell) => cell.length)));
  const row = (cells: readonly string[]) => `  ${cells.map((cell, at) => (at ? cell.padStart(wide[at]!) : cell.padEnd(wide[at]!))).join('   ')}`;
  return [row(columns.map(({ name }) => name)), ...columns[0]!.cells.map((_, at) => row(columns.map(({ cells }) => cells[at]!)))];
}

/** What is worked out from few threads is hidden with them. */
const ifEnough = <Of extends { wanting: number }>(of: Of, cell: (of: Of) => string) => (of.wanting < smallest ? hidden : cell(of));

function weekly(weeks: readonly Week[]): string[] {
  const counts = (name: string, of: (week: Week) => number): Column => ({ name, cells: column(weeks.map(of)) });
  return table([
    { name: 'week', cells: weeks.map((_, at) => String(at + 1)) },
    counts('joined', ({ joined }) => joined), counts('came', ({ came }) => came), counts('logins', ({ logins }) => logins),
    counts('threads', ({ threads }) => threads), counts('replies', ({ replies }) => replies),
    { name: 'within a day', cells: weeks.map((week) => ifEnough(week, ({ withinDayOfHundred }) => percent(withinDayOfHundred))) },
    { name: 'median hours', cells: weeks.map((week) => ifEnough(week, ({ medianHours }) => rounded(medianHours))) }
  ]);
}

function byLanguage(languages: Figures['languages']): string[] {
  const groups = Object.values(languages);
  const counts = (name: string, of: (group: Figures['languages']['en']) => number): Column => ({ name, cells: column(groups.map(of)) });
  return table([
    { name: 'language', cells: Object.keys(languages) },
    counts('members', ({ members }) => members), counts('wrote', ({ wrote }) => wrote), counts('only read', ({ onlyRead }) => onlyRead),
    counts('logins', ({ logins }) => logins), counts('threads', ({ threads }) => threads)
  ]);
}

export function figuresInWords(figures: Figures, houseFigure: number | undefined, { members, days, seed }: Options, took: number): string {
  const { all, newcomers, loginsMiddle: [low, high] } = figures;
  return [
    `\n${whole(members)} members, ${days} days, seed ${seed}; replayed and counted in ${took.toFixed(1)} s\n`,
    'How it was used',
    line('members', `${whole(figures.members)}, ${figures.staff} of them staff`),
    line('wrote at least one post', ofHundred(figures.wrote, figures.members)),
    line('only read', ofHundred(figures.onlyRead, figures.members)),
    line('posts written', `${whole(figures.postsWritten)}: ${whole(figures.threads)} threads, ${whole(figures.replies)} replies`),
    line('posts read', `${whole(figures.postsRead)}; ${rounded(figures.readMedian, 0)} by the median member`),
    line('logins', whole(figures.logins)),
    line('logins a member', `median ${rounded(figures.loginsMedian, 0)}; middle half ${rounded(low, 0)} to ${rounded(high, 0)}; one in ten more than ${rounded(figures.loginsMost, 0)}`),
    '\nWhether anybody was left alone',
    line('threads that want a reply', `${whole(all.wanting)}, ${ifEnough(newcomers, ({ wanting }) => whole(wanting))} by newcomers`),
    line('answered at all', percent(all.answeredOfHundred)),
    line('answered within 24 hours', `${percent(all.withinDayOfHundred)}; newcomers ${ifEnough(newcomers, (one) => percent(one.withinDayOfHundred))}`),
    line('the same, as visitors read it', houseFigure === undefined ? hidden : `${houseFigure} of 100`),
    line('hours to the first reply of a person', `median ${rounded(all.medianHours)}; newcomers ${ifEnough(newcomers, (one) => rounded(one.medianHours))}`),
    line('the first answer came from a host', `${percent(all.byHostOfHundred)}; newcomers ${ifEnough(newcomers, (one) => percent(one.byHostOfHundred))}`),
    line('longest silence', `${rounded(figures.longestSilence)} staffed hours`),
    line('staffed', `${rounded(figures.staffedHoursAWeek)} hours a week`),
    '\nWeek by week', ...weekly(figures.weeks), '\nBy language', ...byLanguage(figures.languages),
    `\n  ${hidden} is a number below ${smallest}, or one that would give such a number away.`
  ].join('\n');
}

export const careInWords = ({ urgent, concern, incomplete, aboveCap, mostMinutes, woken, longestWait }: CareRows) => [
  '\nCare for those who care',
  line('cases', `${whole(urgent)} urgent, ${whole(concern)} of concern`),
  line('urgent without an owner, a time or an outcome', whole(incomplete)),
  line('longest wait of an urgent case', `${whole(longestWait)} minutes; somebody on call was woken ${whole(woken)} times`),
  line('times somebody was above what is enough', `${whole(aboveCap)}; the longest day was ${whole(mostMinutes)} minutes`)
].join('\n');

export const loadInWords = ({ times, viewsInTheHour, requests, errors, p50, p99 }: Load) => [
  `\nThe busiest hour, ${whole(times)} times as fast, for 30 s`,
  line('pages in that hour', whole(viewsInTheHour)),
  line('requests', whole(requests)),
  line('errors', whole(errors)),
  line('answered within', `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
].join('\n');
