/** The practice, in this order. */
export const steps = ['leave', 'help', 'write', 'about', 'thank'] as const;
