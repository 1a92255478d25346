/**
 * Names and numbers that are nobody's: a pet's full name, a writer's, the name
 * that stands on every sample form, a member spoken to, the number of a parcel
 * or a wheelchair. No part of the guard asks about them.
 */
import { indirectKinds, type Found, type Kind } from '#jigsaw/clue-rules';
import { isLine } from '#jigsaw/contact-rules';
import { famous, first, last } from '#jigsaw/lists';
import { selfCue } from '#jigsaw/name-rules';
import { isOfThing } from '#jigsaw/number-rules';
import { publics } from '#jigsaw/public-rules';
import { all, before, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';

/** `only` where no other kind of clue is meant: a member spoken to has no handle there, and may still be told on. `isWhole` where no small clue counts, of whatever kind. */
export type Stretch = { start: number; end: number; only?: Kind; isWhole?: boolean };

const capital = "\\p{Lu}[\\p{L}'-]*";
const whole = `${capital}(?: (?:${capital}|de|van|von|der|du)){0,3}`;
const title = '(?:(?:Mr|Mrs|Ms|Miss|Sir|Lady|Lord|Dame|Dr|Captain|Princess|Prince|King|Queen|Fru|Herr|Kaptein|Doktor|Prinsesse|Kong|Dronning)\\.? )?';
const beast = 'dogs?|cats?|pupp(?:y|ies)|pup|kittens?|spaniel|labrador|lab|collie|terrier|greyhound|lurcher|cockapoo|poodle|staffie|whippet|horse|pony|mare|gelding|donkey|budgie|parrot|cockatiel|rabbits?|bunn(?:y|ies)|hamster|gerbil|guinea pigs?|tortoise|goldfish|hens?|chickens?|cockerel|goats?|sheep|cow|alpaca|llama|lizard|gecko|snake|ferret|moggy|tabby|teddy|hund(?:en|ene)?|bikkja|valpe?n?|katte?n?a?|kattene|pus(?:en)?|kattunge[nr]?|hest(?:en)?|ponni(?:en)?|kanin(?:en)?|marsvin(?:et)?|hamster(?:en)?|undulat(?:en)?|papegøye[na]?|skilpadd[ae]n?|høn[ae]|hønene|hane[n]?|geit[a]?|sau(?:en)?|ku[a]?|bamse[n]?|labradoren|pudelen|schäferen|collien';
const thing = 'stoma|wheelchair|powerchair|rollator|walker|scooter|walking stick|crutch(?:es)?|hoover|roomba|car|van|plant|cactus|sourdough|tumou?r|cyst|pump|cpap|stomi(?:en)?|rullestol(?:en)?|rullator(?:en)?|stokk(?:en)?|krykk[ae]n?|robotstøvsuger(?:en)?|bil(?:en)?|plant[ae]n?|surdeig(?:en)?|svulst(?:en)?|pumpe|pumpa';
const pets = [
  new RegExp(`(?<!\\p{L})(?:${beast}|${beast.replace(/(^|\|)(\p{L})/gu, (_, bar: string, letter: string) => bar + letter.toUpperCase())})(?: (?:min|mi|vår|mitt|vårt)| (?:til|of) \\p{L}+)?,? (?:(?:is|are|was|er|var)(?: (?:called|named|døpt))? |(?:called|named|heter|heiter|het|kalles) )?["'«]?${title}(${whole})(?: (?:and|og) (${whole}))?(?!'s|\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:(?:${thing})(?: min| mi)? (?:is called|is named|called|named|heter|kalles|er døpt)|(?:named|name|call|called|christened|kaller|kalte|døpte|kalt) (?:my |our |the )?(?:${thing})(?: min| mi)?(?: for)?|[Rr]obotstøvsugeren|[Rr]oomba),? ["'«]?${title}(${whole})`, 'gu'),
  new RegExp(`(?<![\\p{L}-])(${whole}),? ?(?:\\((?:the |my |our )?|the |our |my |, (?:the |my |our )|vår |min )(?:\\p{Ll}+ ){0,2}(?:${beast})(?!\\p{L})`, 'gu'),
  /(?<!\p{L})(\p{Lu}\p{Ll}+)(?: only| just| bare)? (?:says|said|went|goes|sier|sa) ["'«]?(?:woof|miaow|meow|moo|baa|neigh|cluck|voff|vov|mjau|mø|bæ|vrinsk)(?!\p{L})/giu
];

const work = 'exercises|workouts?|method|diet|recipes?|videos?|channel|øvelse[rn]e?|metode[n]?|oppskrifte[rn]e?|books?|novels?|memoir|poems?|poetry|songs?|albums?|films?|movie|series|podcast|show|programme|documentary|sketch|talk|bok|boka|boken|bøker|bøkene|romane?n?r?|dikt(?:et|ene)?|diktsamling(?:a|en)?|sang(?:en)?|sanger|låt(?:a|en)?|plat[ae]n?|film(?:en)?|serie(?:n)?|podkast(?:en)?|dokumentar(?:en)?|forestilling(?:en)?|program(?:met)?|krim(?:en)?';
const makers = [
  new RegExp(`(?<!\\p{L})(${whole}?)(?:'s|s'|s?,? sine?|s? sitt)(?: \\p{L}+){0,2} (?:${work})(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})(${whole}) (?:has written|have written|wrote|writes|har skrevet|skrev|skriver|synger|sings|sang)(?: (?!to |til |me |meg |us |oss |my |min |in |i |på |under )[\\p{L}]+){0,4}? (?:about|on|om|so well|beautifully|brilliantly|så godt|så fint|(?:${work})|\\p{Lu}\\p{Ll}+)(?! (?:me|meg|us|oss|my|her|here)(?!\\p{L}))`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:${work}|invented|discovered|described|founded|composed|painted|built|named after|oppfunnet|oppdaget|beskrevet|grunnlagt|komponert|malt|oppkalt etter) (?:by|av|til|with|from|med|for)? ?(${whole})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Rr]ead|[Rr]eading|[Rr]e-?reading|[Ll]este?|[Ll]eser|[Ll]istening to|[Ll]istened to|[Qq]uot(?:e|ing)|[Ww]atch(?:ed|ing)|[Hh]ørte|[Hh]ører|[Ss]å) (?:på |that |ut |the new |den nye )?(${whole})(?: (?:and|og) (${whole}))?(?=[^.!?\\n]{0,30}(?:${work}|telly|tv|radio|radioen|podcast|podkast|netflix|nrk|bbc|dikt|again|igjen)(?!\\p{L}))`, 'giu'),
  new RegExp(`(?<=(?:[Rr]ead|[Rr]eading|[Ss]tarted|[Ff]inished|[Bb]ook|[Ww]atch(?:ed|ing)|[Ll]est|[Ll]este|[Ll]eser|[Bb]oka|[Ss]å|[Ss]ett)[^.!?\\n]{0,20} (?:\\p{Lu}[\\p{L}'-]+ |of |the |and |i |og ){1,5}(?:by|av) )(${whole})`, 'gu'),
  new RegExp(`(?<!\\p{L})(${whole}) (?:fikk meg til å le|made me laugh|on (?:the )?(?:telly|tv|radio)|på (?:tv|radio|radioen)|talking about)(?!\\p{L})`, 'giu')
];
const ownWork = /(?<!\p{L})(?:my|mine|our|me|min|mi|mitt|vår|jeg|under)(?!\p{L})/iu;

const samples = /(?<!\p{L})(?:charles bonnet|(?:joe|fred|jane|mrs|mr) bloggs|j(?:ohn|ane) doe|joe public|john q\.? public|a\.? ?n\.? other|(?:mr |mrs |ms )?a\.? example|(?:ola|kari|per) nor(?:d)?mann?|peder ås|marte kirkerud|navn navnesen|fornavn etternavn|tom,? dick,? (?:and|or|&) harry|miller fisher|lewy body|stevens johnson|charcot marie tooth|guillain barr[eé]|bell'?s (?:parese|palsy)|hr\.? doktor|average joe|mr bean)(?:'s|s)?(?!\p{L})/gu;

/** Where nobody lives: "1 Any Street, Anytown". */
const sampleHouse = /(?<![\p{L}\d])\d{1,4} (?:some|any|anywhere|somewhere|nowhere|example|eksempel)[ -]?(?:street|road|lane|avenue|veien|gata|vei|gate)(?!\p{L})|(?<!\p{L})(?:anytown|eksempel(?:veien|gata|vegen) \d{1,4})(?!\p{L})/gu;
/** In a joke: "What did the surgeon say to John Smith?" */
const joked = new RegExp(`(?:[Ww]hat did [^.!?\\n]{3,40} sa(?:y|id) to|[Hh]va sa [^.!?\\n]{3,40} til|[Kk]nock,? knock[^\\n]{0,60}|[Bb]ank,? bank[^\\n]{0,60}) (${whole})(?=[?.!])`, 'gu');

const mention = /(?<![\p{L}\d._%+@/-])@(?:\p{Lu}\p{Ll}+(?:\p{Lu}\p{Ll}*)*|\p{Ll}+)(?![\p{L}\d_@-]|\.\p{L})/gu;
/** A reply begins with whom it is to, however that name is written. */
const replied = /(?<=^|[.!?\n] )@[\p{L}\d_]{3,30}(?=,? (?:you|u|did|how|hope|thanks|thank|are|have|that|so|du|hvordan|har|takk|håper|er|det)(?!\p{L}))/gu;
/** A text that begins with a name and goes on about "you" is to a member, unless it speaks of other sites. */
const opened = /^@[\p{L}\d_.-]{3,30}(?=[,:]? )/gu;
const toYou = edges('you|your|yours|yourself|u|ur|du|deg|din|ditt|dine|dere|agree|enig|congrats|gratulerer');
const sites = edges('insta\\p{L}*|tiktok\\p{L}*|twitter|snap\\p{L}*|facebook|fb|threads|bluesky|youtube|twitch|discord|strava|telegram|reddit|substack|(?:find|follow|add|dm) me|(?:følg|finn) meg');
const ringable = /(?<![\p{L}\d+.,-])\d[\d ]{4,14}\d(?![\p{L}\d])/gu;
/** Members spoken to by what they call themselves: "Takk til Mosegrodd, og til Den Tredje Ullsokken"; "MrTumnus_72 and LadyOfTheLamp, you two". */
const thanked = new RegExp(`(?<=(?:[Tt]akk|[Tt]usen takk|[Kk]lem|[Hh]ei|[Hh]ilsen|[Ee]nig med|[Ss]om|[Tt]hanks|[Tt]hank you|[Cc]heers|[Hh]ugs|[Aa]gree with) (?:også |so much |a lot |igjen |again )?(?:til |to |for )?)(\\p{Lu}[\\p{L}\\d_]{2,24}|(?:Den|Det|De|The) \\p{Lu}[\\p{L}]+(?: \\p{Lu}[\\p{L}]+)?)(?:(?:,? (?:og|and),? (?:til |to )?|, (?:til |to )?)(\\p{Lu}[\\p{L}\\d_]{2,24}(?![\\p{L}]| \\p{Lu})|(?:Den|Det|De|The) \\p{Lu}[\\p{L}]+(?: \\p{Lu}[\\p{L}]+)?))?(?=,? (?:for|som|who|and|og|you|dere|du|det|that|til|at)(?!\\p{L})|[,.!]|$)`, 'gu');
const addressed = /(?<=^|[.!?\n] ?)(?:@?[\p{L}\d_]{3,24}(?:,| and| og|,? &)? )?(?:@?[\p{L}\d_]{3,24}),? (?=(?:you two|you both|you guys|you lot|dere to|begge to|dere er|you are both|the pair of you)(?!\p{L}))/gu;
const elsewhere = edges("insta\\p{L}*|tiktok\\p{L}*|twitter\\p{L}*|min|mi|mitt|er jeg|(?:på|on) x|snap\\p{L}*|facebook|fb|threads|bluesky|bsky|youtube|twitch|discord|strava|telegram|mastodon|reddit|substack|bird app|socials?|i'm|im|i am|my|me|find|follow|add|handle|username|jeg er|finn|følg|meg|mitt|søk|kanal\\p{L}*|konto\\p{L}*|heter|profil\\p{L}*|over there");

const number = /(?<![\p{L}\d])(?:\p{Lu}{1,4}[ -]?)?\d[\d -]{2,30}\d(?:[ -]?\p{Lu}{1,3})?(?![\p{L}\d])/gu;
const carried = /(?:tracking|track(?:ing)? number|parcel|royal mail|evri|dpd|hermes|postnord|bring|ticket|serial(?: plate| number| no\.?)?|serienr\.?|serienummer|sporing\p{L}*|pakke\p{L}*|org\.? ?nr\.?|organisasjonsnummer|lot|batch|order(?: number| no\.?)?|ordre\p{L}*|faktura\p{L}*|invoice|kid\p{L}*|imei|ref\.?|reference|referanse\p{L}*|kundenr\.?|kundenummer|saksnr\.?|saksnummer|model|modell|hms-?(?:nummer|nr\.?)|artikkel(?:nummer|nr\.?)|artikkel\p{L}*(?: fra \p{L}+)?|vare(?:nummer|nr\.?)|item (?:number|no\.?|code)|art\.? ?(?:nr|no)\.?|article (?:number|no\.?)|part (?:number|no\.?)|product code|sku)(?: (?:says?|is|er|no\.?|number|nr\.?|plate|sier))*[ :#,]{0,3}$/u;
const reached = /(?:phone|mobile|tlf|telefon|nhs|konto|account|sort|passport|pass|ring|text|whatsapp|bank|pay|betal|fødsels|person)/;

/** A number said to be nobody's: an example in a leaflet. Whoever was swindled, or says "for example", may tell their own. */
const unreal = /(?<!\p{L})(?:eksempelet|eksemplet|the example|made[- ]up|oppdikta|oppdiktet|ikke engang gyldig|not even (?:a )?(?:real|valid))(?!\p{L})/iu;

const brands = 'Invacare|Permobil|Quickie|Sunrise Medical|Etac|Topro|Coloplast|Convatec|Hollister|Dansac|ResMed|Philips|Respironics|Dexcom|Free[Ss]tyle|Libre|Medtronic|Omnipod|Oticon|Phonak|Widex|Cochlear|Panthera|Handicare|DeVilbiss|Devilbiss|Stressless|Ottobock|Össur|Netti|Medema|Breezy|Samsung|iPhone|Garmin|Fitbit|Omron|Beurer|Ecco|Hoka|Skechers|Tempur|Ikea|IKEA|Ypsomed|Accu-Chek|Oral-B|Theragun|Nurofen|Sandoz|Teva|Pfizer|Novartis|Amgen|AbbVie|Abbvie|Sanofi|Mylan|Viatris|Novo Nordisk|Orifarm|Actavis|Stada|Celltrion|Biogen|Astra ?Zeneca|Eli Lilly|Ratiopharm|Fresenius Kabi|Weifa|Kari Traa(?:-\\p{Ll}+)?|Helly Hansen|D(?:r|oc)\\.? Martens|Bergans|Norrøna|Cath Kidston';
/** What a maker sells, and what it is weighed against: Permobil M3 kontra F5. */
const goods = new RegExp(`(?<!\\p{L})(?:${brands})(?: (?:\\p{Lu}|\\d)[\\p{L}\\d'-]*){0,4}(?:,? (?:or|vs\\.?|versus|than|kontra|mot|eller|og|and) (?:the |en |et )?\\p{Lu}[\\p{L}\\d-]*(?: (?:\\p{Lu}|\\d)[\\p{L}\\d-]*)?)?(?![\\p{L}\\d])`, 'gu');

/** An animal with a title, said to be one before or after: "Sir Winston Fluffington has decided that my heat pad is his". */
const titled = /(?<!\p{L})(?:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)? (?:the|den) (?:First|Second|Third|Fourth|Great|Terrible|Første|Andre|Tredje|Store)(?!\p{L})|(?:Sir|Lady|Lord|Dame|Count|Baron|Captain|Princess|Prince|Queen|King|Kaptein|Prinsesse|Prins|Dronning|Kong|Baron) \p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)/gu;
const animal = edges(`${beast}|paws?|purr\\p{L}*|whiskers|litter tray|meow\\p{L}*|woof|poter?|potene|mjau\\p{L}*|pelsen`);
/** Somebody with a title who has an animal is a person. */
const keeper = new RegExp(`(?<!\\p{L})(?:her|his|their|has|had|have|walk(?:s|ed|ing)?|hennes|hans|sin|sitt|har|hadde|lufter) (?:(?:an?|the|en|et|ei) )?(?:\\p{L}+ )?(?:${beast})(?!\\p{L})`, 'u');

/** A condition that has somebody's name: "Gilbert var det legen sa, altså Gilberts syndrom". */
const named = /(?<!\p{L})(\p{Lu}\p{Ll}{2,})(?:s|'s|’s)? (?:syndrome?|sign|palsy)(?!\p{L})/gu;

/** "B12 500 mcg" is no number to ring. */
const vitamins = /(?<!\p{L})[BDKbdk]-?\d{1,2} ?\d{2,5}(?= ?(?:mcg|µg|mg|iu|ie)(?!\p{L}))/giu;

/** Stretches of a text that show nobody. */
export function nobodies(reading: Reading): Stretch[] {
  const found = publics(reading);
  const again: string[] = [];
  const add = (hit: RegExpExecArray, words: string | undefined) => {
    if (!words) return;
    const start = hit.index + hit[0].indexOf(words);
    found.push({ start, end: start + words.length });
  };
  for (const pattern of pets) for (const hit of all(reading.plain, pattern)) if (!hit[1]!.endsWith("'s") && !before(reading, hit.index, 5).endsWith('dog ')) { add(hit, hit[0]); again.push(hit[1]!); }
  for (const pattern of makers) for (const hit of all(reading.plain, pattern)) {
    const words = hit[1]!;
    if (!/^\p{Lu}/u.test(words) || !words.includes(' ') || ownWork.test(sentence(reading, hit.index).slice(0, Math.max(0, hit.index - reading.sentenceAt(hit.index).start))) || selfCue.test(before(reading, hit.index + hit[0].indexOf(words), 40)) || /^(?:Dr|Mr|Mrs|Nurse|Sister)/.test(words)) continue;
    [1, 2].forEach((at) => add(hit, hit[at]));
  }
  for (const name of again) for (const hit of all(reading.plain, new RegExp(`(?<![\\p{L}-])${name}${name.includes(' ') ? '' : ` ${capital}`}(?![\\p{L}-])`, 'gu'))) if (!selfCue.test(before(reading, hit.index, 40))) add(hit, hit[0]);
  for (const hit of all(reading.plain, titled)) {
    const around = reading.low.slice(Math.max(0, hit.index - 100), hit.index + hit[0].length + 160);
    if (has(animal, around) && !keeper.test(around) && !last.has(hit[0].split(' ').at(-1)!.toLowerCase())) add(hit, hit[0]);
  }
  for (const hit of all(reading.plain, named)) {
    add(hit, hit[0]);
    for (const said of all(reading.plain, new RegExp(`(?<!\\p{L})${hit[1]!.replace(/s$/, '')}s?(?!\\p{L})`, 'gu'))) add(said, said[0]);
  }
  for (const hit of all(reading.plain, vitamins)) found.push({ start: hit.index, end: hit.index + hit[0].length, only: 'phone' });
  for (const hit of all(reading.plain, goods)) found.push({ start: hit.index, end: hit.index + hit[0].length });
  for (const hit of all(reading.low, sampleHouse)) found.push({ start: hit.index, end: hit.index + hit[0].length, only: 'address' });
  for (const hit of all(reading.plain, joked)) add(hit, hit[1]);
  for (const hit of all(reading.low, samples)) found.push({ start: hit.index, end: hit.index + hit[0].length });
  for (const hit of all(reading.plain, mention)) if (!has(elsewhere, sentence(reading, hit.index)) && !has(sites, reading.low.slice(Math.max(0, hit.index - 90), hit.index))) found.push({ start: hit.index, end: hit.index + hit[0].length, only: 'handle' });
  for (const hit of all(reading.plain, replied)) found.push({ start: hit.index, end: hit.index + hit[0].length, only: 'handle' });
  for (const hit of all(reading.plain, opened)) if (has(toYou, reading.low) && !has(sites, reading.low)) found.push({ start: hit.index, end: hit.index + hit[0].length, only: 'handle' });
  for (const hit of all(reading.plain, ringable)) if (isLine(reading, hit.index, hit.index + hit[0].length)) found.push({ start: hit.index, end: hit.index + hit[0].length, only: 'phone' });
  for (const hit of all(reading.plain, addressed)) found.push({ start: hit.index, end: hit.index + hit[0].length, only: 'handle' });
  for (const hit of all(reading.plain, thanked)) for (const words of [hit[1], hit[2]]) if (words && !first.has(words.toLowerCase()) && !last.has(words.toLowerCase())) {
    const start = hit.index + hit[0].indexOf(words);
    found.push({ start, end: start + words.length, only: 'small-place' });
  }
  reading.words.forEach((word, at) => {
    const [, , three] = [word, reading.words[at + 1], reading.words[at + 2]];
    if (three && word.isCapital && famous.has(reading.low.slice(word.start, three.end))) found.push({ start: word.start, end: three.end });
  });
  for (const hit of all(reading.plain, number)) if (unreal.test(sentence(reading, hit.index)) && !ownWork.test(sentence(reading, hit.index))) for (const only of ['national-number', 'bank-account', 'nhs-number', 'phone'] as const) found.push({ start: hit.index, end: hit.index + hit[0].length, only });
  const things: string[] = [];
  for (const hit of all(reading.plain, number)) if ((carried.test(before(reading, hit.index, 40)) || isOfThing(reading, hit.index) || things.some((one) => one === hit[0].slice(0, 4))) && !reached.test(before(reading, hit.index, 40))) {
    found.push({ start: hit.index, end: hit.index + hit[0].length });
    things.push(hit[0].slice(0, 4));
  }
  return found;
}

const indirect = new Set<Kind>([...indirectKinds, 'cafe']);
const theirs = new Set<Kind>(['name', 'other-person', 'relative', 'clinician', 'handle', 'phone', 'employer', 'few']);
/** Clues that lie within what is nobody's are none. */
export const isNobodys = (one: Found, stretches: readonly Stretch[]) => stretches.some(({ start, end, only, isWhole }) => (isWhole ? indirect.has(one.kind) : only ? only === one.kind : theirs.has(one.kind)) && one.start < end && start < one.end && one.start >= start - 8 && one.end <= end + 3);
