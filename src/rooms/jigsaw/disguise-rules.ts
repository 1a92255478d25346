/**
 * What shows somebody by itself, told so that machines or moderators miss it,
 * or so offhand that no word announces it: "the at sign", digits in words, a
 * name as a signature or a nickname, a page of one's own.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { bigPlaces, famous, first, last, offered, plainCapitals, publicWords, smallPlaces, wordNames } from '#jigsaw/lists';
import { endsLikeName, isPet } from '#jigsaw/name-rules';
import { tens as tenWords, units as unitWords } from '#jigsaw/number-rules';
import { after, all, before, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';
import { isOthers } from '#jigsaw/whose-rules';

const clue = (kind: Kind, start: number, words: string, more: Partial<Found> = {}): Found => ({ kind, start, end: start + words.length, alone: true, ...more });

const atSign = '(?:the )?at[ -]?sign|at-?tegnet|at-?tegn|krøllalfa|alfakrøll|krøllalfaen|snabel-?a|(?:\\(|\\[|<)?(?:at|a|@|krøllalfa)(?:\\)|\\]|>)';
const dot = '(?:,? ?(?:\\(|\\[)?(?:dot|punktum|prikk|full stop)(?:\\)|\\])?,? ?|\\.)';
const ending = '(?:com|org|net|no|uk|co|se|dk|eu|example|me|info|ie|scot)';
const box = "[\\p{L}\\d][\\p{L}\\d.'_-]{0,40}(?:(?: underscore | dot | punktum | prikk | strek | understrek | hyphen | dash )[\\p{L}\\d][\\p{L}\\d.'_-]{0,40}){0,4}";
const mails = [
  new RegExp(`(?<![\\p{L}\\d])(${box}),? (?:${atSign}),? ?[\\p{L}\\d-]+(?:${dot}${ending})+(?![\\p{L}\\d])`, 'gu'),
  new RegExp(`(?<![\\p{L}\\d])(?=[\\p{L}\\d._-]{0,40}[\\d._])([\\p{L}\\d._-]{3,40}) (?:on|at|på|hos) [\\p{L}\\d-]+(?:\\.[\\p{L}\\d-]+)*\\.${ending}(?![\\p{L}\\d])`, 'gu'),
  new RegExp(`(?<![\\p{L}\\d])((?!account|address|e-?mail|inbox|people|password|someone|mailbox|me |adresse)[\\p{L}\\d._-]{7,40}) (?:at|on|på|hos) (?:gmail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|btinternet|online)(?![\\p{L}\\d]|[ ]?(?:support|account|app|today|again|for))`, 'gu')
];
const mailCue = edges('mail|e-?mail|gmail|write|reach|find|contact|send|drop|line|address|inbox|ping|skriv|nås|kontakt|sende|epost|e-post|mailen|adressen');

function hiddenMails(reading: Reading): Found[] {
  return mails.flatMap((pattern, at) => all(reading.low, pattern)
    .filter((hit) => at < 2 || has(mailCue, sentence(reading, hit.index)))
    .filter((hit) => !/^(?:i|we|he|she|they|it|jeg|vi|han|hun|det|look(?:ing)?|is|was|are|er) /.test(hit[0]))
    .map((hit) => clue('email', hit.index, hit[0])));
}

const units = Object.keys(unitWords).filter((word) => word !== 'o').join('|');
const tens = Object.keys(tenWords).join('|');
const joinedTens = `(?:tjue|tretti|førti|femti|seksti|sytti|åtti|nitti|ni|åtte|sju|syv)(?:${units}|tjue|tretti|førti|femti|seksti|sytti|åtti|nitti)|(?:en|to|tre|fire|fem|seks|sju|syv|åtte|ni)og(?:tjue|tretti|førti|femti|seksti|sytti|åtti|nitti)|(?:${units})?hundreog(?:${tens}|${units})`;
const numeral = `(?:${joinedTens}|${tens}|${units}|hundred|hundre|thousand|tusen|\\d{1,5}|o\\d{1,5})`;
const spoken = new RegExp(`(?<![\\p{L}\\d])(?:double |triple |dobbel[ -]?)?${numeral}(?:[ ,.-]{1,3}(?:then |and |så |og |double |triple |dobbel[ -]?)?${numeral}){2,14}(?![\\p{L}\\d])`, 'gu');
const isTen = new RegExp(`^(?:${joinedTens}|${tens}|hundred|hundre)$`, 'u');
const isUnit = new RegExp(`^(?:${units}|o)$`, 'u');
const anyWord = new RegExp(`(?<!\\p{L})(?:${units}|${tens})(?!\\p{L})`, 'gu');
const ringCue = edges("ring|rings|call|phone|number|text|mobile|mob|cell|whatsapp|landline|tlf|telefon|nummer|nummeret|nås|tråden|mobil|mobilen|i'm on|im on|vipps|vippse|sms|melding|reach me|digits");

/** A phone number in words, or half in words; counting up or down is none. */
function spokenPhones(reading: Reading): Found[] {
  if (!has(anyWord, reading.low)) return [];
  return all(reading.low, spoken).filter((hit) => {
    const parts = hit[0].split(/[ ,.-]+/).filter(Boolean);
    const wordy = parts.filter((part) => isUnit.test(part) || isTen.test(part));
    if (wordy.length < 3) return false;
    let digits = 0;
    parts.forEach((part, at) => {
      const times = /^(?:double|dobbel)$/.test(parts[at - 1] ?? '') ? 2 : parts[at - 1] === 'triple' ? 3 : 1;
      digits += isTen.test(part) ? 2 : isUnit.test(part) ? times : /\d/.test(part) ? part.length : 0;
    });
    const near = `${before(reading, hit.index, 70)} ${after(reading, hit.index + hit[0].length, 40)}`;
    return digits >= 7 && digits <= 14 && new Set(wordy).size > 2 && (has(ringCue, near) || /^(?:oh|zero|null|nought|o?0)/.test(hit[0]) && digits > 9) && !/one,? two,? three|en,? to,? tre|tre,? to,? en|three,? two,? one/.test(hit[0]);
  }).map((hit) => clue('phone', hit.index, hit[0]));
}

/** Digits one by one, with letters for noughts and ones, or with stars between. */
const spaced = /(?<![\d\p{L}.,:/-]|\d )(?:[49](?: \d){7}|0(?: \d){9,10}|[0Oo][1-37][\dOoIl]{3}[ *_/-]{1,2}[\dOoIl]{3}[ *_/-]{0,2}[\dOoIl]{3}|[49]\d{2}[*_]\d{2}[*_]\d{3})(?![ ]?\d|\p{L})/gu;
function spacedPhones(reading: Reading): Found[] {
  return all(reading.plain, spaced).filter((hit) => /^[0Oo]\d/.test(hit[0]) && hit[0].replace(/\D/g, '').length > 5 || has(ringCue, `${before(reading, hit.index, 70)} ${after(reading, hit.index + hit[0].length, 40)}`)).map((hit) => clue('phone', hit.index, hit[0]));
}

/** Digits one by one, whatever lies between them: "4 1 7 - 0 0 - 6 5 2". Days of pain from nought to ten have no cue. */
const oneByOne = /(?<![\p{L}\d])\d(?:[ .,–_/-]{1,4}\d){7,10}(?![ .,–_/-]{0,3}\d|\p{L})/gu;
const payCue = edges('konto\\p{L}*|account|vipps\\p{L}*|overfør|betal\\p{L}*|pay|bank|iban|sort code');
const oneByOnes = (reading: Reading): Found[] => all(reading.plain, oneByOne).flatMap((hit) => {
  const near = `${before(reading, hit.index, 70)} ${after(reading, hit.index + hit[0].length, 40)}`;
  const digits = hit[0].replace(/\D/g, '');
  if (digits.length === 11 && has(payCue, near)) return [clue('bank-account', hit.index, hit[0])];
  return new Set(digits).size > 2 && has(ringCue, near) ? [clue('phone', hit.index, hit[0])] : [];
});
/** A British number in words: "q q twelve thirty four fifty six c". */
const spokenInsurance = new RegExp(`(?<!\\p{L})[a-z] [a-z][, ]+(?:(?:${tens}|${units}|\\d{1,2})[, -]+){3,6}[a-d](?!\\p{L})`, 'gu');
const insuranceCue = /(?<!\p{L})(?:ni|nino|national insurance|insurance number)(?!\p{L})/u;
const insurances = (reading: Reading) => (insuranceCue.test(reading.low) ? all(reading.low, spokenInsurance).map((hit) => clue('national-number', hit.index, hit[0], { mustChange: true })) : []);

const passport = /(?<!\p{L})(?:passport|passet|passnummer|passnummeret|passnr)(?:'s| mitt| mi)?(?: (?:number|no\.?|nr\.?|nummer|is|er|has|says))*[ :#,.(]{1,3}((?:\p{L}{1,3} ?)?\d{6,9})(?![\p{L}\d])/gu;
/** The same, told in the next breath: "Passport came back rejected. The number is 533401928". */
const passportTold = /(?<!\p{L})(?:passport|passet mitt|passet)(?!\p{L})[^\n]{0,110}?(?:the number|its number|,? number|nummeret|pass ?no\.?|,? n[ro]\.?)(?: (?:is|was|on it is|er|var|som står er))?[ :]{1,2}((?:\p{L}{1,3} ?)?\d{7,9}|\d{3} \d{3} \d{3})(?![\p{L}\d])/gu;
/** A number in a group of three times three, or nine in a row, soon after a passport. */
const passed = /(?<!\p{L})(?:passport|passet)(?!\p{L})[^\n]{0,110}?(?<!\d|\d )(\d{3} \d{3} \d{3}|\d{9})(?!\d| \d)/gu;
/** Put in, not told: "a passport number and I've put 561908327". */
const numbered = /(?<!\p{L})(?:passport (?:number|no)|passnummer(?:et)?|passport no\.?)[^.\d\n]{0,40}?(?<!\d)(\p{L}{0,3}\d{7,9})(?![\p{L}\d])/gu;
const elseOf = edges('phone|ring|call|helpline|ref|reference|order|tracking|telefon|tlf|ringe|referanse');
const passports = (reading: Reading) => [...all(reading.low, passport), ...all(reading.low, passportTold), ...all(reading.low, numbered), ...all(reading.low, passed).filter((hit) => !has(elseOf, hit[0].slice(-40 - hit[1]!.length)))]
  .map((hit) => clue('passport', hit.index + hit[0].length - hit[1]!.length, hit[1]!));

const page = /(?<![\p{L}\d@/.])(?:https?:\/\/)?(?:[\p{L}\d][\p{L}\d-]{0,60}\.){1,4}(?:example|com|net|org|no|uk|blog|me|info|page|site|se)(?:\.[a-z]{2,3})?(?:\/[\p{L}\d%./_~-]{0,150})?(?![\p{L}\d])/gu;
const ownPage = edges(`my (?:\\p{L}+ )?(?:ramblings|words|poems?|paintings?|recipes|knitting|writing|drawings?|photos|pictures|diary|story|stuff|videos?|patterns|art|music|book|songs?|mug|face|page|blog|site|thoughts|scribbles|website)|i (?:write|blog|draw|paint|sell|post|put)|our (?:\\p{L}+ )?(?:page|site|story|journey)|(?:sister|brother|wife|husband|daughter|son|mum|dad|søstera|søsteren|kona|mannen|dattera|broren)(?: mi| min)? (?:blogs|writes|blogger|skriver)|petition|fundraiser|collection for|(?:diktene|bildene|oppskriftene|tekstene|maleriene|sangene|videoene|bloggen|sida|siden|hjemmesida|hjemmesiden|nettsida|tankene|historia|oppskrifter|dikt|mønstrene)(?: \\p{Ll}+){0,3} (?:mine?|mi|mitt|vår)|min (?:blogg|side|hjemmeside)|mi side|hjemmesida|hjemmesiden(?: min)|jeg (?:skriver|blogger|selger|maler) (?:på|om)|innsamling|spleis|underskriftskampanje`);
const theirs = /(?:nhs|gov|nice|bbc|nrk|helsenorge|nav|fhi|who|wikipedia|mind|samaritans)\./;
const pages = (reading: Reading) => all(reading.low, page)
  .filter((hit) => !theirs.test(hit[0]) && !/@/.test(reading.plain[hit.index - 1] ?? '') && has(ownPage, sentence(reading, hit.index)) && !/(?:at|på|hos|on|krøllalfa) [\p{L}\d.-]*$/u.test(reading.low.slice(Math.max(0, hit.index - 1), hit.index)))
  .map((hit) => clue('link', hit.index, hit[0].replace(/[./]+$/, '')));

const road = /(?<![\p{L}\d])(?:[FfRrEe]v?\.? ?\d{1,4}|[Ff]ylkesvei \d{1,4}|[Rr]iksvei \d{1,4})[^.!?\n]{0,50}?(?:nr\.?|nummer) ?\d{1,4}(?!\d)/gu;
const floor = /(?<!\p{L})\p{Lu}\p{L}{3,20} \d{1,3} ?[A-H]?, (?:\d\. ?(?:etg|etasje)|[1-9](?:st|nd|rd|th) floor|oppgang|buzzer|ringeklokka)\.?/gu;
/** The house first, then the street: "i nummer fire, smedsmuggata". */
const houseFirst = new RegExp(`(?<!\\p{L})(?:nummer|number|nr\\.?|no\\.) ?(?:\\d{1,3}[a-h]?|${units}|${tens})(?:,| in| on| i| på)* [\\p{L}]{2,24}?(?:gata|gaten|gate|veien|vegen|vei|veg|smuget|smauet|bakken|stien|tunet|allé|alleen| (?:street|road|lane|close|avenue|drive|terrace|crescent|row))(?!\\p{L})`, 'gu');
const roads = (reading: Reading) => [...all(reading.plain, road), ...all(reading.plain, floor), ...all(reading.low, houseFirst)].map((hit) => clue('address', hit.index, hit[0], { others: isOthers(reading, hit.index) }));

const nameWord = "\\p{Lu}[\\p{L}'’]{1,25}(?:-\\p{Lu}[\\p{L}'’]{1,25}){0,2}";
const particle = '(?:(?:de|da|van|von|der|la|al|el|bin|ibn|dos|di|af|ní|nic|mac|ó) )?';
/** "About me: Siobhán Ní Dhálaigh", "Persona: …", "Signed, …". */
const headed = new RegExp(`(?<!\\p{L})(?:[Aa]bout me|[Oo]m meg|[Ss]igned|[Uu]ndertegnet|[Pp]ersona(?: name)?|[Dd]isplay name|[Ff]ull name|[Ff]ullt navn|[Nn]avn|[Nn]ame|[Pp]rofil(?:navn|e name)?|[Vv]isningsnavn|[Kk]allenavn)[:,]? ((?:${nameWord} ${particle}){1,3}${nameWord})(?=[\\s,.!?;:()]|$)`, 'gu');
/** The last words, after something that closes a letter. */
const closing = new RegExp(`(?:[Ll]ove|[Hh]ugs?|[Ww]ishes|[Rr]egards|[Ll]andings|[Tt]hanks|[Nn]ight(?: all| night)?|[Cc]heers|xx?|[Ss]incerely|[Ff]aithfully|[Kk]lem(?:mer)?|[Hh]ilsen|[Mm]vh|[Nn]att|[Tt]akk|[Yy]ours|[Bb]est|[Aa]ll|[Ee]ssay|[Rr]ant)[^.!?\\n]{0,25}[,.!?:\\n-]\\s*(${nameWord} (?:\\p{Lu}\\. )?(?:${nameWord} )?${particle}${nameWord})(?: \\([^)]{1,40}\\))?[\\s.x!]*(?=$|\\n|,)`, 'gu');
/** Two names and a double last name: nobody else is called that. */
const doubled = new RegExp(`(?<![\\p{L}'-])(${nameWord} \\p{Lu}\\p{Ll}{1,25}-\\p{Lu}\\p{Ll}{1,25})(?![\\p{L}-])`, 'gu');
/** As a nickname: KateMcAllister1979, Terje.Nordgård.1961. */
const nicked = /(?<![\p{L}\d@._])(\p{Lu}\p{Ll}+)[._]?((?:Mc|Mac|O)?\p{Lu}\p{Ll}{2,})[._-]?(?:19|20)?\d{2}(?![\p{L}\d])/gu;
/** As on a label: WETHERBY, Joan E. */
const filed = /(?<!\p{L})(\p{Lu}{3,}(?:-\p{Lu}{2,})?, (\p{Lu}\p{Ll}+)(?: \p{Lu}\p{Ll}+)?(?: \p{Lu}\.?(?!\p{L}))?)(?!\p{Ll})/gu;
const signedInitials = /(?<![\p{L}.])((?:\p{Lu}\. ?){1,3}(\p{Lu}\p{Ll}[\p{L}'-]+))(?![\p{L}])/gu;

const isName = (words: string) => {
  const parts = words.toLowerCase().split(/[ -]/);
  return !famous.has(words.toLowerCase()) && !parts.some((part) => plainCapitals.has(part) || publicWords.has(part)) && !(bigPlaces.has(parts[0]!) && bigPlaces.has(parts.at(-1)!))
    && !(offered.first.has(parts[0]!) && offered.second.has(parts.at(-1)!));
};
const isSomebody = (words: string) => {
  const parts = words.toLowerCase().split(/[ -]/);
  return first.has(parts[0]!) && !wordNames.has(parts[0]!) || parts.slice(1).some((part) => last.has(part) || endsLikeName(part)) || /[À-ɏ]/.test(words);
};

function offhand(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (start: number, words: string) => {
    if (!reading.known.has(words.toLowerCase()) && !isPet(reading, start, start + words.length)) found.push(clue('name', start, words, { others: isOthers(reading, start) }));
  };
  for (const hit of all(reading.plain, headed)) if (isName(hit[1]!) && isSomebody(hit[1]!)) add(hit.index + hit[0].lastIndexOf(hit[1]!), hit[1]!);
  for (const hit of all(reading.plain, closing)) if (isName(hit[1]!) && isSomebody(hit[1]!)) add(hit.index + hit[0].lastIndexOf(hit[1]!), hit[1]!);
  for (const hit of all(reading.plain, doubled)) {
    const [one = '', two = ''] = hit[1]!.split(' ');
    if (isName(hit[1]!) && (first.has(one.toLowerCase()) || one.length > 3 && two.split('-').some((part) => last.has(part.toLowerCase()))) && !smallPlaces.has(two.toLowerCase()) && !/^(?:'s|s)? ?(?:disease|syndrome|sykdom|syndrom)/.test(after(reading, hit.index + hit[0].length, 12))) add(hit.index, hit[1]!);
  }
  for (const hit of all(reading.plain, nicked)) {
    const [one, two] = [hit[1]!.toLowerCase(), hit[2]!.toLowerCase()];
    if ((first.has(one) && !wordNames.has(one) || /[._]/.test(hit[0]) && last.has(two)) && !offered.second.has(two) && !publicWords.has(two)) add(hit.index, hit[0]);
  }
  for (const hit of all(reading.plain, filed)) if (first.has(hit[2]!.toLowerCase()) && !/^(?:NHS|NAV|HELFO|ADHD|PTSD|DWP|PIP|COPD|IBS|POTS|MRI)\b/.test(hit[0])) add(hit.index, hit[1]!);
  for (const hit of all(reading.plain, signedInitials)) if (endsLikeName(hit[2]!.toLowerCase()) && /(?:signed|signert|sto(?:d)?|underskrevet|hilsen|mvh|regards|letter|nederst|bottom|skrev)/.test(sentence(reading, hit.index))) add(hit.index, hit[1]!);
  return found;
}

const here = "(?:here|on here|this site|this forum|posts as|goes by|calls (?:her|him|them)sel(?:f|ves)|på denne sida|her inne|forumet|som kaller seg|kaller seg|skriver som|@\\p{L}+)";
const known = "(?:i know|i've worked out|worked out|recogni[sz]ed?|found out|figured|turns out|really|actually|must be|egentlig|kjente igjen|kjenner igjen|fant ut|har skjønt|skjønte|vet|må være|viste seg)";
const nick = '(?:[«"“\']\\p{Lu}[\\p{L} ]{2,25}[»"”\']|@\\p{L}[\\p{L}\\d_]{2,25}|(?:as|seg|som) \\p{Lu}\\p{L}{3,25})';
const isWho = new RegExp(`${nick}[^.!?\\n]{0,40}?(?:you're|you are|is|are|was|er|må være|var) (?:really |actually |egentlig |jo |nok |faktisk )*((?:the|a|an|my|our|that|\\p{Ll}{4,}(?:en|a|et|eren|oren)|min|han|hun|ho) ?(?:[\\p{L}'-]+[ ]?){1,8})`, 'gu');
/** Who another member is, by what they do. */
function outings(reading: Reading): Found[] {
  return all(reading.plain, isWho).flatMap((hit) => {
    const around = sentence(reading, hit.index);
    if (!new RegExp(here, 'u').test(around) || !new RegExp(known, 'u').test(around) || /(?:dog|cat|hund|katt|song|sang|book|bok|film)/.test(hit[1]!.toLowerCase())) return [];
    const words = hit[1]!.trimEnd();
    return [clue('other-person', hit.index + hit[0].indexOf(hit[1]!), words, { others: true })];
  });
}

const stigma = edges("hiv|aids|schizophrenia|schizophrenic|syphilis|dementia|alzheimer'?s|cancer|positive|pregnant|abortion|bipolar|addict|alcoholic|sectioned|overdosed?|eating disorder|psychosis|herpes|anorexia|bulimia|hepatitis|chlamydia|drinking again|in rehab|self-?harms?|skisofreni|kreft|demens|demente?|positiv|gravid|abort|bipolar|rusavhengig|alkoholiker|psykose|anoreksi|spiseforstyrrelse|tvangsinnlagt|innlagt|selvmordsforsøk|overdose|syfilis|drikker");
const hushed = edges("nobody(?:'s)? (?:knows|is allowed|else knows|allowed to know)|no one knows|can't tell|not allowed to know|don't tell|secret|confidence|i saw the letter|shouldn't say|between us|ikke meninga|ikke meningen|ingen vet|ingen skal vite|ikke si det|hemmelig|skal ikke vite|ikke lov å si|mellom oss|told me in");
const person = new RegExp(`(?:(?:[Mm]y|[Oo]ur|[Tt]he|[Yy]oung|[Oo]ld|[Gg]amle|[Nn]aboen,?|[Hh]an|[Hh]un|[Hh]o) (?:[\\p{Ll}-]{1,20} ){0,5}?,? ?)?((?:M(?:r|rs|s|iss)\\.? )?${nameWord}(?: ${nameWord})?(?: (?:from|at|in|på|fra|i|med|hos) (?:the )?[\\p{L}-]+)?)`, 'gu');
/** What somebody named would not want told: an illness, with a full name, or as a secret. */
function secrets(reading: Reading): Found[] {
  return all(reading.plain, person).flatMap((hit) => {
    const name = hit[1]!;
    const parts = name.replace(/^M(?:r|rs|s|iss)\.? /, '').split(' ');
    const low = parts[0]!.toLowerCase();
    const around = sentence(reading, hit.index);
    const isTitled = /^M(?:r|rs|s|iss)\.? /.test(name);
    const isFull = parts.length > 1 && /^\p{Lu}/u.test(parts[1]!) && /(?:my|our|neighbou?r|lodger|naboen|min|mi) /i.test(hit[0]);
    if (!has(stigma, around) || plainCapitals.has(low) || famous.has(parts.slice(0, 2).join(' ').toLowerCase()) || reading.known.has(low) || isPet(reading, hit.index, hit.index + hit[0].length)) return [];
    if (!(first.has(low) && !wordNames.has(low)) && !isTitled && !isFull) return [];
    const start = hit.index + hit[0].lastIndexOf(name);
    const isTheirs = /^[^.!?]{0,40}?(?:'s got|has|is|har|er|fikk|får|got|was|told me|drikker)(?!\p{L})/u.test(reading.plain.slice(start + name.length, start + name.length + 70));
    return isTheirs && (has(hushed, around) || isTitled || isFull) ? [clue('other-person', start, name, { others: true })] : [];
  });
}

export const disguised = (reading: Reading): Found[] => {
  const contact = [...hiddenMails(reading), ...spokenPhones(reading), ...spacedPhones(reading), ...oneByOnes(reading)].map((one) => {
    const others = isOthers(reading, one.start);
    return { ...one, others, mustChange: others };
  });
  return [...contact, ...passports(reading), ...insurances(reading), ...pages(reading), ...roads(reading), ...offhand(reading), ...outings(reading), ...secrets(reading)];
};
