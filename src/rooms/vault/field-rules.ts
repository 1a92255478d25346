/** What the vault can hold of a person, and what may stand in it. Every field may be left empty. */

export const fields = ['name', 'phone', 'address', 'contact', 'provider'] as const;
export type Field = (typeof fields)[number];
export type Details = Partial<Record<Field, string>>;

/** Letters at most, and lines in its box. */
export const room: Record<Field, { most: number; rows?: number }> = {
  name: { most: 120 }, phone: { most: 40 }, address: { most: 400, rows: 3 }, contact: { most: 200, rows: 2 }, provider: { most: 200, rows: 2 }
};

export const isField = (name: string): name is Field => (fields as readonly string[]).includes(name);

/** One way of writing; lines stay, hidden signs go. */
export const tidy = (text: string) =>
  text.normalize('NFC').split(/\r?\n/).map((line) => line.replace(/[\p{C}\s]+/gu, ' ').trim()).filter(Boolean).join('\n');

/** What is wrong with a field, as a key of our words; nothing when it is well. A number needs digits to be rung. */
export function wrongWith(field: Field, text: string): 'refused.long' | 'refused.phone' | undefined {
  if (text.length > room[field].most) return 'refused.long';
  if (field === 'phone' && text.replace(/\D/g, '').length < 5) return 'refused.phone';
  return undefined;
}

export type Knows = Record<Field, boolean> & { adult: boolean };
export const nothing: Knows = { name: false, phone: false, address: false, contact: false, provider: false, adult: false };

/** Somebody who is told "help can be sent" has to be somebody we could find or ring. */
export const canBeReached = (knows: Knows) => knows.phone || knows.address || knows.contact;
