/** How it was, in one word; and what it is about, if it is about something. */
export const felts = ['good', 'mixed', 'hard'] as const;
export type Felt = (typeof felts)[number];
export const isFelt = (text: unknown): text is Felt => felts.includes(text as Felt);
export const abouts = ['welcome', 'place', 'person', 'host', 'private', 'other'] as const;
export type About = (typeof abouts)[number];
