/**
 * Norwegian national numbers, by their check digits: born, D-, H- and made-up
 * (synthetic) numbers, by the rule of today and the one that holds from 2032.
 * The only file that knows the package. Rules: Skatteetaten; safety guide §4.
 */
import validator from '@navikt/fnrvalidator';

export type Checked = 'both' | 'new' | undefined;

const weights = [3, 7, 6, 1, 8, 9, 4, 5, 2];

/** Whether these eleven digits are a national number, and by which rules. */
export function nationalNumber(digits: string): Checked {
  if (validator.idnr(digits).status !== 'valid') return undefined;
  const sum = weights.reduce((all, weight, at) => all + weight * Number(digits[at]), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[9]) ? 'both' : 'new';
}

const accountWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** Whether these eleven digits are a Norwegian bank account. */
export function isAccount(digits: string): boolean {
  const sum = accountWeights.reduce((all, weight, at) => all + weight * Number(digits[at]), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[10]);
}
