/**
 * Who one is in a place: what one holds or runs there, that nobody else does
 * it, how one was seen, the board one meets, and families that are known by
 * their number.
 */
import { classBits, classesOf } from '#jigsaw/class-rules';
import type { Found, Kind } from '#jigsaw/clue-rules';
import { bigPlaces, employers, plainCapitals } from '#jigsaw/lists';
import { all, edges, has, latin, sentence, type Reading } from '#jigsaw/reading-rules';

const clue = (kind: Kind, start: number, words: string, weight: 1 | 2): Found => ({ kind, start, end: start + words.length, weight });
const own = edges("i|i'm|i've|my|me|we|our|us|jeg|eg|æ|min|mi|mitt|mine|vår|vårt|våre|vi|meg|oss|mæ");

const office = "head of (?!the |my |our |a )(?:\\p{L}+)(?: \\p{L}+)?|(?:the )?(?:hr|finance|works|site|plant|factory|general|office|practice|shop|store|hotel|branch|sales|production|quality|payroll|personnel) (?:manager|director|lead)|managing director|(?:the )?(?:chair(?:man|woman)?|treasurer|secretary|shop steward|union rep|foreman|forewoman|caretaker|company secretary|chief executive|ceo|night manager|head (?:gardener|chef|cook|teacher|receptionist|groom|keeper|baker|brewer))|personalsjef(?:en)?|daglig leder|butikksjef(?:en)?|hotellsjef(?:en)?|verneombud(?:et)?|hovedtillitsvalgt|tillitsvalgt|klubbleder(?:en)?|styreleder(?:en)?|regnskapssjef(?:en)?|økonomisjef(?:en)?|lønningssjef(?:en)?|produksjonssjef(?:en)?|kvalitetssjef(?:en)?|driftsleder(?:en)?|verksmester(?:en)?|formann(?:en)?|vaktmester(?:en)?|kjøkkensjef(?:en)?|hr-sjef(?:en)?|avdelingsleder(?:en)?|skiftleder(?:en)?|bakermester(?:en)?";
/** What one was there, and the house by its name: head of HR at Glenlivet Mouldings. */
const holds = new RegExp(latin(`(?<!\\p{L})(?:i'?m|i am|i was|i've been|as|me,|being|jeg er|jeg var|eg er|eg var|æ va|æ e|har vært|som|vært|var|er) (${office}) (?:at|of|for|in|i|på|hos|ved|for) (?:the )?`), 'gu');
const house = new RegExp(latin("^(\\p{Lu}[\\p{L}&'-]+(?: (?:\\p{Lu}[\\p{L}&'-]+|&|og|and)){0,3})"), 'u');

/** Nobody else there does it. */
const alone = edges("(?:nobody|no ?one|not a soul|there's nobody|there is nobody) else (?:here |round here |on the \\p{L}+ |in the \\p{L}+ )?(?:who )?(?:can|could|does it|knows how|plays|drives|will do it|to do it|is trained|has the (?:licen[cs]e|keys?|ticket))(?: \\p{L}+){0,2}|there(?:'s| is) (?:only|just) (?:the )?one of (?:us|me)(?: here| round here)?|i'm the only one (?:here )?who (?:can|plays|drives|knows how|does)(?: \\p{L}+)?|(?:det er |det finnes |finnes |finst |er )?(?:ingen|ikke noen|ikkje nokon) andre? (?:her |her ute |i bygda |på øya )?(?:som )?(?:kan|kunne|kan det|får det til|spiller|spelar|kjører|køyrer|tør|har (?:sertifikat|nøkkel|lisens))(?: \\p{L}+)?|(?:finnes|fins|finst|er) (?:det )?(?:bare|kun|berre) (?:én|en|ein|ei) av (?:oss|meg|meg her)|(?:bare|berre|kun) (?:jeg|eg|meg|æ) (?:her )?som (?:kan|spiller|kjører|gjør|får)(?: \\p{L}+)?");
/** Which of those at something one was: "jeg er han i rullestol som holder talen". */
const seenAs = [
  edges("(?:i'm|i am|i was|i'll be) the (?:one|man|woman|lad|lass|girl|bloke|lady|fella|idiot|eejit) (?:in|on|with) (?:the|a) (?:\\p{L}+ ){1,3}(?:giving|making|reading|singing|playing|holding|leading|doing|who|that|carrying|selling|waving|opening)(?: \\p{L}+){0,2}|(?:jeg|eg|æ|je) (?:er|var|e|va|blir) (?:han|hun|ho|den|dama|mannen) (?:i|på|med) (?:\\p{L}+ ){1,3}som \\p{L}+(?: \\p{L}+)?"),
  edges("(?:(?:the|that) (?:woman|man|one|person|lad|girl|lady|idiot|eejit)|her|him) (?:who|that) [^.!?\\n]{4,70}?,? (?:that was|was|that's|it was|is) (?:yours truly|me)|(?:hun|ho|han|den|dama|mannen|hu) som [^.!?\\n]{4,70}?,? (?:det var|var|det er|er) (?:undertegnede|underteikna|meg|mæ|jeg|eg)")
];

/** Which of those it was, by what was done: the one who filmed the lights. And how few had it done. */
const didIt = edges("(?:jeg|eg|æ|je) (?:er|var|e|va) (?:den|han|hun|ho|hu) som (?:filma|filmet|fotograferte|tok bildet|ringte (?:inn|avisa|nrk)|meldte|oppdaga|oppdaget|så det først|ble intervjua|ble intervjuet|sang|holdt talen|satte fyr|kjørte inn i|stoppa|stoppet)|i(?:'m| am| was) the (?:one|man|woman|lad) who (?:filmed|photographed|took the (?:photo|picture|video)|reported|spotted|discovered|rang the papers?|was interviewed|drove into|set fire to)");
const fewHad = edges("(?:only )?(?:two|three|four|five|six|seven|eight|nine|ten) of us (?:had|got|were given|were picked for|were on|are on|were in|went through) (?:the|this|that|it)|(?:bare )?(?:to|tre|fire|fem|seks|sju|syv|åtte|ni|ti) (?:av oss|stykker|pasienter) (?:fikk|har fått|ble plukket ut|var med (?:i|på)|er med (?:i|på)) (?:den|det|denne|forsøket|studien|utprøvingen)");
const board = edges("(?:mekling|møte|mekla|møter|saken|saka|sak|innkalt|stevna|stevnet|vitne|vitner) (?:i|til|for|opp i) (?:forliksrådet|jordskifteretten|tingretten|lagmannsretten|fylkesnemnda|barnevernsnemnda|kontrollkommisjonen|trygderetten|konfliktrådet|husleietvistutvalget)|(?:mediation|hearing|summoned|called|up|appeal|evidence) (?:at|before|to|in front of) the (?:sheriff|county|magistrates'?|family|crown|coroner's) court|in front of the (?:magistrates|sheriff|coroner|parish council|licensing board|children's panel)");
const deed = edges("(?:i|we|jeg|vi|eg) (?:crash-?landed|crashed|ditched|capsized|sank|overturned|rolled|derailed|ran aground in|was pulled (?:off|from|out of)|were pulled (?:off|from|out of)|was winched (?:off|from)|were winched (?:off|from)|was airlifted (?:off|from)|krasjlandet|krasjet|krasja|styrtet med|styrta med|kantret med|kantra med|forliste med|gikk på grunn med|kjørte av veien med|ble heist opp fra|ble hentet ned fra|ble reddet (?:av|fra)) (?:the |a |an |our |my )?(?:\\p{L}+ ){0,2}(?:ambulance|helicopter|lifeboat|trawler|ferry|plane|glider|microlight|fishing boat|school bus|tram|train|tug|helikopter(?:et)?|luftambulansen|redningsskøyta|ferga|fergen|flyet|seilflyet|sjarken|skoleskyssen|skolebussen|toget|trålere?n|ridge|cliff|island|mountain|crags?|tinden|øya|fjellet|skjæret)");
const inYear = /(?<![\p{L}\d])(?:in|i|back in) (?:19|20)\d\d(?!\d)/gu;

const runs = edges("(?:running|run|runs|ran|own|owned|owning|keep|kept|open|opened|opening) (?:a|the|our|my|up the|up our) (?:\\p{L}+ )?(?:b&b|b and b|bed and breakfast|guest ?house|tea ?rooms?|tea ?shop|campsite|caravan park|hostel|bakery|forge|pottery|smokehouse|brewery|distillery|vineyard|alpaca farm|goat farm|deer farm|donkey sanctuary|riding school|trekking centre|fish and chip shop|chippy|village shop|post office|pub|inn|gallery|bookshop|wool shop)|(?:driver|drev|drive|åpner|åpna|åpnet|opnar|har|eier) (?:vi |jeg |eg |opp )?(?:igjen )?(?:et |en |ei )?(?:\\p{L}{3,}(?:gården|garden|gard|gård|farmen|farm|bakeriet|bakeri|bryggeriet|bryggeri|pensjonatet|pensjonat|kafeen|kafé|campingen|camping|smia|røykeriet|ysteriet|ysteri|galleriet|galleri|gjestehuset|gjestehus|landhandelen|landhandel|rideskolen|rideskole|sjokoladefabrikken|glasshytta|potteriet|ullvarefabrikken))|(?:åpner|opnar|driver|drev) (?:vi )?(?:butikken|puben|kafeen|galleriet|campingen)");
const noRun = /(?:bonde|barne|leke|kirke|blir|syke|hage|skole|inn)(?:gård|gard)/u;

const counter = edges("(?:on the tills?|on the checkouts?|behind the (?:counter|bar|till)|in the (?:kippers|gutting shed|packing shed)) (?:there|here|at the \\p{L}+)|(?:years?|months?) (?:on the tills?|on the checkouts?|behind the (?:counter|bar)|on the (?:line|fish counter|deli))(?: there)?|(?:år|måneder) (?:i kassa|i kassen|bak disken|bak baren|på samlebåndet|på slakteriet|i fiskedisken)(?: der)?");
/** A shop that let one go, by the name it goes by at home: Joker'n. */
const letGo = /(?<!\p{L})(Joker'?n|Jokeren|Coop(?:en|'en)?|Spar(?:en|'en)|Bunnpris(?:en)?|Matkroken|Nærbutikken|Landhandelen|Kiwien|Rema(?:en)|Felleskjøpet|Samvirkelaget|[Tt]he Co-op|[Tt]he Spar|[Tt]he Londis|[Tt]he Nisa|[Tt]he Costcutter)(?!\p{L})[^\n]{0,80}?(?:trengte (?:de )?(?:ikke meg|meg ikke)|sa (?:meg )?opp|sagt opp|(?:ingen|ikke) jobb|mista jobben|mistet jobben|let me go|sacked|laid me off|didn't need me|don't need me|no job|new manager|ny sjef|ny butikksjef)/gu;

const many = edges('quintuplets|quads|quadruplets|sextuplets|quins|femlinger|femlingene|firlinger|firlingene|sekslinger');
const crowd = edges("(?:(?:all|our|my|the|alle|mine|våre) )(?:my |our |the |of my |de )?(?:nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|tjue) (?:\\p{L}+ )?(?:grandchildren|grandkids|grandbairns|great-grandchildren|children|kids|bairns|siblings|brothers|sisters|sons|daughters|barnebarn(?:a|ene)?|oldebarn(?:a|ene)?|barn(?:a|ene)?|unger|ungene|søsken|søsknene|brødre|søstre|sønner|døtre)(?: mine| våre)?|(?:i'm|i am|jeg er|eg er) (?:one of|number \\p{L}+ of|nummer \\p{L}+ av) (?:nine|ten|eleven|twelve|thirteen|fourteen|ni|ti|elleve|tolv|tretten|fjorten)");

/** Few are left of them: the last surviving nurse from the old isolation hospital. */
const survivors = edges("(?:i'm|i am|i was|me being|being|jeg er|eg er|æ e) (?:the |now the |den )?(?:last|only|siste|eneste|einaste) (?:surviving|living|remaining|serving|gjenlevende|levende|gjenværende) (?:\\p{L}+ ){1,3}?(?:from|of|at|who|fra|av|på|i|som)(?: \\p{L}+){1,6}");
/** What somebody is there who is called out to everything; told as one's own. */
const calling = edges("(?:i'm|i am|im|i work as|i was|me,? the|jeg er|eg er|jobber som|æ e) (?:a |an |the |en |ei )?(?:retired |community |district |village |rural |pensjonert )?(?:paramedic|ambulance technician|postie|postmistress|postmaster|midwife|dentist|vet|vicar|minister|priest|rabbi|imam|undertaker|headteacher|coastguard|harbourmaster|firefighter|funeral director|librarian|gamekeeper|crofter|ambulansearbeider|jordmor|distriktsjordmor|tannlege|veterinær|dyrlege|prest|sogneprest|rabbiner|imam|rektor|brannmann|brannsjef|lensmann|bibliotekar|bestyrer|kirketjener|postbud|styrer i barnehagen|ordfører)(?=[,.!? ])|(?:kvinnelig|female|woman) (?:imam|rabbi|bishop|priest|prest|biskop|rabbiner|vicar)");

/** The only one of a trade in a whole district is known there, however large it is: the only deaf baker in Nordfjord. */
const sole = /(?<!\p{L})(?:er|e|is|am|I'm|i'm|as|som|was|var)(?: the| den| her)? (?:only|eneste|einaste|first|første|fyrste) (?:(?:deaf|blind|black|female|woman|trans|døve?|blinde?|kvinnelige|mannlige|samiske|somaliske|one-armed|enarmede|\p{L}+-speaking) )?(\p{L}{4,24}) (?:in|on|i|på) (\p{Lu}[\p{L}-]+)/gu;
const wide = /^(?:norge|noreg|norden|verden|europa|skandinavia|england|scotland|wales|ireland|britain|uk|europe|london|oslo|bergen|trondheim|glasgow|manchester|birmingham|facebook|instagram|christmas|jula)$/;
const roles = classBits('role', 'medic');

export function standing(reading: Reading): Found[] {
  const found: Found[] = [];
  for (const hit of all(reading.low, holds)) {
    const start = hit.index + hit[0].length;
    const name = house.exec(reading.plain.slice(start, start + 80))?.[1];
    if (!name || bigPlaces.has(name.toLowerCase()) || plainCapitals.has(name.split(' ')[0]!.toLowerCase())) continue;
    const low = name.toLowerCase();
    found.push(clue('uncommon-job', hit.index + hit[0].indexOf(hit[1]!), hit[1]!, 1), clue('employer', start, name, name.includes(' ') && !employers.has(low) ? 2 : 1));
  }
  const add = (kind: Kind, weight: 1 | 2, patterns: readonly RegExp[], fits: (hit: RegExpExecArray) => boolean = () => true) => {
    for (const pattern of patterns) for (const hit of all(reading.low, pattern)) if (fits(hit)) found.push(clue(kind, hit.index, hit[0], weight));
  };
  const isOwn = (hit: RegExpExecArray) => has(own, sentence(reading, hit.index));
  add('few', 2, [alone, ...seenAs, didIt, survivors]);
  add('few', 1, [fewHad]);
  for (const hit of all(reading.plain, sole)) if (!wide.test(hit[2]!.toLowerCase()) && !plainCapitals.has(hit[2]!.toLowerCase()) && classesOf(hit[1]!.toLowerCase(), reading.language) & roles) found.push({ ...clue('few', hit.index, hit[0], 2), tellsPlace: true });
  add('event', 1, [board]);
  for (const hit of all(reading.low, deed)) {
    found.push(clue('event', hit.index, hit[0], 2));
    const { start } = reading.sentenceAt(hit.index);
    for (const year of all(sentence(reading, hit.index), inYear)) found.push(clue('date', start + year.index, year[0], 1));
  }
  add('employer', 1, [runs], (hit) => !noRun.test(hit[0]) && (isOwn(hit) || hit[0].startsWith('running')));
  add('employer', 1, [counter]);
  for (const hit of all(reading.plain, letGo)) found.push(clue('employer', hit.index, hit[1]!, 1));
  add('family', 2, [many], isOwn);
  add('family', 1, [crowd], (hit) => isOwn(hit) && !/klasse|class|school|skole|nursery|barnehage|ward|avdeling/.test(sentence(reading, hit.index)));
  add('uncommon-job', 1, [calling]);
  return found;
}
