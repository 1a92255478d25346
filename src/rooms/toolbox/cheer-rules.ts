/** The quiet words of somebody who cheers. None of them asks for an answer, and none can weigh. */
export const sayings = ['mind', 'metoo', 'hear'] as const;
export type Saying = (typeof sayings)[number];
