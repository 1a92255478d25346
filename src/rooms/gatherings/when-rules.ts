/**
 * Days and times of a gathering in words, by its own clock. They are given as
 * words alone: no moment for a machine stands beside a name of a place.
 */
const locale = (language: string) => (language === 'nb' ? 'nb-NO' : 'en-GB');

/** "Thursday 14 May" · "torsdag 14. mai". `day` is YYYY-MM-DD. */
export const dayWords = (day: string, language: string) =>
  new Intl.DateTimeFormat(locale(language), { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

/** "14:00" in both countries; nobody has to wonder about two in the night. */
export const timeWords = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at);
