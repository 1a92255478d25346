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

/** How Leave is there; quiet minutes before the sentence is asked for again (0: as long as the device allows); pictures for the installed app. */
export const leaveWays = ['keys', 'button', 'menu'] as const;
export const lockTimes = [0, 2, 5, 10, 15] as const;
export const appIcons = ['note', 'leaf', 'sun', 'cup'] as const;
export type Discretion = { cover: string; leaveTo: string; leaveBy: string; coverPage: boolean; lockAfter: number };
export const leaveWay = among(leaveWays);
export const lockTime = (wished: string) => lockTimes.find((minutes) => String(minutes) === wished) ?? 0;
export const appIcon = among(appIcons);

/** Words nobody looks twice at. The member may write one of their own. */
export const coverWords = ['notes', 'recipes', 'shopping', 'weather'] as const;

/** What a form about reading comfort says. */
export const comfortOf = (sent: { text: (name: string) => string; all: (name: string) => string[] }): Comfort => {
  const also = sent.all('also');
  return { theme: sent.text('theme'), size: sent.text('size'), lines: sent.text('lines'), letters: sent.text('letters'), motion: sent.text('motion'), light: also.includes('light'), calm: also.includes('calm') };
};
