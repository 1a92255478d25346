/** Which of our languages a visitor reads, from their choice or their browser. */
import { isLanguage, languages, type Language } from '#platform/words';

const kin: Record<string, Language> = { no: 'nb', nn: 'nb', da: 'nb', sv: 'nb' };

export function languageOf(chosen: string | undefined, accepted: string | null): Language {
  if (isLanguage(chosen)) return chosen;
  const wanted = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { language: tag.split('-')[0]!.toLowerCase(), quality: Number(quality ?? 1) };
    })
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    if (isLanguage(language)) return language;
    if (kin[language]) return kin[language];
  }
  return languages[0];
}
