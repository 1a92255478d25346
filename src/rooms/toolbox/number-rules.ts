/**
 * Which number of a line is rung, on a plan for hard times.
 *
 * People write numbers in every way there is, and other things with digits
 * beside them: a second number, opening hours, a day. A number is only offered
 * where it can be read in one way. Where that is unsure there is nothing to
 * press, and the line stands as it was written: at three in the morning no
 * number is better than a wrong one.
 */

/** What is rung, and how the line writes it; a 0 in brackets is for those at home, and is not dialled from abroad. */
export type Found = { number: string; written: string };

const dash = '‐‑‒–—−-';
const digits = (text: string) => text.replace(/\D/g, '');

/** How a single number is grouped. Spaces stand for whatever stood between the groups. */
const shapes: readonly RegExp[] = [
  /^(?:000|024|1(?!16)\d\d|[2-8]11|911|988|999)$/, // who comes or answers at once
  /^(?:1717|1737|1813|3114)$/, // of four digits only these: others are years, hours, postcodes
  /^(?:[01]\d{4}|0\d \d{3}|90101)$/, // 02800; 90101 in Finland
  /^(?:116 ?\d{3}|13 ?\d\d ?\d\d)$/, // 116 123 in Europe, 13 11 14 in Australia
  /^[2-9](?:\d{7}|\d{3} \d{4}|\d(?: \d\d){3}|\d\d \d\d \d{3}|\d( \d{3}){2}|\d\d \d{5})$/, // eight: Norway, Denmark
  /^[2-9](?:\d{8}|\d\d(?: \d{3}){2}|\d\d(?: \d\d){3})$/, // nine: Poland, Spain
  /^[2-9](?:\d{9}|\d\d \d{3} \d{4})$|^1 ?\d{3} ?\d{3} ?\d{4}$/, // ten: North America
  /^1[38]00 ?(?:\d{3} ?\d{3}|\d\d \d{4})$/, // free ones in Ireland and Australia
  /^0(?:\d{7}|\d{3} \d{4}|\d{3} \d\d \d\d)$/, // 0800 1111
  /^(?=0(?: ?\d){8,10}$)\d+(?: \d+){0,4}$/ // with the 0 of those at home: Britain and most others
];
/** How long a number is after the code of its country, where we know it. */
const lengths: Record<string, RegExp> = { 1: /^\d{10}$/, 44: /^[1-9]\d{8,9}$/, 45: /^\d{8}$/, 46: /^[1-9]\d{6,9}$/, 47: /^(?:[2-9]\d{7}|0\d{4})$/ };

function isFromAbroad(all: string): boolean {
  const country = Object.keys(lengths).find((code) => all.startsWith(code));
  if (/^\d{2,3}116\d{3}$/.test(all)) return true;
  return country ? lengths[country]!.test(all.slice(country.length)) : /^[2-9]\d{7,14}$/.test(all);
}

/** Can this be read as one number, and as nothing else? */
function isOne(text: string): boolean {
  const groups = text.replace(/^\+\s*/, '').split(new RegExp(`[\\s.${dash}]+`));
  const all = groups.join('');
  if (text.startsWith('+')) return isFromAbroad(all);
  if (/^00\d{6}/.test(all)) return isFromAbroad(all.slice(2));
  return shapes.some((shape) => shape.test(groups.join(' ')));
}

const hour = '(?:(?:[01]?\\d|2[0-4])(?:[.:][0-5]\\d)?|(?:[01]\\d|2[0-4])[0-5]\\d)';
const alone = [`(?<!\\d)(?<!\\d[./:${dash}])`, `(?!\\d)(?![./:${dash}]\\d)`] as const;
const standing = (what: string) => new RegExp(alone[0] + what + alone[1], 'gu');
/** What has digits and is rung by nobody: the place in a list, day and night, days, hours, a time. */
const others: readonly RegExp[] = [
  /^\s*(?:\d{1,2}[.)]|\(\d{1,2}\))(?=\s)/gu,
  /(?<!\d)24\s*\/\s*7(?!\d)/gu,
  standing('(?:(?:0?[1-9]|[12]\\d|3[01])([./-])(?:0?[1-9]|[12]\\d|3[01])\\1(?:(?:19|20)\\d\\d|\\d\\d)|(?:19|20)\\d\\d-[01]\\d-[0-3]\\d)'),
  standing(`${hour}\\s*[${dash}]\\s*${hour}`),
  standing('(?:[01]?\\d|2[0-4])[.:][0-5]\\d')
];
/** Of 0800-1530 nobody can tell; 0800-0113 is a number, for nothing closes before it opens. */
const isHours = (text: string) => {
  const four = new RegExp(`^(\\d{4})\\s*[${dash}]\\s*(\\d{4})$`).exec(text);
  return !four || four[1]! < four[2]!;
};
const hidden = (line: string) => others.reduce((rest, other) => rest.replace(other, (found) => (isHours(found) ? '|'.repeat(found.length) : found)), line);

const runs = new RegExp(`(?:\\((?:\\+\\d{1,3}|0\\d{1,4}|[2-9]\\d\\d)\\)(?=[\\s${dash}]*\\d)|(?:\\+\\s?|00\\s?)\\d{1,3}\\s?\\(\\d{1,4}\\)|\\+?\\d)(?:[\\s./${dash}]*\\d)*`, 'gu');
const apart = new RegExp(`\\s*/\\s*|\\.\\s+|\\s+[${dash}]\\s*|\\s*[${dash}]\\s+`);
const glued = /[\p{L}\p{N}£$€#]/u;

/** The numbers in one run of digits: one, two beside each other, or none where it is unsure which. */
function inRun(written: string): Found[] {
  if (/^(?:\+|00)\s?39\s?\(0\)/.test(written)) return []; // in Italy the 0 is dialled from abroad, too
  const plain = written.replace(/^((?:\+|00)\s?\d{1,3})\s?\(0\)/, '$1 ').replace(/[()]/g, ' ').replace(/\s+/g, ' ').trim();
  const number = /\(0\)/.test(written) ? plain : written;
  const parts = plain.split(apart);
  if (parts.every(isOne)) return parts.length > 1 ? parts.map((part) => ({ number: part, written: part })) : [{ number, written }];
  const isSplit = parts.length > 1 && /^[+0]/.test(plain) && digits(parts[0]!).length <= 6; // 07700/900123: the code of a place, then the rest
  return isSplit && isOne(parts.join(' ')) ? [{ number, written }] : [];
}

/** Every number that is sure, in the order of the line. */
function inLine(line: string): Found[] {
  const plain = hidden(line);
  return [...plain.matchAll(runs)].flatMap(({ 0: run, index }) => {
    const isGlued = glued.test(line.charAt(index - 1)) || glued.test(line.charAt(index + run.length));
    return inRun(run).filter(({ number }) => !isGlued || digits(number).length > 6);
  });
}

/** The longest number of a line, the first of those; `least` digits where a shorter one is that of a house. */
export function found(line: string, least = 3): Found | undefined {
  const all = inLine(line).filter(({ number }) => digits(number).length >= least);
  return all.reduce<Found | undefined>((longest, one) => (longest && digits(longest.number).length >= digits(one.number).length ? longest : one), undefined);
}

/** What is rung, as it was written: "Jo, 07700 900123" → "07700 900123". Nothing where no number is sure. */
export const numberIn = (line: string): string => found(line)?.number ?? '';

/** Does this still have so many digits in a row, whatever stands between them, that it may be a number? */
export const hasDigits = (text: string, many: number): boolean => new RegExp(`\\d(?:[\\s()./${dash}]*\\d){${many - 1}}`).test(hidden(text));

/** Where pressing leads. Spaces are for eyes. */
export const tel = (number: string) => `tel:${number.replace(/[^+\d]/g, '')}`;
export const sms = (number: string) => `sms:${number.replace(/[^+\d]/g, '')}`;
/** Short numbers can be rung, not written to. */
export const canText = (number: string) => digits(number).length >= 8;
