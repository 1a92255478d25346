/** What a member keeps, as they would read it: each tool by its name, each thing as short lines of question and answer. */
import type { Area } from '#toolbox/area-rules';
import type { CheckIn } from '#toolbox/check-in-rules';
import type { Comfort } from '#toolbox/comforts';
import { allFields, type Item } from '#toolbox/item-rules';
import type { Before, Kind, Paper } from '#toolbox/papers';
import type { Person } from '#toolbox/person-rules';
import type { Plan } from '#toolbox/plan-rules';
import type { Sheet } from '#toolbox/sheet-rules';
import type { Tried } from '#toolbox/tried';
import { wordsOf, type Form } from '#toolbox/unsent-rules';

/** `name` may be empty where the text speaks for itself. */
export type Line = { name: string; text: string };
/** `was` is how it once was: until a day; on another device, and not chosen; or not chosen yet. Nothing is how it is. */
export type Told = { title: string; entries: { day: string | null; madeAt: Date; was?: 'plan.until' | 'clash.notChosen' | 'clash.that'; lines: Line[] }[] };
type Say = (key: string) => string;
/** What something named by its id is called; empty when its name is gone. */
export type Called = (id: string) => string;

const checkIn = (c: CheckIn, say: Say, called: Called): Line[] => [
  { name: say('note.body'), text: c.body ? say(`step.${c.body}`) : '' }, { name: say('note.mind'), text: c.mind ? say(`step.${c.mind}`) : '' },
  ...Object.entries(c.extra).map(([name, value]) => ({ name: say(`extra.${name}`), text: say(`${name}.${value}`) })),
  ...Object.entries(c.own).map(([id, value]) => ({ name: called(id) || say('note.itemNameless'), text: say(`step.${value}`) })),
  { name: '', text: c.wasBig ? say('note.wasBig') : '' },
  { name: say('note.taken'), text: c.taken ? say(`taken.${c.taken}`) : '' }, { name: say('note.helped'), text: c.helped }, { name: say('note.words'), text: c.words }
];
const plan = ({ parts }: Plan, say: Say): Line[] => parts.map(({ kind, title, lines }) => ({ name: title || say(`plan.part.${kind}`), text: lines.join('\n') }));
const item = (i: Item, say: Say): Line[] => [
  { name: say('item.name'), text: i.name }, { name: say('item.sort'), text: say(`item.sort.${i.sort}`) }, ...allFields.map((field) => ({ name: say(`item.${field}`), text: i[field] })),
  { name: '', text: i.isPast ? say('item.isPast') : '' }, { name: say('item.whyPast'), text: i.whyPast }
];
const person = (p: Person, say: Say): Line[] => [
  { name: say('person.name'), text: p.name }, { name: say('person.sort'), text: say(`person.sort.${p.sort}`) }, { name: say('person.ring'), text: say(`person.ring.${p.ring}`) },
  { name: say('person.helps'), text: p.helps.map((one) => say(`person.helps.${one}`)).join(', ') }, { name: say('person.knows'), text: p.knows ? say(`person.knows.${p.knows}`) : '' },
  { name: say('note.words'), text: p.words }, { name: '', text: p.isPast ? say('person.isPast') : '' }
];
const sheet = (s: Sheet, say: Say, called: Called): Line[] => [
  ...(['with', 'say', 'changed', 'questions'] as const).map((field) => ({ name: say(`sheet.${field}`), text: s[field] })),
  { name: say('sheet.items'), text: s.items.map(called).filter(Boolean).join('\n') }, { name: say('sheet.results'), text: (s.results ?? []).map(called).filter(Boolean).join('\n') },
  { name: '', text: s.withNotes ? say('sheet.withNotes') : '' }
];

const area = (a: Area, say: Say): Line[] => [{ name: '', text: a.id ? say(`area.${a.id}`) : a.name }, { name: say('area.now'), text: a.now }, { name: say('area.want'), text: a.want }];

type Teller = { title: string; tell: (content: never, say: Say, called: Called) => Line[] };
const tellers: Partial<Record<Kind, Teller>> = {
  'check-in': { title: 'tool.note', tell: checkIn }, plan: { title: 'plan.title', tell: plan }, item: { title: 'item.title', tell: item },
  'life-area': { title: 'area.title', tell: area }, person: { title: 'person.title', tell: person }, sheet: { title: 'sheet.title', tell: sheet }, exercise: { title: 'kind.exercise', tell: ({ title }: Tried) => texts(title) }, unsent: { title: 'kind.unsent', tell: (form: Form) => texts(wordsOf(form)) }, comfort: { title: 'comfort.title', tell: ({ words }: Comfort) => texts(words) }, 'plan-helped': { title: 'plan.helpedBefore', tell: texts }
};
/** Kept so that a tool works, and nothing a member wrote. */
const quiet: readonly Kind[] = ['choice'];

/** Whatever a tool keeps, its texts are there, one a line. */
function texts(content: unknown): Line[] {
  if (typeof content === 'string') return [{ name: '', text: content }];
  return content && typeof content === 'object' ? Object.values(content).flatMap(texts) : [];
}

/** Everything that is said on a paper of this kind, and nothing that is not. */
export function linesOf(kind: Kind, content: unknown, say: Say, called: Called): Line[] {
  const { tell } = tellers[kind] ?? { tell: texts };
  return tell(content as never, say, called).filter(({ text }) => text);
}

/** What the papers themselves are called by others of them; `elsewhere` knows what lies in other rooms. */
const calledBy = (papers: readonly Paper<unknown>[], elsewhere: Called): Called => {
  const names = new Map(papers.map(({ id, content }) => [id, (content as { name?: string }).name]));
  return (id) => names.get(id) ?? elsewhere(id);
};

/** Each paper, and after it how it was before. */
export function toldOf(papers: readonly Paper<unknown>[], before: readonly Before[], say: Say, elsewhere: Called = () => ''): Told[] {
  const called = calledBy(papers, elsewhere);
  const earlier = Map.groupBy(before, ({ paperId }) => paperId);
  return Object.entries(Object.groupBy(papers, ({ kind }) => kind)).filter(([kind]) => !quiet.includes(kind as Kind)).map(([kind, all]) => {
    const lines = (content: unknown) => linesOf(kind as Kind, content, say, called);
    return { title: say(tellers[kind as Kind]?.title ?? `kind.${kind}`), entries: all!.flatMap(({ id, day, madeAt, content }) => [
      { day, madeAt, lines: lines(content) },
      ...(earlier.get(id) ?? []).map((one) => ({ day, madeAt: one.writtenAt, was: one.isClash ? 'clash.that' as const : one.stood ? 'plan.until' as const : 'clash.notChosen' as const, lines: lines(one.content) }))
    ]) };
  });
}
