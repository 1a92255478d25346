/** Names of form fields that hold secrets: a page never gives them back. */
export const unsaid = new Set(['pass', 'spare', 'code', 'new-pass']);
