/** Where somebody lives: an address, a postcode, a small place. */
import type { Found } from '#jigsaw/clue-rules';
import { bigPlaces, employers, first, last, plainCapitals, smallPlaces } from '#jigsaw/lists';
import { after, all, before, edges, has, sentence, type Reading, type Word } from '#jigsaw/reading-rules';
import { isOthers } from '#jigsaw/whose-rules';

const street = 'street|st|road|rd|avenue|ave|av|lane|ln|drive|close|court|crescent|cres|gardens|gdns|grove|hill|place|row|square|terrace|way|walk|mews|view|rise|park|green|parade|wharf|quay|mead|meadow|meadows|croft|brae|gate|bank|fold|chase|vale|wynd|buildings|cottages|heights|villas|bungalows|common|approach|boulevard|circus|cross|end|parkway|ridge|orchard|loan|vennel|fields|mount|yard|tower|house|point';
const sureStreet = 'street|road|avenue|lane|drive|close|crescent|gardens|grove|terrace|mews|wynd|parade|cottages|villas|boulevard|rd|ave|cres|gdns|croft|court|walk|way|square|place|rise';
const livesAt = edges(`live|lives|living|lived|address|house|home|flat|moved|number|no|at|come round|come to|send it to|post it to|visit|visit me|staying|based|bor|bodde|adresse|adressen|adressa|hjemme|huset|leilighet|leiligheten|flyttet|flytta|send til|sendes til|kom innom|besøk|besøke`);
const knownStreet = /^(?:10 downing street|221b baker street|4 privet drive|12 grimmauld place|42 wallaby way|7 eccles street|karl johans gate|1 coronation street|bakkebygrenda|andeby)/i;

const numbered = new RegExp(`(?<![\\p{L}\\d.,:/£$-])(?:(?:[Ff]lat|[Aa]partment|[Aa]pt\\.?|[Uu]nit|[Rr]oom|[Hh]ouse) \\d{1,4}[A-Za-z]?,? (?:at )?)?\\d{1,4}[A-Za-z]?,? (?:\\p{L}[\\p{L}'-]{1,20}\\.? ){1,3}(?:${street})(?![\\p{L}\\d])`, 'giu');

const onStreet = new RegExp(`(?<!\\p{L})(?:[Ll]ives?|[Ll]iving|[Ll]ived|[Hh]ouse|[Ff]lat|[Hh]ome|[Mm]oved|[Bb]ungalow|[Cc]ottage|[Aa]ddress)(?: \\p{L}+){0,2} (?:on|in|at|is|down|along|to|off)(?: the corner of)? ((?:\\p{Lu}[\\p{L}'-]{1,20}\\.? ){1,3}(?:${sureStreet})(?:,? (?:number|no\\.?|nr\\.?) ?\\d{1,4}[a-z]?)?)(?![\\p{L}\\d])`, 'giu');

function addresses(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (start: number, end: number) => {
    const others = isOthers(reading, start);
    found.push({ kind: 'address', start, end, alone: true, others, mustChange: others });
  };
  // 14 Elm Tree Road; Flat 3, 14 Elm Tree Road
  for (const hit of all(reading.plain, numbered)) {
    const tail = hit[0].split(/\d+[a-z]?,? /iu).at(-1)!;
    const parts = tail.split(' ');
    const isTyped = /^\p{Lu}/u.test(tail) && /^\p{Lu}/u.test(parts.at(-1)!) && !/^(?:Years|Days|Weeks|Months|Hours|Minutes|Miles|Times|Percent|The)$/.test(parts[0]!);
    const isSure = new RegExp(`^(?:${sureStreet})$`, 'i').test(parts.at(-1)!);
    if (has(knownStreet, hit[0].toLowerCase()) || !isTyped && (/,/.test(hit[0]) || parts.slice(0, -1).some((part) => /^(?:to|in|on|at|the|of|and|a|an|my|i|for|with|is|was|it|that|but|so|or|as|from|by|then|when|we|you|he|she|they|had|have|got|can|could|did|do|learned|able)$/i.test(part)))) continue;
    const unit = /^(?:years?|days?|weeks?|months?|hours?|hour|minutes?|minute|mins?|min|miles?|mile|km|metres?|meters?|feet|ft|times?|percent|mg|ml|am|pm|of|more|people|steps|st|nd|rd|th|and|or|to|in|on|at|the)$/i.test(parts[0]!);
    if (isTyped ? !/^(?:House|End|Point|Tower|Park|Green|Way|View|Bank|Hill|Place|Cross|Gate|Common|Fields)$/.test(parts.at(-1)!) || has(livesAt, before(reading, hit.index, 60)) || parts.length > 1 : isSure && !unit && has(livesAt, before(reading, hit.index, 40))) add(hit.index, hit.index + hit[0].length);
  }
  // "on Station Road, number 12"; "I live on Mill Lane"
  for (const hit of all(reading.plain, onStreet)) {
    if (!/^\p{Lu}/u.test(hit[1]!) || has(knownStreet, hit[1]!)) continue;
    const start = hit.index + hit[0].length - hit[1]!.length;
    if (/\b(?:Avenue|Lane|Drive|Road|Street|Close|Crescent|Gardens|Grove|Terrace|Mews|Wynd|Rd|Ave|Cres|Croft|Court|Walk|Way|Square|Place|Rise|Parade|Cottages|Villas|Boulevard)/.test(hit[1]!)) add(start, start + hit[1]!.length);
  }
  // Storgata 14 B; Karl Johans gate 12; i storgata 14
  for (const hit of all(reading.plain, /(?<![\p{L}\d])((?:\p{L}[\p{L}'-]{1,24}(?:gata|gaten|gate|veien|vegen|vei|veg|allé|alléen|alleen|plassen|bakken|svingen|stien|tunet|kroken|ringen|løkka|torget|terrasse|brygge|smauet|åsen|jordet|lia|haugen|faret|stubben|tråkket|grenda|geilen|sletta|hagen|toppen|kleiva|stranda|kollen|marka|dalen|myra|neset|brekka|hellinga|tjernet|skogen|moen|berget|enga|reina|ekra))|(?:\p{Lu}[\p{L}.'-]{1,20} ){1,3}(?:gate|gata|vei|veg|veien|vegen|plass|allé|alle|torg|terrasse|brygge)) (?:nr\.? ?)?(\d{1,3} ?[A-Ha-h]?)(?![\p{L}\d]|[.,:]\d| ?(?:min|km|meter|m|år|kr|mg|ganger|timer|dager|uker|poeng|kilo|kg|%|stk|personer|mil)(?!\p{L}))/gu)) {
    const name = hit[1]!;
    const sure = /(?:gata|gaten|gate|veien|vegen|vei|veg|allé|alléen|svingen|stien|kroken|terrasse|brygge|smauet|faret|geilen)$/i.test(name);
    const isTyped = /^\p{Lu}/u.test(name);
    if (isTyped ? sure || has(livesAt, before(reading, hit.index, 50)) || /^,? ?\d{4}(?!\d)/.test(after(reading, hit.index + hit[0].length, 8)) : sure && name.length > 6 && (has(livesAt, before(reading, hit.index, 40)) || !/^(?:motor|hoved|om|hjem|heim|luft|livs|gang|lande|riks|fylkes|side|arbeids|mellom|sykkel|skole|inn|ut|av|jern|til|snar|bi|blod|urin|nerve|data|mat|turl?|skogs|grus|blind|ring)\p{Ll}{0,3}(?:vei|veien|veg|vegen|gate|gata)/iu.test(name) && /(?:veien|vegen|gata|gaten)$/.test(name))) add(hit.index, hit.index + hit[0].trimEnd().length);
  }
  for (const hit of all(reading.plain, /(?<!\p{L})(?:[Bb]or|[Bb]odde|[Hh]uset|[Ll]eiligheten|[Ff]lytta|[Ff]lyttet|[Aa]dressen(?: min)? er)(?: \p{Ll}+){0,2} (?:i|på|til|ved|er) ((?:\p{Lu}\p{L}{2,22}(?:gata|gaten|veien|vegen|svingen|alléen|smauet)|(?:\p{Lu}[\p{L}.'-]{1,20} ){1,2}(?:gate|vei|veg|allé|plass))(?:,? nummer \d{1,3}[a-z]?)?)(?![\p{L}\d])/gu)) add(hit.index + hit[0].length - hit[1]!.length, hit.index + hit[0].length);
  // House names with a village behind them: Rose Cottage, Church Lane
  for (const hit of all(reading.plain, /(?<![\p{L}\d])(?:\p{Lu}[\p{L}'-]{1,20} ){1,3}(?:Cottage|Farm|House|Barn|Lodge|Bungalow|Farmhouse|Vicarage|Rectory|Manor|Mill|Croft|Forge|Chapel|Schoolhouse|School|Stables|Granary|Smithy|Cabin|Hall|Grange|Dairy|Bakery|Post Office|Station|Gatehouse|Oast|Byre|Steading|Coach House), (?:\p{Lu}[\p{L}'-]{1,20} ){1,3}(?:Lane|Road|Street|Hill|Green|Way|Close|Drive|Common)(?!\p{L})/gu)) add(hit.index, hit.index + hit[0].length);
  return found;
}

const areas = 'ab|al|ba|bb|bd|bf|bh|bl|bn|br|bs|bt|b|ca|cb|cf|ch|cm|co|cr|ct|cv|cw|da|dd|de|dg|dh|dl|dn|dt|dy|eh|en|ex|ec|e|fk|fy|gl|gu|gy|g|ha|hd|hg|hp|hr|hs|hu|hx|ig|im|ip|iv|je|ka|kt|kw|ky|la|ld|le|ll|ln|ls|lu|l|me|mk|ml|m|ne|ng|nn|np|nr|nw|n|ol|ox|pa|pe|ph|pl|po|pr|rg|rh|rm|sa|se|sg|sk|sl|sm|sn|so|sp|sr|ss|st|sw|sy|s|ta|td|tf|tn|tq|tr|ts|tw|ub|wa|wc|wd|wf|wn|wr|ws|wv|w|yo|ze';
const postcode = new RegExp(`(?<![\\p{L}\\d])(?:${areas})\\d[\\da-hjkmnp-y]?( ?)\\d[abd-hjlnp-uw-z]{2}(?![\\p{L}\\d])`, 'giu');
const postCue = edges('utlevering\\p{L}*|hentested\\p{L}*|leveres|levert|posten|postkontor\\p{L}*|collection point|post ?code|postcode|post code|postnummer|postnr|postadresse|zip|adresse|address|live|bor|lives');

function postcodes(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (start: number, end: number) => {
    const others = isOthers(reading, start);
    found.push({ kind: 'postcode', start, end, alone: true, others });
  };
  for (const hit of all(reading.plain, postcode)) {
    const cue = has(postCue, before(reading, hit.index, 50));
    const isUpper = hit[0] === hit[0].toUpperCase();
    if (!cue && /\d(?:st|nd|th)$/i.test(hit[0])) continue; // L5 1st: a vertebra, and an ordinal
    if (!isUpper && !cue && hit[1] === '') continue;
    add(hit.index, hit.index + hit[0].length);
  }
  for (const hit of all(reading.plain, /(?<![\d\p{L}.,:/-])(?:N-?)?\d{4} (\p{Lu}[\p{L}-]{1,24}(?: (?:i |på )?\p{Lu}\p{L}+)?)(?![\p{L}])/gu)) {
    const place = hit[1]!.toLowerCase();
    const isYear = /^(?:19|20)[0-4]\d/.test(hit[0]);
    const isPlace = bigPlaces.has(place) || smallPlaces.has(place) || smallPlaces.has(place.split(' ')[0]!);
    const said = before(reading, hit.index, 40);
    const cue = has(postCue, said) || /(?:\d ?[a-h]?|gata|gaten|veien|vegen|vei|gate),? *$/.test(said);
    if (/(?:kl\.?|klokka|klokken|i|siden|fra|until|since|in|år|by|anno|etter|før) $/.test(said) && isYear) continue;
    if (/(?:kl\.?|klokka|klokken) $/.test(said)) continue;
    if (cue && !plainCapitals.has(place) || (isPlace && !isYear)) add(hit.index, hit.index + hit[0].length);
  }
  for (const hit of all(reading.low, /(?<!\p{L})(?:postnummeret?|postnr\.?|postnummer)(?: mitt)?(?: er)?[ :]{1,2}(\d{4})(?!\d)/gu)) if (!found.some((one) => one.start <= hit.index + hit[0].length - 4 && hit.index < one.end)) add(hit.index + hit[0].length - 4, hit.index + hit[0].length);
  for (const hit of all(reading.plain, /(?<!\p{L})(?:post ?code)(?: is| area)?(?: is)?[ :]{1,2}([A-Za-z]{1,2}\d{1,2}[A-Za-z]?)(?![\p{L}\d]| ?\d[A-Za-z]{2})/giu)) add(hit.index + hit[0].length - hit[1]!.length, hit.index + hit[0].length);
  return found;
}

/** Endings that places have and words have not. Several carry a hill, a ford or a bay. */
const placeEnd = /(?:[^aeiou]ton|tone|ingham|ham|bury|borough|burgh|brough|ford|mouth|wick|wich|worth|thorpe|combe|coombe|minster|ness|holme|stead|dale|field|hurst|leigh|ley|by|bourne|bridge|chester|caster|church|kirk|ville|port|haven|pool|well|water|sea|head|hythe|stow|stowe|den|low|ling|cott|cote|gate|moor|mere|vik|vika|viken|våg|våga|vågen|dalen|dal|nes|neset|sund|sundet|fjord|fjorden|stad|heim|øy|øya|øyane|voll|vollen|land|set|seter|rud|bygd|bygda|eid|eidet|fors|foss|fossen|strand|hamn|havn|botn|hella|berg|elv|elva|vatn|vatnet|mark|marka|skog|åsen|lia|sjøen|hamar|vær|osen|haug|tun|nesset|sletta|grenda|moen|bø|sand|stein|holm|holmen|helle|tveit|kvam|angen|anger|mo)$/u;
const placeStart = /^(?:aber|llan|pen|tre|inver|kil|bally|dun|glen|loch|pont|ystrad|ynys|strath|auchter|ard|drum|kirk|upper|lower|great|little|nether|high|long|north|south|east|west|old|new|st\.?|nordre|søndre|ytre|indre|øvre|nedre|store|lille|vestre|østre)/u;
const homeCue = new RegExp(`(?:\\b(?:(?:if you're |are you )?ever|whole|all|half|everyone|everybody|people|folk|nobody|round here|shop|bakery|pub|church|gp|surgery|street|bus|library|live|living|lived|lives|based|born|born and bred|brought up|grew up|raised|moved|moving|settled|retired|home|house|farm|cottage|bungalow|flat|villager|local|locals|family|stuck|isolated)(?: \\p{L}+){0,4} (?:in|on|near|to|at|outside|from|of|just outside|by|around)|\\bi(?:'m| am)(?: originally| actually)? from|\\bcome from|\\bhere (?:in|on)|\\b(?:out|up|down|over|back)(?: here)? (?:in|on)|\\bvillage (?:of|called|is|,)|\\btown (?:of|called)|\\bhamlet (?:of|called)|\\bisland (?:of|called)|\\bisle of|\\bnear|\\b(?:just )?outside|\\ba village near|\\bpopulation of|(?<!\\p{L})(?:alle|folk|ingen|butikken|skolen|kirka|kirken|legen|bussen|biblioteket|bor|bodde|bur|budde|bosatt|født|oppvokst|vokste opp|flytta|flyttet|hjemme|heime|kommer|kjem|hus|huset|gård|gården|gard|garden|hytte|småbruk|leilighet|bygda|bygden|bygd|tettstedet|øya|stedet|plassen|grenda|her|der)(?: \\p{L}+){0,3} (?:i|på|til|ved|fra|frå|utenfor|utafor|nær|heter|heiter)|(?<!\\p{L})jeg er (?:opprinnelig )?fra|(?<!\\p{L})(?:her|ute|oppe|nede|inne) (?:i|på)|(?<!\\p{L})(?:utenfor|utafor|nær|ved))\\s*$`, 'u');
const preposition = /(?:^|[\s(,])(?:in|from|near|off|around|outside|at|to|on|of|through|via|over|across|past|towards|i|på|fra|frå|til|ved|utenfor|utafor|rundt|mot|gjennom|over|forbi|hele|heile)\s+(?:the |wee |little |lille |vesle |sunny |rainy |rural |tiny |good old )?$/u;
const travelling = edges('holiday|holidays|vacation|trip|weekend away|visiting|visited|visit|tour|cruise|honeymoon|festival|match|airbnb|hotel|ferie|ferien|ferietur|tur til|turen til|reise|reisen|reiste|besøk|besøkte|besøkt|hytta på|hyttetur|helgetur|bryllupsreise|hotell|kampen|set in');
const notPlace = edges('team|project|study|trial|group|meeting|clinic|ward|scale|index|disease|syndrome|technique|method|study|university|report|effect|sykdom|syndrom|metoden|skala|studien|rapporten|effekten|gruppa|gruppen');

/** The capitalised words of one name that begin with this word: Wells-next-the-Sea, Upper Slaughter. */
export function phraseAt(reading: Reading, at: number, most = 4): { end: number; count: number; low: string } {
  const from = reading.words[at]!;
  let [end, count] = [from.end, 1];
  while (count < most) {
    const next = reading.words[at + count];
    if (!next) break;
    const gap = reading.plain.slice(end, next.start);
    const isSaint = /^(?:st|st\.)$/.test(reading.low.slice(from.start, end)) && /^\.? $/.test(gap);
    if (!(gap === ' ' || isSaint) || !next.isCapital || plainCapitals.has(next.low)) break;
    [end, count] = [next.end, count + 1];
  }
  return { end, count, low: reading.low.slice(from.start, end) };
}

const isBig = (low: string) => bigPlaces.has(low) || bigPlaces.has(low.replace(/^(?:the|greater|central|downtown|north|south|east|west|northern|southern|eastern|western|inner|outer|nord|sør|øst|vest|nordre|søndre|indre|ytre) /, '')) || bigPlaces.has(low.replace(/'s$|s$/, ''));

/** A place with few people: in the list, or said to be where somebody lives, or with the ending of a place. */
export function smallPlacesIn(reading: Reading): Found[] {
  const found: Found[] = [];
  reading.words.forEach((word, at) => {
    if (!word.isCapital || (found.length && word.start < found.at(-1)!.end)) return;
    const said = before(reading, word.start, 60);
    const isLed = preposition.test(said) || isSurePlace(reading, word);
    const { end, low, count } = phraseAt(reading, at);
    const one = smallPlaceAt(reading, word, isLed, said, low, end, count);
    if (one) found.push(one);
  });
  for (const hit of all(reading.low, /(?<!\p{L})(?:live|living|based|bor|from|fra|village of|isle of|island of|bygda|stuck|here|her|moved|flytta|flyttet)(?: \p{L}+)? (?:in|on|i|på|to|til|of|near|outside)? ?([\p{L}-]{4,24})(?!\p{L})/gu)) {
    const start = hit.index + hit[0].length - hit[1]!.length;
    if (smallPlaces.has(hit[1]!) && hit[1]!.length > 5 && !found.some((one) => one.start <= start && start < one.end) && reading.plain[start] === reading.low[start]) found.push({ kind: 'small-place', start, end: start + hit[1]!.length, anchor: true });
  }
  return found;
}

const institution = /(?:^| )(?:school|academy|college|university|hospital|infirmary|clinic|surgery|practice|centre|center|hospice|ward|church|cathedral|primary|nursery|road|street|lane|avenue|close|house|court|arms|inn|hotel|stadium|airport|station|park|union|trust|council|bank|ltd|as|skole|barnehage|sykehus|sjukehus|legesenter|klinikk|dps|kirke|stadion|gate|gata|veien|vei|kommune|hotell|senter|society|association|foundation|group|project|team|monday|library|museum|theatre)(?:'?s)?$/u;
const celtic = /^(?:aber|llan|inver|bally|auchter|strath|loch|ystrad|kirk|pont|ynys)\p{L}{2,}/u;
/** Listed small places that are words, or people's names, as well: these have to be led to. */
const doubtfulPlaces = new Set('street battle eye wells wick settle rye deal coll yell mull bude looe holt diss bala alston hawes reine sand strand hol gran dale dalen stad vik nes bø å mo otta lena tau moi tinn skei sande leira lunde roan grane rena valle time hå voss stryn stord lom lista vega dale myre lesja manger strand marker våler grue sande herøy nes selje brevik skaun aure halsa smøla flå stranda kvam solund luster vinje åmli evje melrose lewes iona skye arran jura harris islay amble alnwick cardigan brecon conwy filey malton selkirk moffat settle penrith windermere dartmouth'.split(' '));

/** In the list, longer than a slip of the hand, and no word of the language: a place wherever it stands. */
const isSurePlace = (reading: Reading, word: Word) =>
  smallPlaces.has(word.low) && word.low.length > 3 && !doubtfulPlaces.has(word.low) && !last.has(word.low) && !first.has(word.low) && !/\p{Lu}\p{Ll}+ $/u.test(reading.plain.slice(Math.max(0, word.start - 12), word.start));

function smallPlaceAt(reading: Reading, word: Word, isLed: boolean, said: string, low: string, end: number, count: number): Found | undefined {
  const tail = after(reading, end, 24);
  const behind = /^(?: (?:village|island|parish|kommune|kommunen|bygda|bygdesenter|tettsted|øya)| (?:is|was|er|var|is not|isn't|er ikke) (?:a|an|the|et|en|ei|noe) (?:\p{L}+ )?(?:place|town|village|island|sted|plass|bygd|øy|tettsted))(?!\p{L})/u.test(after(reading, end, 40));
  const village = behind || /(?<!\p{L})(?:village|hamlet|island|isle|bygda|tettstedet|grenda|øya|småbyen) (?:of |called |named |som heter |,? ?)$/u.test(said);
  if (!isLed && !village) return undefined;
  if (isBig(low) || (count > 1 && isBig(word.low) && !smallPlaces.has(low) && !/-/.test(low))) return undefined;
  if (plainCapitals.has(word.low) || /^(?:'s|s')/.test(tail) || has(notPlace, tail.slice(0, 14)) || /^\w+@/.test(tail)) return undefined;
  if (institution.test(low)) return undefined;
  if (/[\p{Lu}]{2}/u.test(word.text) && word.text.length < 6) return undefined;
  const text = sentence(reading, word.start);
  const home = homeCue.test(said.replace(/(?:the |wee |little |lille |vesle |rural |tiny |sunny |rainy )$/u, '').trimEnd() + ' ');
  if (has(travelling, text) && !home) return undefined;
  const listed = smallPlaces.has(low) || smallPlaces.has(word.low) && count === 1;
  const ending = low.length > 4 && (celtic.test(low) || placeEnd.test(low.split(' ').at(-1)!) || count > 1 && placeStart.test(low));
  const leads = isSurePlace(reading, word) || /(?:in|on|of|off|by|over|across|past|through|towards|hele|heile|over|gjennom|in|on|from|near|outside|i|på|fra|frå|ved|utenfor|utafor|to|til|around|rundt)\s+(?:\p{L}+ )?$/u.test(said);
  const isPerson = first.has(word.low) && !listed;
  const landmark = /(?<!\p{L})(?:harbour|harbour wall|pier|quay|beach|slipway|jetty|station|church|chapel|shop|post office|pub|market|market square|green|common|lighthouse|ferry|bus stop|library|village hall|school gates?|chip shop|surgery|pharmacy|chemist|bakery|co-op|moloen|kaia|brygga|stranda|fjorden|butikken|kirka|kirken|torget|ferga|fergekaia|havna|fyret|broa|apoteket|legekontoret|bensinstasjonen|stasjonen|grendehuset|samfunnshuset|biblioteket) (?:at|in|of|i|på|ved) $/u.test(said);
  const unknown = landmark && !isPerson && !employers.has(low) && count < 3 || /(?:^|[ (,])(?:in|near|off|outside|i|nær|utenfor|utafor) $/u.test(said) && !isPerson && !last.has(word.low) && !employers.has(low) && !notHome.test(low) && count < 3 && word.text.length > 3 && !has(travelling, text) && !word.low.includes("'");
  if (!(village || unknown || (listed && leads) || (home && !isPerson) || (ending && leads && !isPerson))) return undefined;
  if (home && !listed && !ending && !village && (count > 2 || notHome.test(low))) return undefined;
  return { kind: 'small-place', start: word.start, end, anchor: true };
}
const notHome = /^(?:mum|dad|nan|gran|mam|grandma|hospital|school|work|church|facebook|zoom|earth|hell|heaven|limbo|purgatory|mordor|narnia|hogwarts|middle|planet|mars|venus|internet|nav|dps|a&e|icu|itu|tesco|asda|lidl|aldi|ikea|kiwi|rema|coop|christmas|latin|lockdown|mamma|pappa|mormor|bestemor|farmor|morfar|farfar|himmelen|helvete|jorda|grunn|benefits|universal|pip|esa|uføretrygd|pride|autumn|spring|winter|summer)$/u;

export const places = (reading: Reading): Found[] => [...addresses(reading), ...postcodes(reading), ...smallPlacesIn(reading)];
