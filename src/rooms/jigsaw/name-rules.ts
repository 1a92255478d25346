/** Full names: the author's own, and other people's. */
import type { Found } from '#jigsaw/clue-rules';
import { bigPlaces, employers, famous, first, firstSkeletons, last, skeletonOf, offered, plainCapitals, publicWords, smallPlaces, wordLasts, wordNames } from '#jigsaw/lists';
import { after, all, before, edges, has, sentence, type Reading, type Word } from '#jigsaw/reading-rules';

const isFirst = (word: Word) => first.has(word.low) || (word.isCapital && word.low.length > 5 && !plainCapitals.has(word.low) && !last.has(word.low) && !bigPlaces.has(word.low) && firstSkeletons.has(skeletonOf(word.low))) || (word.low.includes('-') && word.low.split('-').every((part) => first.has(part)));
const surnameEnd = /(?:[^s]sen|ssen|sson|son|sdottir|stad|heim|vik|rud|seth|set|lund|berg|gård|gaard|haug|bakk|bakken|nes|land|dal|dahl|moen|ningen|åsen|haugen|stuen|engen|hagen|løkken|dokken|wski|ski|ska|wicz|czyk|enko|chuk|ova|ov|ev|eva|ić|vić|escu|oğlu|oglu|zadeh|pour|idis|opoulos|ez|ini|elli|mann|stein|feld|baum|worth|field|ham|ington|wood|shaw|well|bottom|bridge|thwaite|croft|stone|ley)$/u;
export const endsLikeName = (low: string) => low.length > 4 && surnameEnd.test(low);
const surnameStart = /^(?:mc|mac|o'|fitz|van |von |de )/u;
const isLast = (word: Word) => last.has(word.low) || (word.low.includes('-') && word.low.split('-').every((part) => last.has(part) || first.has(part))) || surnameStart.test(word.low) && word.low.length > 4;
const looksLast = (word: Word) => isLast(word) || (word.low.length > 4 && surnameEnd.test(word.low));
const isOffered = (one: Word, two: Word) => offered.second.has(two.low) && (offered.first.has(one.low) || !isFirst(one));

export const selfCue = /(?:my (?:full |real |actual |own |legal |given )?names?(?:'s| is| was)?(?: actually| really)?|(?:the|a) name(?:'s| is)?|i am|i'm|im|call me|called|known as|this is|it's|its|go by|goes by|look me up,?|it says|signed|sign this|yours|(?:jeg|eg|æ|jæ|ej|je) (?:heter|heiter|hete|heite|heit)(?: egentlig)?|(?:jeg|eg|æ|jæ|ej|je) (?:er|e|æ)|navnet mitt er|mitt (?:fulle |ekte |egentlige )?navn er|kaller meg|kall meg|det er|under navnet|heter|mvh|hilsen|regards|wishes|love|hugs)[ ,:]*$/u;
export const nameCue = /(?:my (?:full |real |actual |own |legal |given |first )?names?(?:'s| is| was)?(?: actually| really)?|(?:jeg|eg|æ|jæ|ej|je) (?:heter|heiter|hete|heite|heit)(?: egentlig)?|navnet mitt er|mitt (?:fulle |ekte |egentlige |virkelige )?navn er|real name(?:'s| is)?|egentlig heter jeg|irl i'm|in real life i'm)[ ,:]*$/u;
const behindName = /^(?:'s|s')? ?(?:disease|syndrome|palsy|technique|method|manoeuvre|maneuver|scale|test|score|scan|sign|phenomenon|criteria|oesophagus|esophagus|contracture|sykdom|syndrom|metoden|metode|skala|prøve|test|fenomen|tegn|hospital|infirmary|clinic|surgery|ward|school|academy|college|university|foundation|trust|society|centre|center|house|street|road|lane|avenue|cottage|park|bridge|station|line|cup|prize|award|award|act|law|cookies|cake|biscuits|hotel|airport|church|cathedral|arms|inn|pub|sykehus|legesenter|skole|gate|vei|hotell|stiftelse|fond|minnefond|prisen|library|museum|theatre|syke|bears|cross|charity|fund|appeal|tent|tower|square|gardens|day|jam|pudding|sandwich|shop|stores)(?!\p{L})/u;
const petCue = edges('dog|dogs|cat|cats|puppy|pup|kitten|hound|spaniel|labrador|lab|collie|terrier|greyhound|lurcher|cockapoo|poodle|staffie|whippet|horse|pony|mare|donkey|budgie|parrot|cockatiel|rabbit|bunny|hamster|guinea pig|tortoise|goldfish|hen|hens|chicken|chickens|cockerel|goat|goats|sheep|cow|alpaca|llama|lizard|gecko|snake|ferret|rat|rats|moggy|tabby|pet|pets|teddy|plant|car|sourdough|doll|stick|wheelchair|hund|hunden|hundene|bikkja|valp|valpen|katt|katten|kattene|pus|pusen|kattunge|kattungen|hest|hesten|ponni|ponnien|kanin|kaninen|marsvin|marsvinet|hamster|hamsteren|undulat|undulaten|papegøye|papegøyen|skilpadde|skilpadda|høne|høna|hønene|hane|geit|geita|sau|sauen|ku|kua|bamse|bamsen|kosedyr|labradoren|pudelen|plante|planta|stokk|stokken|rullestolen|surdeigen|robotstøvsugeren|roomba|robot');

/** Whether a name belongs to an animal or a thing that somebody is fond of. */
export function isPet(reading: Reading, start: number, end: number): boolean {
  petCue.lastIndex = 0;
  const said = before(reading, start, 45).replace(/.*[;:]/, '');
  const near = said.split(/\s+/).slice(-6).join(' ');
  if (petCue.test(near) && !/(?:vet|dyrlege|walker|sitter)[^.]*$/.test(near)) return true;
  petCue.lastIndex = 0;
  return petCue.test(after(reading, end, 28).split(/[.;!?]/)[0]!.split(/\s+/).slice(0, 5).join(' ')) && /^[,( ]+(?:the|my|our|a|is|was|er|min|mi|vår|en)(?!\p{L})/u.test(after(reading, end, 28));
}

const enjoyed = edges('loved|love|fan|read|reading|re-read|reread|listen|listening|listened|watch|watching|watched|book|books|novel|poem|poems|song|song|playing|quote|recommend|leser|leste|lest|lese|hørte|hører|høre|så|ser på|bok|boka|dikt|diktet|sang|sangen|krim|anbefaler');

/** Asked of everybody: whoever everybody may have seen or read is public. */
const askedOfAll = /(?:anyone|anybody|[a-z]{3,4} of you|(?:did|have) you(?: all)?|dere|noen)(?: else| andre| her)? (?:\p{L}+ )?(?:see|seen|watch|watched|hear|heard|read|catch|så|sett|hørt|hørte|lest|leste)(?: (?:that|the|det|den|om))? $/u;
const before2 = (reading: Reading, start: number) => reading.low.slice(Math.max(0, start - 110), start);
const namesFamous = (text: string) => {
  const parts = text.split(/[^\p{L}'-]+/u);
  return parts.some((part, at) => famous.has(`${part} ${parts[at + 1]}`));
};

/** Read to the whole waiting room, not in a book. */
const readOut = /(?:read|leste?|leser)(?: \p{L}+){0,3} (?:out|aloud|høyt|opp)(?!\p{L})[^.!?\n]*(?:[.:] [^.!?\n]*)?$/u;
/** Whether everybody knows this name, or the text says it is somebody public. */
export function isPublic(reading: Reading, start: number, end: number, low: string): boolean {
  if (readOut.test(before(reading, start, 90)) && !famous.has(low)) return false;
  if (askedOfAll.test(before2(reading, start)) || famous.has(low) || famous.has(low.split(' ').slice(-2).join(' ')) || famous.has(low.replace(/ \p{L}\. /u, ' ')) || /^(?:\.\.\.|…|,)? ?(?:nei|no|eller|or|was it),? (?:hva het|hva heter|what was|var det)/u.test(after(reading, end, 40)) || famous.has(low.replace(/'s$|s$/, '')) || famous.has(low.split(' ').slice(0, 2).join(' ').replace(/'s$|s$/, ''))) return true;
  if (/(?:look|looks|looking|sound|sounds|sounding|feel like|act|acts|walk|walks|sing|sings|dance|ligner|likner|minner|høres ut|ser ut|synger|går|danser) (?:a bit |exactly |just |more |litt |helt )?(?:like|as|på|om|som)(?: a young| en ung)? $/u.test(before(reading, start, 40))) return true;
  const near = (text: string) => text.split(/[^\p{L}'-]+/u).filter(Boolean);
  const said = near(before(reading, start, 30)).slice(-3);
  const then = near(after(reading, end, 34)).slice(0, 4);
  if (said.some((word) => /^(?:my|our|min|mi|vår|i'm|jeg|name|heter)$/.test(word))) return false;
  const byAuthor = said.at(-1) === 'by' || said.at(-1) === 'av' && said.some((word) => publicWords.has(word));
  if (/(?:\p{Lu}|[\p{Lu}].*[\p{L}"'.?!]|it|one|that) (?:by|av) $/u.test(reading.plain.slice(Math.max(0, start - 40), start)) && has(enjoyed, sentence(reading, start))) return true;
  if (/(?:watched|watching|binged?|re-?watched|reading|re-?read|listening to|listened to|episode|series|novel|film|så på|ser på|leste|leser|hørte på|hører på)(?!\p{L})[^.!?\n]*$/u.test(before(reading, start, 90)) && !relationBefore.test(before(reading, start, 40)) && !isSignature(reading, start, end)) return true;
  if (has(enjoyed, before2(reading, start)) && (namesFamous(before2(reading, start)) || /(?:loved|love|read|reading|re-read|watched|watching|listened to|fan of|leste|leser|så|hørte på|elsket|elsker) (?:\p{Ll}+ )?\p{Lu}[^.!?]*[.!?] $/u.test(reading.plain.slice(Math.max(0, start - 80), start)))) return true;
  return (byAuthor && said.length > 1 && said.some((word) => publicWords.has(word))) || said.slice(-2).some((word) => publicWords.has(word)) || (/^(?:'s|s)? ?/.test(after(reading, end, 4)) && then.slice(0, 3).some((word) => publicWords.has(word)));
}

const relationBefore = /(?:(?:my|our|his|her|their|a|old) (?:\p{L}+[ -]){0,3}|\p{L}+(?:en|a|et) (?:min|vår|mi) |(?:min|vår|mi) \p{L}+ ?,? ?|(?:dr|doctor|nurse|mr|mrs|ms|miss|prof|professor|overlege|lege|legen|fastlegen|sykepleier|psykolog|psykologen|called|named|som heter|neighbour|colleague|friend|naboen|kollegaen|gp|consultant|therapist)\.?,? )$/u;
const articles = /^(?:the|a|an|this|that|my|your|our|his|her|their|if|when|as|so|and|but|or|for|with|from|to|in|on|at|by|of|is|was|not|do|did|does|can|could|will|would|may|might|has|have|had|any|every|some|all|no|yes|thanks|thank|dear|doctor|doktor|mister|captain|general|judge|officer|hi|hello|hei|kjære|takk|hey|morning|poor|lovely|little|old|young|dr|mr|mrs|ms|miss|nurse|sister|uncle|aunt|auntie|onkel|tante|prof|professor|sir|lady|lord|saint|st|king|queen|prince|princess|santa|mother|father|team|club|house|og|eller|men|som|når|hvis|vi|du|han|hun|det|den|de|en|ei|et|lille|gamle|stakkars)$/;

export const institution = /^(?:hospital|ambulance|infirmary|clinic|surgery|hospice|practice|ward|centre|center|school|primary|academy|college|university|nursery|church|cathedral|chapel|street|road|lane|avenue|close|crescent|drive|court|grove|terrace|park|hall|house|cottage|farm|castle|station|airport|bridge|arms|inn|hotel|stadium|library|museum|theatre|foundation|trust|society|council|sykehus|sjukehus|legesenter|skole|barnehage|kirke|gate|gata|vei|veien|plass|kommune|hotell|stasjon|disease|syndrome|technique|prize|award|festival|show|hour|christmas|united|city|rovers|wanderers|athletic)(?:'s)?$/;

/** How sure: a first name and a last name beside each other, both capitalised. */
function isFullName(reading: Reading, one: Word, two: Word): boolean {
  const said = before(reading, one.start, 40);
  const introduced = selfCue.test(said);
  if (institution.test(two.low) || articles.test(one.low) || plainCapitals.has(two.low) || (plainCapitals.has(one.low) && !introduced)) return false;
  if (isOffered(one, two) && !(nameCue.test(said) && isFirst(one) && isLast(two))) return false;
  if (bigPlaces.has(`${one.low} ${two.low}`) || (bigPlaces.has(one.low) && !looksLast(two))) return false;
  if (nameCue.test(said)) return true;
  if (introduced && (isFirst(one) || isLast(two)) && !/^(?:british|english|type|stage|team|born)/.test(one.low)) return true;
  if (/(?:i'm|i am|jeg er|eg er) $/.test(said) && ![one, two].some(({ low }) => low.length < 3 || bigPlaces.has(low) || smallPlaces.has(low) || employers.has(low) || offered.first.has(low) || offered.second.has(low) || /(?:ish|ian|ese|ist|ic|an|type|team|one|two|type|stage|sk|sker|er|ing|ed)$/.test(low))) return true;
  const isRelated = relationBefore.test(said);
  if (isSignature(reading, one.start, two.end) && (isFirst(one) || looksLast(two)) && !plainCapitals.has(one.low)) return true;
  if (isFirst(one)) {
    if (bigPlaces.has(two.low) && !isLast(two)) return false;
    const doubtful = wordNames.has(one.low);
    if (doubtful) return (isLast(two) && !wordLasts.has(two.low) || /(?:sen|sson|stad|heim|ski|ova|escu|lund|berg|vik|rud|haug|land|seth|set|gaard|gård|stein|worth|field|ington|bottom|shaw|thwaite|bråten)$/.test(two.low)) && !(one.begins && wordLasts.has(two.low)) || (isRelated && looksLast(two));
    if (wordLasts.has(two.low)) return !one.begins || !publicWords.has(two.low);
    if (looksLast(two)) return true;
    return !publicWords.has(two.low) && two.low.length > 2 && !/(?:ing|ly|ness|tion|ical|ville)$/.test(two.low) && !first.has(two.low) || (isRelated && two.low.length > 2) || (first.has(two.low) && isRelated);
  }
  if (isRelated && looksLast(two) && !wordLasts.has(two.low) && !one.begins) return true;
  // A first name we do not know, before a last name that is nothing else.
  return !one.begins && isLast(two) && !wordLasts.has(two.low) && one.low.length > 2 && !/[A-Z]{2}/.test(one.text) && !offered.first.has(one.low) && !smallPlaces.has(one.low) && !smallPlaces.has(two.low) && !bigPlaces.has(two.low)
    && !employers.has(one.low) && !/(?:in|at|to|from|near|on|of|via|the|i|på|til|fra|ved|hos|mot|for) $/.test(said) && !/(?:ing|ed|ian|ish|ese|al|ic|er|est|ly|y|ar|ske|sk|en|ene)$/.test(one.low);
}

/** Every full name with capitals, as far as it goes: Ana Sofia de la Cruz. */
function capitalised(reading: Reading): Found[] {
  const found: Found[] = [];
  const { words, plain } = reading;
  for (let at = 0; at + 1 < words.length; at++) {
    const one = words[at]!;
    if (!one.isCapital || one.low.length < 2 || one.start < (found.at(-1)?.end ?? 0)) continue;
    const name = nameAt(reading, at);
    if (!name) continue;
    const { end, lastWord } = name;
    const low = reading.low.slice(one.start, end);
    if (reading.known.has(low) || reading.known.has(low.replace(/'s$/, '')) || (lastWord !== one && isPublic(reading, one.start, end, low)) || isPet(reading, one.start, end)) continue;
    if (behindName.test(after(reading, end, 24)) || /[-/&]$/.test(plain.slice(Math.max(0, one.start - 1), one.start)) || /^(?:[-/&]\p{L}| & \p{Lu})/u.test(plain.slice(end, end + 4))) continue;
    const said = before(reading, one.start, 60);
    if (/(?:thanks|thank you|hi|hello|hey|hei|heisann|takk|welcome|velkommen|@|hugs to|klem til|agree with|enig med)[, ]*$/.test(said) && !(first.has(one.low) && last.has(lastWord.low) && !wordLasts.has(lastWord.low) && !wordNames.has(one.low))) continue;
    const own = selfCue.test(said) || isSignature(reading, one.start, end);
    found.push({ kind: own ? 'name' : isTold(said, after(reading, end, 30)) ? 'other-person' : 'name', start: one.start, end, alone: true, others: !own });
  }
  return found;
}

const told = edges('my|our|his|her|their|dr|doctor|nurse|mr|mrs|ms|friend|neighbour|boss|sister|brother|min|mi|mitt|vår|naboen|legen|fastlegen|sykepleier|sjefen|called|named|heter|som|lege|overlege|psykolog|psykologen|by|from|with|and|og|av|med');
const isTold = (said: string, then: string) => {
  told.lastIndex = 0;
  return told.test(said.slice(-30)) || /^(?:,? (?:who|is|was|has|had|lives|works|from|which|said|told|som|er|var|har|hadde|bor|jobber|sa))(?!\p{L})/u.test(then) || /^'?s /.test(then);
};

/** The end of the name that begins with this word, if one does. */
function nameAt(reading: Reading, at: number): { end: number; lastWord: Word } | undefined {
  const { words, plain } = reading;
  const [one, two] = [words[at]!, words[at + 1]!];
  const gap = plain.slice(one.end, two.start);
  if (gap !== ' ' && !/^ (?:\p{Lu}\.? ){1,2}$/u.test(gap)) return initialled(reading, one);
  if (!two.isCapital && !/^(?:de|da|van|von|der|la|al|el|bin|ibn|dos|di|le|af)$/.test(two.low)) return undefined;
  if (two.text.length === 1) {
    const three = words[at + 2];
    const isMiddle = three?.isCapital && three.text.length > 1 && /^\.? $/.test(plain.slice(two.end, three.start)) && isFirst(one) && !plainCapitals.has(three.low);
    if (isMiddle && (isLast(three!) || looksLast(three!) || nameCue.test(before(reading, one.start, 40)))) return { end: three!.end, lastWord: three! };
    return initialled(reading, one);
  }
  let [end, count] = [two.end, 2];
  let lastWord = two;
  while (count < 5) {
    const next = words[at + count];
    const joined = next && plain.slice(end, next.start) === ' ' && (next.isCapital || /^(?:de|da|van|von|der|la|al|el|bin|ibn|dos|di|le)$/.test(lastWord.low)) && !plainCapitals.has(next.low) && next.text.length > 1;
    const isParticle = next && plain.slice(end, next.start) === ' ' && /^(?:de|da|van|von|der|la|al|el|bin|ibn|dos|di)$/.test(next.low);
    if (!joined && !isParticle) break;
    if (joined && !isParticle && !isLast(next!) && !isFirst(next!) && !looksLast(next!) && !/^(?:de|da|van|von|der|la|al|el|bin|ibn|dos|di|le)$/.test(lastWord.low)) break;
    [end, count, lastWord] = [next!.end, count + 1, next!];
  }
  if (!lastWord.isCapital && count === 2) return undefined;
  // Three capitals: the last one decides; two names before it are one.
  const isName = isFullName(reading, one, two) || (count > 2 && isFirst(one) && isFullName(reading, one, lastWord));
  if (!isName) return undefined;
  const possessive = reading.low.slice(lastWord.start, end).endsWith("'s") ? 2 : 0;
  return { end: end - possessive, lastWord };
}

/** Kjersti N. */
function initialled(reading: Reading, one: Word): { end: number; lastWord: Word } | undefined {
  const isWhole = /[.!?)]\s+$|\n\s*$/.test(reading.plain.slice(Math.max(0, one.start - 3), one.start)) && one.end + 4 >= reading.plain.trimEnd().length;
  if (!isFirst(one) || wordNames.has(one.low) && !isWhole && !selfCue.test(before(reading, one.start, 40)) && !isSignature(reading, one.start, one.end + 3)) return undefined;
  const hit = /^ (\p{Lu})(\.(?=\s|$|[,;:!?)])|(?=\s*$)|(?=[,;!?)\n]))/u.exec(reading.plain.slice(one.end, one.end + 6) + (one.end + 6 >= reading.plain.length ? '' : 'x'));
  if (!hit || (hit[1] === 'I' && hit[2] !== '.')) return undefined;
  const dotted = hit[2] === '.';
  const end = one.end + 2 + (dotted ? 1 : 0);
  if (!dotted && !selfCue.test(before(reading, one.start, 40)) && !isSignature(reading, one.start, end)) return undefined;
  return { end, lastWord: one };
}

const signOff = /(?:^|\n)[ \t]*(?:[-~*]+ ?)?(?:(?:\p{L}+[ \t]+){0,3}?(?:wishes|regards|love|hugs|cheers|thanks|thank you|yours(?: \p{L}+)?|sincerely|take care|hilsen|hilsning|hilsninger|klem|klemmer|mvh|vh|alt godt|takk|hei fra|from|fra)(?: (?:to all|to everyone|til alle|alle|all|everyone|fra|from))?[,.!:]?\s*(?:x+\s*)?)?$/u;
/** The last line, or what stands behind a sign-off. */
export function isSignature(reading: Reading, start: number, end: number): boolean {
  if (!/^[\s.x!:()\p{S}\p{M}-]*$/iu.test(reading.plain.slice(end, end + 200))) return false;
  return signOff.test(reading.low.slice(Math.max(0, start - 60), start)) || /[-~]\s?$/.test(reading.plain.slice(Math.max(0, start - 3), start)) || /(?:hilsen|mvh|regards|wishes|love|klem|hugs|cheers)[,.!]? ?(?:fra |from )?$/.test(reading.low.slice(Math.max(0, start - 30), start));
}

const stopWords = /^(?:and|but|or|so|i|i'm|im|i've|from|in|at|with|who|which|that|the|a|an|is|was|here|by|for|on|to|of|not|too|also|now|just|og|men|eller|så|jeg|er|fra|i|på|med|som|en|ei|et|var|har|her|for|til|av|ikke|ikkje|itj|ikkj|jo|no|nå|bare|forresten|egentlig|btw|because|living|years|år|hi|hei)$/;
/** Typed in a hurry: my name is jane smith. */
function small(reading: Reading): Found[] {
  const found: Found[] = [];
  const { words, plain } = reading;
  words.forEach((one, at) => {
    const two = words[at + 1];
    if (one.isCapital && (!two || two.isCapital)) return;
    const said = before(reading, one.start, 40);
    const isOpening = /^(?:(?:hi|hello|hey|hei|hallo|heisann)(?: all| alle| everyone| folkens)?[ ,!.:-]*)?$/.test(reading.low.slice(0, one.start)) && /^, \d\d(?!\d)/.test(plain.slice(two?.end ?? 0, (two?.end ?? 0) + 5));
    if (!isOpening && !selfCue.test(said) && !isSignature(reading, one.start, two?.end ?? one.end)) return;
    if (!two || plain.slice(one.end, two.start) !== ' ' || !isFirst(one) || stopWords.test(two.low) || isPet(reading, one.start, two.end)) return;
    const isSure = nameCue.test(said) ? two.low.length > 2 : (isLast(two) && !wordLasts.has(two.low) || first.has(two.low) && !wordNames.has(two.low) && two.low.length > 4) && !wordNames.has(one.low);
    const low = `${one.low} ${two.low}`;
    if (isSure && !reading.known.has(low) && !famous.has(low)) found.push({ kind: 'name', start: one.start, end: two.end, alone: true });
  });
  return found;
}

/** The author's first name. Said to be their name it is worth a question; else it counts like other small clues. */
function own(reading: Reading): Found[] {
  const found: Found[] = [];
  for (const word of reading.words) {
    if (!first.has(word.low) || offered.second.has(word.low) || reading.known.has(word.low) || isPet(reading, word.start, word.end)) continue;
    const said = before(reading, word.start, 40);
    if (/^ (?:her inne|her på|on here|here)(?!\p{L})/u.test(after(reading, word.end, 12))) continue;
    if (nameCue.test(said) && !/(?:nick|user|screen|forum|bruker|kalle)/.test(said)) found.push({ kind: 'name', start: word.start, end: word.end, alone: word.isCapital && !wordNames.has(word.low) || /(?:real|egentlig|ekte|virkelig|irl|full)/.test(said) });
    else if (word.isCapital && !wordNames.has(word.low) && (selfCue.test(said) && /(?:i'm|i am|call me|jeg er|kall meg|hilsen|mvh|regards|wishes|love|hugs)[ ,:]*$/.test(said) || isSignature(reading, word.start, word.end))) found.push({ kind: 'name', start: word.start, end: word.end });
  }
  return found;
}

/** J. R. Whitcombe; A. Hansen as a signature. */
function withInitials(reading: Reading): Found[] {
  return all(reading.plain, /(?<![\p{L}.])(?:\p{Lu}\. ?){1,3}(\p{Lu}\p{Ll}[\p{L}'-]+)(?![\p{L}])/gu).filter((hit) => {
    const end = hit.index + hit[0].length;
    const low = hit[1]!.toLowerCase();
    if (plainCapitals.has(low) || famous.has(hit[0].toLowerCase().replace(/[. ]+/g, ' ').trim()) || /^(?:[JCS]\. ?[RSK]\. ?(?:Tolkien|Lewis|Rowling)|[DHT]\. ?[HGS]\. ?(?:Lawrence|Wells|Eliot)|J\. ?K\.|P\. ?D\. ?James)/.test(hit[0])) return false;
    const introduced = selfCue.test(before(reading, hit.index, 40)) || isSignature(reading, hit.index, end);
    return introduced || (last.has(low) && !wordLasts.has(low) && !isPublic(reading, hit.index, end, hit[0].toLowerCase()) && !behindName.test(after(reading, end, 24)) && !/et al/.test(after(reading, end, 10)) && (hit[0].match(/\./g)?.length ?? 0) > 0 && !/[.!?] $/.test(reading.plain.slice(hit.index - 2, hit.index) + hit[0].slice(0, 0)));
  }).map((hit) => ({ kind: 'name', start: hit.index, end: hit.index + hit[0].length, alone: true }));
}

export const names = (reading: Reading): Found[] => {
  const full = [...capitalised(reading), ...withInitials(reading), ...small(reading)];
  return [...full, ...own(reading).filter((one) => !full.some((other) => other.start < one.end && one.start < other.end))];
};
