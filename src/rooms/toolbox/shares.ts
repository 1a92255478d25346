/**
 * What a provider reads of what a member shares: exactly what the grant names,
 * and of a check-in only the half it is for. Written words of a check-in, its
 * own things and what helped are in none of them. Reads in the transaction that
 * opened the grant; the member's own look goes the same way, and what of a
 * paper is shared is said once, for pages and programs (`share-rules`).
 */
import { asking, sql } from '#db';
import { notFound } from '#platform/answers';
import * as results from '#measures/results';
import type { CheckIn, Extra, Step as Feeling } from '#toolbox/check-in-rules';
import { dayAfter, dayIn } from '#toolbox/day-rules';
import * as days from '#toolbox/days';
import type { Item } from '#toolbox/item-rules';
import { byDay, mostly, picture, points, type Picture } from '#toolbox/note-rules';
import * as papers from '#toolbox/papers';
import { rings, type Person } from '#toolbox/person-rules';
import type { Plan } from '#toolbox/plan-rules';
import { extraShared, goalShared, itemOnSheet, itemShared, personShared, planShared, sheetShared, stepShared, type ItemOnSheet, type SharedItem, type SharedSheet, type SharedStep } from '#toolbox/share-rules';
import type { Sheet } from '#toolbox/sheet-rules';
import { weekOf, type DayPlan, type Goal, type Step } from '#toolbox/week-rules';
import type { Grant } from '#care/grants';
import type { Provider } from '#care/providers';

/** How many days of notes are shown, today included. */
export const notesDays = 30;
type DayOf<What> = { day: string } & What;
type Mostly = { days: number; body: Feeling | null; mind: Feeling | null };

export type Shared =
  | { kind: 'goal'; goals: Goal[] }
  | { kind: 'week'; days: DayOf<{ steps: SharedStep[]; energy: DayPlan['energy'] | null }>[] }
  | { kind: 'check-ins-body'; days: DayOf<{ body: Feeling | null; extra: Partial<Record<Extra, Feeling>> }>[] }
  | { kind: 'check-ins-mind'; days: DayOf<{ mind: Feeling }>[] }
  | { kind: 'notes-picture'; /** The first and the last of the days that were looked at. */ from: string; to: string; picture: Picture | null; mostly: Mostly }
  | { kind: 'people'; people: Person[] }
  | { kind: 'plan'; plan: Plan | null }
  | { kind: 'items'; items: SharedItem[] }
  | { kind: 'questions'; sheet: SharedSheet; /** The day it was made. */ day: string | null; changedOn: string; items: ItemOnSheet[]; notes: Mostly | null; results: results.Newest[] };

/** Everything but a measure's result, which `#measures/results` reads. */
export type Here = Exclude<Grant, { kind: 'measure-result' }>;

const contents = async <Content>(grant: Grant, kind: papers.Kind, within?: { from: string; to: string }) =>
  (await papers.readFor(grant, [kind], within ?? { from: '1900-01-01', to: '9999-12-31' })) as papers.Paper<Content>[];

async function span({ memberId }: Grant) {
  const { day } = await days.now({ id: memberId });
  return { from: dayAfter(day, 1 - notesDays), to: day };
}

/** The newest of a day counts, and what was said of a half that is not shared leaves no gap either. */
const halves = <What>(all: papers.Paper<CheckIn>[], half: (one: CheckIn) => What | undefined): DayOf<What>[] =>
  all.flatMap(({ day, content }) => {
    const what = half(content);
    return day && what ? [{ day, ...what }] : [];
  });

/** The day of a change, by the clock of whoever made it. */
async function dayOfChange({ memberId }: Grant): Promise<(paper: papers.Paper<unknown>) => string> {
  const { timeZone } = await days.now({ id: memberId });
  return ({ changedAt }) => dayIn(timeZone, changedAt);
}

async function mostlyOf(grant: Grant): Promise<{ from: string; to: string; picture: Picture | null; mostly: Mostly }> {
  const { from, to } = await span(grant);
  const notes = byDay(await contents<CheckIn>(grant, 'check-in', { from, to }));
  const said = notes.filter(({ body, mind }) => body !== null || mind !== null);
  return {
    from, to, picture: said.length ? picture(points(said, from, to), from, to, []) : null,
    mostly: { days: said.length, body: mostly(said, 'body'), mind: mostly(said, 'mind') }
  };
}

async function week(grant: Grant<'week'>): Promise<Extract<Shared, { kind: 'week' }>> {
  const those = weekOf((await days.now({ id: grant.memberId })).day);
  const found = await papers.readFor(grant, ['step', 'day-plan'], { from: those[0]!, to: those[6]! });
  return {
    kind: 'week', days: those.map((day) => {
      const here = found.filter((paper) => paper.day === day).sort((a, b) => a.madeAt.getTime() - b.madeAt.getTime());
      const plan = here.find(({ kind }) => kind === 'day-plan')?.content as DayPlan | undefined;
      return { day, steps: here.filter(({ kind }) => kind === 'step').map(({ content }) => stepShared(content as Step)), energy: plan?.energy ?? null };
    })
  };
}

async function questions(grant: Grant<'questions'>): Promise<Extract<Shared, { kind: 'questions' }>> {
  const sheet = (await contents<Sheet>(grant, 'sheet')).find(({ id }) => id === grant.thing) ?? notFound();
  const named = sheet.content.items;
  const all = named.length ? await contents<Item>(grant, 'item') : [];
  const notes = sheet.content.withNotes ? (await mostlyOf(grant)).mostly : null;
  const newest = await results.newest(grant.memberId, sheet.content.results ?? []);
  const changedOn = await dayOfChange(grant);
  return {
    kind: 'questions', sheet: sheetShared(sheet.content), day: sheet.day, changedOn: changedOn(sheet), notes, results: newest,
    items: all.filter(({ id }) => named.includes(id)).map((item) => itemOnSheet(item.content, changedOn(item)))
  };
}

async function items(grant: Grant<'items'>): Promise<Extract<Shared, { kind: 'items' }>> {
  const [all, changedOn] = [await contents<Item>(grant, 'item'), await dayOfChange(grant)];
  const now = all.filter(({ content }) => !content.isPast).map((item) => itemShared(item.content, changedOn(item)));
  return { kind: 'items', items: now.sort((a, b) => a.name.localeCompare(b.name)) };
}

const near = (a: Person, b: Person) => rings.indexOf(a.ring) - rings.indexOf(b.ring) || a.name.localeCompare(b.name);

/** Reads what the grant is for. Without one it does not compile; without its row it finds nothing. */
export async function readFor(grant: Here): Promise<Shared> {
  switch (grant.kind) {
    case 'goal': {
      const all = await contents<Goal>(grant, 'goal');
      return { kind: grant.kind, goals: all.filter(({ id, content }) => (grant.thing ? id === grant.thing : content.state !== 'letGo')).map(({ content }) => goalShared(content)) };
    }
    case 'week': return week(grant);
    case 'check-ins-body': {
      const all = await contents<CheckIn>(grant, 'check-in', await span(grant));
      return { kind: grant.kind, days: halves(all, (one) => {
        const [body, extra] = [one.body, extraShared(one)];
        return body || Object.keys(extra).length ? { body, extra } : undefined;
      }) };
    }
    case 'check-ins-mind': {
      const all = await contents<CheckIn>(grant, 'check-in', await span(grant));
      return { kind: grant.kind, days: halves(all, ({ mind }) => (mind ? { mind } : undefined)) };
    }
    case 'notes-picture': return { kind: grant.kind, ...(await mostlyOf(grant)) };
    case 'people': return { kind: grant.kind, people: (await contents<Person>(grant, 'person')).map(({ content }) => personShared(content)).filter(({ isPast }) => !isPast).sort(near) };
    case 'plan': {
      const [plan] = await contents<Plan>(grant, 'plan');
      return { kind: grant.kind, plan: plan ? planShared(plan.content) : null };
    }
    case 'items': return items(grant);
    case 'questions': return questions(grant);
  }
}

/** Which of the things one person shares have changed since this provider last opened them. Nothing is opened for it. */
export const changed = async (provider: Provider, tieId: string): Promise<Set<string>> =>
  new Set((await asking(provider, () => sql<{ grantId: string }>`select grant_id from toolbox.changed_since(${tieId})`)).map(({ grantId }) => grantId));

/** The days of the sheets one person shares, for telling one from another. Nothing is opened for it. [NEW-7] */
export const sheetDays = async (provider: Provider, tieId: string): Promise<Map<string, string>> =>
  new Map((await asking(provider, () => sql<{ grantId: string; day: string }>`select grant_id, day from toolbox.sheet_days(${tieId})`)).map(({ grantId, day }) => [grantId, day]));
