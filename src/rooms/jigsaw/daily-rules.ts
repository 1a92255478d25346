/**
 * Small clues in everyday words: the workplace that has no name but "the land
 * registry", the birthday that is "sixty tomorrow", the son who is only
 * "Rufus has the part". Each counts beside others and is never asked about alone.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { model } from '#jigsaw/learned-rules';
import { famous, first, last, plainCapitals, wordLasts, wordNames } from '#jigsaw/lists';
import { isPet } from '#jigsaw/name-rules';
import { after, all, before, edges, sentence, type Reading } from '#jigsaw/reading-rules';
import { relationsEn, relationsNb } from '#jigsaw/whose-rules';

const at = (kind: Kind, start: number, words: string, more: Partial<Found> = {}): Found => ({ kind, start, end: start + words.length, ...more });
const inside = (hit: RegExpExecArray, words: string) => hit.index + hit[0].lastIndexOf(words);

const working = 'shifts?|work|works|worked|working|clean|cleaned|cook|cooked|manager|boss|supervisor|colleagues?|job|notice|desk|shelves|phones|books|tills?|done with|retired from|retire from|laid off from|sacked from|years (?:at|in|with)|nights|earlies|lates|rota|contract|back|started|stocktake|overtime';
const arbeid = 'jobber|jobba|jobbet|jobb|vakt(?:a|en|er|ene)?|nattevakt|vasker|vaska|sjef(?:en)?(?: min)?|leder(?:en)?(?: min)?|kolleg(?:a|aen|aene|ene)(?: mine?| min)?|sagt opp|ferdig|sluttet|slutta|pensjon(?:ert|ist)? fra|regnskap(?:et)?|telefonen|står|sitter|skift(?:et)?|stillingen?|begynte|begynt|år|lageret|kassa';
const houseEn = 'office|registry|records?|board|home|centre|center|shop|store|works|mill|factory|plant|depot|warehouse|authority|agency|council|library|museum|gallery|station|hotel|bakery|brewery|distillery|lab|laboratory|bank|prison|court|barracks|base|yard|dockyard|quarry|mine|farm|nursery|garage|cathedral|abbey|theatre|cinema|zoo|aquarium|airport|harbour|port|lifeboat station|fire station|post office|job ?centre|bus company|undertakers?|funeral parlour|crematorium|printers|newspaper|call centre|tax office|gym|pool|kennels|stables|castle|laundry|canteen|archives?|observatory|lighthouse|cannery|abattoir|slaughterhouse|sawmill|foundry|pub|cafe|café|restaurant|chippy|takeaway';
const houseNb = '\\p{L}*(?:kontoret|verket|etaten|butikken|senteret|sentralen|hjemmet|fengselet|fengslet|byrået?|lageret|hallen|biblioteket|museet|bruket|verftet|kommunen|fabrikken|sykehjemmet|stasjonen|hotellet|bakeriet|bryggeriet|laboratoriet|banken|retten|leiren|verkstedet|gartneriet|teatret|teateret|kinoen|flyplassen|havna|depotet|etatene|arkivet|avisa|avisen|redaksjonen|meieriet|slakteriet|mottaket|kjøkkenet|kantina|kroa|kafeen|puben|gatekjøkkenet|kiosken|apoteket|renseriet|vaskeriet|direktoratet|domkirken|domkirka|katedralen|slottet|tinget)';
const few = '(?:[\\p{L}-]{2,20} ){0,3}?';
const workplaces = [
  new RegExp(`(?<!\\p{L})(?:${working}) (?:[\\p{L}']{1,12} ){0,2}?(?:at|in|for|from|with|on) ((?:the|a|our|an) ${few}(?:${houseEn}))(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:${working}) (?:at|in|for|with) (a firm of \\p{L}{4,20}|the (?:water|gas|electric|parish|town|county|city|borough|health) (?:board|company|council))(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:${arbeid}) (?:[\\p{L}]{1,12} ){0,1}?(?:i|på|for|hos|ved|fra|til) ((?:et |en |ei |det |den )?${few}${houseNb})(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:regnskap(?:et)?|jobber|jobba|jobbet) (?:for|hos|i|på) ((?:et|en|ei) \\p{L}{3,20}(?:byrå|firma|kontor|butikk|verksted|gård|lager|fabrikk|kiosk))(?!\\p{L})`, 'gu')
];
const namedWork = new RegExp(`(?<!\\p{L})(?:[Mm]y (?:manager|boss|supervisor|colleagues?|team|job|shift)|[Ss]jefen(?: min)?|[Ll]ederen(?: min)?|[Kk]ollega(?:en|ene)?(?: mine?)?|[Tt]ar telefonen|[Pp]å lageret|I'?m? (?:\\p{Ll}+ )?in the (?:lab|kitchen|office|canteen|warehouse)|work in the (?:lab|kitchen|office|canteen|warehouse)) (?:at|for|på|i|hos|til) ((?:\\p{Lu}[\\p{L}&'-]+)(?: (?:\\p{Lu}[\\p{L}&'-]+|\\p{Ll}+(?:verk|vesen|kontor|etat|tilsyn|direktorat|institutt|arkiv|bank|museum)))?)(?!\\p{L})`, 'gu');
const general = /^(?:the |a |our |an )?(?:(?:back|home|same|new|old|night|early|late|my|your|post|head|other|bloody|whole) )*(?:office|home|shop|work|bank|court|pub|gym|pool|café|cafe|restaurant|store|kitchen|back|board|station)$/;

const age = '(?:(?:eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:the )?big (?:[2-9][- ]?0|[a-z]+-o)|atten|nitten|(?:tjue|tretti|førti|femti|seksti|sytti|åtti|nitti)(?:en|to|tre|fire|fem|seks|sju|syv|åtte|ni)?|[2-9]\\d(?:th|st|nd|rd)|[2-9]\\d)';
const dayWord = '(?:tomorrow|today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:next|this) (?:mon|tues|wednes|thurs|fri|satur|sun)day|i morgen|i dag|(?:på|neste|førstkommende) (?:man|tirs|ons|tors|fre|lør|søn)dag|(?:on |på )?(?:halloween|christmas (?:day|eve)|new year\'s (?:day|eve)|boxing day|valentine\'s|(?:selveste )?(?:julaften|nyttårsaften|første juledag|nasjonaldagen|17\\. mai)))';
const birthdays = [
  new RegExp(`(?:^|[.!?\\n] ?|(?<=my |it's |turn |turning |big |fyller |blir |be |am ))(${age}(?: birthday| bash|[- ]?års?dag(?:en)?)? (?:is |er |was )?${dayWord})(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})((?:my|min) ${age}(?: birthday| bash)? (?:is |er |was )?${dayWord}|\\p{L}+(?:års|ti)dagen min (?:er |var )?${dayWord}|(?:fyller|blir|turn|turning) ${age}(?: år)? ${dayWord})(?!\\p{L})`, 'gu'),
  /(?<!\p{L})((?:silver|golden|ruby|diamond|pearl|our) wedding(?: anniversary)?|sølvbryllup(?:et)?|gullbryllup(?:et)?|rubinbryllup|perlebryllup)(?= (?:is |er |was |var )?(?:on |den )?(?:the )?\d)/gu
];

const kin = `${relationsEn}|${relationsNb}|oldest|eldest|youngest|middle one|bestevenninn\\p{L}*|bestekompis\\p{L}*`;
const relatives = [
  new RegExp(`(?<!\\p{L})(?:${kin})(?: min| mi| mitt| vår)?(?:,? (?:is |er |called |named |som heter |heter )| \\(|, | )\\(?(\\p{L}{3,20})(?!\\p{L})`, 'gu'),
  /(?<!\p{L})(?:married to|gift med|engaged to|forlovet med|living with|bor sammen med|samboer med|partner is|samboeren er|mannen er|kona er) (\p{L}{3,20})(?!\p{L})/gu
];
/** Somebody near, by a first name at the beginning of a sentence. */
const subject = /(?:^|[.!?\n] ?)(\p{Lu}\p{Ll}{2,15}) (?=(?:has|is|was|had|says|said|got|starts|started|turned|phoned|rang|made|took|drove|came|comes|wants|har|er|var|hadde|sier|sa|fikk|skal|begynner|begynte|ringte|lagde|kjørte|kom|kommer|vil|tok) )/gu;
const isHere = edges('post|posts|posted|thread|innlegg|tråd|skrev|wrote|here|her inne|moderator|series|serien|book|boka|song|film|episode|novel');

const jobs = [
  edges("(?:tune|tuned|tuning|restore|restored|restoring|build|built|make|made|repair|repaired|rebuild|wind|service)s? (?:\\p{L}+ )?(?:pianos?|organs?|violins?|violin bows?|harps?|fiddles?|cellos?|lutes?|guitars|clocks|clockwork|bells?|boats|coracles|dry[- ]stone walls|saddles|wigs|stained glass|globes|thatch|steam engines?|prosthetics|false teeth|glass eyes)"),
  edges('(?:stemmer|stemte|restaurerer|restaurerte|bygger|bygde|lager|laget|reparerer|stiller) (?:\\p{L}+ )?(?:pianoer|piano|orgler|kirkeorgler|feler|fioliner|fiolinbuer|harper|celloer|gitarer|klokker|tårnur|båter|trebåter|robåter|saler|parykker|glassmalerier|damplokomotiver|proteser)'),
  edges("(?:fly|flew|flying|flyr|fløy) (?:air ambulances?|luftambulanse(?:n)?|helicopters?|helikopter(?:et)?|rescue helicopters?|redningshelikopter|gliders? for)|(?:train|trained|training|trener|trente) (?:guide dogs|hearing dogs|assistance dogs|police dogs|racehorses|falcons|førerhunder|servicehunder|politihunder|travhester)|(?:play|played|spiller|spilte) (?:the )?(?:euphonium|eufonium|bassoon|fagott|tuba|oboe|obo|bagpipes|sekkepipe|church organ|kirkeorgel|glockenspiel|harp|harpe|hardingfele|carillon)(?: (?:in|i|for) \\p{L}+(?: \\p{L}+){0,2})?|i'm the (?:euphonium|bassoon|tuba|oboe|organist|conductor|town crier|bell ringer|verger|sexton)"),
  edges('(?:was|var|er|am|as|som) (?:a |an |the |en |ei )?(?:jockey|travjockey|galoppjockey|trapeze artist|trapeskunstner|ventriloquist|buktaler|stuntman|stuntkvinne|astronomer|astronom|submariner|ubåtkaptein|circus \\p{L}+|sirkusartist|prison chaplain|fengselsprest|croupier|taxidermist|utstopper|beekeeper to|master of hounds|sheepdog triallist)')
];
const devices = [
  edges('three-wheel(?:ed|er)? (?:trike|scooter|bike)|(?:gold|silver|pink|purple|yellow|orange|red|green|tartan|leopard\\p{L}*|sparkly|glittery|rainbow|gull|sølv|rosa|lilla|gule?|oransje|røde?|grønne?|rutete|regnbue\\p{L}*)[- ]?(?:walker|rollator(?:en)?|rullator(?:en)?|eye ?patch|øyelapp(?:en)?|trike|crutches|stick|wheelchair|scooter|walking frame|stokk(?:en)?|krykker|krykkene|rullestol(?:en)?)'),
  edges('cochlea-?implantat\\p{L}*|diafragmapacer\\p{L}*|diaphragm pacer|phrenic pacer|halovest\\p{L}*|halo (?:brace|vest)|baklofenpumpe\\p{L}*|baclofen pump|hjernestimulator\\p{L}*|trakeostomi\\p{L}*|tracheostomy|løpeprotese\\p{L}*|glassøye\\p{L}*|eye-?gaze|øyestyring\\p{L}*')
];
const events = [
  edges("(?:got|get|getting|given|awarded|received|was made|the|my|an) (?:an )?(?:mbe|obe|bem|cbe|knighthood|king's award|lifeboat medal|citizen of the year)(?: letter| medal| ceremony)?|(?:kongens fortjenstmedalje|fortjenstmedaljen|st\\. olavs orden|årets ildsjel|kulturprisen|frivillighetsprisen)"),
  edges('(?:picture|photo|photograph|piece|article|lovely thing|story) (?:of|about) (?:me|us|my \\p{L}+) (?:in|on) (?:the |a )?\\p{L}+|(?:bilde|foto|stykke|reportasje|sak|artikkel) (?:av|om) (?:meg|oss)[^.!?\\n]{0,20} i (?:avisa|avisen|lokalavisa|lokalavisen|\\p{L}*posten|\\p{L}*blad(?:et)?|\\p{L}*avis(?:a|en)?|nationen|klassekampen)'),
  edges("(?:i was|i've been|been|was|we were) on (?:bargain hunt|antiques roadshow|the repair shop|escape to the country|the bake off|bake off|come dine with me|a place in the sun|homes under the hammer|mastermind|countdown|pointless|the chase|songs of praise|songs of praise|gardeners' world|question time)|(?:var|vært) med (?:i|på) (?:farmen|norge rundt|kvitt eller dobbelt|beat for beat|hver gang vi møtes|alle mot 1|mesternes mester|skal vi danse|forræder|sommerbåten|sommertoget|allsang på grensen)"),
  edges('(?:won|vant|vi vant|we won) (?:the |the county |fylkes|kretsr|norges)?(?:county show|county championship|best in show|fylkesmesterskapet|kretsmesterskapet|norgesmesterskapet|national championship|brass band championship)')
];

const isName = (low: string) => first.has(low) && !wordNames.has(low) && !plainCapitals.has(low) && !(last.has(low) && wordLasts.has(low));

/** What somebody does for a living, by a word hardly anybody says: few do it. */
const livelihood = /(?<!\p{L})(?:i'm|i am|i was|i work as|i worked as|work as|worked as|job as|used to be|trained as|retired|jeg er|jeg var|eg er|jobber som|jobba som|jobbet som|arbeider som|utdannet|pensjonert|tidligere|er|var) (?:an? |the |en |ei )?(?:(?:\p{L}+ ){0,2}?)(\p{L}{2,}(?:ist|ian|bearer|smith|maker|pilot|wright|keeper|monger|grapher|tuner|grower|driver|diver|trainer|binder|breeder|winder|turner|dresser|restorer|curator|smed|makeren?|mann|fører|leder|tekniker|kunstner|vokter|binder|bygger|stemmer|dykker|fotograf|tegner|skjærer|snekker|dirigent|graver|oppdretter|røkter|setter|trykker|vever|øks|sminkør|gjeter|jeger|fisker))(?= (?:at|in|on|for|from|on|by|here|i|på|fra|ved|for|og|and|and|med|with|her)|[,.!?])/gu;
const noLivelihood = /^(?:(?:non-?)?smoker|optimist|realist|pessimist|perfectionist|atheist|feminist|vegetarian|guardian|civilian|ekspert|specialist|specialist|lungekirurg|nevrolog|early riser|ektemann|nordmann|mann|pårørende|leder)$/;

/** Known again at a gathering: "I recognised you at the market café", "du kjenner meg fra strikkekafeen". */
const metThere = edges("(?:i recogni[sz]ed you|i saw you|you(?:'ll)? know me|you saw me|you'll have seen me|i sat (?:beside|behind|next to|opposite)|sat (?:opposite|beside|next to) me|i spilt|we met)[^.!?\\n]{0,60}?(?:at|from|in) (?:the|our) (?:\\p{L}+[ -]){0,2}(?:café|cafe|meet-?up|gathering|coffee morning|knit and natter|get-together)|(?:jeg (?:kjente|så) (?:deg|dere)|du (?:kjenner|så) meg|dere (?:kjenner|så) meg|jeg satt (?:ved|bak|overfor|på)|satt (?:rett )?overfor meg|jeg sølte|vi møttes)[^.!?\\n]{0,60}?(?:på|fra|i) (?:\\p{L}*(?:kafeen|kaféen|kafétreffet|kafetreffet|treffet)|kafétreff)|(?:det (?:snødde|regnet|haglet)) på (?:\\p{L}*(?:kafeen|kaféen|treffet))|if you were at (?:the|our) (?:\\p{L}+ )?(?:café|cafe|meet-?up|gathering)");

export function daily(reading: Reading): Found[] {
  const found: Found[] = [];
  for (const pattern of workplaces) for (const hit of all(reading.low, pattern)) if (!general.test(hit[1]!)) found.push(at('employer', inside(hit, hit[1]!), hit[1]!));
  for (const hit of all(reading.plain, namedWork)) if (!plainCapitals.has(hit[1]!.toLowerCase()) && !first.has(hit[1]!.toLowerCase())) found.push(at('employer', inside(hit, hit[1]!), hit[1]!));
  for (const pattern of birthdays) for (const hit of all(reading.low, pattern)) found.push(at('birthday', inside(hit, hit[1]!), hit[1]!));
  const person = (start: number, words: string) => {
    const low = words.toLowerCase();
    const isFamous = famous.has(`${low} ${/^ ([\p{L}'-]+)/u.exec(after(reading, start + words.length, 24))?.[1] ?? ''}`);
    if (/^\p{Lu}/u.test(reading.plain.slice(start)) && isName(low) && !isFamous && !reading.known.has(low) && !isPet(reading, start, start + words.length)) found.push(at('relative', start, words, { others: true }));
  };
  for (const pattern of relatives) for (const hit of all(reading.low, pattern)) person(inside(hit, hit[1]!), reading.plain.slice(inside(hit, hit[1]!), inside(hit, hit[1]!) + hit[1]!.length));
  for (const hit of all(reading.plain, subject)) {
    const start = inside(hit, hit[1]!);
    isHere.lastIndex = 0;
    if (!isHere.test(sentence(reading, start)) && !/(?:and|og|&|,) $/.test(before(reading, start, 4))) person(start, hit[1]!);
  }
  for (const [kind, weight, patterns] of [['uncommon-job', 2, jobs], ['device', 1, devices], ['event', 2, events]] as const) for (const pattern of patterns) for (const hit of all(reading.low, pattern)) found.push(at(kind, hit.index, hit[0], { weight }));
  for (const hit of all(reading.low, livelihood)) if (model.rarity(hit[1]!) < 1 && !noLivelihood.test(hit[1]!)) found.push(at('uncommon-job', inside(hit, hit[1]!), hit[1]!));
  for (const hit of all(reading.plain, /(?<!\p{L})(?:[Ii]t's|[Ii]ts|[Ww]e're|[Dd]et er|[Vv]i er)?,? ?(?:[Aa] |[Ee]t )?(?:small place|tiny place|little place|small village|[Ll]ite sted|lita bygd|liten plass),? (\p{Lu}[\p{L}']+(?: \p{Lu}[\p{L}']+)?)(?=[,.!]| (?:and|og))/gu)) found.push(at('small-place', inside(hit, hit[1]!), hit[1]!, { anchor: true }));
  for (const hit of all(reading.low, metThere)) found.push(at('cafe', hit.index, hit[0], hit[0].startsWith('det ') ? {} : { alone: true }));
  return found;
}
