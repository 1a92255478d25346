/** What may be chosen in the settings; anything else is the first of the list. */

export const options = {
  theme: ['match', 'light', 'dark', 'soft', 'contrast'],
  size: ['100', '115', '130', '150'],
  lines: ['plain', 'roomy'],
  letters: ['atkinson', 'own'],
  motion: ['off', 'on']
} as const;

type Name = keyof typeof options;
export type Comfort = Record<Name, string> & { light: boolean; calm: boolean };

const among = (list: readonly string[]) => (wished: string) => (list.includes(wished) ? wished : list[0]!);

export const choices = Object.fromEntries(Object.entries(options).map(([name, list]) => [name, among(list)])) as Record<Name, (wished: string) => string>;

/** Words nobody looks twice at. The member may write one of their own. */
export const coverWords = ['notes', 'recipes', 'shopping', 'weather'] as const;
