/**
 * The two ways to say no.
 *
 * `refuse` is for what the asker may know and change: a key in a room's words,
 * shown beside the form with what was typed. `notFound` is for what is not
 * there and for what the asker may not know of; the two look the same.
 * Anything else that is thrown is a bug.
 */

/** A "no" with a reason the person can act on. `field` names the form field it belongs to. */
export class Refusal extends Error {
  readonly key: string;
  readonly field: string | undefined;
  readonly values: Record<string, string | number>;
  constructor(key: string, field?: string, values: Record<string, string | number> = {}) {
    super(key);
    this.key = key;
    this.field = field;
    this.values = values;
  }
}

export class NotFound extends Error {}

/** `key` is `room.rest.of.key`, as in the room's words. */
export function refuse(key: string, field?: string, values?: Record<string, string | number>): never {
  throw new Refusal(key, field, values);
}

export function notFound(): never {
  throw new NotFound();
}
