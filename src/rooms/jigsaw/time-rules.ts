/** Days that point at somebody: an exact appointment, a birthday, a day that was in the news. And cafés. */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { after, all, before, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';

const months = 'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|januar|februar|mars|mai|juni|juli|oktober|desember';
const weekdays = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|wed|weds|thurs|thur|fri|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag';
const clock = String.raw`(?:(?:at|kl\.?|klokka|klokken|@|-) ?)?(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?(?:am|pm))?|(?:at |kl\.? ?|klokka |klokken )(?:half |quarter (?:past|to) |halv |kvart (?:over|på) )?(?:[01]?\d|2[0-3]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv)(?: ?(?:am|pm|o'clock))?|\d{1,2} ?(?:am|pm)|noon|midday`;
const dayMonth = `(?:the )?\\d{1,2}(?:st|nd|rd|th|\\.)? (?:of )?(?:${months})(?! (?:be|not|have|help|i|you|he|she|it|they|we))(?:[ ,]+(?:19|20)\\d\\d)?|(?:${months}) (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?!\\d|[:.]\\d)(?:[ ,]+(?:19|20)\\d\\d)?|\\d{1,2}[./]\\d{1,2}(?:[./-](?:19|20)?\\d\\d)?\\.?|den \\d{1,2}\\.(?! \\p{L}*(?:gang|dag|uke))`;
const edge = (inside: string) => new RegExp(`(?<![\\p{L}\\p{N}.,/:£$€-])(?:${inside})(?![\\p{L}\\p{N}/%]|[.,:]\\d)`, 'gu');
const date = edge(dayMonth);
const weekday = edges(weekdays);
const near = edges(`today|tomorrow|tonight|this morning|this afternoon|yesterday|i dag|i morgen|i går|i kveld|i ettermiddag|over(?:i)?morgen|${weekdays}`);
const time = edge(clock);
const numeric = /^\d{1,2}[./]\d{1,2}(?:[./-]\d{2,4})?\.?$/;
const thisYear = new Date().getFullYear();
const yearOf = (text: string) => Number(/(?:19|20)\d\d/.exec(text)?.[0] ?? 0);
/** Long past: named with a year two or more years ago. */
const isPast = (text: string) => yearOf(text) > 0 && yearOf(text) < thisYear - 1;
const isDay = (text: string) => {
  const [day = 0, month = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
};
const notDay = edges('mmol|mg|hba1c|mmhg|score|scored|bp|blodtrykk|km|kg|percent|prosent|av 10|out of|\\/10|crp|level|levels|tsh|ft4|versjon|version|page|side|chapter|kapittel|kilo|liter|points|poeng');
const medicalSure = edges(`appointment|appt|admission|scan|mri|x-ray|xray|ultrasound|op|operation|surgery|procedure|biopsy|infusion|chemo|chemotherapy|radiotherapy|dialysis|bloods|clinic|hospital|ward|admitted|review|check-up|checkup|follow-up|assessment|endoscopy|colonoscopy|physio|transplant|transfusion|consultant|dentist|tribunal|hearing|diagnosed|outpatients?|pre-op|pip|therapy session|counselling|seeing dr|see dr|see my|neurologist|rheumatologist|time hos|legetime|legetimen|timen|time til|time på|operasjon|operasjonen|opereres|operert|røntgen|ultralyd|biopsi|infusjon|infusjonen|infusjonstime|cellegift|cellegiftkur|stråling|dialyse|blodprøver|kontroll|kontrollen|kontrolltime|innlagt|innleggelse|innlegges|legges inn|utskrevet|skrevet ut|utredning|poliklinikk|poliklinikken|sykehuset|sjukehuset|undersøkelse|undersøkelsen|gastroskopi|koloskopi|mr|mr-time|mr-undersøkelse|behandling|behandlingstime|konsultasjon|prøvesvar|rettssak|inntakssamtale|spesialist|overlegen|nevrologen|revmatologen|psykologen|psykolog|dps|fysio|fysioterapeuten|tannlegen|keisersnitt|termin`);

/** An exact time to be somewhere; or, faint, the mere day of one. */
function appointments(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (start: number, end: number, more: Partial<Found> = {}) => found.some((one) => one.start < end && start < one.end) || found.push({ kind: 'appointment', start, end, ...more });
  for (const hit of all(reading.low, date)) {
    const text = hit[0];
    const end = hit.index + text.length;
    const said = sentence(reading, hit.index);
    if (isPast(said.slice(0, 400)) && isPast(text) || numeric.test(text) && (!isDay(text) || has(notDay, said) || !/(?:on|the|den|til|fra|by|dato|date|,|:|\() ?$/.test(before(reading, hit.index, 8)) && !/[./]\d{1,2}[./-]/.test(text))) continue;
    const following = new RegExp(`^(?:[,.]?(?: (?:at|kl\\.?|klokka|klokken|-|@|from|fra))? ?(?:${clock}))`, 'u').exec(after(reading, end, 24));
    if (has(medicalSure, said)) add(hit.index, end + (following?.[0].length ?? 0));
    else if (following || !numeric.test(text)) add(hit.index, end + (following?.[0].length ?? 0), { faint: true }); // a clinic's name beside it says what for
  }
  for (const hit of all(reading.low, near)) {
    const end = hit.index + hit[0].length;
    const said = sentence(reading, hit.index);
    const isMedical = has(medicalSure, said);
    const gap = new RegExp(`^(?: (?:morning|afternoon|evening|next week|this week|ettermiddag|morgen|formiddag|kveld|neste uke|den \\d{1,2}\\.?))?[,]?(?: (?:at|kl\\.?|klokka|klokken|@|from|fra))? ?(?:${clock})(?![\\d\\p{L}])`, 'u').exec(after(reading, end, 40));
    const led = new RegExp(`(?:${clock})[,]? (?:on |this |next |the |på |nå |førstkommende )?$`, 'u').exec(before(reading, hit.index, 24));
    if (gap) add(hit.index, end + gap[0].length, isMedical ? {} : { faint: true });
    else if (!isMedical) continue;
    else if (led) add(hit.index - led[0].length, end);
    else if (has(weekday, hit[0]) || /tomorrow|today|i dag|i morgen|i går|yesterday/.test(hit[0])) add(hit.index, end, { faint: true });
  }
  for (const hit of all(reading.low, time)) {
    const said = sentence(reading, hit.index);
    if (has(edges('appointment|appt|time hos|legetime|legetimen|timen|scan|mri|op|operation|infusion|infusjon|operasjon|operasjonen|kontroll|kontrolltime'), said) && !/(?:every|each|hver|until|til|since|siden|woke|awake|våknet|våken|up at|asleep|sov)(?: \p{L}+){0,3} $/u.test(before(reading, hit.index, 30)) && /^\d|kl|at/.test(hit[0]) && !has(notDay, before(reading, hit.index, 30))) add(hit.index, hit.index + hit[0].length, { faint: true });
  }
  return found;
}

const born = edges(`leap (?:baby|year)|leapling|skuddårs\\p{L}*|birthday|bday|b-day|birth date|date of birth|dob|d\\.o\\.b|born|anniversary|bursdag|bursdagen|bursdagsbarn|fødselsdag|fødselsdagen|fødselsdato|fødd|født|bryllupsdag|bryllupsdagen|runddag|jubileum`);
const turning = new RegExp(`(?<!\\p{L})(?:(?:i|we|jeg|eg|she|he|hun|han|my \\p{L}+|\\p{Lu}?\\p{L}+ min) )?(?:turn|turns|turning|turned|will be|'ll be|am turning|blir|fyller|fylte|ble) (?:\\d{1,2}|thirty|forty|fifty|sixty|seventy|eighty|tretti|førti|femti|seksti|sytti|åtti)(?: år)? (?:on |this |next |på |nå |den |førstkommende )*((?:the )?(?:\\d{1,2}(?:st|nd|rd|th|\\.)?(?: of)? (?:${months})|${weekdays}|tomorrow|today|i morgen|i dag|\\d{1,2}\\.(?:\\d{1,2})?|(?:${months}) \\d{1,2}(?:st|nd|rd|th)?))`, 'gu');

const feast = /(?<!\p{L})(?:my|our|min|vår|(?:bursdagen|bryllupsdagen|fødselsdagen) (?:min|vår)) ?(?:\d{1,2}(?:st|nd|rd|th|\.)?[- ]?(?:års)? ?|\p{L}+tieth |own |wedding |egen )?(?:birthday|anniversary|bursdag|fødselsdag|bryllupsdag)?(?:en)? ?(?:is |was |er |var )(?:on |this |next |på |nå )?(christmas (?:day|eve)|new year'?s (?:day|eve)|valentine'?s(?: day)?|halloween|boxing day|leap day|julaften|nyttårsaften|17\. mai|sankthans(?:aften)?)/gu;

function birthdays(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (start: number, end: number) => found.some((one) => one.start < end && start < one.end) || found.push({ kind: 'birthday', start, end });
  for (const hit of all(reading.low, date)) {
    const said = `${before(reading, hit.index, 60)} ${after(reading, hit.index + hit[0].length, 30)}`;
    if (has(born, said) && (!numeric.test(hit[0]) || isDay(hit[0]))) add(hit.index, hit.index + hit[0].length);
  }
  for (const hit of all(reading.low, turning)) add(hit.index + hit[0].length - hit[1]!.length, hit.index + hit[0].length);
  for (const hit of all(reading.low, feast)) {
    if (has(born, hit[0])) add(hit.index + hit[0].length - hit[1]!.length, hit.index + hit[0].length);
  }
  return found;
}

type Sign = { kind: Kind; pattern: RegExp };
const signs: Sign[] = [
  { kind: 'event', pattern: edges(`(?:it |we |i |he |she |they |that |which |story |case |crash |accident |fire )?(?:was|were|made|got|has been|had been|'s been|is|are) (?:all over |in |on |into )(?:the )?(?:local |national |front page of the |evening |\\p{L}+ )?(?:news|paper|papers|press|headlines|telly|tv news|six o'clock news|front page|gazette|echo|herald|chronicle|advertiser|argus|mercury|post|courier)`) },
  { kind: 'event', pattern: edges(`(?:var|kom|stod|sto|ble|er|har vært|havnet|havna) (?:det )?(?:mye )?(?:omtalt |avbildet )?(?:i|på) (?:lokal)?(?:avisa|avisen|avisene|nyhetene|nrk|tv 2|tv2|dagsrevyen|media|pressen|lokalavisa|lokalavisen|forsiden|vg|dagbladet|aftenposten|\\p{L}+ (?:avis|blad|tidende))`) },
  { kind: 'event', pattern: edges(`(?:the |my |our |a |his |her )?(?:inquest|court case|crown court|magistrates'? court|employment tribunal|tribunal hearing|high court|jury|public inquiry|court hearing|sentencing|murder trial|trial (?:in|at|starts|started|began)|verdict|rettssaken|rettssak|tingretten|lagmannsretten|straffesaken|drapssaken|erstatningssaken|barnevernssaken|dommen falt|vitnet i retten|vitne i retten)`) },
  { kind: 'event', pattern: edges(`(?:the |that )(?:\\p{L}+ ){0,2}(?:train crash|bus crash|coach crash|plane crash|helicopter crash|ferry accident|explosion|landslide|avalanche|house fire|factory fire|mill fire|bombing|shooting|stabbing|pile-up|flood|floods|mine disaster|rig accident) (?:in|at|on|off|near|outside|last)|(?:jordskredet|kvikkleireskredet|leirskredet|snøskredet|raset|brannen|husbrannen|togulykken|togulykka|bussulykken|bussulykka|flyulykken|flystyrten|ferjeulykken|helikopterulykken|helikopterstyrten|skytingen|terrorangrepet|eksplosjonen|flommen|drapet|forliset) (?:i|på|ved|utenfor)`) },
  { kind: 'event', pattern: edges(`i (?:won|came (?:first|second|third)|was (?:crowned|on (?:mastermind|bake off|the chase|countdown|pointless|masterchef|the one show|the voice|x factor|gogglebox|sewing bee|university challenge))|appeared on|was interviewed (?:by|on|in)|was (?:on|in) (?:the )?(?:telly|tv|radio|paper|newspaper)|gave evidence|won gold|swam the channel|rowed the atlantic)|jeg (?:vant|ble intervjuet|var med (?:på|i) (?:farmen|skal vi danse|tv|nrk|radio|the voice|maskorama|mesternes mester|71 grader)|var på (?:tv|radio|nrk)|ble kåret)|jeg ble intervjua`) },
  { kind: 'device', pattern: edges(`deep brain stimulat(?:or|ion)|dbs (?:implant|device|battery|implantat)|lvad|left ventricular assist device|vagus nerve stimulator|vns (?:implant|device)|spinal cord stimulator|sacral nerve stimulator|baclofen pump|intrathecal pump|bone[- ]anchored hearing aid|baha|cochlear implants?|bionic (?:arm|hand|eye|leg)|prosthetic (?:leg|arm|hand|blade|eye|nose)|running blades?|glass eye|exoskeleton|recumbent trike|recumbent bike|handcycle|hand ?bike|adapted (?:trike|tricycle|motorbike|car|van|tractor)|assistance (?:dog|llama|pony)|hearing dog|guide dog|diabetic alert dog|seizure dog|seizure alert dog|service dog|medical alert dog|sip and puff|eye[- ]gaze|speech synthesi[sz]er|voice prosthesis|diaphragm pacer|phrenic nerve|halo brace|halo vest|iron lung|artificial heart|total artificial|portable ventilator|tracheostomy|purple wheelchair|(?:pink|purple|yellow|orange|red|gold|tartan|rainbow|leopard[- ]print|glittery|zebra) (?:wheelchair|rollator|mobility scooter|walking frame|crutches|walking stick|cane|scooter|walker|splints?|eyepatch|leg brace)|three[- ]wheeled (?:scooter|bike)|sidecar`) },
  { kind: 'device', pattern: edges(`dyp hjernestimulering|dbs-implantat|hjernestimulator|vagusnervestimulator|vns-implantat|ryggmargsstimulator|baklofenpumpe|smertepumpe|benforankret høreapparat|cochleaimplantat|ci-implantat|bionisk (?:arm|hånd|bein)|(?:arm|bein|ben|hånd|lår|legg)protese(?:n|r)?|løpeprotese|glassøye|exoskjelett|håndsykkel(?:en)?|liggesykkel(?:en)?|trehjulssykkel(?:en)?|trehjulssykkel|førerhund(?:en)?|servicehund(?:en)?|hørselshund|diabeteshund|epilepsihund|øyestyring|talemaskin|stemmeprotese|hjertepumpe|kunstig hjerte|respirator(?:en)? hjemme|trakeostomi|(?:rosa|lilla|gul|oransje|rød|knallrød|gull|rutete|leopard\\p{L}*|glitrende|knall\\p{L}+|regnbue\\p{L}*)e? (?:rullestol(?:en)?|rollator(?:en)?|krykker?|stokk(?:en)?|scooter(?:en)?|elscooter|elektriske rullestol(?:en)?|ortose(?:n)?|øyelapp)`) }
];

const signsIn = (reading: Reading): Found[] => signs.flatMap(({ kind, pattern }) => all(reading.low, pattern).map((hit) => ({ kind, start: hit.index, end: hit.index + hit[0].length })));

const meeting = edges(`the café (?:meet-?up|meeting|group|evening|session|gathering|night|table)|the cafe (?:meet-?up|meeting|group|evening|session|gathering|night|table)|(?:our|the|reconnect|re-connect|peer|alongside|support|monthly|weekly|thursday|tuesday|wednesday|monday|saturday|local|last|next|this) (?:\\p{L}+ )?(?:café|cafe|cafés|meet-?up|meet-?ups|gathering|get-together|coffee morning|support group|peer group)|meet-?up|reconnect|café-treff|kafétreff(?:et)?|kafetreff(?:et)?|treff(?:ene)? på (?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)|(?:hyggelig|koselig|fint|godt) treff|likepersontreff(?:et)?|likemannstreff(?:et)?|treffet|treffene|gruppetreff(?:et)?|kafékveld(?:en)?|kafekveld(?:en)?|møteplassen|kafeen vår|kaféen vår|samlingen|samlinga|kaffetreffet|(?:på|til) (?:kafeen|kaféen)|the café|the cafe`);
const attended = edges(`(?:whoever|the (?:lady|man|woman|person|lad|guy) who|den som|dere som|hun som|han som) (?:\\p{L}+ )?(?:sat|was|came|satt|var|kom)|we (?:met|sat|talked|spoke) (?:\\p{L}+ )?(?:at|in|by)|(?:then )?you saw me|i (?:was|went|sat|came|wore|met|saw|left|spoke|brought|baked|dropped|arrived|am going|'m going|'ll be|will be|go|had)|i'm (?:the (?:one|lady|woman|man|lad|girl|guy|tall|short|loud|quiet)|going|coming|bringing)|i'll (?:be|come|bring|wear|sit)|see you|saw (?:you|some of you)|met (?:you|some of you)|nice to meet|lovely to meet|good to (?:see|meet)|meeting (?:you|some of you)|(?:var|gikk|satt|kom|møtte|så|snakket|snakka|bakte|hadde|dro) (?:jeg|vi)|jeg er (?:hun|han|den|dama|ho)|jeg (?:var|gikk|satt|bakte|kom|hadde|møtte|så|dro|skal|kommer|tok|bakte|snakket)|møtte (?:dere|noen av dere)|så dere|vi (?:sees|ses|møttes)|hyggelig å (?:møte|treffe|se)|koselig å (?:møte|treffe|se)|sees på|ses på`);
const looks = new RegExp(`(?<!\\p{L})(?:i (?:baked|made|brought|bring|knitted) (?:the|my|some|a) (?:\\p{L}+ ){0,2}\\p{L}+|(?:bakte|laget|strikka|strikket) jeg (?:\\p{L}+ ){0,2}\\p{L}+|jeg (?:bakte|hadde med|tok med|tar med) (?:meg )?(?:\\p{L}+ ){0,2}\\p{L}+|(?:i was |i'm |i am |i'll be |that was me,? )?(?:the (?:one|woman|man|lady|guy|girl|bloke|person|lad|tall one|only one) (?:in|with|wearing|who|by|at|knitting|sitting)|in (?:a|the|my) (?:\\p{L}+ ){0,2}(?:coat|hat|scarf|jumper|jacket|cardigan|dress|cap|beanie|shirt|t-shirt|hoodie|sweater|anorak|fleece|boots|dungarees|turban|hijab|skirt|waistcoat)|wearing (?:a|an|the|my) (?:\\p{L}+ ){0,2}\\p{L}+|wore (?:a|an|the|my) (?:\\p{L}+ ){0,2}\\p{L}+)|(?:i had|jeg hadde(?: på)?|hadde på (?:meg|seg)) (?:on )?(?:the|a|my|min|mitt|den|det|en|ei|et) (?:\\p{L}+ ){0,2}(?:coat|hat|scarf|jumper|jacket|cardigan|dress|cap|beanie|shirt|hoodie|sweater|anorak|boots|stick|frakken?|kåpa|kåpen?|jakka|jakken?|lua|luen?|lue|skjerfet|skjerf|genseren?|kjolen?|hatten?|stokken)|(?:sat|sitting|seat|sit|table|was|be) (?:\\p{L}+ ){0,3}(?:by|near|next to|at|beside|under|opposite) (?:the )?(?:window|door|radiator|piano|counter|till|fire|fireplace|stairs|corner|wall|loo|toilets|bookcase|bookshelf|plant|coffee machine|back|round table)|in the corner|with (?:the|my|a) (?:\\p{L}+ ){0,2}(?:stick|walking stick|crutch|crutches|wheelchair|rollator|dog|guide dog|beard|tattoo|tattoos|red hair|pink hair|blue hair|purple hair|cane|glasses|knitting|eyepatch|ponytail|plaster|walking frame)|(?:jeg var|det var jeg som|jeg er)? ?(?:hun|han|dama|damen|mannen|jenta|den|fyren|karen|ho) (?:med|i|som satt|som hadde|som strikker|som strikket|som strikka|ved|innerst)|(?:satt|sitter|sette meg|sitte) (?:\\p{L}+ ){0,3}(?:ved|i|bak|foran|nærmest|innerst|ytterst|under) ?(?:vinduet|døra|døren|ovnen|peisen|pianoet|disken|kassa|hjørnet|trappa|sofaen|bokhylla|det runde bordet|bordet|veggen)?|hadde på (?:meg|seg) (?:\\p{L}+ ){0,3}\\p{L}+|iført (?:\\p{L}+ )+|med (?:den |det )?(?:\\p{L}+ ){0,2}(?:genseren|jakka|jakken|lua|luen|skjerfet|hatten|kåpa|kåpen|stokken|krykkene|rullestolen|hunden|skjegget|tatoveringen|håret|brillene|kjolen|koften|kofta|strikketøyet|ryggsekken|sekken))(?!\\p{L})`, 'gu');
const when = edges(`${weekdays}|yesterday|today|last night|this morning|this afternoon|i går|i dag|i kveld|i formiddag|i ettermiddag|last week|forrige uke`);
const weather = new RegExp(`(?<!\\p{L})(?:(?:it's|it is|it was|its|still|now|been|just started|has been|pouring|currently) ?(?:\\p{L}+ ){0,2}(?:snow(?:ing|ed)|rain(?:ing|ed)|hail(?:ing|ed)|pouring|sleet(?:ing)?|foggy|thunder(?:ing|storm)?|blowing a gale|flooding|sunny|windy)|(?:snow|rain|hail|fog|storm|thunder|sleet|gale|power cut|flood|heatwave|blizzard|sea fret|haar|mist) (?:outside|here|today|this morning|tonight|last night|right now|is|was|has|came|coming|rolled|rolling|all day|at the moment)|det (?:snør|regner|hagler|blåser|stormer|tordner|bøtter|høljer|pøser|sludder)|(?:snø|regn|hagl|tåke|storm|torden|snøstorm|uvær|strømbrudd|flom|skodde|sludd|sol) (?:her|ute|i dag|i morges|i natt|i kveld|nå|hele dagen|på)|(?:snøen|tåka|tåken|stormen|uværet|regnet|skodda|flommen|strømmen gikk) (?:\\p{L}+ ){0,3}(?:her|i dag|i natt|i morges|nå|ligger|laver|kom|bøtter))(?!\\p{L})`, 'gu');

/**
 * What joins the one who writes here with the one who was seen: being at a
 * gathering counts; being there and saying where one sat, what one wore or on
 * which day is a question by itself. The weather counts beside a small place.
 */
function cafes(reading: Reading): Found[] {
  const found: Found[] = [];
  const texts = new Set<number>();
  for (const hit of all(reading.low, meeting)) {
    const { start } = reading.sentenceAt(hit.index);
    if (texts.has(start)) continue;
    const around = reading.low.slice(Math.max(0, start - 160), Math.min(reading.low.length, reading.sentenceAt(hit.index).end + 200)).split('\n').join(' ');
    const isGroup = !/^(?:the café|the cafe|på kafeen|på kaféen|til kafeen|til kaféen)$/.test(hit[0]) || /(?:see you|saw you|some of you|meet you|all of you|you all|met you|dere|sees på|the one (?:in|with|who)|group|gruppa|everyone|hun med|han med|dama med)/.test(around);
    if (!isGroup || !has(attended, around) || /(?:every|each|hver|support group for|should i|thinking of|thinking about|wonder|considering|might|skal jeg|vurderer|tenker på å|online) (?:\p{L}+ ){0,4}$/u.test(before(reading, hit.index, 40)) && !has(looks, around)) continue;
    texts.add(start);
    const detail = firstOf(looks, reading, start);
    const isDated = has(when, sentence(reading, hit.index)) && /(?:was|went|sat|saw|met|see you|var|satt|møtte|så|sees|ses|gikk|be|come|kommer)/.test(around);
    if (detail) found.push({ kind: 'cafe', start: detail.start, end: detail.end, alone: true }, { kind: 'cafe', start: hit.index, end: hit.index + hit[0].length });
    else found.push({ kind: 'cafe', start: hit.index, end: hit.index + hit[0].length, alone: isDated });
  }
  for (const hit of all(reading.low, weather)) found.push({ kind: 'cafe', start: hit.index, end: hit.index + hit[0].length, isWeather: true });
  return found;
}

function firstOf(pattern: RegExp, reading: Reading, from: number): { start: number; end: number } | undefined {
  const begin = Math.max(0, from - 160);
  pattern.lastIndex = begin;
  const hit = pattern.exec(reading.low);
  return hit && hit.index < from + 420 ? { start: hit.index, end: hit.index + hit[0].trimEnd().length } : undefined;
}

export const times = (reading: Reading): Found[] => [...appointments(reading), ...birthdays(reading), ...signsIn(reading), ...cafes(reading)];
