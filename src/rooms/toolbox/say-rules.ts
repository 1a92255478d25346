/** Small joinings of words that are the same in every tool. */

/** One after the other, with a comma or a dot between; never "and", so that whole sentences can stand in it. */
export const listed = (parts: readonly string[], language: string): string => new Intl.ListFormat(language === 'nb' ? 'nb-NO' : 'en-GB', { type: 'unit', style: 'short' }).format(parts);
