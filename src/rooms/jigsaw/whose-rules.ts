/** Whose is it: the author's own, or somebody else's? Read from what stands before it in its sentence. */
import { all, before, edges, sentence, type Reading } from '#jigsaw/reading-rules';

export const relationsEn = `daughter|son|husband|wife|partner|fianc[eé]e?|boyfriend|girlfriend|hubby|missus|mother|mum|mam|mom|mummy|father|dad|daddy|brother|sister|sis|twin|twins|grandson|granddaughter|grandma|grandmother|gran|granny|nan|nana|nanna|grandad|grandpa|grandfather|grandchild|grandchildren|grandkids|kids|children|boys|girls|boy|girl|baby|toddler|aunt|auntie|aunty|uncle|niece|nephew|cousin|stepson|stepdaughter|stepdad|stepmum|stepfather|stepmother|mother-in-law|father-in-law|sister-in-law|brother-in-law|son-in-law|daughter-in-law|ex|ex-husband|ex-wife|godson|goddaughter|friend|best friend|mate|best mate|flatmate|housemate|roommate|neighbour|neighbor|colleague|boss|manager|landlord|landlady|carer|teacher|coach|youngest|eldest|oldest|little one|lad|lass|bairn|wee one|wee man|other half|better half|old man|old lady|fella|bloke|missis|nipper|kiddo|foster son|foster daughter|godmother|godfather|sponsor|buddy|pal|bestie|ex-boyfriend|ex-girlfriend|stepbrother|stepsister|half-brother|half-sister|nanny|pop|pops|nain|taid|nanna|abuela|amma|ammi|abbu|nani|dadi`;
export const relationsNb = `datter|datteren|datra|dattera|sønn|sønnen|mann|mannen|kone|kona|konen|ektemann|ektemannen|samboer|samboeren|kjæreste|kjæresten|forlovede|mor|mora|moren|mamma|mammaen|far|faren|pappa|pappaen|bror|broren|søster|søsteren|søstera|lillebror|storebror|lillesøster|storesøster|tvilling|tvillingene|barnebarn|barnebarnet|mormor|morfar|farmor|farfar|bestemor|bestemora|bestefar|bestefaren|besta|tante|tanta|onkel|onkelen|niese|niesen|nevø|nevøen|kusine|kusina|fetter|fetteren|stesønn|stesønnen|stedatter|stedatteren|svigermor|svigermora|svigerfar|svoger|svogeren|svigerinne|svigerinna|svigersønn|svigerdatter|eks|eksen|eksmann|eksmannen|ekskone|ekskona|venn|vennen|venninne|venninna|venninnen|bestevenn|bestevenninne|bestevenninna|kompis|kompisen|nabo|naboen|kollega|kollegaen|sjef|sjefen|leder|lederen|barna|guttene|jentene|gutten|jenta|jenten|babyen|veslejenta|veslegutten|minstemann|eldstemann|yngste|eldste|lærer|læreren|trener|treneren`;
export const relations = `${relationsEn}|${relationsNb}`;

const theirs = edges([
  `(?:his|her|their|hers|theirs|hans|hennes|deres)(?: (?:new|mobile|phone|home|work|private|private|personal|nye|private|private))? (?:number|phone|mobile|mob|email|e-mail|mail|address|insta|instagram|facebook|contact|details|nummer|nummeret|tlf|telefon|mobil|mobilen|mobilnummer|adresse|e-post|epost|mail|mailadresse)`,
  `(?:nummeret|telefonen|mobilen|mailen|e-posten|adressen|telefonnummeret|mobilnummeret|number|email|address|phone number|mobile|contact details) (?:to|of|for|til|tilhører) (?!me\\b|meg\\b)`,
  `(?:nummeret|telefonen|mobilen|mailen|e-posten|adressen|telefonnummeret|mobilnummeret) (?:hans|hennes|deres)`,
  `(?:call|ring|text|phone|email|e-mail|message|contact|reach|ask for|get hold of|kontakt|send (?:en )?(?:mail|melding|sms)(?: til)?|skriv til|ring til) (?:him|her|them|ham|henne|han|dem|my (?:${relationsEn})|dr|mr|mrs|nurse)`,
  `(?:he|she|they|han|hun|de) (?:(?:still|now|actually|også|fortsatt) )?(?:lives?|bor|stays?|resides|'s|has|har)`,
  `(?:you can|if you) (?:call|ring|reach|email|text|contact) (?:him|her|them)`,
  `(?:my|our) (?:\\p{L}+ ){0,2}(?:${relationsEn})(?:'s)?`,
  `(?:min|mi|mitt|mine|vår|våre) (?:\\p{L}+ ){0,1}(?:${relationsNb})s?`,
  `(?:${relationsNb})s? (?:min|mi|mitt|mine|vår|våre|til)`,
  `(?:nurse|doctor|gp|dr|mr|mrs|consultant|therapist|surgeon|legen|fastlegen|sykepleieren|psykologen|behandleren|saksbehandleren|overlege|naboen|neighbour|neighbor|my ex|eksen)`
].join('|'));
const mine = edges(`(?:my|mine|mitt|min)(?: (?:own|new|phone|mobile|home|work|personal|private|number|address|egen|nye|faste|private))* (?:number|phone|mobile|mob|cell|email|e-mail|mail|address|house|flat|place|postcode|insta|instagram|nummer|tlf|telefon|telefonnummer|mobil|mobilnummer|adresse|e-post|epost|mail|mailadresse|hus|leilighet)|(?:nummeret|mobilen|telefonen|telefonnummeret|mobilnummeret|mailen|adressen|e-posten|eposten) (?:mi|min|mitt)|(?:call|ring|text|phone|email|message|dm|pm|contact|reach|whatsapp|kontakt|nå|mail|sms) (?:me|meg)|(?:me|meg) (?:på|on|at)|i live|i'm at|i'm on|we live|jeg bor|vi bor|jeg er på|come round to|hjemme hos (?:meg|oss)|i moved to|jeg flyttet til`);

const lastOf = (pattern: RegExp, text: string) => {
  let at = -1;
  for (const hit of all(text, pattern)) at = hit.index;
  return at;
};

/** Somebody else's number, address or house. The sign nearest before it decides; without a sign it is the author's. */
export function isOthers(reading: Reading, at: number): boolean {
  const said = before(reading, at, 120);
  const other = Math.max(lastOf(theirs, said), lastName(reading, at));
  return other >= 0 && other > lastOf(mine, said);
}

const naming = edges(`\\p{L}+(?:'s|s) (?:number|phone|mobile|email|address|insta|nummer|tlf|telefon|mobil|adresse|e-post|mail)`);
const lastName = (reading: Reading, at: number) => lastOf(naming, before(reading, at, 120));

/** Whether the sentence around a place holds one of these words. */
export const says = (reading: Reading, at: number, pattern: RegExp) => {
  pattern.lastIndex = 0;
  return pattern.test(sentence(reading, at));
};
