/** Numbers that open doors: national numbers, cards, accounts, passports, number plates. */
import type { Found } from '#jigsaw/clue-rules';
import { isAccount, nationalNumber } from '#jigsaw/norwegian-numbers';
import { after, all, before, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';
import { isOthers } from '#jigsaw/whose-rules';

/** Numbers in words, in both languages. */
export const units: Record<string, number> = { zero: 0, nought: 0, oh: 0, o: 0, null: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, en: 1, én: 1, ett: 1, to: 2, tre: 3, fire: 4, fem: 5, seks: 6, sju: 7, syv: 7, åtte: 8, ni: 9 };
export const tens: Record<string, number> = { ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, ti: 10, elleve: 11, tolv: 12, tretten: 13, fjorten: 14, femten: 15, seksten: 16, sytten: 17, atten: 18, nitten: 19, tjue: 20, tretti: 30, førti: 40, femti: 50, seksti: 60, sytti: 70, åtti: 80, nitti: 90 };

const digitsOf = (text: string) => text.replace(/\D/g, '');
/** It is said to be the number of something that is nobody: an order, a parcel, a study. */
const ofThing = edges(`order|orders|ref|reference|ticket|tracking|parcel|invoice|case|claim|policy|trial|study|isrctn|doi|isbn|pmid|batch|lot|serial|model|item|product|ordre|ordrenr|ordrenummer|bestilling|bestillingsnummer|referanse|referansenummer|sporing|sporingsnummer|sporingsnr|pakke|pakken|faktura|fakturanummer|kid|kid-nummer|kidnummer|sak|saksnr|saksnummer|kundenr|kundenummer|medlemsnummer|polise|polisenummer|varenr|varenummer|serienummer|orgnr|org|organisasjonsnummer|imei|barcode|strekkode`);
export const isOfThing = (reading: Reading, at: number) => has(ofThing, before(reading, at, 45).replace(/nhs|national/g, ''));

/** Weights 10 to 2, 11 minus the rest; 11 is 0 and 10 is never given out. */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...digits].slice(0, 9).reduce((all, digit, at) => all + Number(digit) * (10 - at), 0);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}

const nhsCue = edges('nhs|health (?:record|number)|hospital (?:number|no|record)|patient (?:number|no|id)|medical record|record(?: number| no)?|chi');
function nhs(reading: Reading): Found[] {
  return all(reading.plain, /(?<![\p{L}\d.,+-])\d{3}([ -]?)\d{3}\1\d{4}(?![\d\p{L}]|[.,]\d|[ -]\d)/gu).flatMap((hit) => {
    if (!isNhsNumber(digitsOf(hit[0]))) return [];
    const cue = has(nhsCue, before(reading, hit.index, 60)) || has(nhsCue, after(reading, hit.index + hit[0].length, 30));
    if (!cue && (hit[1] === '' || (isOfThing(reading, hit.index)))) return [];
    if (!cue && hit[0].startsWith('0')) return [];
    return [{ kind: 'nhs-number', start: hit.index, end: hit.index + hit[0].length, alone: true, mustChange: true }];
  });
}

const nationalCue = edges(`fødselsnummer|fødselsnr|fnr|f\\.nr|personnummer|personnr|pnr|p\\.nr|d-nummer|d-nr|dnr|h-nummer|fødselsnummeret|personnummeret|id-nummer|id-nr|identitetsnummer|national (?:id|identity)|birth number|norwegian id|id number`);
function norwegian(reading: Reading): Found[] {
  return all(reading.plain, /(?<![\p{L}\d+]|\d[.,-])(?:\d{6}[ .-]?\d{5}|\d{2}[ .]\d{2}[ .]\d{2}[ .-]\d{5}|\d{6} \d{3} \d{2})(?![\p{L}\d]|[.,]\d)/gu).flatMap((hit) => {
    const digits = digitsOf(hit[0]);
    const cue = has(nationalCue, before(reading, hit.index, 50)) || has(nationalCue, after(reading, hit.index + hit[0].length, 30));
    const valid = nationalNumber(digits);
    if (!valid) return [];
    if (!cue && isOfThing(reading, hit.index)) return [];
    if (!cue && hit[0] === digits && digits.startsWith('0') && reading.language === 'en') return []; // a British phone number first
    if (!cue && valid === 'new' && hit[0] === digits && isAccount(digits)) return [];
    return [{ kind: 'national-number', start: hit.index, end: hit.index + hit[0].length, alone: true, mustChange: true }];
  });
}

/** National Insurance, and other countries' numbers where they are called so. */
function others(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (hit: RegExpMatchArray, at = 0) => found.push({ kind: 'national-number', start: hit.index! + at, end: hit.index! + hit[0].length, alone: true, mustChange: true });
  for (const hit of all(reading.low, /(?<![\p{L}\d])(?!bg|gb|nk|kn|tn|nt|zz)(?:qq|[abceghj-prstw-z][abceghj-nprstw-z]) ?\d{2} ?\d{2} ?\d{2} ?[a-d](?![\p{L}\d])/gu)) add(hit);
  for (const hit of all(reading.low, /(?:social security|ssn|pps|personnummer|cpr|pesel|national id|identity card|id card|driving licen[cs]e|driver'?s licen[cs]e|førerkort)[ \p{L}.:#-]{0,24}?((?=[\p{L}\d-]*\d{3})[\p{L}\d][\p{L}\d -]{5,18}[\p{L}\d])(?![\p{L}\d])/gu)) {
    const number = /\d[\d -]{5,14}\d(?: ?[a-z]{1,2}\d?(?:[a-z]{2})?)?|[a-z]{2,5}\d{6}[a-z0-9]{2,5}/u.exec(hit[1]!);
    if (number) {
      const start = hit.index + hit[0].lastIndexOf(hit[1]!) + number.index;
      found.push({ kind: 'national-number', start, end: start + number[0].length, alone: true, mustChange: true });
    }
  }
  return found;
}

/** Luhn. */
export function isCard(digits: string): boolean {
  if (!/^(?:3[47]\d{13}|[2456]\d{15}|[46]\d{12}|6\d{17,18})$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((all, one, at) => all + (at % 2 ? (Number(one) * 2 > 9 ? Number(one) * 2 - 9 : Number(one) * 2) : Number(one)), 0);
  return sum % 10 === 0;
}
const cardCue = edges('card|visa|mastercard|amex|debit|credit|kort|kortet|kortnummer|kortnr|bankkort|kredittkort');
const cards = (reading: Reading): Found[] => all(reading.plain, /(?<![\p{L}\d.,+-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -]?)\d{6}\2\d{5})(?![\d\p{L}])/gu).flatMap((hit) => {
  const digits = digitsOf(hit[0]);
  const cue = has(cardCue, before(reading, hit.index, 50)) || has(cardCue, after(reading, hit.index + hit[0].length, 20));
  if (!isCard(digits) && !(cue && digits.length === 16)) return [];
  if (!cue && isOfThing(reading, hit.index)) return [];
  return [{ kind: 'card' as const, start: hit.index, end: hit.index + hit[0].length, alone: true, mustChange: true }];
});

const accountCue = edges('sort code|account|acc|acct|a/c|bank|iban|bic|konto\\p{L}*|kto|overfør|betal til|bacs|transfer');
function accounts(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (start: number, length: number) => found.push({ kind: 'bank-account', start, end: start + length, alone: true });
  for (const hit of all(reading.plain, /(?<![\p{L}\d])[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?(?![\p{L}\d])/gu)) if (isIban(hit[0])) add(hit.index, hit[0].length);
  for (const hit of all(reading.plain, /(?<![\p{L}\d./-])\d{2}([ -])\d{2}\1\d{2}(?:[ ,;:.a-zA-Z]{1,30}?\d{8})?(?![\d]|-\d)/gu)) if (/sort/.test(before(reading, hit.index, 40))) add(hit.index, hit[0].length);
  for (const hit of all(reading.plain, /(?<![\p{L}\d.,+-])(?:\d{4}[. ]\d{2}[. ]\d{5}|\d{11}|\d{8})(?![\d\p{L}]|[.,]\d)/gu)) {
    const digits = digitsOf(hit[0]);
    const cue = has(accountCue, before(reading, hit.index, 50));
    if (digits.length === 11 ? cue || (/[. ]/.test(hit[0]) && isAccount(digits)) : cue) add(hit.index, hit[0].length);
  }
  return found;
}
function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '').toUpperCase();
  if (plain.length < 15 || plain.length > 34 || !/\d{4}/.test(plain.slice(4))) return false;
  let rest = 0;
  for (const letter of plain.slice(4) + plain.slice(0, 4)) {
    const value = /\d/.test(letter) ? letter : String(letter.charCodeAt(0) - 55);
    for (const digit of value) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

function passports(reading: Reading): Found[] {
  return all(reading.low, /(?<!\p{L})(?:passport|passet|passnummer|passnummeret|passnr|pass-?nr|pass)(?: (?:number|no\.?|nr\.?|nummer))?(?: (?:is|er|mitt|was))?[ :#.(]{1,3}(\p{L}{0,3} ?\d{6,9})(?![\p{L}\d])/gu).map((hit) => {
    const start = hit.index + hit[0].length - hit[1]!.length;
    return { kind: 'passport' as const, start, end: start + hit[1]!.length, alone: true };
  });
}

const carCue = edges(`car|van|reg|registration|plate|plates|number plate|bike|motorbike|motorcycle|ford|fiesta|focus|golf(?:en)?|corsa|transit|scooter|moped|astra|polo|toyota|honda|bmw|audi|nissan|mini|kia|tesla|volvo|skoda|drive|driving|parked|motability|\\p{L}*bil(?:en)?|skilt|skiltet|regnr|registreringsnummer|bilnummer|kjører|kjørte|parkert|varebil|varebilen|motorsykkel|campervan|bobil|bobilen`);
function plates(reading: Reading): Found[] {
  const found: Found[] = [];
  const near = (at: number, length: number) => has(carCue, before(reading, at, 90)) || has(carCue, after(reading, at + length, 40));
  for (const hit of all(reading.plain, /(?<![\p{L}\d])([A-Za-z]{2}\d{2}) ?([A-Za-z]{3})(?![\p{L}\d])/gu)) {
    const isUpper = hit[0] === hit[0].toUpperCase();
    if ((isUpper && !/^(?:CO|PM|AM)/.test(hit[0])) || near(hit.index, hit[0].length)) found.push({ kind: 'plate', start: hit.index, end: hit.index + hit[0].length, alone: true });
  }
  for (const hit of all(reading.plain, /(?<![\p{L}\d])(?:[A-Za-z]{2} ?\d{5}|[A-Za-z]\d{1,3} ?[A-Za-z]{3}|[A-Za-z]{3} ?\d{1,3}[A-Za-z]|[A-Z]{2,3} ?\d{3,4})(?![\p{L}\d])/gu)) {
    if ((near(hit.index, hit[0].length) || (reading.language === 'nb' && /^[A-Z]{2} \d{5}$/.test(hit[0]))) && hit[0] === hit[0].toUpperCase() && !isOfThing(reading, hit.index)) found.push({ kind: 'plate', start: hit.index, end: hit.index + hit[0].length, alone: true });
    else if (/^[A-Za-z]{2} ?\d{5}$/.test(hit[0]) && near(hit.index, hit[0].length)) found.push({ kind: 'plate', start: hit.index, end: hit.index + hit[0].length, alone: true });
  }
  return found;
}

const judged = /(?<=(?:case|claim|judgment|sak|saken|dom|dommen|kjennelse)(?: (?:no\.?|number|nr\.?|nummer))?:? )(?:[A-Z]{1,4}[/-]\d{2,6}[/-]\d{2,4}|\d{2}-\d{4,6}[A-Z]{3}(?:-[A-Z]{4})?)(?![\p{L}\d])/gu;
const ownCase = edges('me|my|mine|us|our|i|meg|min|mi|mitt|oss|vår|jeg');
/** A case in court has names in it, and anybody may look it up. */
const cases = (reading: Reading): Found[] => all(reading.plain, judged).filter((hit) => has(ownCase, sentence(reading, hit.index)))
  .map((hit) => ({ kind: 'link', start: hit.index, end: hit.index + hit[0].length, alone: true }));

export const numbers = (reading: Reading): Found[] =>
  [...cards(reading), ...nhs(reading), ...norwegian(reading), ...others(reading), ...accounts(reading), ...passports(reading), ...plates(reading), ...cases(reading)]
    .map((one) => ({ ...one, others: isOthers(reading, one.start) }));
