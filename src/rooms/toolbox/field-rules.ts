/** Reading one field of a form: tidied, and refused beside the field when it is too long. What was typed stays on the page. */
import { refuse } from '#platform/answers';
import { tidy } from '#toolbox/check-in-rules';

export type Read = (name: string) => string;

/** One line. */
export function line(read: Read, name: string, most = 120): string {
  const text = tidy(read(name)).replace(/\s+/g, ' ');
  if ([...text].length > most) refuse('toolbox.refused.long', name, { most });
  return text;
}

/** As many lines as one likes. */
export function lines(read: Read, name: string, most = 4000): string {
  const text = tidy(read(name));
  if ([...text].length > most) refuse('toolbox.refused.long', name, { most });
  return text;
}

/** One of these, or the first when it is none of them. */
export const among = <Choice extends string>(choices: readonly Choice[], said: string): Choice => choices.find((choice) => choice === said) ?? choices[0]!;
