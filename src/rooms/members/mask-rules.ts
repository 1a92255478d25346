/** What somebody may say they live with: gentle words to choose from, or a few of their own. No diagnosis has to be named. */
export const kinds = ['pain', 'tired', 'mood', 'worry', 'new', 'long', 'unseen', 'treatment', 'carer', 'alone', 'work', 'loss'] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text);

export const longest = 60;
/** As many as can be read at a glance. */
export const most = 12;
export const shownTo = ['nobody', 'people', 'known'] as const;
export type ShownTo = (typeof shownTo)[number];
export const isShownTo = (text: string): text is ShownTo => (shownTo as readonly string[]).includes(text);

export const tidy = (text: string) => text.normalize('NFKC').replace(/[\p{C}\s]+/gu, ' ').trim();
