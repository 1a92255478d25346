/**
 * What stands in somebody's records: a court by its name and the day, a bed in
 * a ward, who treats one and where, and the post one holds in a small place,
 * in the short way people tell it ("Var lensmannsbetjent i …").
 */
import { classBits, classesOf } from '#jigsaw/class-rules';
import type { Found, Kind } from '#jigsaw/clue-rules';
import { bigPlaces, plainCapitals, smallPlaces } from '#jigsaw/lists';
import { all, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';

const clue = (kind: Kind, start: number, words: string, more: Partial<Found> = {}): Found => ({ kind, start, end: start + words.length, ...more });
const own = edges("i|i'm|i've|my|me|we|our|us|jeg|eg|æ|min|mi|mitt|mine|vår|vårt|meg|oss|mæ");

const month = '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|januar|februar|mars|mai|juni|juli|oktober|desember)';
const day = new RegExp(`(?<![\\p{L}\\d])(?:\\d{1,2}(?:st|nd|rd|th|\\.)?(?: of)? ${month}|${month} \\d{1,2}(?:st|nd|rd|th)?|(?:on |the |den )(?:monday |tuesday |wednesday |thursday |friday )?(?:the )?\\d{1,2}(?:st|nd|rd|th|\\.)|lille julaften|julaften|nyttårsaften|første juledag|skjærtorsdag|langfredag|påskeaften|pinseaften|hogmanay|boxing day|christmas (?:eve|day)|new year's (?:eve|day)|good friday|easter (?:sunday|monday))(?![\\p{L}\\d])`, 'gu');

const court = /(?<!\p{L})(?:\p{Lu}[\p{L}-]+(?: (?:og|and) \p{Lu}[\p{L}-]+)? (?:tingrett|lagmannsrett|jordskifterett|forliksråd|(?:[Cc]rown|[Cc]ounty|[Ss]heriff|[Mm]agistrates'?|[Ff]amily|[Cc]oroner'?s) [Cc]ourt)|[Rr]etten i \p{Lu}[\p{L}-]+|(?:[Ii]nquest|[Hh]earing|[Tt]ribunal|[Tt]rial)(?: \p{Ll}+){0,6} (?:at|in) \p{Lu}[\p{L}-]+|(?:[Rr]ettssaka|[Rr]ettssaken|[Ss]aken|[Ss]aka)(?: \p{Ll}+){0,8} (?:i|for) \p{Lu}[\p{L}-]+ (?:tingrett|lagmannsrett))(?!\p{L})/gu;

const post = '(?:kir|med|ort|nevro|nevr|onk|gyn|psyk|hjerte|lunge|nyre|gastro|rev|inf|føde|barsel|akutt|geriatri|intensiv)';
const bed = new RegExp(`(?<![\\p{L}\\d])(?:${post}\\.? ?\\d[a-c]?,? (?:rom|seng) ?\\d{1,3}|(?:avd(?:eling)?|post)\\.? ?\\d{0,2}[a-c]?,? (?:rom|seng) ?\\d{1,3}|ward \\d{0,2}[a-z]?,? (?:bay|bed|room|side room) ?[a-z\\d]{1,3}|(?:bay|bed) ?[a-z\\d]{1,2},? (?:bed|ward) ?\\d{1,2}[a-z]?)(?![\\p{L}\\d])`, 'gu');
const unit = /(?<!\p{L})(?:slag|hjerte|nyre|lunge|kreft|føde|barsel|smerte|akutt|intensiv|rehab|dag|senge|infusjons|dialyse|ryggmargs|brannskade|psykose|rus|spiseforstyrrelses|alders|barne|ungdoms)(?:enheten|posten|avdelinga|avdelingen|klinikken|seksjonen|poliklinikken|senteret)(?: (?:på|i|ved) (\p{Lu}[\p{L}-]+))/gu;

const care = 'keyworker|key worker|support worker|social worker|care coordinator|care co-ordinator|cpn|consultant|gp|physio|counsellor|therapist|psychologist|psychiatrist|nurse|surgeon|midwife|fastlegen?|legen|psykologen?|behandleren|behandler|fysioterapeuten?|overlegen?|kirurgen|miljøterapeuten?|saksbehandleren?|støttekontakten|kontaktpersonen|sykepleieren|jordmora|dr|doctor|doktor|overlege|lege|psykolog|fysioterapeut';
/** Who, and where: Dr Oyelaran-Finch at the Tredegar surgery, fysioterapeut Rosvoll i Sirdal. */
const treated = new RegExp(`(?<!\\p{L})(?:${care}|${care.replace(/(^|\|)(\p{L})/gu, (_, bar: string, letter: string) => bar + letter.toUpperCase())})\\.?(?: min| mi)?,? ((?:\\p{Lu}[\\p{L}'-]+ ?){1,3})(?: ?,)? ?(?:at|from|in|over at|på|i|ved|fra|hos) ((?:the |den )?(?:\\p{Lu}[\\p{L}'-]+)(?: \\p{Lu}[\\p{L}'-]+)*(?: (?:surgery|clinic|practice|hospital|legesenter|legekontor|sykehus|klinikk|poliklinikk|unit|house|centre))?)`, 'gu');

const roles = classBits('role');
const noRole = /^(?:mates?|wards?|masters?|mann|kvinne|gutt|jente|pasient(?:en)?|guide|drivers?|guard|lead|cook|baker|member|medlem|kokk|fører|leder|leier|gutten|sjef)$/;
/** A post and the place, at the beginning of a sentence or of oneself: "Var lensmannsbetjent i Hattfjelldal". */
const holds = /(?<=^|[.!?\n:,(] ?)(?:(?:[Jj]eg|[Ee]g|[Ææ]|[Ii]) )?(?:(?:[Ee]r|[Vv]ar|[Ee]|[Vv]a|[Jj]obber som|[Jj]obba som|[Ss]om|[Tt]idligere|[Pp]ensjonert|[Ii]'?m|am|was|[Ww]as|[Aa]s|[Bb]eing|[Rr]etired|[Ff]ormer|[Ff]irst|[Bb]ack as|as) )(?:the |a |an |her |den )?((?:\p{Ll}+ ){0,2}?(\p{L}{4,24})) (?:i|på|ved|in|at|on|of|for|from|fra) (?:the )?(\p{Lu}[\p{L}-]+)/gu;

export function recorded(reading: Reading): Found[] {
  const found: Found[] = [];
  const days = (at: number) => {
    const { start } = reading.sentenceAt(at);
    return all(sentence(reading, at), day).map((hit) => clue('date', start + hit.index, hit[0]));
  };
  for (const hit of all(reading.plain, court)) if (has(own, sentence(reading, hit.index)) || /[Ss]ake?n? |[Rr]ettssak/.test(hit[0]) || has(own, reading.low)) found.push(clue('event', hit.index, hit[0], { weight: 2 }), ...days(hit.index));
  for (const hit of all(reading.low, bed)) found.push(clue('clinic', hit.index, hit[0]), ...days(hit.index), ...weekdays(reading, hit.index));
  for (const hit of all(reading.plain, unit)) found.push(clue('clinic', hit.index, hit[0]), ...days(hit.index));
  for (const hit of all(reading.plain, treated)) {
    const [who, where] = [hit[1]!.trim(), hit[2]!];
    const place = where.toLowerCase().replace(/^the /, '');
    if (plainCapitals.has(who.toLowerCase()) || bigPlaces.has(place) || plainCapitals.has(place.split(' ')[0]!) || !has(own, reading.low)) continue;
    found.push(clue('clinician', hit.index, hit[0].slice(0, hit[0].indexOf(who) + who.length), { others: true }), clue('clinic', hit.index + hit[0].lastIndexOf(where), where, { weight: 2 }));
  }
  for (const hit of all(reading.plain, holds)) {
    const [words, role, place] = [hit[1]!, hit[2]!.toLowerCase(), hit[3]!.toLowerCase()];
    if (!(classesOf(role, reading.language) & roles) || noRole.test(role) || bigPlaces.has(place) || plainCapitals.has(place) || !(smallPlaces.has(place) || has(own, reading.low))) continue;
    const start = hit.index + hit[0].indexOf(words);
    found.push(clue('uncommon-job', start, words, { weight: 1 }));
  }
  return found;
}

const weekday = /(?<!\p{L})(?:på |on )?(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?!\p{L})/gu;
/** A bed in a ward, and the day one leaves it. */
const weekdays = (reading: Reading, at: number): Found[] => all(reading.low.slice(at, at + 140), weekday).map((hit) => clue('date', at + hit.index, hit[0]));
