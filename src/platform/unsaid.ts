/** Names of form fields that hold secrets: a page never gives them back. */
export const unsaid = new Set(['pass', 'spare', 'code', 'new-pass']);

/** `code` is a second factor's digits in one form and a thread's address in another. */
export const isSecret = ([name, value]: readonly [string, string]): boolean => unsaid.has(name) && (name !== 'code' || /^\d[\d ]{4,}$/.test(value));
