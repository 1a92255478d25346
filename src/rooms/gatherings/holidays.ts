/** Public holidays in the two countries, as days; read when they are first asked for. */
export const countries = ['GB', 'NO'] as const;
export type Country = (typeof countries)[number];
export const isCountry = (text: unknown): text is Country => countries.includes(text as Country);

const known = new Map<string, ReadonlySet<string>>();

/** The holidays of a year and the one after it, YYYY-MM-DD. For Great Britain, those of England. */
export async function holidaysOf(country: Country, year: number): Promise<ReadonlySet<string>> {
  const name = `${country} ${year}`;
  const found = known.get(name);
  if (found) return found;
  const { default: Holidays } = await import('date-holidays');
  const calendar = country === 'GB' ? new Holidays('GB', 'ENG') : new Holidays('NO');
  const days = new Set([year, year + 1].flatMap((one) => calendar.getHolidays(one)).filter(({ type }) => type === 'public' || type === 'bank').map(({ date }) => date.slice(0, 10)));
  known.set(name, days);
  return days;
}
