/**
 * What somebody says is theirs in another sentence than the one it stands in:
 * a number of a patient, right or mistyped, a name in the paper that "is me",
 * a nickname from another site.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { bigPlaces, famous, first, last, plainCapitals, publicWords, smallPlaces } from '#jigsaw/lists';
import { model } from '#jigsaw/learned-rules';
import { likeness } from '#jigsaw/likeness-rules';
import { institution, isPet } from '#jigsaw/name-rules';
import { all, edges, has, latin, sentence, type Reading } from '#jigsaw/reading-rules';

const patient = edges("nhs (?:no|number|nr|num)|my nhs|chi|chi number|h&c number|hsc number|health and care number|hospital (?:number|no)|patient (?:number|no|id)|unit number|mrn");
const norwegianCue = edges('fødselsnummer\\p{L}*|fødselsnr|personnummer\\p{L}*|personnr|fnr|pnr|d-nummer\\p{L}*|dnr|elleve siffer|11 siffer');
const mineIs = edges("my|mine|i|i'm|min|mitt|mi|jeg|eg|æ|meg|me");
const notMine = edges('order|parcel|tracking|ref|reference|invoice|ordre|sporing|faktura|kid|example|eksempel|fake|made up|test|oppdiktet');
const ten = /(?<![\p{L}\d.,+-])\d{3}([ -]?)\d{3}\1\d{4}(?![\d\p{L}]|[.,]\d|[ -]\d)/gu;
const eleven = /(?<![\p{L}\d+]|\d[.,-])\d{6}[ .-]?\d{5}(?![\p{L}\d]|[.,]\d)/gu;

const part = "\\p{Lu}[\\p{L}'-]+";
const full = `${part}(?: (?:de|da|van|von|al|el|bin|ap|${part})){0,2} ${part}`;
const isMe = "(?:is|was|that's|that is|it's|that was|er|var|det er|det var|e|va)(?: actually| really| also| faktisk| altså| jo| også)? (?:me|meg|mæ|undertegnede|yours truly)(?!\\p{L})(?! (?:favou?rite|most|to a))";
const claims = [
  new RegExp(latin(`(?:(?<=[Tt]he |[Tt]hat |[Dd]en |[Dd]enne |[Hh]an |[Hh]un |[Hh]o )|(?<!\\p{L}))(${full})(?:,? (?:\\p{L}|[\\d,"'’ -])+?)?,? ${isMe}`), 'gu'),
  new RegExp(latin(`(?:[Yy]es,? |[Jj]a,? )?(?:I'?m|I am|[Jj]eg er|[Ee]g er|[Mm]e,|[Ii]t's me,?|[Dd]et er meg,?) (?:that|the|den|the same|samme|den samme|denne) (${full})(?![\\p{L}'-])`), 'gu')
];
const likening = /(?:feels?|felt|looks?|like|literally|basically|føles|ligner|likner|som om|so|totally|reading|book|film|character|favourite|fan)(?!\p{L})/u;

const nick = "(?:nick(?:name|et)?|username|user name|handle|screen name|kallenavn(?:et)?|brukernavn(?:et)?|nicket|alias(?:et)?)";
const site = "(?:[\\p{L}\\d-]+\\.(?:no|com|co\\.uk|org|net)|mumsnet|netmums|healthunlocked|reddit|discord|kvinneguiden|diskusjon|vg nett|vg debatt|doktoronline|babyverden|ravelry|goodreads|the other (?:site|forum)|det andre forumet)";
const nicks = [
  new RegExp(latin(`${nick}[^!?\\n]{0,60}?[,:]? ?"?([\\p{L}\\d_-]{5,24})"? (?:på|on|over on) (?:the )?${site}(?![\\p{L}\\d])`), 'gu'),
  new RegExp(latin(`(?:${site}) (?:også |too |as well )?(?:er jeg|heter jeg|kaller jeg meg|i'm|i am|i go by|as) "?([\\p{L}\\d_-]{5,24})"?(?![\\p{L}\\d])`), 'gu'),
  new RegExp(latin(`(?:er|heter|kaller meg|går under|i'm|i am|go by|known as) "?([\\p{L}\\d_-]{5,24})"? (?:på|on|over on) (?:the )?${site}(?![\\p{L}\\d])`), 'gu')
];
const noNick = /^(?:there|also|active|often|never|always|only|still|også|alltid|aldri|aktiv|innom|mest|mange|lenge|anonymous|anonym|somebody|noen|happy|writing|posting|reading|member|medlem|banned|bannet|utestengt|someone|nobody|ingen|sammen|mostly|usually|ganske|veldig|really|quite)$/;

/** Somebody back again, typed small; and what one makes, sold under a name. */
const again = /(?<!\p{L})(?:me again|me back again|only me|meg igjen|bare meg|meg her|me here|google me|google meg|look me up|search me|søk meg opp|søk på meg)[,:] ?(\p{L}{3,20} \p{L}{4,24})(?=[,.!:\n]|$)/gu;
const under = new RegExp(latin(`(?:[Ff]ind|[Ss]ell|[Pp]ublish|[Pp]ost|[Ss]how|[Ee]xhibit|[Ss]elger|[Ff]inner|[Gg]ir ut|[Ll]egger ut|[Ss]tiller ut)(?: du| jeg| eg)? (?:my |mine? |mitt |the )?(?:art|paintings?|drawings|poems|poetry|music|songs|books?|photos|pots|jewellery|kunst|bilder|bildene|maleriene|malerier|tegninger|dikt|diktene|musikk|musikken|sanger|boka|bøker|bøkene|foto|smykker)(?: mine| min)? (?:under|as|som)(?: the name| navnet)? (${part} ${part})(?![\\p{L}'-])`), 'gu');
/** A name one worked under: painted as, sang as. */
const asArtist = new RegExp(latin(`(?:[Pp]ainted|[Ww]rote|[Ss]ang|[Pp]erformed|[Bb]oxed|[Ww]restled|[Dd]anced|[Mm]odelled|[Dd]j'?d|[Mm]alte|[Ss]krev|[Ss]ang|[Oo]pptrådte|[Bb]oksa|[Ss]pilte) (?:as|under|som)(?: the name| navnet)? (${part} ${part})(?![\\p{L}'-])`), 'gu');
/** An initial and a last name, as on a bag from the chemist or a payslip. */
const initial = new RegExp(latin("(?<=(?:said|says|reads?|shows?|as|som|st(?:o|å)r det|sto det|st(?:o|å)r|name|navn|addressed to|labelled|marked|to|for|merket|ropte|called|is|er)[: ]+[\"'«]?)(?:\\p{Lu}\\p{Ll}?\\. ?){1,3}(\\p{Lu}\\p{Ll}{3,20}(?:-\\p{Lu}\\p{Ll}{1,20})?)(?![\\p{L}'-])"), 'gu');
const figure = '(?:oh|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\p{L}+teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|null|en|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|(?:tjue|tretti|førti|femti|seksti|sytti|åtti|nitti)(?:en|to|tre|fire|fem|seks|sju|åtte|ni)?)';
/** A letter box told aloud, figures and all, its house at the end: jo dot marsh eighty four at gmail. */
const spoken = new RegExp(latin(`(?<![\\p{L}\\d])[\\p{L}\\d]{1,20} (?:dot|punktum|prikk|underscore|understrek|dash|strek) [\\p{L}\\d]{1,20}(?: ${figure}){0,4} (?:at|krøllalfa|alfakrøll|på|hos) (?:gmail|hotmail|outlook|yahoo|icloud|proton|live|btinternet|online)(?!\\p{L})`), 'gu');
/** A name on Signal has a dot and figures behind it. */
const signal = /(?<!\p{L})(?:signal|session|threema)(?: (?:is|er|name|navn|min|my))*[ ,:]{1,2}([\p{L}_]{3,24}\.\d{2,6})(?![\p{L}\d])/gu;
const read = edges('book|books|novel|author|writer|film|bok|boka|forfatter\\p{L}*|dikt|poem|song|sang|study|studie');
const isLike = (low: string) => model.rarity(low) === 0 || first.has(low) && model.rarity(low) < 2;

export function claimed(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (kind: Kind, start: number, words: string, more: Partial<Found> = {}) => found.push({ kind, start, end: start + words.length, alone: true, ...more });
  const around = (at: number, length: number) => [reading.low.slice(Math.max(0, at - 110), at), reading.low.slice(at + length, at + length + 40)] as const;
  for (const [kind, pattern, cue] of [['nhs-number', ten, patient], ['national-number', eleven, norwegianCue]] as const) for (const hit of all(reading.plain, pattern)) {
    const [said, then] = around(hit.index, hit[0].length);
    if ((has(cue, said) || has(cue, then)) && has(mineIs, said) && !has(notMine, said)) add(kind, hit.index, hit[0], { mustChange: true });
  }
  for (const [way, pattern] of claims.entries()) for (const hit of all(reading.plain, pattern)) {
    const words = hit[1]!;
    const [one, low] = [words.split(' ')[0]!.toLowerCase(), words.toLowerCase()];
    const start = hit.index + hit[0].indexOf(words);
    const two = words.split(' ').at(-1)!.toLowerCase();
    if (famous.has(low) || reading.known.has(low) || plainCapitals.has(one) || plainCapitals.has(two) || publicWords.has(one) || bigPlaces.has(low) || bigPlaces.has(two) || smallPlaces.has(low) || institution.test(two)) continue;
    if (model.rarity(one) > 0 && model.rarity(two) > 0 && !(first.has(one) && last.has(two))) continue; // the Grumpy Cat
    if (way === 0 && (likening.test(hit[0].slice(words.length).toLowerCase()) || /[.!?]/.test(hit[0])) || isPet(reading, start, start + words.length)) continue;
    add('name', start, words);
  }
  for (const hit of all(reading.low, again)) {
    const words = hit[1]!;
    const parts = words.split(' ');
    if (parts.every((one) => isLike(one)) && (parts.some((one) => first.has(one) || last.has(one)) || parts.every((one) => likeness(one) > 0)) && !famous.has(words) && !reading.known.has(words)) add('name', hit.index + hit[0].lastIndexOf(words), words);
  }
  for (const hit of all(reading.plain, initial)) {
    const low = hit[1]!.toLowerCase();
    const isName = low.split('-').some((one) => last.has(one)) || model.rarity(low) === 0 && likeness(low) > 0;
    if (isName && !/^(?:St|Mr|Ms|Dr|Nr|No|Kl|Ca)\b/.test(hit[0]) && !bigPlaces.has(low) && !smallPlaces.has(low) && !plainCapitals.has(low) && !institution.test(low) && !/\p{Lu}/u.test(reading.plain.slice(hit.index + hit[0].length, hit.index + hit[0].length + 2)) && !has(read, sentence(reading, hit.index))) add('name', hit.index, hit[0]);
  }
  for (const hit of [...all(reading.plain, under), ...all(reading.plain, asArtist)]) if (!famous.has(hit[1]!.toLowerCase()) && !hit[1]!.split(' ').some((one) => plainCapitals.has(one.toLowerCase()))) add('name', hit.index + hit[0].length - hit[1]!.length, hit[1]!);
  for (const hit of all(reading.low, spoken)) add('email', hit.index, hit[0]);
  for (const hit of all(reading.low, signal)) add('handle', hit.index + hit[0].length - hit[1]!.length, hit[1]!);
  for (const pattern of nicks) for (const hit of all(reading.low, pattern)) {
    const words = hit[1]!;
    if (noNick.test(words) || reading.known.has(words) || bigPlaces.has(words) || !has(mineIs, sentence(reading, hit.index).replace(words, ''))) continue;
    add('handle', hit.index + hit[0].lastIndexOf(words, hit[0].length - 4), words);
  }
  return found;
}
