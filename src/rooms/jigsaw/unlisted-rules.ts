/**
 * Names nobody has in a list, and names typed in small letters. What leads to
 * them shows that they are names ("my neighbour …", a title, the last line),
 * and so does that they are no word people say on a forum.
 */
import type { Found } from '#jigsaw/clue-rules';
import { model } from '#jigsaw/learned-rules';
import { bigPlaces, employers, famous, first, last, offered, plainCapitals, publicWords, rare, smallPlaces, wordLasts, wordNames } from '#jigsaw/lists';
import { endsLikeName, institution, isPet, isSignature, nameCue, selfCue } from '#jigsaw/name-rules';
import { after, all, before, edges, type Reading, type Word } from '#jigsaw/reading-rules';
import { isOthers, relations } from '#jigsaw/whose-rules';

/** Hardly anybody says this word; so it may be a name. */
export const isUnsaid = (low: string) => model.rarity(low.replace(/'s?$/, '')) < 2;
/** How last names end, and hardly anything else. */
const personEnd = /(?:botson|nson|tson|rson|lson|sson|nsen|rsen|lsen|ssen|tsen|dsen|ksen|gsen|ovic|ović|ova|enko|escu|wicz|ski|ska|oğlu|oglu|idis|opoulos|ides|thwaite|bottom|dottir|akis|yan|vili)$/;
/** How words end that are no names. */
const ordinary = /(?:ing|ed|ly|ness|tion|able|ful|ous|ende|ert|elig|else|het|lig|isk|ene|skap)$/;
const parts = (low: string) => low.replace(/'s?$/, '').split('-');
const isFirst = (low: string) => parts(low).every((part) => first.has(part));
const isLast = (low: string) => parts(low).some((part) => last.has(part)) || endsLikeName(low.replace(/'s?$/, ''));
const isElse = (low: string) => plainCapitals.has(low) || publicWords.has(low) || institution.test(low) || bigPlaces.has(low) || smallPlaces.has(low) || employers.has(low) || offered.second.has(low);

const titles = "dr|doctor|doktor|prof|professor|nurse|sister|mr|mrs|ms|miss|mx|overlege|lege|legen|fastlege|fastlegen|sykepleier|sykepleieren|psykolog|psykologen|psykiater|fysioterapeut|fysioterapeuten|spesialist|gp|consultant|surgeon|therapist|psychologist|psychiatrist|physio|dentist|specialist|vicar|boss|manager|landlord|teacher|social worker|support worker|keyworker|saksbehandler|saksbehandleren|sjefen|læreren";
/** What stands just before somebody's name. */
const led = new RegExp(`(?:(?:^|[^\\p{L}])(?:${titles}|${relations})(?: (?:min|mi|mitt|mine|vår|våre|hennes|hans))?\\.?,?(?: (?:is|was|er|var|called|named|heter|het|som heter|who is called|is called|'s called|name is))?|married to|gift med|samboer med|divorced from|skilt fra|(?:you|anyone|anybody|i|noen|som) know|(?:noen|som|jeg|dere) kjenner|addressed to|adressert til|(?:in the )?name of|i navnet til|(?:posted|written|typed|painted|sent|drawn|skrevet|sendt|malt|tegnet|postet) (?:by|av)|©|copyright|ask(?:ed|ing)? for|spør(?:re)? etter|call(?:ed|ing) out|ropt(?:e|es) opp|undertegnede|signed|signert|full name(?: is)?|full[te]? navn(?: er)?|letters? (?:for|to)|talking to|who i am|(?:hvem )?dere snakker med|hvem jeg er|(?:dr|mr|mrs|prof)\\.? \\(\\p{L}+\\.?\\)|(?:^|\\n) ?(?:name|navn)(?: of| på)?|called|named|kalles|heter|på vegne av|on behalf of|ang\\.?|vedr\\.?|attn?\\.?|fao|c/o|re|gjelder|concerning|registered as|registrert som|baptised|christened|døpt|née|born as|stands for|the version of|speak to|spoke to|snakk(?:a|et) med)[:,]? ?["'(]?$`, 'u');
/** The first name stood alone before: "It's Stavros, Stavros Leventis …" */
const isSaidBefore = (reading: Reading, one: Word) => new RegExp(`(?:it's|i'm|this is|det er|jeg er|hilsen|love) ${one.low}(?!\\p{L})`, 'u').test(reading.low.slice(0, one.start));
const isAnnounced = (reading: Reading, end: number) => /^ (?:here|her)(?:[,.!:-]| (?:again|igjen|with|just|checking|writing|med)|$)/u.test(after(reading, end, 14));
const opens = (reading: Reading, start: number) => /(?:^|[.!?\n] ?|(?:hi|hello|hey|hei|hallo|heisann)(?: all| everyone| alle| folkens)?[,.! -]*)$/u.test(reading.low.slice(Math.max(0, start - 30), start));
/** In brackets by itself, at the end. */
const isBracketed = (reading: Reading, start: number, end: number) => reading.plain[start - 1] === '(' && /^\)[.! ]*$/.test(reading.plain.slice(end));

/** How far a name goes on from its second word: particles and more names. */
function endOf(reading: Reading, at: number, isCapital: boolean): number {
  let [end, next] = [reading.words[at]!.end, at + 1];
  while (next < at + 3) {
    const word = reading.words[next];
    if (!word || reading.plain.slice(end, word.start) !== ' ' || word.isCapital !== isCapital || isElse(word.low) || !isUnsaid(word.low) || !(isLast(word.low) || isCapital)) break;
    [end, next] = [word.end, next + 1];
  }
  return end - (reading.low.slice(0, end).endsWith("'s") ? 2 : 0);
}

/** Two words with capitals, neither of them said by people, where a name is to be expected. */
function isLed(reading: Reading, one: Word, two: Word): boolean {
  const isPlaceToo = smallPlaces.has(two.low) && last.has(two.low) && first.has(one.low); // Anneka Voss
  if ([one, two].some(({ low }) => isElse(low) && !(isPlaceToo && low === two.low) || low.length < 2 || !(isUnsaid(low) || first.has(low) || last.has(low)))) return false;
  if (![one, two].some(({ low }) => isUnsaid(low)) || !/\p{Ll}/u.test(one.text + two.text) || /(?:ish|ian|ese|isk)$/.test(one.low)) return false;
  if ([one, two].some(({ low }) => ordinary.test(low) && !first.has(low) && !last.has(low))) return false;
  const said = before(reading, one.start, 60);
  return led.test(said) || selfCue.test(said) || (one.start > 0 && isSignature(reading, one.start, two.end)) || isBracketed(reading, one.start, two.end)
    || isSaidBefore(reading, one) || (/(?:dear|thanks?|thank you|takk|kjære)[,]? $/.test(said) && isFirst(one.low) && !wordNames.has(one.low) && model.rarity(two.low) === 0)
    || (personEnd.test(two.low) && (!one.begins || model.rarity(one.low) === 0) && two.low.length > 6 && !/(?:in|at|to|near|from|of|the|i|på|til|fra|ved|hos) $/.test(said))
    || (opens(reading, one.start) && isAnnounced(reading, two.end));
}

/** Two words in small letters that are a name: sure by the lists, or by what leads to them. */
function isSmall(reading: Reading, one: Word, two: Word): boolean {
  if (one.isCapital && !isLast(two.low)) return false; // Emma visits
  const isListed = isFirst(one.low) && !(wordNames.has(one.low) && model.rarity(one.low) > 1);
  if (isElse(two.low) || two.low.length < 3 || one.low.length < 2 || !isUnsaid(two.low) || (!isFirst(one.low) && !isUnsaid(one.low))) return false;
  const isSure = isLast(two.low) && !wordLasts.has(two.low) && !ordinary.test(two.low);
  if (isListed && model.rarity(one.low) < 3 && isSure) return true;
  const said = before(reading, one.start, 60);
  const isNamed = nameCue.test(said) || /(?:called|named|som heter|full name|fullt navn|name|navn)(?: is| er)?[:,]? ?$/.test(said);
  const isFramed = isNamed || led.test(said) || selfCue.test(said) || isSignature(reading, one.start, two.end) || (opens(reading, one.start) && isAnnounced(reading, two.end));
  if (!isFramed || ordinary.test(two.low) && !last.has(two.low)) return false;
  if (isFirst(one.low) ? model.rarity(one.low) > 2 : !(model.rarity(one.low) === 0 && isLast(two.low))) return isNamed && isFirst(one.low);
  return isSure || isNamed || (!/(?:s|er|et|te|de)$/.test(two.low) && model.rarity(two.low) === 0 && !first.has(two.low) && !wordLasts.has(two.low));
}

function pairs(reading: Reading): Found[] {
  const found: Found[] = [];
  reading.words.forEach((one, at) => {
    const two = reading.words[at + 1];
    if (!two || reading.plain.slice(one.end, two.start) !== ' ' || one.start < (found.at(-1)?.end ?? 0)) return;
    const isCapital = one.isCapital && two.isCapital;
    const three = reading.words[at + 2];
    const isThree = !isCapital && three && first.has(two.low) && first.has(one.low) && reading.plain.slice(two.end, three.start) === ' ' && isSmall(reading, one, three);
    if (!isThree && !(isCapital ? isLed(reading, one, two) : isSmall(reading, one, two))) return;
    const end = endOf(reading, at + 1, isCapital);
    const low = reading.low.slice(one.start, end);
    if (reading.known.has(low) || famous.has(low) || famous.has(`${one.low} ${two.low}`.replace(/'s?$/, '')) || isPet(reading, one.start, end)) return;
    if (/^ (?:disease|syndrome|scale|test|method|sykdom|syndrom|metoden|street|road|hospital|school)(?!\p{L})/u.test(after(reading, end, 12))) return;
    const said = before(reading, one.start, 40);
    const own = selfCue.test(said) || isSignature(reading, one.start, end) || isAnnounced(reading, end);
    found.push({ kind: own ? 'name' : led.test(said) ? 'other-person' : 'name', start: one.start, end, alone: true, others: !own && isOthers(reading, one.start) });
  });
  return found;
}

const smallTitle = edges("(?:dr|doctor|doktor|prof|professor|overlege|nurse)\\.? (\\p{L}{3,20})(?: (\\p{L}{3,20}))?");
const noDoctor = /^(?:who|google|phil|pepper|martens?|house|strange|foster|dre|gundersen|feelgood|doom|evil|watson|zhivago|seuss)$/;
/** dr aziz: a clinician, typed in a hurry. */
function clinicians(reading: Reading): Found[] {
  return all(reading.low, smallTitle).flatMap((hit): Found[] => {
    const low = hit[1]!;
    const start = hit.index + hit[0].indexOf(low, 2);
    if (reading.plain[start] !== reading.low[start] || noDoctor.test(low) || isElse(low) || reading.known.has(low)) return [];
    if (!(last.has(low) && !wordLasts.has(low) || first.has(low) && !wordNames.has(low)) || !isUnsaid(low)) return [];
    return [{ kind: 'clinician', start: hit.index, end: start + low.length, others: true }];
  });
}

const honorific = /(?<!\p{L})(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|[Hh]err|[Ff]ru|[Ff]rk)\.? ((?:\p{Lu}\. ?){0,3}\p{Lu}[\p{L}'-]{2,24}(?: \p{Lu}[\p{L}'-]{2,24})?)(?![\p{L}])/gu;
const initialled = /(?<![\p{L}.])(?:\p{Lu}\. ?){1,3}\p{Lu}\p{Ll}[\p{L}'-]{2,}(?!\p{L})/gu;
/** What somebody else reads out or prints is the author's own: they called out "Mr …", the label said "J. …". */
const printed = edges("call(?:ed|ing)? out|called me|calls me|shouted|read out|announced|addressed (?:to|me)|dear|kjære|registered as|registrert som|the letter|brevet|the (?:label|letter|envelope|form|badge|wristband|prescription|receipt|screen|list) (?:said|says|read|had)|it says|i'm|i am|this is|that's me|introduced (?:me|myself)|ropt(?:e)? (?:opp|på)|leste opp|kalte meg|kaller meg|står det|sto det|stod det|det er (?:jo )?meg|jeg er|presenterte (?:meg|seg)|skrev (?:meg )?opp");
const printedNames = (reading: Reading) => [...all(reading.plain, honorific), ...all(reading.plain, initialled)].flatMap((hit): Found[] => {
  const low = hit[0].toLowerCase().split(/[ .]+/).at(-1)!;
  const near = `${before(reading, hit.index, 40)} # ${after(reading, hit.index + hit[0].length, 30)}`;
  printed.lastIndex = 0;
  if (!printed.test(near)) return [];
  if (plainCapitals.has(low) || publicWords.has(low) || !isUnsaid(low) && !/ .* /.test(hit[0]) || famous.has(hit[0].toLowerCase()) || famous.has(hit[0].toLowerCase().replace('.', '')) || noDoctor.test(low) || reading.known.has(low) || isPet(reading, hit.index, hit.index + hit[0].length)) return [];
  return [{ kind: 'name', start: hit.index, end: hit.index + hit[0].length, alone: true }];
});

/** jean p. rodgers, typed small with a middle letter. */
const lettered = /(?<![\p{L}.])(\p{Ll}{3,15}) \p{Ll}\.? (\p{Ll}{3,20})(?!\p{L})/gu;
const smallInitials = (reading: Reading) => all(reading.plain, lettered).filter((hit) => isFirst(hit[1]!) && model.rarity(hit[1]!) < 3 && (isLast(hit[2]!) || isSignature(reading, hit.index, hit.index + hit[0].length)) && isUnsaid(hit[2]!) && !wordNames.has(hit[1]!) && !isElse(hit[2]!))
  .map((hit): Found => ({ kind: 'name', start: hit.index, end: hit.index + hit[0].length, alone: true }));

const surname = /(?<!\p{L})(?:[Ss]urname|[Ll]ast name|[Ff]amily name|[Mm]aiden name|[Mm]arried name|[Ee]tternavn(?:et)?|[Pp]ikenavn(?:et)?|[Ff]irst name|[Ff]ornavn(?:et)?)(?: mitt| hans| hennes)?(?:'s| is| was| er| var|:) (\p{Lu}[\p{L}'-]{2,24})(?!\p{L})/gu;
/** A letter or a picture whose own name says whose it is: epikrise_Halvor_Bakkejord.pdf */
const file = /(?<![\p{L}\d/])[\p{L}\d_ .-]{3,80}?\.(?:pdf|docx?|jpe?g|png|heic|xlsx?|mp[34]|txt)(?![\p{L}\d])/gu;
function labels(reading: Reading): Found[] {
  const found = all(reading.plain, surname).filter((hit) => isUnsaid(hit[1]!.toLowerCase()) && !isElse(hit[1]!.toLowerCase())).map((hit): Found => ({ kind: 'name', start: hit.index + hit[0].length - hit[1]!.length, end: hit.index + hit[0].length, alone: true }));
  for (const hit of all(reading.plain, file)) {
    const words = all(hit[0], /\p{L}+/gu);
    const isRare = (word?: RegExpExecArray) => word !== undefined && word[0].length > 3 && /^\p{Lu}\p{Ll}/u.test(word[0]) && model.rarity(word[0].toLowerCase()) === 0;
    const at = words.findIndex((word, place) => isRare(word) && isRare(words[place + 1]) || first.has(word[0].toLowerCase()) && words[place + 1] && (last.has(words[place + 1]![0].toLowerCase()) || words[place + 1]![0].length > 3 && model.rarity(words[place + 1]![0].toLowerCase()) === 0));
    if (at >= 0) found.push({ kind: 'name', start: hit.index + words[at]!.index, end: hit.index + words[at + 1]!.index + words[at + 1]![0].length, alone: true });
  }
  return found;
}

/** A double last name is one family's: "one of the … girls". */
const doubled = /(?<![\p{L}-])(\p{Lu}\p{Ll}{2,})-(\p{Lu}\p{Ll}{2,})(?=(?:-?\p{Ll}+)?(?!\p{L}))/gu;
const kinCue = edges("i'm|one of the|jeg er|eldste|yngste|eldest|youngest|family|familien|girls|boys|jentene|guttene|surname|etternavn\\p{L}*|we're the|vi er");
const families = (reading: Reading) => all(reading.plain, doubled).flatMap((hit): Found[] => {
  const [one, two] = [hit[1]!.toLowerCase(), hit[2]!.toLowerCase()];
  kinCue.lastIndex = 0;
  if (!kinCue.test(`${before(reading, hit.index, 40)} # ${after(reading, hit.index + hit[0].length, 20)}`) || !(last.has(one) || last.has(two)) || ![one, two].every((low) => isUnsaid(low) || last.has(low))) return [];
  if (first.has(one) || [one, two].some((low) => bigPlaces.has(low) || plainCapitals.has(low)) || rare.some((name) => name.startsWith(`${one}-${two}`)) || /^(?:'s|s)? ?(?:disease|syndrome|sykdom|syndrom)/.test(after(reading, hit.index + hit[0].length, 14))) return [];
  return [{ kind: 'name', start: hit.index, end: hit.index + hit[0].length, alone: true }];
});

/** "I'm the Fenella Crabtree who wrote …" */
const theOne = (reading: Reading) => all(reading.plain, /(?<=(?:[Ii]'m|[Ii] am|[Ii]m|[Jj]eg (?:er|som er)|[Jj]a, jeg er|det er jeg som er) (?:the |that |den |han |hun )?)\p{Lu}\p{Ll}[\p{L}'-]+ \p{Lu}\p{Ll}[\p{L}'-]+(?= (?:who|from|that|som|fra))/gu)
  .filter((hit) => !hit[0].toLowerCase().split(' ').some((low) => isElse(low) || !isUnsaid(low) && !first.has(low)))
  .map((hit): Found => ({ kind: 'name', start: hit.index, end: hit.index + hit[0].length, alone: true }));

export const unlisted = (reading: Reading): Found[] => [...pairs(reading), ...clinicians(reading), ...printedNames(reading), ...families(reading), ...labels(reading), ...smallInitials(reading), ...theOne(reading)];
