/** What hands there are to hold out, and how a buddy may help: meet first, come together, sit together. */
export const kinds = ['buddy', 'lift', 'ride'] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (text: unknown): text is Kind => kinds.includes(text as Kind);
export const hows = ['before', 'together', 'sit'] as const;
export type How = (typeof hows)[number];
export type Hand = { kind: Kind; name: string; code: string; seed: string; hows: How[]; area: string; /** What is left of it. */ room: number; isFull: boolean; isMine: boolean; isAsked: boolean; isAgreed: boolean };
