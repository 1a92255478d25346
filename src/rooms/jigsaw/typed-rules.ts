/**
 * Ways to reach somebody as people type them in a hurry, or to get past
 * machines: digits and number words mixed, a letter box without its dots, a
 * house number in words, a name elsewhere that is no word at all.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { platforms } from '#jigsaw/contact-rules';
import { bigPlaces, employers, famous, first, last, plainCapitals, smallPlaces, wordNames } from '#jigsaw/lists';
import { model } from '#jigsaw/learned-rules';
import { nationalNumber } from '#jigsaw/norwegian-numbers';
import { isNhsNumber, tens, units } from '#jigsaw/number-rules';
import { after, all, before, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';
import { isOthers } from '#jigsaw/whose-rules';

const clue = (kind: Kind, start: number, words: string, more: Partial<Found> = {}): Found => ({ kind, start, end: start + words.length, alone: true, ...more });

const longest = (list: string[]) => [...list].sort((a, b) => b.length - a.length).join('|');
const numberWord = new RegExp(`^(?:(?<ten>${longest(Object.keys(tens))})(?<more>${longest(Object.keys(units).slice(7))})?|(?<unit>o(?=\\d)|${longest(Object.keys(units))})|(?<hundred>hundred|hundre)|(?<twice>double|dobbel|triple|trippel)|(?<digits>\\d+))`, 'u');
const spoken = `${longest([...Object.keys(tens), ...Object.keys(units).filter((word) => word !== 'o'), 'hundred', 'hundre', 'double', 'dobbel', 'triple', 'trippel'])}`;
/** A run of digits and number words, with anything small between them. */
const run = new RegExp(`(?<![\\p{L}\\d@.])(?:\\+|(?=\\d|${spoken}))(?:[\\d ,./*_()+-]|${spoken}|og(?= )){7,70}(?!\\p{L})`, 'gu');
const ring = edges("ring|rings|call|phone|number|text|mobile|mob|cell|whatsapp|landline|tlf|telefon|telefonen|nummer|nummeret|nås|når meg|nå meg|tråden|mobil|mobilen|i'm on|im on|vipps|vippse|sms|melding|reach|digits|dm|pm|pm me|contact|kontakt|bell|hmu|message|jeg er på|prat|talk|chat");

/** The digits a run of words and digits stands for; undefined where something in it is no number. */
function digitsOf(words: string): { digits: string; spoken: number } | undefined {
  let [digits, spoken, times, left] = ['', 0, 1, words];
  while (left) {
    const gap = /^(?:[ ,./*_()+-]+|og(?= )|and(?= ))/u.exec(left);
    if (gap) { left = left.slice(gap[0].length); continue; }
    const hit = numberWord.exec(left);
    if (!hit?.groups) return undefined;
    const { ten, more, unit, twice, hundred } = hit.groups;
    if (twice) times = twice.startsWith('t') ? 3 : 2;
    else if (hundred) digits += '00';
    else if (ten !== undefined) digits += String(tens[ten]! + (more && tens[ten]! >= 20 ? units[more]! : 0)) + (more && tens[ten]! < 20 ? units[more]! : '');
    else digits += unit !== undefined ? String(units[unit]!).repeat(times) : hit.groups['digits']![0]!.repeat(times - 1) + hit.groups['digits']!;
    if (!twice) times = 1;
    if (unit !== undefined || ten !== undefined || twice) spoken++;
    left = left.slice(hit[0].length);
  }
  return { digits, spoken };
}
const isCounting = (digits: string) => new Set([...digits].slice(1).map((digit, at) => Number(digit) - Number(digits[at]))).size < 2;

function phones(reading: Reading): Found[] {
  return all(reading.low, run).flatMap((hit): Found[] => {
    const words = hit[0].replace(/[ ,./*_()+-]+$/, '');
    const read = digitsOf(words);
    if (!read || isCounting(read.digits)) return [];
    const { digits, spoken } = read;
    const isMixed = spoken > 0 || /\d[*_/]{1,2}\d|\d {2,}\d| \/ /.test(words);
    const isPhone = /^(?:0[1-37]\d{8,9}|(?:0047|47)?[2-9]\d{7}|(?:0044|44)7\d{9}|7\d{9})$/.test(digits);
    if (!isPhone || !isMixed || (spoken > 0 && spoken < 2 && !/\d/.test(words))) return [];
    const near = `${before(reading, hit.index, 70)} ${after(reading, hit.index + words.length, 40)}`;
    return has(ring, near) || (spoken > 3 && digits.length > 8) || (spoken > 5 && /^[49]\d{7}$/.test(digits)) ? [clue('phone', hit.index, words)] : [];
  });
}

const houses = 'g ?mail|googlemail|hot ?mail|outlook|yahoo|icloud|live|btinternet|protonmail|proton|online|aol|sky|talktalk|msn|ymail|getmail|lyse|frisurf';
const box = new RegExp(`(?<![\\p{L}\\d._-])((?:[\\p{L}\\d][\\p{L}\\d._-]{1,40})(?: (?:dot|punktum|prikk|underscore|understrek|dash|strek) [\\p{L}\\d._-]{1,30}){0,3}(?: \\d{1,4})?),?(?: (?:at(?: sign)?|at-?tegn|krøllalfa|alfakrøll|snabel-?a|alfa|på|on|@))?,? (?:the )?(?:${houses})(?: ?(?:\\.|dot|punktum|prikk| ) ?(?:com|co(?:\\.| dot | )uk|no|net|org)(?![\\p{L}\\d])|(?= (?:account|konto)))`, 'gu');
/** A letter box as it is said aloud: janehollis82 gmail com. */
const boxes = (reading: Reading) => (has(/gmail|mail|outlook|yahoo|icloud|live|proton|online|aol|sky|talktalk|msn|lyse|frisurf/g, reading.low) ? all(reading.low, box) : [])
  .filter((hit) => (/[\d._]|dot|punktum|prikk|underscore|understrek/.test(hit[1]!) || model.rarity(hit[1]!) === 0 && hit[1]!.length > 4) && !/^(?:my|the|a|an|to|on|use|min|en|på|via|from|bruker|googlemail)$/.test(hit[1]!))
  .map((hit) => clue('email', hit.index, hit[0].trimEnd()))
  .concat(all(reading.low, new RegExp(`(?<![\\p{L}\\d._-])[\\p{L}\\d._-]{3,40}@(?:${houses})(?![\\p{L}\\d.])`, 'gu')).map((hit) => clue('email', hit.index, hit[0])));

const [enUnits, enTens] = ['one|two|three|four|five|six|seven|eight|nine', longest(Object.keys(tens).slice(0, 18))];
const counted = `(?:\\d{1,4}[a-h]?|(?:${enTens})[ -](?:${enUnits})|${enTens}|(?<=(?:number|no\\.?|house|flat|at) )(?:${enUnits}))`;
const street = 'street|road|rd|avenue|ave|lane|ln|drive|close|court|ct|crescent|cres|gardens|gdns|grove|hill|place|row|square|terrace|way|walk|mews|view|rise|park|green|parade|wharf|croft|brae|gate';
const home = edges("live|lives|living|lived|we're at|i'm at|im at|were at|address|addr|house|home|flat|moved|come round|come to|send|sent|post|posted|deliver|delivered|delivery|parcel|package|ambulance|taxi|visit|drop in|pop in|fancies|brew|cuppa|cup of tea|stay at|staying|door|bor|bodde|bur|adresse|adressen|adressa|adr|hjemme|huset|leiligheten|flytta|flyttet|sendes?|send|pakka|pakken|ambulansen|drosjen|kom innom|innom|besøk|kopp|holder til|finne|finner|levert|leveres|hjemmesykepleien");
const wordy = new RegExp(`(?<![\\p{L}\\d,.:£/-])(?:(?:number|no\\.?|nr\\.?|house|flat|apartment) )?${counted},? (?:[\\p{L}'-]{3,20} ){0,3}(?:${street})(?![\\p{L}\\d])`, 'gu');
const noStreet = /(?:^|[ ,])(?:the(?! green)|to|in|on|at|of|and|a|an|my|i|for|with|is|was|it|that|but|so|or|as|from|by|then|down|up|each|every|per|minutes?|hours?|days?|weeks?|months?|years?|mins?|miles?|steps?|people|times|more|less|long|good|bad|big|hard|other|only|same|right|wrong|own|way|metres?|meters?|feet|stone|kilos?|mg|ml|pm|am|first|second|last|next|different|whole|old|new|in) /;
const gata = '(?:\\p{L}{2,24}(?:gata|gaten|gate|veien|vegen|veg|vei|svingen|stien|tunet|kroken|ringen|bakken|terrasse|alléen|smauet|åsen|faret|løkka|lia|stubben|haugen|jordet|toppen|grenda|myra|brekka|plassen)|[\\p{L}.\'-]{2,20} (?:gate|gt\\.?|vei|veg|plass|allé|terrasse|torg))';
const numbered = new RegExp(`(?<![\\p{L}\\d])${gata},? (?:nr\\.? ?|nummer )?(?:${longest(Object.keys(tens))}|${longest(Object.keys(units))}|\\d{1,3} ?[a-h]?)(?![\\p{L}\\d]|[.,:]\\d| ?(?:min|km|meter|år|kr|ganger|timer|dager|uker|poeng|kg|%|stk|personer|mil|av|og|barn|hus)(?!\\p{L}))`, 'gu');
const farm = /(?<!\p{L})(?:[Kk]om innom,?|[Ii]nnom(?: på)?,?|[Bb]or (?:på|i)|[Aa]dressen(?: min)? er|[Aa]dr:?|holder til (?:på|i)|flytta til|flyttet til|[Ss]end (?:\p{Ll}+ )?til) (\p{Lu}\p{L}{3,20} \d{1,4} ?[A-H]?)(?![\p{L}\d]|[.,:]\d| (?:år|km|mil|minutter|min|meter|timer|ganger|dager|kr))/gu;

function addresses(reading: Reading): Found[] {
  const isHome = (at: number, length: number) => has(home, `${before(reading, at, 60)} ${after(reading, at + length, 40)}`);
  const roads = all(reading.low, wordy).filter((hit) => {
    const tail = hit[0].replace(/^(?:(?:number|no\.?|nr\.?|house|flat|apartment) )?[^ ]+ /, ' ');
    const isTyped = /\p{Lu}/u.test(reading.plain[hit.index + hit[0].length - hit[0].split(' ').at(-1)!.length]!);
    return !noStreet.test(`${tail} `) && (isTyped || / (?:street|road|rd|avenue|ave|lane|drive|close|crescent|terrace|gardens)$/.test(hit[0])) && isHome(hit.index, hit[0].length);
  });
  const gates = all(reading.low, numbered).filter((hit) => isHome(hit.index, hit[0].length) && !/^(?:hele|langs|i|på|til|den|en|ei|på vei|motor|hoved|hjem|om|sykkel|gang|skole|arbeids)/.test(hit[0]));
  const farms = [...all(reading.plain, farm), ...all(reading.plain, houseName)].map((hit) => ({ index: hit.index + hit[0].length - hit[1]!.length, words: hit[1]! }));
  const spots = [...all(reading.low, spot), ...all(reading.low, berth), ...all(reading.plain, endHouse)].map((hit) => ({ index: hit.index, words: hit[0].trimEnd() }));
  return [...spots, ...roads.map((hit) => ({ index: hit.index, words: hit[0] })), ...gates.map((hit) => ({ index: hit.index, words: hit[0].trimEnd() })), ...farms].map(({ index, words }) => {
    const others = isOthers(reading, index);
    return clue('address', index, words, { others, mustChange: others });
  });
}

/** A house by its name, under a heading or where one comes round: Orchard View, Chapel Stile. */
const houseName = /(?:(?:^|\n) ?(?:[Ll]ocation|[Aa]ddress|[Ww]here|[Ss]ted|[Aa]dresse|[Bb]osted): ?|(?:live at|living at|lives at|come round to|send it to|is at|home is) )((?:\p{Lu}[\p{L}'-]+ ){1,2}(?:View|Villa|Nook|Corner|Mount|Dene|Haven|Gables|Firs|Elms|Laurels|Willows|Cottage|House|Farm|Lodge|Barn|Croft|Bungalow|Manor|Mill|Rectory)(?:, \p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)?)(?!\p{L})/gu;
/** A door without a street: a block and a number, a box at the post office, a berth. */
const berth = /(?<!\p{L})(?:p\.? ?o\.? box \d{1,6}(?:, \p{L}+)?|postboks \d{1,6}(?:,? \d{4} \p{L}+)?|(?:(?:the )?\p{L}+ estate|borettslaget \p{L}+|sameiet \p{L}+),? (?:block|blokk|oppgang|building|number|nummer|nr\.?) ?[a-z0-9]{1,4}(?:,? (?:flat|number|no\.?|nummer|nr\.?|leilighet) ?\d{1,4})?|(?:moored|berthed|tied up|ligger|fortøyd) (?:at|by|på|ved) (?:bridge|lock|berth|brygge|plass|bru) (?:\p{L} ?,? ?)?\d{0,4}(?:,? plass \d{1,4})?|c\/o \p{L}{4,}(?:, \p{L}{4,})?)(?![\p{L}\d])/gu;
const endHouse = /(?<=(?:house|hus|huset|flat|door|dør|cottage|bungalow|hjørnet),? )\d{1,3} \p{Lu}\p{L}{5,20}(?=[,.!?]|$)/gu;
/** A place on the map to the house: degrees, or three words. */
const spot = /(?<![\d\p{L}.,])-?\d{1,2}\.\d{3,8}°? ?(?:north|nord|n|south|s)?,? ?(?:og |and )?-?\d{1,3}\.\d{3,8}°? ?(?:east|øst|e|ø|west|vest|w|v)?(?![\d\p{L}])|\/\/\/[\p{L}]{3,20}\.[\p{L}]{3,20}\.[\p{L}]{3,20}|(?<=what3words[^.!?\n]{0,40})(?<!\p{L})\p{L}{3,20}\.\p{L}{3,20}\.\p{L}{3,20}(?!\p{L})/gu;
const smallPost = /(?<=(?:in|near|around|to|nav|is|are|from|postcode|code|pc|i'm|we're) )(?:[a-z]{1,2}\d{1,2} ?\d[abd-hjlnp-uw-z]{2})(?![\p{L}\d])/gu;
const district = /(?<=(?:[Ii]n|[Nn]ear|[Aa]round|[Aa]re|[Nn]av|[Tt]o|from) )(?:AB|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EH|EN|EX|FK|FY|GL|GU|HA|HD|HG|HP|HR|HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE)\d{1,2}(?![\p{L}\d]| ?\d)/gu;
const postal = /(?<![\d\p{L}.,:/-])(?:N-?)?(\d{4}) (\p{Lu}[\p{L}-]{2,24})(?![\p{L}])/gu;
const bare = /(?<!\p{L})(?:bor (?:i|på)|bur i|adressen(?: min)? er|postadresse:?|post(?:nummer|nr)\.?(?: er|:)?|noen (?:andre )?(?:i|fra)|noen flere i) (\d{4})(?![\d\p{L}]|[.,:]\d| (?:mennesker|personer|meter|kr|år|steder|innbyggere|km|\p{Lu}))/gu;
function postcodes(reading: Reading): Found[] {
  const found = [...all(reading.plain, smallPost), ...all(reading.plain, district)].map((hit) => clue('postcode', hit.index, hit[0]));
  for (const hit of all(reading.plain, postal)) {
    const place = hit[2]!.toLowerCase();
    const isYear = /^(?:19|20)/.test(hit[1]!);
    if (isYear && !/(?:bor|adresse|postnummer|postnr)/.test(before(reading, hit.index, 40)) || plainCapitals.has(place)) continue;
    if (/(?:\p{L}|,|:) $/u.test(reading.plain.slice(Math.max(0, hit.index - 2), hit.index)) && /(?:i|på|til|fra|er|adresse|,|:) $/.test(before(reading, hit.index, 12)) && (smallPlaces.has(place) || bigPlaces.has(place) || model.rarity(place) === 0)) found.push(clue('postcode', hit.index, hit[0]));
  }
  for (const hit of all(reading.plain, /(?<=^|[.!?\n] )(?!19|20)\d{4} (\p{Lu}\p{Ll}{2,}(?: \p{Lu}\p{Ll}+)?)(?= (?:er|ligger|is|har)(?!\p{L}))|(?<=(?:poststed|postadresse|postnummer):? )\d{4} (\p{L}{3,20})(?!\p{L})/gu)) if (!plainCapitals.has((hit[1] ?? hit[2])!.toLowerCase())) found.push(clue('postcode', hit.index, hit[0]));
  for (const hit of all(reading.low, bare)) if (!/^(?:19|20)[0-4]/.test(hit[1]!) || /post/.test(hit[0])) found.push(clue('postcode', hit.index + hit[0].length - 4, hit[1]!));
  return found.map((one) => ({ ...one, others: isOthers(reading, one.start) }));
}

const nhsCue = edges('nhs|health (?:record|number)|hospital (?:number|no|record)|patient (?:number|no|id)|medical record|record|number|chi|wristband');
const natCue = edges('fødselsnummer|fødselsnummeret|fødselsnr|fnr|personnummer|personnummeret|personnr|pnr|d-nummer|d-nr|dnr|d-number|h-nummer|id-nummer|national id|birth number|personal number|står som|logge inn|logget inn|legg inn');
const hospital = /(?<!\p{L})(?:hosp(?:ital)?\.? (?:number|no\.?|id|record)|mrn|unit number|clinic number|patient (?:number|no\.?|id)|(?:pasient|journal)(?:nummer|nr\.?|id)(?:et)?)(?: mitt)?(?: is| er| was|:| -)* ?#?([a-z]{0,2}\d{5,9}[a-z]?)(?![\p{L}\d])/gu;
/** National numbers with their digits apart in any way; their check digits say what they are. */
function doors(reading: Reading): Found[] {
  if (!/\d{3,}|\d[ .-]\d/.test(reading.low)) return [];
  const found: Found[] = [];
  for (const hit of all(reading.plain, /(?<![\p{L}\d+]|\d[.,-])\d(?:[ .-]{0,2}\d){9,10}(?![\p{L}\d]|[.,]\d|[ -]\d)/gu)) {
    const digits = hit[0].replace(/\D/g, '');
    const near = `${before(reading, hit.index, 50)} ${after(reading, hit.index + hit[0].length, 30)}`;
    const is: Kind | undefined = digits.length === 10 ? (isNhsNumber(digits) && has(nhsCue, near) ? 'nhs-number' : undefined)
      : nationalNumber(digits) && (has(natCue, near) || reading.language === 'nb' && /^\d{5} \d{6}$|^\d{4} \d{4} \d{3}$/.test(hit[0])) ? 'national-number' : undefined;
    if (is && !(is === 'nhs-number' && /^0[1-37]|phone|mobile|ring|call|text/.test(digits + near) && !/nhs|record|wristband/.test(near))) found.push(clue(is, hit.index, hit[0], { mustChange: true }));
  }
  // Said to be one: the digits are asked about, whatever they add up to.
  for (const hit of all(reading.low, /(?<!\p{L})(?:fnr|fødselsnummer(?:et)?|fødselsnr|personnummer(?:et)?|personnr|d-nummer)(?: mitt| hans| hennes)?(?: er|:|\.| )* ?(\d{2}[ .]?\d{2}[ .]?\d{2} ?-? ?\d{3} ?\d{2})(?!\d)/gu)) found.push(clue('national-number', hit.index + hit[0].length - hit[1]!.length, hit[1]!, { mustChange: true }));
  for (const hit of all(reading.low, hospital)) found.push(clue('nhs-number', hit.index + hit[0].length - hit[1]!.length, hit[1]!));
  return found;
}

const domain = /(?<![\p{L}\d@/.])(?:https?:\/\/)?(?:www\.)?([\p{L}][\p{L}\d-]{4,40})(?:\.|,? ?(?:dot|punktum|prikk) ?)(?:com|net|org|no|uk|co\.uk|co dot uk|blog|me|info|page)(?![\p{L}\d@])/gu;
const shortened = /(?<![\p{L}\d@/.])(?:https?:\/\/)?(?:bit\.ly|tinyurl\.com|rb\.gy|t\.co|is\.gd|shorturl\.at|youtu\.be(?=\/\p{L}+-))\/[\p{L}\d_-]{3,60}/gu;
const myOwn = edges("film av|video of|my|mine|our|me|i|we|min|mitt|mi|vår|jeg|vi|meg|del gjerne|share|donate|støtt");
const named = /(?<!\p{L})(?:bloggen|kanalen|podkasten|nettsida|nettsiden|hjemmesida|hjemmesiden|butikken|nettbutikken|(?:har|lagde|laget|have|has|made|set up|got) (?:en |ei |a )?(?:side|nettside|blogg|site|page|website|blog)|(?:my|the) (?:blog|site|website|channel|shop))(?: min| vår)?(?: is| 's| heter| er|,|:)(?: called)? ((?:www\.)?[\p{L}\d-]{3,60}(?:\.[\p{L}\d-]{2,30})?\.(?:com|no|net|org|co\.uk|uk|blog|me|info))(?![\p{L}\d])/gu;
const profiled = /(?:^|\n)(?:om|about|om meg|about me|bio|nettside|website|web|blogg|blog): ?((?:www\.)?[\p{L}\d-]{3,60}(?:\.[\p{L}\d-]{2,30})?\.(?:com|no|net|org|co\.uk|uk|blog|me|info))(?![\p{L}\d])/gu;
const startsWithName = (label: string) => {
  const plain = label.replace(/[-\d]/g, '');
  for (let length = 4; length < Math.min(12, plain.length - 2); length++) if (first.has(plain.slice(0, length)) && !famous.has(`${plain.slice(0, length)} ${plain.slice(length)}`) && !employers.has(`${plain.slice(0, length)} ${plain.slice(length)}`) && (last.has(plain.slice(length)) || /^(?:s|sin|på|on|med|med|with|the|bakes?|art|blog|knits|writes|crafts?|and|og)/.test(plain.slice(length)))) return true;
  return false;
};
/** A page with one's own name in its address; a short address said to be one's own. */
const links = (reading: Reading) => [
  ...all(reading.low, domain).filter((hit) => startsWithName(hit[1]!)),
  ...all(reading.low, profiled).map((hit) => ({ ...hit, index: hit.index + hit[0].length - hit[1]!.length, 0: hit[1]! })),
  ...all(reading.low, named).filter((hit) => !/(?:nhs|gov|nav|helsenorge|bbc|nrk|mind|fhi|nice)\./.test(hit[1]!)).map((hit) => ({ ...hit, index: hit.index + hit[0].length - hit[1]!.length, 0: hit[1]! })),
  ...all(reading.low, shortened).filter((hit) => has(myOwn, sentence(reading, hit.index)))
].map((hit) => clue('link', hit.index, hit[0]));

const elsewhere = edges(`${platforms}|(?:${platforms})-?(?:kanalen|siden|sida|profilen|kontoen)|ravelry|fortnite|minecraft|roblox|nintendo|runescape|world of warcraft|mumsnet|netmums|healthunlocked|doktoronline|kvinneguiden|gamereactor|babyverden|tripadvisor|user ?name|user|brukernavn(?:et)?|gamer ?tag(?:gen|get|en)?|screen ?name|steam|psn|the \\p{L}+ forum|\\p{L}+-?forumet|snapen|instaen|facebook-?profilen|profilen|twitterkontoen`);
const self = edges("my|me|i|i'm|im|mine|mitt|min|mi|meg|jeg|eg|same name|samme navn|follow|add|find|search|følg|legg|finn|søk");
const slot = /(?:(?:^|[^\p{L}])(?:as|som|is|er|heter|under|called|named|kalles|i'm|im|i am|jeg er|er jeg|heter jeg|search(?: for)?|søk(?: på| opp)?|name|navn|handle(?:'s)?|tag|user ?name|brukernavn(?:et)?|psn|ig|insta|snap|steam|discord)|[:=]|(?:tiktok|strava|insta|instagram|youtube|twitter|discord|snap|me|meg|spotify|reddit|facebook),)["' ]{1,2}@?$/u;
const sure = /(?:as|som|handle(?:'s| is)?|user ?name(?: is)?|brukernavn(?:et)?(?: mitt)?(?: er)?|tag(?:gen)?(?: min)?(?: is| er)?|heter|heter jeg|psn|[:=]) ["']?@?$/u;
/** Several words that people say, written as one: wobblylegs, vondtirygg. */
function isJoined(low: string, depth = 0): boolean {
  if (depth && (model.rarity(low) > 0 || first.has(low)) && low.length > 2) return true;
  if (depth > 2) return false;
  for (let at = 2; at < low.length - 2; at++) if ((model.rarity(low.slice(0, at)) > 1 || first.has(low.slice(0, at))) && (at > 2 || /^(?:mr|my|in|to|of|og|vi|jo)$/.test(low.slice(0, at))) && isJoined(low.slice(at), depth + 1)) return true;
  return depth > 0 && /^[is]/.test(low) && isJoined(low.slice(1), depth + 1); // vondt-i-rygg, hverdag-s-kari
}
/** The author's name on another site or in a game, when it is no word. */
function handles(reading: Reading): Found[] {
  if (!has(elsewhere, reading.low)) return [];
  const found = all(reading.low, /(?<!\p{L})live:[\p{L}\d._-]{4,40}/gu).map((hit) => clue('handle', hit.index, hit[0]));
  for (const hit of all(reading.low, elsewhere)) {
    const from = Math.max(reading.sentenceAt(hit.index).start, hit.index - 60);
    const to = Math.min(reading.sentenceAt(hit.index).end, hit.index + hit[0].length + 60);
    if (!has(self, reading.low.slice(from, to)) && !/^[: ]/.test(reading.low.slice(hit.index + hit[0].length))) continue;
    for (const word of all(reading.plain.slice(from, to), /(?<![\p{L}\d@._-])@?[\p{L}\d][\p{L}\d._-]{1,38}[\p{L}\d_](?![\p{L}\d._-]*[\p{L}\d]|')/gu)) {
      const start = from + word.index;
      const name = word[0].replace(/^@/, '');
      const low = name.toLowerCase();
      if (!slot.test(reading.low.slice(Math.max(0, start - 26), start)) || has(elsewhere, low) || reading.known.has(low) || plainCapitals.has(low)) continue;
      const pair = first.has(low) && !wordNames.has(low) ? /^ (\p{L}{3,20})(?!\p{L})/u.exec(reading.low.slice(start + word[0].length, start + word[0].length + 24)) : null;
      if (pair && model.rarity(pair[1]!) < 1) found.push(clue('handle', start, word[0] + pair[0]));
      if (name.length < 5) continue;
      const isShaped = /[\d_]|\p{L}\.\p{L}|\p{Ll}\p{Lu}/u.test(name) && !/^\d+(?:st|nd|rd|th|mg|ml|am|pm|\.\d+)?$/i.test(name);
      if (isShaped || word[0].startsWith('@') || (model.rarity(low) === 0 && low.length > 6 && !/(?:ing|ed|ly|ene|isk)$/.test(low) && (isJoined(low) || low.length > 8 && sure.test(reading.low.slice(Math.max(0, start - 30), start))))) found.push(clue('handle', start, word[0]));
    }
  }
  return found.filter((one, at) => found.findIndex((other) => other.start === one.start) === at);
}

export const typed = (reading: Reading): Found[] => {
  const contact = [...phones(reading), ...boxes(reading), ...handles(reading)].map((one) => {
    const others = isOthers(reading, one.start);
    return { ...one, others, mustChange: others };
  });
  return [...contact, ...addresses(reading), ...postcodes(reading), ...doors(reading), ...links(reading)];
};
