/**
 * Opening: the doors stay closed until the operator has said who they are.
 *
 * A visitor is asked for trust on the first page; a place that has not said
 * who runs it, who pays and whom to ring has not earned it. What is missing is
 * named. On this machine alone nobody else can come in, so nothing is closed.
 */
import { isThisMachineAlone } from '#platform/config';
import { languages } from '#platform/words';
import { isRequired, isSpoken, type Name } from '#house/saying-rules';
import * as sayings from '#house/sayings';

/** What has to be said and is not, in the language that is furthest. Empty when all is said. */
export async function missing(): Promise<Name[]> {
  const perLanguage = await Promise.all(languages.map((language) => missingIn(language)));
  return perLanguage.sort((a, b) => a.length - b.length)[0]!;
}

/** What has to be said and is not said in this very language. */
export async function missingIn(language: (typeof languages)[number]): Promise<Name[]> {
  const empty = await sayings.empties(language);
  const required = empty.filter(isRequired);
  // One way to reach a person is enough.
  return empty.includes('phone') && empty.includes('email') ? [...required, 'phone'] : required;
}

export const isSaidIn = async (language: (typeof languages)[number]) =>
  !(await sayings.empties(language)).some((name) => isSpoken(name) && isRequired(name));

export const isOpen = async () => isThisMachineAlone() || (await missing()).length === 0;
