/** A replayed month: the same seed gives the same figures, and nobody is left alone in it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownDatabase, type Own } from '#test/database';
import { chanceOf } from './month-chance.ts';
import { column, quantile, staffedBetween } from './month-figures.ts';
import { busiestHour } from './month-load.ts';
import { day, hour, minute } from './month-people.ts';
import { figuresInWords } from './month-print.ts';
import { begins, live } from './month-rules.ts';
import { paragraphs } from './month-words.ts';
import { movedBy, replay, theWorld, type Replayed } from './month.ts';

const small = { members: 40, days: 7, seed: 5 };
const whole = { members: 300, days: 30, seed: 1 };
const now = Date.UTC(2026, 10, 21, 7);
const own: Own[] = [];
const months: Record<string, Replayed> = {};

/** Replays into a database of its own. */
async function into(name: string, options: typeof small, at: number): Promise<Replayed> {
  const { disconnect } = await import('#db');
  await disconnect();
  const database = await ownDatabase(name);
  own.push(database);
  process.env.DATABASE_URL = database.url;
  return (months[name] = await replay(options, { now: at }));
}

beforeAll(() => {
  process.env.TEST_SERVER_URL = process.env.DATABASE_URL;
});
afterAll(async () => {
  const { disconnect } = await import('#db');
  await disconnect();
  for (const { drop } of own) await drop();
  process.env.DATABASE_URL = process.env.TEST_SERVER_URL;
});

describe('a month of life', () => {
  it('is the same for the same seed, on any day, and another for another', async () => {
    const first = await into('month_one', small, now);
    const second = await into('month_two', small, now + 100 * day);
    expect(second.figures).toEqual(first.figures);
    expect(second.houseFigure).toBe(first.houseFigure);
    expect((await into('month_other', { ...small, seed: 6 }, now)).figures).not.toEqual(first.figures);
  });
  it('marks its database: made-up people are for this machine alone', async () => {
    expect(await own.at(-1)!.query('select 1 from platform.demo')).toHaveLength(1);
  });
  it('is replayed in an empty place only', async () => {
    await expect(replay(small)).rejects.toThrow('already');
  });
  it('leaves nobody alone: 95 of 100 are answered within a day, no silence of 24 staffed hours (NEW-4)', async () => {
    const { figures, houseFigure } = await into('month_whole', whole, now);
    expect(figures.all.withinDayOfHundred).toBeGreaterThanOrEqual(95);
    expect(figures.all.answeredOfHundred).toBeGreaterThanOrEqual(95);
    expect(figures.newcomers.withinDayOfHundred).toBeGreaterThanOrEqual(95);
    expect(figures.newcomers.medianHours).toBeLessThan(figures.all.medianHours!);
    expect(figures.longestSilence).toBeLessThan(24);
    expect(houseFigure).toBe(Math.floor(figures.all.withinDayOfHundred!));
  });
  it('ends with nobody above the cap, and every urgent case with owner, time and outcome (NEW-6)', () => {
    for (const { care } of Object.values(months)) expect(care).toMatchObject({ incomplete: 0, aboveCap: 0 });
    expect(months.month_whole!.care.urgent).toBeGreaterThan(0);
  });
  it('is of the size of a real one, and at least half only read (RES-1)', async () => {
    const { figures, life } = months.month_whole!;
    expect(figures.members).toBe(300);
    expect(figures.onlyRead).toBeGreaterThanOrEqual(150);
    expect(figures.onlyRead + figures.wrote).toBe(300);
    expect(figures.threads / 30).toBeGreaterThan(17);
    expect(figures.threads / 30).toBeLessThan(24);
    expect(figures.replies / figures.threads).toBeGreaterThan(5);
    expect(figures.replies / figures.threads).toBeLessThan(7);
    expect(figures.weeks.reduce((sum, { threads }) => sum + threads, 0)).toBe(figures.threads);
    expect(figures.staffedHoursAWeek).toBe(95);
    expect(figures.logins).toBe(life.visits.length);
    expect(figures.postsRead).toBeGreaterThan(figures.postsWritten * 10);
  });
  it('has rows like those of the house: counted from the database itself', async () => {
    const { life } = months.month_whole!;
    const [row] = await own.at(-1)!.query(`
      select (select count(*)::int from forum.posts) as posts, (select count(*)::int from forum.posts p join forum.threads t on t.id = p.thread_id where p.created_at < t.created_at) as early,
             (select count(*)::int from forum.threads where created_at > $1) as future, (select count(*)::int from platform.events where name not like 'house.%') as events,
             (select count(*)::int from members.sessions where ends_at > $1) as open, (select count(*)::int from forum.readings r join forum.threads t on t.id = r.thread_id where r.number > t.last_number) as beyond,
             (select count(*)::int from members.roles) as staff`, [new Date(now)]);
    expect(row).toEqual({ posts: life.threads.flatMap(({ posts }) => posts).length, early: 0, future: 0, events: 0, open: 0, beyond: 0, staff: 6 });
  });
});

describe('life in it', () => {
  const world = theWorld();
  const { people, threads, visits, views } = live(whole, world);
  it('goes to bed: little is written between midnight and six', () => {
    const posts = threads.flatMap((thread) => thread.posts);
    expect(posts.filter(({ at }) => new Date(at).getUTCHours() < 6).length / posts.length).toBeLessThan(0.1);
  });
  it('goes forward: nobody answers before they can have read, or themselves, and hosts only while they are here', () => {
    for (const { posts } of threads) {
      for (const [at, post] of posts.entries()) {
        const before = posts[at - 1];
        if (before) expect(post.at >= before.at && post.by !== before.by).toBe(true);
        if (at === 1 && !people[post.by]!.role) expect(post.at - posts[0]!.at).toBeGreaterThanOrEqual(6 * minute);
        expect(visits.some(({ person, from, to }) => person === post.by && from <= post.at && post.at <= to)).toBe(true);
      }
    }
  });
  it('says nothing that was not said, no beginning twice, and nothing in one thread twice', () => {
    const said = new Set(world.boards.flatMap(({ threads }) => threads.flatMap(({ text, replies }) => [...paragraphs(text), ...replies.map((reply) => reply.text)])));
    const texts = threads.map(({ posts: [first] }) => first!.text);
    expect(new Set(texts).size).toBe(texts.length);
    for (const { posts: [first, ...rest] } of threads) {
      let left = first!.text;
      for (const one of [...said].sort((a, b) => b.length - a.length)) left = left.replaceAll(one, '');
      expect(left.trim()).toBe('');
      expect(rest.every(({ text }) => said.has(text))).toBe(true);
    }
  });
  it('calls everybody by a name of their own, two plain words or one', () => {
    expect(new Set(people.map(({ name }) => name)).size).toBe(300);
  });
  it('has a busiest hour', () => {
    const hours = busiestHour(views);
    expect(hours.length).toBeGreaterThan(50);
    expect(new Set(hours.map(({ at }) => Math.floor(at / hour))).size).toBe(1);
  });
});

describe('figures', () => {
  it('hide what is small, and what would give it away', () => {
    expect(column([120, 40, 3])).toEqual(['120', '–', '–']);
    expect(column([9, 8, 50])).toEqual(['–', '–', '50']);
    expect(column([10, 11])).toEqual(['10', '11']);
    expect(column([4])).toEqual(['–']);
  });
  it('say nothing of few newcomers, and no name', () => {
    const { figures, houseFigure, life } = months.month_one!;
    const words = figuresInWords({ ...figures, newcomers: { ...figures.newcomers, wanting: 9, medianHours: 7.77 } }, houseFigure, small, 1);
    expect(words).not.toContain('7.8');
    expect(life.people.filter(({ name }) => words.includes(name))).toEqual([]);
  });
  it('count staffed hours only', () => {
    const staffed = [{ from: 8 * hour, to: 12 * hour }, { from: 18 * hour, to: 21 * hour }];
    expect(staffedBetween(staffed, 11 * hour, 19 * hour)).toBe(2);
    expect(staffedBetween(staffed, 21 * hour, 30 * hour)).toBe(0);
  });
  it.each([[[1, 2, 3, 4], 0.5, 2.5], [[5], 0.9, 5], [[], 0.5, undefined], [[3, 1, 2], 0, 1]])('find the middle of %j at %f', (values, share, found) => {
    expect(quantile(values, share)).toBe(found);
  });
  it('are of a month that ended within the last seven days, Mondays being Mondays', () => {
    const ended = begins + 30 * day + movedBy(30, now);
    expect(ended).toBeLessThanOrEqual(now);
    expect(ended).toBeGreaterThan(now - 7 * day);
    expect(new Date(begins + movedBy(30, now)).getUTCDay()).toBe(1);
  });
  it('come from chance with a seed, which stays what it is', () => {
    const chance = chanceOf(1);
    expect([chance.below(1000), chance.below(1000), chance.below(1000)]).toEqual([627, 2, 527]);
    expect(chance.weighted([1, 2], () => 0)).toBeUndefined();
  });
});
