/**
 * Where Leave goes.
 *
 * A closed list of places nobody would ask about. The address of the page can
 * never name one, so the way out cannot be bent to lead elsewhere.
 */
export const leaveTargets = {
  weather: { en: 'https://www.bbc.co.uk/weather', nb: 'https://www.yr.no/' },
  news: { en: 'https://www.bbc.co.uk/news', nb: 'https://www.nrk.no/' },
  search: { en: 'https://duckduckgo.com/', nb: 'https://duckduckgo.com/' },
  reading: { en: 'https://en.wikipedia.org/', nb: 'https://no.wikipedia.org/' }
} as const;

export type LeaveTo = keyof typeof leaveTargets;
export const leaveNames = Object.keys(leaveTargets) as LeaveTo[];
export const isLeaveTo = (name: string | undefined): name is LeaveTo => name !== undefined && Object.hasOwn(leaveTargets, name);

/** What a person chose, else what the operator chose, else the weather. */
export const leaveAddress = (language: 'en' | 'nb', ...wishes: (string | undefined)[]) =>
  leaveTargets[wishes.find(isLeaveTo) ?? 'weather'][language];
