/**
 * What stands on somebody or something around a member: a person, a group, a
 * place, an animal. Nicknames are enough. Nothing is counted and no gap is
 * pointed at: the list is the real thing, the rings are a picture of it.
 */
import { refuse } from '#platform/answers';
import { among, line, lines, type Read } from '#toolbox/field-rules';

export const rings = ['close', 'around', 'further'] as const;
export const sorts = ['person', 'group', 'place', 'animal', 'other'] as const;
export const helps = ['listens', 'does', 'company', 'fun', 'facts', 'comfort', 'same'] as const;
/** Who knows about my health. Empty is not saying. */
export const knows = ['', 'yes', 'little', 'no'] as const;
export const wishes = ['listens', 'does', 'fun', 'company', 'same', 'facts'] as const;

export type Ring = (typeof rings)[number];
export type Person = { name: string; sort: (typeof sorts)[number]; ring: Ring; helps: (typeof helps)[number][]; words: string; knows: (typeof knows)[number]; isPast: boolean };
export type Wish = { wishes: (typeof wishes)[number][]; words: string };

export function personOf(read: Read, ticked: (name: string) => readonly string[]): Person {
  const name = line(read, 'name', 60);
  if (!name) refuse('toolbox.refused.name', 'name');
  return {
    name, sort: among(sorts, read('sort')), ring: among(rings, read('ring')), helps: helps.filter((one) => ticked('helps').includes(one)),
    words: lines(read, 'words', 1000), knows: among(knows, read('knows')), isPast: read('isPast') !== ''
  };
}

export const wishOf = (read: Read, ticked: (name: string) => readonly string[]): Wish => ({ wishes: wishes.filter((one) => ticked('wishes').includes(one)), words: lines(read, 'words', 1000) });

export type Dot = { x: number; y: number; name: string; sort: Person['sort'] };
export const side = 640;
const distance: Record<Ring, number> = { close: 105, around: 195, further: 275 };

const mostLetters = 14;
/** What a dot and the name under it take up, in the larger letters of a phone. */
const boxOf = ({ x, y, name }: Dot) => {
  const half = Math.max(14, (Math.min(mostLetters, name.length) * 15) / 2);
  return { left: x - half, right: x + half, top: y - 14, bottom: y + 42 };
};
type Box = ReturnType<typeof boxOf>;
const shared = (a: Box, b: Box) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
const me: Box = { left: side / 2 - 34, right: side / 2 + 34, top: side / 2 - 34, bottom: side / 2 + 34 };
/** How much of these lies over one another, over what stands already, or outside. */
const crowding = (boxes: readonly Box[], standing: readonly Box[]) => boxes.reduce((sum, box, at) =>
  sum + [...standing, ...boxes.slice(0, at)].reduce((all, other) => all + shared(box, other), 0) + Math.max(0, -box.left, box.right - side) * 56, 0);

const turns = 36;
/** Where each stands in the picture: spread evenly on its ring, beginning near the top, each ring turned until names meet least. */
export function picture(people: readonly Pick<Person, 'name' | 'sort' | 'ring'>[]): { circles: number[]; dots: Dot[] } {
  const standing: Box[] = [me];
  const dots = rings.flatMap((ring, first) => {
    const here = people.filter((one) => one.ring === ring);
    const turned = (turn: number) => here.map(({ name, sort }, at): Dot => {
      const angle = (at / here.length + turn / turns) * 2 * Math.PI - Math.PI / 2 + first * 0.35;
      return { x: Math.round(side / 2 + distance[ring] * Math.cos(angle)), y: Math.round(side / 2 + distance[ring] * Math.sin(angle)), name: shorter(name), sort };
    });
    const best = Array.from({ length: turns }, (_, turn) => turned(turn)).map((those) => ({ those, cost: crowding(those.map(boxOf), standing) })).reduce((a, b) => (b.cost < a.cost ? b : a));
    standing.push(...best.those.map(boxOf));
    return best.those;
  });
  return { circles: Object.values(distance), dots };
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** So that it fits beside its dot; the list has the whole name. */
function shorter(name: string): string {
  const all = [...letters.segment(name)].map(({ segment }) => segment);
  return all.length > mostLetters ? `${all.slice(0, mostLetters - 1).join('')}…` : name;
}
