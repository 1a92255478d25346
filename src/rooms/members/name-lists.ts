/** The lists names are judged by and drawn from, for rooms that look for names in texts. */
import unsafe from './unsafe-names.json' with { type: 'json' };
import en from './name-words/en.json' with { type: 'json' };
import nb from './name-words/nb.json' with { type: 'json' };

/** What people are given at birth, in small letters. */
export const { firstNames, lastNames } = unsafe;

/** The words offered names are made of: `Quiet` and `Heron`. */
export const offeredWords = { first: [...en.first, ...nb.first], second: [...en.second, ...nb.second] };
