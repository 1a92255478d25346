/**
 * Clues told the way people tell them, without the word that names the clue:
 * "on the books at", "had to ring … and say", "my fiftieth on the 9th",
 * "little …", "on Look North". Each counts; few are worth a question alone.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { anyOf, all, before, edges, type Reading } from '#jigsaw/reading-rules';
import { bigPlaces, clinics, employers, famous, first, jobs, last, plainCapitals, publicWords } from '#jigsaw/lists';

const at = (kind: Kind, start: number, words: string, more: Partial<Found> = {}): Found => ({ kind, start, end: start + words.length, ...more });
/** The place of the first group inside a hit. */
const inside = (hit: RegExpExecArray, words: string) => hit.index + hit[0].lastIndexOf(words);
const proper = String.raw`\p{Lu}[\p{L}'&-]+(?: (?:\p{Lu}[\p{L}'&-]+|of|and|og|&|VI|IV|V))*`;
const isPlain = (words: string) => words.toLowerCase().split(' ').every((word) => plainCapitals.has(word) || publicWords.has(word) || bigPlaces.has(word));

const months = 'january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember';
const feasts = 'halloween|christmas eve|christmas day|boxing day|new year\'s (?:eve|day)|bonfire night|valentine\'s(?: day)?|st patrick\'s day|april fool\'s(?: day)?|midsummer|julaften|nyttårsaften|nyttårsdag|sankthans|17\\. mai|valentinsdagen|lucia';
const day = `(?:the )?(?:\\d{1,2}(?:st|nd|rd|th|\\.)?(?: of)? (?:${months})|(?:${months}) \\d{1,2}(?:st|nd|rd|th)?|${feasts})(?: (?:19|20)\\d\\d)?`;
const tens = 'eighteenth|twenty-first|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|\\d{2}(?:st|nd|rd|th)';
const birthdayPatterns = [
  edges(`my (?:own )?(?:big )?(?:${tens})(?: birthday| bash| do| party)? (?:is |was |on |falls on |this |den )*${day}`),
  edges(`(?:turn|turned|turning|i'm|i am|be) \\d{2} (?:on |this |next )*${day}`),
  edges(`(?:fyller|fylte|fylle|blir|ble) \\d{2}(?: år)? (?:på |den |nå )*${day}`)
];
const timed = edges(`(?:the |den )?\\d{1,2}(?:st|nd|rd|th|\\.) (?:at|kl\\.?|klokka|klokken) (?:half )?\\d{1,2}(?:[.:]\\d{2})?(?: ?[ap]m)?`);

const jobSaid = edges(`(?:been|as|am|i'm|we're|vi er|jeg er|har vært|vært|være|er|som|ikke mange|few|not many|last) (?:an? |ikke |lenger |mange |en |ei |the )*(${anyOf(jobs)})(?:s|e|ne)?`);
const firms = [
  new RegExp(`(?<!\\p{L})(?:[Rr]ing|[Rr]ang|[Cc]all|[Cc]alled|[Pp]hone|[Pp]honed|[Ee]mail|[Ee]mailed|[Tt]ell|[Tt]old|[Rr]inge|[Rr]ingte|[Rr]ingt) (?:up )?(?:til )?(${proper}) (?:and say|and said|to say|that i|i'm|og si|og sa|og meldte|for å si)`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Ww]ork|[Ww]orked|[Ww]orking|[Jj]ob|[Ss]hift|[Ss]hifts|[Bb]oss|[Jj]obb|[Jj]obbe|[Jj]obber|[Jj]obbet|[Jj]obba|[Aa]rbeider|[Vv]akt|[Vv]akter|[Tt]imer|[Ss]jefen|[Aa]nsatt)(?: \\p{Ll}+){0,2} (?:at|for|with|in|on|på|hos|i) (?:the )?(${proper})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:at|på|ved) (?:the )?(${proper} (?:Museum|Gallery|Theatre|Brewery|Distillery|Foundation|Trust|Ltd|Group|Motors|Foods|Airport|Zoo|Aquarium)|\\p{Lu}\\p{L}+(?:museet|bryggeriet|teatret|verftet|verket|bruket))`, 'gu')
];
const clinicSaid = [
  new RegExp(`(?<!\\p{L})(?:on the books at|under the (?:team|care of)(?: at)?|admitted to|sectioned (?:to|in)|discharged from|an inpatient (?:at|in)|outpatients at|referred to|waiting list at|innlagt på|utskrevet fra|henvist til|til behandling på|ligger på|lå på) (?:the )?(${proper})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:was|were|been) in (${proper}) (?:before it shut|before they shut|on a section|on the ward|for (?:\\p{Ll}+ ){1,2}(?:weeks|months))`, 'gu')
];
const schoolSaid = [
  new RegExp(`(?<!\\p{L})((?:Ysgol|Coláiste|Bunscoil) ${proper})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Tt]wins|[Kk]ids|[Cc]hildren|[Ss]on|[Dd]aughter|[Ll]ad|[Bb]oy|[Gg]irl|[Yy]oungest|[Ee]ldest|[Oo]ldest|[Tt]villingene|[Bb]arna|[Uu]ngene|[Ss]ønnen|[Dd]attera|[Dd]atteren|[Mm]innsten|[Ee]ldste)(?: \\p{Ll}+){0,2} (?:started|starts|goes|go|went|begynte|begynner|går) (?:at|to|in|on|på|i) (?:the )?(${proper})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Pp]arents' evening|[Ss]ports day|[Ss]chool run|[Nn]ativity|[Ff]oreldremøte|[Ss]kolestart|[Ss]ommeravslutning)(?: \\p{Ll}+){0,2} (?:at|in|på|i) (${proper})`, 'gu')
];
const relativeSaid = [
  new RegExp(`(?<!\\p{L})(?:[Mm]y|[Oo]ur) (?:\\p{Ll}+ )?(?:niece|nephew|wife|partner|mate|bestie|fiancée?|carer|granddaughter|grandson|stepson|stepdaughter|auntie|aunt|uncle|cousin|twins?|little one|baby) (\\p{Lu}\\p{Ll}+)(?= \\p{Ll})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Ll]ittle|[Ww]ee|[Bb]aby|[Ll]ille|[Vv]esle|[Ss]toresøster|[Ll]illesøster|[Ss]torebror|[Ll]illebror|[Bb]esteforeldre|[Bb]estemor|[Bb]estefar|[Tt]ante|[Oo]nkel) (\\p{Lu}\\p{Ll}{2,}(?: \\p{Lu}\\p{Ll}+)?)(?= \\p{Ll})`, 'gu')
];
const eventSaid = [
  /(?<!\p{L})(?:[Oo]n|[Ii]nterviewed (?:by|on|for)|[Ff]eatured (?:in|on)|[Ii]ntervjuet (?:på|av|i)|[Pp]å|[Ii]) ((?:BBC )?(?:Look North|Look East|Points West|Spotlight|Midlands Today|North West Tonight|South Today|Reporting Scotland|Wales Today|Newsline|Nordnytt|Østnytt|Vestlandsrevyen|Midtnytt|Sørnytt|Dagsrevyen)|the local (?:news|paper|radio)|lokalavisa|lokalavisen|lokalradioen)(?!\p{L})/gu,
  /(?<!\p{L})((?:under |på )?\p{Lu}[\p{L}-]+(?:stevnet|festivalen|martnan|martnaden|marsjen|dagene|rittet|spelet|cupen|messa|revyen))(?!\p{L})/gu,
  /(?<!\p{L})((?:hentet|henta|fløyet|flown out|airlifted|picked up|winched)(?: \p{Ll}+){0,3} (?:med|by|in a|in the|av) (?:luftambulansen|helikopter|redningshelikopter|helicopter|air ambulance|lifeboat))(?!\p{L})/giu
];
const seenThere = /(?<!\p{L})(?:hadde|had|wore|wearing|med)(?: \p{L}+){1,4} (?:og|and) (?:satt|sat|sitting)(?: \p{L}+){1,5} (?:på|at|in) (?:the )?(\p{L}*(?:kafeen|kaféen|café|cafe|treffet|meet-?up))(?!\p{L})/giu;

const spelledMail = /(?<![\p{L}\d])[\p{L}\d]+(?:[ ._-][\p{L}\d]+){0,3} (?:at|alfa|krøllalfa|\(at\)|\[at\]) [\p{L}\d-]+ (?:dot|punktum|prikk|\(dot\)) [a-z]{2,}(?: (?:dot|punktum|prikk) [a-z]{2,})?(?![\p{L}\d])/giu;
const digit = '(?:[0-9o]|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|hundred|null|en|to|tre|fire|fem|seks|sju|syv|åtte|ni)';
const spelledPhone = new RegExp(`(?<![\\p{L}\\d])[0o+]\\d{2,5}(?:[ -]+(?:${digit}|\\d{1,6})){2,10}(?![\\p{L}\\d])`, 'giu');
const ownPage = /(?<![\p{L}\d@/.])(?:[a-z0-9æøå-]+\.)+(?:example(?:\.[a-z]{2,3})?|com|net|org|no|co\.uk|blog|me|info|page|site)\/[\w%./~-]+(?![\p{L}\d])/giu;
const mine = edges(`my|our|mine|min|mitt|mi|mine|vår|blogg|blogg(?:en)?|blog|historia|historien|story|page|side|sida`);
const sayingWho = /(?<!\p{L})(?:i'?m|i am|im called|my name is|my name's|names?|jeg heter|eg heiter|heter|jeg er) ((?:[a-zæøå]+(?:-[a-zæøå]+)? ){1,2}[a-zæøå]+(?:-[a-zæøå]+)?)(?=,|\.|!| \d| og | and |$)/giu;
const theirName = new RegExp(`(?<!\\p{L})(?:[Mm]y|[Oo]ur|[Tt]he|[Mm]in|[Nn]aboen(?: min)?|[Kk]ollegaen(?: min)?|[Vv]enninna(?: mi)?|[Ss]jefen(?: min)?) ?(?:\\p{Ll}+ )?(?:neighbou?r|friend|colleague|boss|manager|landlord|teacher|ex|mate)?,? (\\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+-\\p{Lu}\\p{Ll}+)(?!\\p{L})`, 'gu');

/** A name with a capital where a place stands, and nothing else we know: most likely a small place. It counts, and is never a question alone. */
const somewhere = /(?<!\p{L})(?:in|at|on|from|near|outside|around|i|på|fra|til|ved|utenfor|utafor|nær) (\p{Lu}\p{Ll}{2,}(?:-\p{Lu}?\p{Ll}+)*)(?! (?:University|Hospital|Street|Road|Day|Week|FC|United|City|Instagram|sykehus))(?![\p{L}'])/gu;
const isSomewhere = (reading: Reading, words: string) => {
  const low = words.toLowerCase();
  return !isPlain(words) && !first.has(low) && !last.has(low) && !reading.known.has(low) && !employers.has(low) && !clinics.includes(low) && !famous.has(low);
};

const each = (reading: Reading, patterns: readonly RegExp[], kind: Kind, source: 'plain' | 'eased' = 'eased'): Found[] =>
  patterns.flatMap((pattern) => all(reading[source], pattern).flatMap((hit) => {
    const words = hit[1]!;
    return isPlain(words) || reading.known.has(words.toLowerCase()) ? [] : [at(kind, inside(hit, words), words, kind === 'relative' ? { others: true } : {})];
  }));

export function wider(reading: Reading): Found[] {
  const found: Found[] = [
    ...birthdayPatterns.flatMap((pattern) => all(reading.low, pattern).map((hit) => at('birthday', hit.index, hit[0]))),
    ...all(reading.low, timed).map((hit) => at('appointment', hit.index, hit[0])),
    ...all(reading.low, jobSaid).map((hit) => at('uncommon-job', inside(hit, hit[1]!), hit[1]!)),
    ...each(reading, firms, 'employer'), ...each(reading, clinicSaid, 'clinic'), ...each(reading, schoolSaid, 'school', 'plain'),
    ...each(reading, relativeSaid, 'relative', 'plain'), ...each(reading, eventSaid, 'event', 'plain'),
    ...all(reading.plain, seenThere).map((hit) => at('cafe', hit.index, hit[0], { alone: true }))
  ];
  for (const hit of all(reading.eased, somewhere)) if (isSomewhere(reading, hit[1]!)) found.push(at('small-place', inside(hit, hit[1]!), hit[1]!, { anchor: true }));
  for (const hit of all(reading.plain, spelledMail)) found.push(at('email', hit.index, hit[0], { alone: true }));
  for (const hit of all(reading.low, spelledPhone)) {
    const digits = hit[0].replace(/[^\do]/g, '').length + (hit[0].match(/zero|oh|one|two|three|four|five|six|seven|eight|nine|hundred|null|tre|fire|fem|seks|sju|syv|åtte/g)?.length ?? 0);
    if (/[a-zå]{3}/.test(hit[0]) && digits >= 8) found.push(at('phone', hit.index, hit[0], { alone: true }));
  }
  for (const hit of all(reading.low, ownPage)) {
    mine.lastIndex = 0;
    if (mine.test(before(reading, hit.index, 60))) found.push(at('link', hit.index, hit[0], { alone: true }));
  }
  for (const hit of all(reading.low, sayingWho)) {
    const parts = hit[1]!.split(' ');
    if (first.has(parts[0]!) && !plainCapitals.has(parts[0]!) && last.has(parts.at(-1)!) && !plainCapitals.has(parts.at(-1)!) && parts.slice(1, -1).every((part) => first.has(part) || last.has(part))) found.push(at('name', inside(hit, hit[1]!), hit[1]!, { alone: true }));
  }
  for (const hit of all(reading.plain, theirName)) found.push(at('other-person', inside(hit, hit[1]!), hit[1]!, { alone: true, others: true }));
  return found;
}
