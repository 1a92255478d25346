/** Small joinings of words that are the same in every tool. */
import { listsIn } from '#platform/formats';


/** Begins with a large letter, for a line that stands alone. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** One after the other, with a comma or a dot between; never "and", so that whole sentences can stand in it. */
export const listed = (parts: readonly string[], language: string): string => listsIn(language === 'nb' ? 'nb-NO' : 'en-GB', { type: 'unit', style: 'short' }).format(parts);
