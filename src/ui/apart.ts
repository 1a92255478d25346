/** A name or title inside a sentence of the other direction would pull its neighbours along: then it is set apart. */
export const apart = (words: string) => (/[\u0591-\u08ff\ufb1d-\ufefc]/.test(words) ? `\u2068${words}\u2069` : words);
