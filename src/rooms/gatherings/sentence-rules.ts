/** The figures as one sentence, as one would say it. */
import type { Figures } from '#gatherings/figure-rules';

type Say = (key: 'figures.cafes' | 'figures.gatherings' | 'figures.each' | `figures.number.${number}`, values?: Record<string, unknown>) => string;
/** Small numbers of places are written out. */
const longest = 12;

export function sentenceOf({ tried, of, held, least, most, each, places, areCafes }: Figures, t: Say): string {
  const number = (count: number) => (count >= 1 && count <= longest ? t(`figures.number.${count}`) : String(count));
  const sentence = t(areCafes ? 'figures.cafes' : 'figures.gatherings', { tried, of, held, least, most });
  return `${sentence}${each === null ? '' : t('figures.each', { each: number(each), places: number(places) })}.`;
}
