/** Demo life: what two made-up people keep in My space, so that what they share has something in it. Days are counted from today by their own clock. */
import type { Member } from '#members/members';
import type { CheckIn } from '#toolbox/check-in-rules';
import { dayAfter } from '#toolbox/day-rules';
import * as days from '#toolbox/days';
import type { Item } from '#toolbox/item-rules';
import * as papers from '#toolbox/papers';
import type { Sheet } from '#toolbox/sheet-rules';
import { weekOf, type DayPlan, type Goal, type State, type Step } from '#toolbox/week-rules';

type Somebody = Pick<Member, 'id'>;
type Feeling = 1 | 2 | 3 | 4 | 5;

/** Monday first; what is in the past has gone one way or another. */
const week: readonly { energy: Feeling; steps: readonly [string, Step['size'], State?][] }[] = [
  { energy: 3, steps: [['Ring the pharmacy before ten', 'tiny', 'done'], ['To the postbox and back', 'some', 'done']] },
  { energy: 2, steps: [['Wash my hair', 'some', 'half'], ['Lie down after lunch, without the phone', 'tiny', 'done']] },
  { energy: 4, steps: [['Pool with Gerd, warm one', 'lot', 'done']] },
  { energy: 1, steps: [['Bench by the allotment', 'some', 'letGo'], ['Soup from the freezer', 'tiny', 'done']] },
  { energy: 3, steps: [['Write the list for the nurse', 'tiny', 'done'], ['To the postbox and back', 'some']] },
  { energy: 3, steps: [['Bench by the allotment', 'some']] },
  { energy: 3, steps: [['Nothing planned, on purpose', 'tiny']] }
];

const medicine = (name: string, more: Partial<Item>): Item => ({ sort: 'medicine', name, when: '', how: '', why: '', from: '', since: '', feel: '', questions: '', supply: '', isPast: false, whyPast: '', ...more });
const items: readonly Item[] = [
  medicine('Methotrexate', { when: 'Thursday evening', how: 'one injection, in the thigh', why: 'for the joints', from: 'the ward', since: 'last spring', feel: 'Flat on Fridays.', questions: 'Is it all right with a glass of wine?' }),
  medicine('Folic acid', { when: 'Saturday morning', how: 'one tablet', why: 'goes with the injection', from: 'the ward', since: 'last spring' }),
  medicine('Heat pad', { sort: 'thing', when: 'mornings', why: 'gets the hands going' })
];

/** How so many days ago were: body, mind, sleep, pain. Some days nobody noted anything. */
const noted: readonly [number, Feeling, Feeling, Feeling, Feeling][] = [
  [28, 2, 2, 2, 2], [27, 2, 3, 2, 2], [25, 3, 2, 2, 3], [23, 2, 2, 1, 2], [22, 3, 3, 3, 3], [20, 3, 3, 3, 3], [18, 2, 3, 2, 2], [17, 3, 4, 3, 3], [15, 4, 4, 3, 4], [13, 3, 3, 3, 3],
  [11, 3, 4, 4, 3], [10, 2, 3, 2, 2], [8, 3, 3, 3, 3], [6, 4, 4, 4, 4], [5, 3, 4, 3, 3], [4, 3, 3, 3, 4], [2, 2, 3, 2, 2], [1, 3, 4, 3, 3]
];

export async function notes(member: Somebody): Promise<void> {
  const { day: today } = await days.now(member);
  for (const [ago, body, mind, sleep, pain] of noted) {
    const content: CheckIn = { body, mind, at: '09:30', extra: { sleep, pain }, taken: null, helped: '', words: '', own: {}, wasBig: false };
    await papers.add(member, 'check-in', content, { day: dayAfter(today, -ago), once: `demo ${ago}` });
  }
}

/** All of it, and answers with what is shared one by one. */
export async function fill(member: Somebody): Promise<{ goal: string; sheet: string }> {
  const { day: today } = await days.now(member);
  await notes(member);
  for (const [at, day] of weekOf(today).entries()) {
    const { energy, steps } = week[at]!;
    if (day <= today) await papers.add<DayPlan>(member, 'day-plan', { energy }, { day, once: `demo ${day}` });
    for (const [n, [words, size, state = 'open']] of steps.entries()) {
      const went = day < today ? state : day === today && state === 'done' ? 'done' : 'open';
      await papers.add<Step>(member, 'step', { words, size, state: went, isRest: words.startsWith('Lie down'), goal: null }, { day, once: `demo ${day} ${n}` });
    }
  }
  const goal = await papers.add<Goal>(member, 'goal', { words: 'Sit in the allotment again', why: 'The plums were mine to pick. I miss being out before anybody is up.', state: 'open' }, { once: 'demo goal' });
  const kept: string[] = [];
  for (const item of items) kept.push(await papers.add<Item>(member, 'item', item, { once: `demo ${item.name}` }));
  const sheet: Sheet = {
    with: 'The nurse, about the injections', say: 'I would like to do the injection at home, by myself. Fridays are lost to me, every week.',
    changed: 'Sleep is better since I take the tablets with breakfast. My hands are stiff until ten.', questions: 'Is it all right with a glass of wine?\nCould the day be another one than Thursday?', items: kept.slice(0, 2), withNotes: true, results: ['phq-8']
  };
  return { goal, sheet: await papers.add<Sheet>(member, 'sheet', sheet, { day: dayAfter(today, 6), once: 'demo sheet' }) };
}
