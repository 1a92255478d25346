/** What a token may be for, and for how long. Pure. */
export const scopes = ['people', 'shared', 'messages', 'answer'] as const;
export type Scope = (typeof scopes)[number];
/** Days a token works; the second is what nobody has to choose. */
export const lengths = [7, 30, 90] as const;
export const usualDays = 30;
export const most = 10;
/** Requests in ten minutes by one token. */
export const pace = 600;

export const scopesOf = (given: readonly string[]): Scope[] => scopes.filter((scope) => given.includes(scope));
export const daysOf = (given: string): number => lengths.find((days) => String(days) === given) ?? usualDays;

/** The token of a header `Authorization: Bearer …`; nothing for anything else. */
export const bearerOf = (header: string | null): string | undefined => /^Bearer (alongside_[\w-]{43})$/.exec(header ?? '')?.[1];
