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

/** Where each stands in the picture: spread evenly on its ring, beginning at the top, each ring turned a little so that names do not meet. */
export function picture(people: readonly Pick<Person, 'name' | 'sort' | 'ring'>[]): { circles: number[]; dots: Dot[] } {
  const dots = rings.flatMap((ring, turn) => {
    const here = people.filter((one) => one.ring === ring);
    return here.map(({ name, sort }, at) => {
      const angle = (at / here.length) * 2 * Math.PI - Math.PI / 2 + turn * 0.35;
      return { x: Math.round(side / 2 + distance[ring] * Math.cos(angle)), y: Math.round(side / 2 + distance[ring] * Math.sin(angle)), name: shorter(name), sort };
    });
  });
  return { circles: Object.values(distance), dots };
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** So that it fits beside its dot; the list has the whole name. */
function shorter(name: string): string {
  const all = [...letters.segment(name)].map(({ segment }) => segment);
  return all.length > 14 ? `${all.slice(0, 13).join('')}…` : name;
}
