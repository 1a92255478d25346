/** Where somebody works, learns and is treated, what they do, when they were born, what happened to them. */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { bigPlaces, clinics, employers, first, jobs, plainCapitals, rare, rareCues, smallPlaces } from '#jigsaw/lists';
import { after, all, anyOf, before, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';

const at = (kind: Kind, start: number, text: string, more: Partial<Found> = {}): Found => ({ kind, start, end: start + text.length, ...more });
const tail = (hit: RegExpMatchArray, text: string) => hit.index! + hit[0].length - text.length;

const capital = String.raw`(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}'&-]{0,30}`;
const phrase = `(?:${capital}|(?<![\\p{L}\\p{N}])\\d{1,4}(?![\\p{L}\\p{N}]))(?: (?:${capital}|&|and|of|the|for|og|i|på|\\d{1,4})){0,5}`;
const trimmed = (text: string) => text.replace(/(?: (?:and|of|the|for|og|i|på|&))+$/u, '').replace(/[.,'-]+$/u, '').replace(/'s$/, '');

/** Words that stand in front of a kind of place and name none. */
const general = /^(?:the|my|our|a|an|this|that|local|general|day|pain|nhs|private|community|cottage|mental|memory|children's|children|women's|maternity|headache|fatigue|sleep|breast|eye|heart|urgent|walk-in|high|primary|secondary|middle|junior|infant|grammar|nursery|boarding|sunday|music|medical|nursing|night|summer|old|new|special|public|state|state|catholic|dental|gp|doctor's|doctors|veterinary|vet|hand|brain|spinal|stroke|cancer|ms|ibd|diabetes|diabetic|rheumatology|neurology|long|covid|university|teaching|regional|district|psychiatric|health|open|business|law|art|drama|when|at|in|after|before|since|back|primary|family|law|care|best|private|good|clinical|legevakten|det|den|en|et|ei|min|mitt|vårt|lokale|distriktspsykiatrisk|psykiatrisk|privat|offentlig|videregående|norske|norsk|vår|nærmeste)$/i;

const clinicKinds = "Hospital|Infirmary|Clinic|Surgery|Medical Centre|Medical Center|Medical Practice|Health Centre|Health Center|Hospice|Rehabilitation Centre|Rehab Centre|Treatment Centre|Day Unit|Dental Practice|Group Practice|Practice|Care Home|Nursing Home|Cancer Centre|Cancer Center|Eye Hospital|Children's Hospital|General|Memory Clinic|Pain Clinic|Walk-in Centre|Recovery College|Physio|Physiotherapy|Pharmacy|Osteopaths?|Maternity Unit|Day Hospital";
const clinicsEn = new RegExp(`(?<![\\p{L}])((?:St\\.? )?${capital}(?: (?:${capital}|of|the|and|&)){0,4}?) (?:${clinicKinds}|hospital|infirmary|hospice|health centre|medical centre|surgery|clinic)(?!\\p{L})`, 'gu');
const clinicsNb = new RegExp(`(?<![\\p{L}])((?:St\\.? )?${capital}(?: (?:${capital}|og)){0,3}?) (?:sykehus|sjukehus|sykehjem|sjukeheim|legesenter|legekontor|legegruppe|helsesenter|helsehus|rehabiliteringssenter|rehabilitering|klinikk|klinikken|poliklinikk|DPS|BUP|dps|bup|distriktspsykiatriske|legevakt|tannklinikk|tannlegesenter|helsestasjon|omsorgssenter|bo- og|behandlingssenter|fysioterapi|fysikalske|kurbad|psykiatriske|universitetssykehus|universitetssjukehus|sanitetsforenings|revmatismesykehus|hospital|apotek|jordmorsenter|senter for|rusklinikk|ruspoliklinikk|frisklivssentral|kommunale akutte|aktivitetssenter|fontenehus)(?!\\p{L})`, 'gu');
const clinicsAt = /(?<!\p{L})(?:(?:hospital|clinic|surgery|infirmary|hospice|a&e|maternity|health centre|medical centre|unit) (?:in|at|over in)|(?:sykehuset|sjukehuset|legesenteret|legekontoret|klinikken|poliklinikken|DPS|dps|BUP|legevakta|legevakten|rehabilitering|rehab|innlagt|innlegging|helsestasjonen|sykehjemmet|helsesenteret|revmatologen|avdelingen|senteret|opptrening|opptreningsinstitutt|dagbehandling|dialysen|røntgen|fysioterapeuten) (?:i|på|ved|til)) (\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?)/gu;
const compound = /(?<![\p{L}])\p{Lu}\p{L}{2,24}(?:legesenter|legekontor|sykehuset?|sjukehuset?|sykehjem|klinikken|sanatoriet|kurbadet|dps)(?!\p{L})/gu;
const longClinics = edges(anyOf(clinics.filter((one) => /hospital|infirmary|sykehus|sjukehus|royal|rehabilitering|helsesport|senter|sentralsjuke/.test(one) || /^(?:haukeland|ullevål|rikshospitalet|radiumhospitalet|addenbrookes|addenbrooke's|sunnaas|diakonhjemmet|ahus|moorfields|hallamshire|maudsley|wythenshawe|papworth)$/.test(one))));
const shortClinics = new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyOf(clinics.map((one) => one))})(?![\\p{L}\\p{N}])`, 'giu');
/** Clinics whose names are words, towns or people's as well: these are led to, by `at` or `på`. */
const doubtfulClinics = /^(?:priory|feiring|betanien|modum|selli|unicare|aleris|volvat|capio|springfield|stanmore|singleton|maelor|monklands|riksen|fonna|haugland|christie|freeman|brompton|hammersmith|churchill|sanderud|dikemark|gaustad|åsgård|rauland|valnesfjord|heartlands|glenfield|kalnes|skogli)$/;
const saints = /(?:(?<![\p{L}])(?:[Aa]t|[Tt]o|[Ii]n|[Ff]rom|[Bb]y|[Uu]nder|[Tt]he|[Bb]ack at) (?:the )?|(?<=^|[.!?,;]\s|\n)|^)(St\.? \p{Lu}\p{L}+'?s?)(?!\p{L})(?! (?:Church|School|Primary|Academy|College|Road|Street|Cathedral|Park|Square|Day|Andrews|Ives|Albans|Helens|Austell|Davids|Neots|Lane|Close|Avenue|church|school))/gu;
const wards = /(?<![\p{L}])(?:[Ww]ard \d{1,3}[A-Za-z]?|[Ww]ard [A-Z]\d{0,2}|\p{Lu}\p{Ll}+ [Ww]ard|(?:[Aa]vdeling|[Ss]engepost|[Pp]ost|[Aa]vd\.) (?:\d{1,2}[A-Za-z]?|[A-Z]\d{0,2}))(?![\p{L}\d])/gu;

function clinicsIn(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (start: number, text: string) => found.some((one) => one.start < start + text.length && start < one.end) || found.push(at('clinic', start, text));
  for (const pattern of [clinicsEn, clinicsNb]) {
    for (const hit of all(reading.plain, pattern)) {
      let [start, text] = [hit.index, hit[0]];
      // Leading words that name nothing are not part of it.
      for (let word = /^(\S+) /.exec(text); word && (general.test(word[1]!) || (plainCapitals.has(word[1]!.toLowerCase()))); word = /^(\S+) /.exec(text)) [start, text] = [start + word[0].length, text.slice(word[0].length)];
      const isBare = !/ /.test(text) || bigPlaces.has(text.toLowerCase());
      if (isBare && !/^\p{Lu}\p{L}+(?:klinikken)$/u.test(text)) continue;
      if (/^(?:The )?(?:Holby|Grey|Casualty|Sloan)/.test(text) || /(?<!\p{L})(?:General|hospital|surgery|clinic|Practice|Pharmacy)$/u.test(text) && first.has(text.split(' ')[0]!.toLowerCase()) && /(?:surgery|Practice)$/.test(text) && !/'s /.test(text)) continue;
      if (text.endsWith(' General') && !/(?:at|to|in|from|by) (?:the )?$/.test(before(reading, start, 12))) continue;
      if (/ [a-z ]+$/.test(text) && hit[0] !== text && !/ /.test(text)) continue;
      if (/^(?:Knee|Hip|Back|Spinal|Brain|Heart|Eye|Cataract|Gallbladder|Bowel|Keyhole|Boots|NHS)/.test(text)) continue;
      add(start, text);
    }
  }
  for (const hit of all(reading.plain, clinicsAt)) {
    const low = hit[1]!.toLowerCase();
    if (!bigPlaces.has(low) && !plainCapitals.has(low) && !first.has(low)) add(hit.index, hit[0]);
  }
  for (const hit of all(reading.plain, compound)) if (!/^(?:Sykehus|Sjukehus|Legevakt|Tannklinikk|Poliklinikk|Universitets|Lokal|Barne|Fødeklinikk|Smerteklinikk|Ryggklinikk|Dag|Psykiatri|Privat|Fysioterapi|Søvnklinikk|Kvinneklinikk|Barneklinikk|Hud)/.test(hit[0]) && !has(edges('(?:barne|hud|smerte|kvinne|føde|søvn|rygg|tann|fertilitets|medisinske)klinikken'), hit[0].toLowerCase())) add(hit.index, hit[0]);
  for (const hit of all(reading.low, longClinics)) if (hit[0].length > 3 && (hit[0].length > 4 || /\p{Lu}/u.test(reading.plain[hit.index]!))) add(hit.index, hit[0]);
  for (const hit of all(reading.plain, shortClinics)) {
    const said = before(reading, hit.index, 24);
    const led = /(?:at|to|in|from|by|under|the|on|of|på|ved|i|til|fra|hos|innlagt|mot) (?:the |selve )?$/u.test(said);
    const isShort = hit[0].length <= 4;
    if (isShort ? hit[0] === hit[0].toUpperCase() && led : /^\p{Lu}/u.test(hit[0]) && (led || hit[0].includes(' ') || !doubtfulClinics.test(hit[0].toLowerCase()) || /^ (?:rang|called|phoned|wrote|sent|discharged|admitted|have my|has my|ringte|skrev|sendte|innkalte|tok imot|har plass)(?!\p{L})/u.test(after(reading, hit.index + hit[0].length, 16))) && (hit[0].length > 5 || has(medical, sentence(reading, hit.index)))) add(hit.index, hit[0]);
  }
  for (const hit of all(reading.plain, saints)) if (/'s$|s$/.test(hit[1]!) || has(medical, sentence(reading, hit.index))) add(tail(hit, hit[1]!), hit[1]!);
  for (const hit of all(reading.plain, wards)) if (has(medical, sentence(reading, hit.index)) || /\d/.test(hit[0]) && /^[Ww]ard/.test(hit[0])) add(hit.index, hit[0]);
  return found;
}

const medical = edges(`appointment|appt|scan|mri|ct|x-ray|xray|ultrasound|op|operation|surgery|procedure|biopsy|infusion|chemo|chemotherapy|radiotherapy|dialysis|bloods|blood test|consultant|clinic|hospital|ward|admitted|admission|inpatient|discharged|nurse|doctor|gp|review|check-up|checkup|follow-up|follow up|assessment|endoscopy|colonoscopy|physio|therapy|cbt|referral|results|transplant|transfusion|injection|treatment|diagnosed|see|seeing|seen|treated|specialist|time|legetime|timen|timene|operasjon|operasjonen|opereres|operert|operert|mr|mr-en|røntgen|ultralyd|biopsi|infusjon|infusjonen|cellegift|stråling|strålebehandling|dialyse|blodprøve|blodprøver|kontroll|kontrollen|kontrolltime|innlagt|innleggelse|innlegges|legges inn|utskrevet|skrevet ut|utredning|utredet|poliklinikk|poliklinikken|sykehus|sykehuset|sjukehuset|avdeling|avdelingen|legen|overlegen|sykepleier|behandling|behandlingen|konsultasjon|undersøkelse|undersøkelsen|gastroskopi|koloskopi|henvist|henvisning|prøvesvar|inntak|rehabilitering|opphold|sprøyte|sprøyten|spesialist|nevrologen|revmatologen|psykologen|dps`);

const workEn = new RegExp(`(?<!\\p{L})(?:work|works|worked|working|job|jobs|employed|shifts?|temping|volunteer|volunteering|volunteered|career|apprentice|apprenticeship|cashier|receptionist|cleaner|driver|manager|supervisor|engineer|nurse|teacher|cook|chef|clerk|porter|assistant|accountant|admin|secretary|technician|officer|health|union|rep|line manager|warehouse|depot|stockroom|factory|plant|kitchen|bakery|canteen|shop floor|pension|mornings|nights|lates|earlies|weekends|afternoons|evenings|days a week|employer|boss|colleagues|manager|hr|hired|redundant|sacked|retired|started|desk|position|role|contract|placement|intern|internship|office|trainee|promoted|clean|teach|drive|lorries|deliver|till|tills|checkout|bar staff|waitress|waiter|barista)(?: (?!in\\b)\\p{L}+){0,5}?,? (?:at|for|with|from|behind the till at|by|in) (?:the |a |our local |my local )?(${phrase})`, 'gu');
const employerIs = new RegExp(`(?<!\\p{L})(?:[Mm]y employer|[Mm]y workplace|[Mm]y company|[Mm]y firm|[Tt]he company|[Tt]he firm|[Aa]rbeidsgiveren min|[Aa]rbeidsplassen min|[Ff]irmaet mitt),? (?:is |was |er |var |heter )?(${phrase})`, 'gu');
const workWhere = new RegExp(`(${phrase}),? (?:where|der|hvor) (?:i|I|jeg) (?:work|worked|have worked|used to work|jobber|jobba|jobbet|arbeider|har jobbet)(?!\\p{L})`, 'gu');
const workNb = new RegExp(`(?<!\\p{L})(?:jobber|jobba|jobbe|jobbet|jobb|jobben|arbeide|begynne|arbeider|arbeidet|arbeida|ansatt|arbeidsgiver|kollega|kollegaen|kollegaene mine|kollegene|kollegene mine|lønn|oppsigelse|sykmeldt|stilling|stillingen|\\p{L}*vakt|\\p{L}*vakt(?:a|en|er|ene)|skift|skiftet|vikar|vikariat|lærling|sjef|sjefen|leder|lederen|kollegaene|kolleger|sommerjobb|deltidsjobb|deltid|begynte|begynt|sluttet|praksis|arbeidstrening|kontoret|kontor|kasse|kassa|lageret|lager|fabrikken|verkstedet|verftet|kjøkkenet|bedriftshelsetjenesten|tillitsvalgt|butikken|lærer|sykepleier|hjelpepleier|renholder|sjåfør|konsulent|ingeniør|kokk|vekter|selger|medarbeider|rådgiver|saksbehandler|frivillig|kjører buss|kjører|underviser|vaske|vasker|frisør|oppsagt|permittert|sykmeldt fra)(?: \\p{L}+){0,4}? (?:på|hos|i|ved|for|fra) (${phrase})`, 'gu');
const workYears = new RegExp(`(?<!\\p{L})(?:years|year|decades|months|summers|weeks|career|life|days|år|måneder|sesonger|laid off|made redundant|redundancy|let go|phased return|return|returning|went back|going back|back|signed off|off sick|interview|tilbake|avskjediget|sagt opp|intervju|oppgave) (?:(?:at|with|for|from|to|på|hos|i|ved|fra|til)) (?:the |selve )?(${phrase})(?=[ ,.!?;]|$)`, 'gu');
const stands = new RegExp(`(?<![\\p{L}])(${phrase}) (?:(?:has|have|had|were|was|let|sacked|paid|pay|gave|kept|made|har|ga|sa|lot|var|holdt|sparka|sparket) (?:\\p{L}+ ){0,3}(?:me|us|my|decent|good|great|brilliant|kind|understanding|supportive|awful|redundant|patient|fair|meg|oss|snille|greie|flinke|tålmodige|forståelsesfulle)|management|headquarters|head office|depot|warehouse|factory|yard|branch|ledelsen|hovedkontor|lageret|fabrikken|verftet|wants? me|want another|wants another|keeps? asking|vil ha meg|ville ha meg|vil ikke ha meg|spør når)(?!\\p{L})`, 'gu');
const company = new RegExp(`(?<![\\p{L}])(${capital}(?: (?:${capital}|&|and|og)){0,4}?) (?:AS|ASA|Ltd\\.?|Limited|PLC|plc|LLP|Inc\\.?|& Sons|and Sons|& Co|BV|GmbH|Kommune|kommune)(?!\\p{L})`, 'gu');
const knownEmployers = new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyOf([...employers].map((name) => name.replace(/(^|[ -])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase())))})(?![\\p{L}\\p{N}])`, 'gu');
/** Names that are words as well. */
const shops = /^(?:next|boots|apple|meta|normal|power|extra|joker|spar|bring|sky|subway|iceland|shell|lyse|hydro|backe|obs|primark|amazon|google|microsoft|posten|nav|norwegian|sas|if|coop|spar|circle k|nina|toma|iss|orkla|vg|nrk|bbc|itv|tv2|costa|starbucks|mcdonald's|netflix)$/;
const working = edges(`years|let (?:me|us|him|her) go|sa (?:meg|oss) opp|sagt opp|år|reception|work|works|worked|working|job|jobs|shift|shifts|boss|desk|desk job|office|colleagues?|hr|contract|wages|pay|half pay|full pay|sick pay|sick leave|payslip|moved me|earlies|lates|nights|morgenvakt|kveldsvakt|nattevakt|phased|redundan(?:t|cy)|pension|uniform|stool|manager|supervisor|occupational health|dispense|employed|jobb|jobber|jobba|jobbet|jobben|kontorplass|kontor|sjef|sjefen|vakt|vakta|vakter|kollega|kollegaene|lønn|sykelønn|oppsigelse|permittert|sykmeldt|sykmelding|leder|lederen|pensjon|uniform`);
const around = (reading: Reading, start: number) => reading.low.slice(Math.max(0, reading.sentenceAt(start).start - 80), Math.min(reading.low.length, reading.sentenceAt(start).end + 80));
const doing = new RegExp(`(?<!\\p{L})(?:i|we|jeg|I|Jeg) ((?:\\p{L}+ ){1,3})(?:at|for|hos|på) (${phrase})`, 'gu');
const visiting = /(?:shop|cried|cry|bought|buy|saw|fell|queue|was|were|went|met|got|am|stood|sat|faint|eat|ate|look|wait|order|stop|pop|call|collapsed|had|handler|gråt|grein|kjøpte|så|falt|sto|stod|var|gikk|møtte|satt|besvimte|spiste|ventet|bestilte)/;
const roleIn = new RegExp(`(?<!\\p{L})(?:er|var|som|am|was|as an?|i'm an?) (?:\\p{L}+ )?\\p{L}+ (?:i|hos|på|for|ved|at|with) (${phrase})`, 'gu');
const noEmployer = /^(?:nhs|the nhs|nav|it|hr|a&e|icu|itu|english|norwegian|christmas|easter|covid|god|god's|home|me|monday|january|london|social|the civil service|civil service|council|the council|i|on|off|sick|pip|esa|uc|ppe|adhd|me\/cfs|oslo|norge|norway|summer|latin|north sea|nordsjøen|jul|påske|zoom|teams|jobb|facebook|instagram|type|ms|dla|long covid|lockdown|brexit)$/i;

function employersIn(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (start: number, raw: string, lead: string) => {
    const text = trimmed(raw.split(/ (?:i|på) (?=\p{Lu})/u)[0]!);
    const low = text.toLowerCase();
    const head = low.split(' ')[0]!;
    if (noEmployer.test(low) || plainCapitals.has(head) && !employers.has(low) || text.length < 2 || found.some((one) => one.start < start + text.length && start < one.end)) return;
    const isPlace = bigPlaces.has(low) || smallPlaces.has(low) || bigPlaces.has(low.replace(/^the /, ''));
    if (isPlace && !employers.has(low)) return;
    if (/ (?:in|i|from|fra)(?: the)? $/.test(lead) && !employers.has(low) && !/(?:ltd|limited|plc|as|asa|council|bank|centre|center|library|museum|hotel|kommune|bibliotek|museum|hotell|bakeri|fiskeri|verft|fabrikk|fabrikken|avis|etaten|verket|universitet|mine|factory|foods|farm|nursery|station|prison|fire|police|post|school|barnehage|skole|sykehjem|senter|senteret|&|sparebank|direktoratet|departementet)$/i.test(low)) return;
    if (/ (?:at|for|from|with|by) $/.test(lead) && (first.has(head) && !/[ &]|'s/.test(text) || /^(?:Dr|Mr|Mrs|Ms)\.?$/.test(text.split(' ')[0]!))) return;
    if (/(?:watch|read|film|series|book|see|listen)/.test(lead)) return;
    found.push(at('employer', start, text));
  };
  for (const pattern of [workEn, workNb, employerIs, workYears]) for (const hit of all(reading.eased, pattern)) add(tail(hit, hit[1]!), hit[1]!, hit[0].slice(0, -hit[1]!.length));
  for (const hit of all(reading.plain, workWhere)) add(hit.index, hit[1]!.replace(/^(?:The|At|In|From) /, (lead) => lead), ' at ');
  for (const hit of all(reading.plain, knownEmployers)) if (hit[0].length > 3 && !shops.test(hit[0].toLowerCase()) && has(working, around(reading, hit.index))) add(hit.index, hit[0], ' at ');
  for (const hit of all(reading.eased, doing)) if (employers.has(hit[2]!.toLowerCase()) && !visiting.test(hit[1]!)) add(tail(hit, hit[2]!), hit[2]!, ' at ');
  for (const hit of all(reading.eased, roleIn)) if (employers.has(hit[1]!.toLowerCase())) add(tail(hit, hit[1]!), hit[1]!, ' at ');
  for (const hit of all(reading.plain, stands)) if (employers.has(hit[1]!.toLowerCase()) && hit[1]!.length > 2) add(hit.index, hit[1]!, ' at ');
  for (const hit of all(reading.plain, company)) if (!plainCapitals.has(hit[1]!.toLowerCase())) add(hit.index, hit[0], ' at ');
  for (const hit of all(reading.low, /(?<!\p{L})(?:work(?:ing|ed|s)?|job|shifts?|employed|jobber|jobba|jobbet|ansatt|vakt|jobb|butikken|kassa) (?:\p{L}+ ){0,3}?(?:at|for|in|på|hos|i) (?:the )?([\p{L}\d&'. -]{3,22})(?!\p{L})/gu)) {
    const start = hit.index + hit[0].length - hit[1]!.length;
    const [one = '', two = ''] = hit[1]!.split(' ');
    const name = [`${one} ${two}`, one].map((name) => name.replace(/[.,]$/, '')).find((name) => employers.has(name) && name.length > 3 && !/^(?:next|boots|apple|meta|normal|power|extra|joker|spar|bring|sky|subway|iceland|shell|lyse|hydro|elkem|backe)$/.test(name));
    if (name && !found.some((other) => other.start <= start && start < other.end)) found.push(at('employer', start, name));
  }
  return found;
}

const schoolEn = new RegExp(`(?<![\\p{L}])(${capital}(?: (?:${capital}|of|the|and|&)){0,4}?) (?:(?:Primary|High|Infant|Infants|Junior|Grammar|Secondary|Middle|Nursery|Community|Special|Girls'|Boys'|Village|Church of England|CofE|C of E|Catholic|Community Primary|CE Primary) (?:School|Academy|College)|School|Academy|College|University|Primary|Infants|Juniors|Grammar|Comprehensive|Comp|Nursery|Sixth Form|Kindergarten|Preschool|Pre-school|High|Uni|uni|primary school|primary|high school|secondary|school|nursery|academy|college|university)(?!\\p{L})`, 'gu');
const schoolOf = /(?<![\p{L}])(?:University|College|Academy|School|uni|university) (?:of|in) (?:the )?\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?/gu;
const schoolNb = new RegExp(`(?<![\\p{L}])(${capital}(?: (?:${capital}|og)){0,2}?) (?:skole|skule|barneskole|barneskule|ungdomsskole|ungdomsskule|videregående|vidaregåande|vgs|VGS|barnehage|barnehave|folkehøgskole|folkehøyskole|folkehøgskule|høgskole|høyskole|høgskule|universitet|katedralskole|fagskole|oppvekstsenter|montessoriskole|steinerskole|SFO|idrettsbarnehage|friskole|naturbruk)(?!\\p{L})`, 'gu');
const schoolNames = /(?<![\p{L}])(?:NTNU|UiO|UiB|UiT|UiS|UiA|NMBU|HVL|OsloMet|USN|Universitetet i \p{Lu}\p{L}+|Høgskolen i \p{Lu}\p{L}+|Høgskulen i \p{Lu}\p{L}+|LSE|UCL|UEA|UCLan|SOAS|MMU|\p{Lu}\p{L}{3,20}skolen|\p{Lu}\p{L}{3,20}skulen|\p{Lu}\p{L}{3,20}barnehagen?)(?!\p{L})/gu;
const schoolAt = /(?<!\p{L})(?:school|primary|nursery|college|skolen|barneskolen|ungdomsskolen|videregående|barnehagen|folkehøgskolen|skulen|sfo) (?:in|at|i|på|ved) (\p{Lu}[\p{L}-]+)/gu;

function schools(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (start: number, text: string) => found.some((one) => one.start < start + text.length && start < one.end) || found.push(at('school', start, text));
  for (const pattern of [schoolEn, schoolNb]) {
    for (const hit of all(reading.plain, pattern)) {
      let [start, text] = [hit.index, hit[0]];
      for (let word = /^(\S+) /.exec(text); word && (general.test(word[1]!) || plainCapitals.has(word[1]!.toLowerCase())); word = /^(\S+) /.exec(text)) [start, text] = [start + word[0].length, text.slice(word[0].length)];
      if (!/ /.test(text) || bigPlaces.has(text.toLowerCase()) || /^(?:Open|Hogwarts|Royal College|Recovery|Khan|Old|Christian|Waldorf|Steiner|Montessori) ?/.test(text) || /^\p{Lu}\p{L}+ (?:High|Comp)$/u.test(text) && !/(?:at|to|from|attend|attends) $/.test(before(reading, start, 12))) continue;
      if (/^(?:\p{L}+) (?:school|primary|nursery|secondary|college|academy)$/u.test(text) && hit[0] !== text) continue;
      add(start, text);
    }
  }
  for (const pattern of [schoolOf, schoolNames]) for (const hit of all(reading.plain, pattern)) if (!/^(?:Folkehøg|Videregående|Sommer|Høg|Høy|Barne|Ungdoms|Grunn|Musikk|Kultur|Natur|Steiner|Montessori|Husmor|Bibel|Kjøre|Sykepleier|Smerte|Mestrings|Revmatisme|Diabetes|Astma|Hjerte|Lærings|Søndags|Trafikk|Brevs)\p{Ll}*(?:skolen|skulen|barnehagen?)$/u.test(hit[0]) && !/^School of (?:Hard|Life|Rock|Thought)/i.test(hit[0])) add(hit.index, hit[0]);
  for (const hit of all(reading.plain, schoolAt)) if (!bigPlaces.has(hit[1]!.toLowerCase()) && !plainCapitals.has(hit[1]!.toLowerCase()) && !first.has(hit[1]!.toLowerCase())) add(hit.index, hit[0]);
  return found;
}

const jobBare = new RegExp(`(?<!\\p{L})(?:i was|i am|i'm|served as|elected|appointed|ordained as|being|became|made) (${anyOf(jobs)}) (?:of|at|for|in|here)(?!\\p{L})`, 'gu');
const jobCue = new RegExp(`(?<!\\p{L})(?:(?:i'm|i am|im|i was|i've been|i work as|i worked as|work as|working as|worked as|job as|my job as|my work as|life as|being|years as|years of being|decades as|time as|started out as|career as|day job as|my day job is|as|my job is|trained as|retired|former|ex|still|used to be|became|is|was|he's|she's|who's) (?:now )?(?:a|an|the|our|the local|the only|the village|the town)|(?:jeg er|jeg var|eg er|er|var|jobber som|jobba som|jobbet som|arbeider som|yrket mitt er|jobben min som|som|livet som|utdannet|tidligere|pensjonert|ble|blitt|å være)(?: (?:en|ei|et|eneste|den eneste|lokal|kommunens|bygdas))?) (?:(?:\\p{L}+|retired|former|professional|full-time|part-time|freelance|local|qualified|self-employed|trained|deltids|pensjonert|tidligere|frilans|profesjonell|selvstendig) )?(${anyOf(jobs)})(?!\\p{L})`, 'gu');
/** Whoever keeps the one shop is known to all who buy there. */
const running = edges(`(?:i|we|my husband and i|my wife and i|jeg|vi|mannen min og jeg) (?:still |used to |have always |also )?(?:run|ran|own|owned|keep|kept|manage|managed|driver|drev|drifter|eier|eide|leder) (?:the|our|a|an|den|det|en|et|vårt|vår)? ?(?:only |local |village |little |small |island |harbour |eneste |lille |lokale )*(?:pub|inn|shop|bakery|post office|chippy|chip shop|garage|b&b|guest ?house|campsite|caravan site|hotel|farm shop|farm|tearoom|tea room|bookshop|florist|butcher'?s|ferry|riding school|kennels|nursery|museum|cinema|brewery|lighthouse|puben|pub|kroa|butikken|butikk|bakeriet|bakeri|landhandelen|landhandel|bensinstasjonen|campingplassen|campingplass|hotellet|gjestehuset|gjestehus|kafeen|gardsbutikk|gårdsbutikk|rideskolen|rideskole|ferga|museet|kinoen|bryggeriet|blomsterbutikken|verkstedet)`);
const onlyOne = /(?<!\p{L})(?:i'm|i am|im|as|being|was) the (?:only|first|last|youngest|oldest) (?:(?:\p{L}+[ -]){0,3}?)(\p{L}+(?:er|or|ist|ian|man|woman|nurse|midwife|vet|chef|cook|doctor|gp|dentist|plumber|clerk|guide|priest|judge|pilot|minister|pharmacist|mayor|wheelchair user)) (?:in|at|on|for) (?:the|our|my|this|\p{L}+)(?: (?:whole|entire|small|little))? (?:town|village|island|county|school|hospital|department|valley|parish|district|area|office|team|country|\p{L}{3,})/gu;
const onlyNb = /(?<!\p{L})(?:jeg er|eg er|som|er|var) (?:den|det)? ?(?:eneste|første|yngste|eldste) (?:(?:kvinnelige|mannlige|faste) )?(\p{L}+(?:er|ør|ist|og|lege|ske|mann|kvinne|pleier|mor|fører|arbeider|prest|vakt|ant|ent)) (?:i|på|ved|her) (?:hele |denne )?(?:bygda|kommunen|byen|øya|dalen|fylket|skolen|sykehuset|avdelingen|landet|distriktet|området|\p{L}{3,})/gu;

function uncommonJobs(reading: Reading): Found[] {
  const found: Found[] = [];
  for (const hit of [...all(reading.low, jobCue), ...all(reading.low, jobBare)]) {
    const start = hit.index + hit[0].lastIndexOf(hit[1]!);
    if (/(?:not|never|wish|want(?:ed)? to be|dream|like|as if|ikke|aldri|skulle ønske|vil bli|drømte om å bli|feel like|felt like)(?: \p{L}+){0,2} ?$/u.test(before(reading, hit.index, 24)) || /^ of my own|^ in (?:a|the) (?:film|book|game|play)/.test(after(reading, start + hit[1]!.length, 20))) continue;
    found.push(at('uncommon-job', start, hit[1]!));
  }
  for (const hit of all(reading.low, running)) if (!found.some((one) => one.start < hit.index + hit[0].length && hit.index < one.end)) found.push(at('uncommon-job', hit.index, hit[0]));
  for (const pattern of [onlyOne, onlyNb]) {
    for (const hit of all(reading.low, pattern)) {
      if (/(?:^|-)(?:one|person|sister|brother|daughter|mother|father|sufferer|member|user|other|survivor|søster|bror|datter|mor|far|medlem)$/.test(hit[1]!) && !/wheelchair user/.test(hit[1]!) || /(?:in|at|i|på) (?:my|the|hele|min)? ?(?:family|world|house|room|universe|life|familie|familien|verden|huset|rommet)/.test(hit[0])) continue;
      if (!found.some((one) => one.start < hit.index + hit[0].length && hit.index < one.end)) found.push(at('uncommon-job', hit.index, hit[0], { anchor: true }));
      else found.find((one) => one.start < hit.index + hit[0].length && hit.index < one.end)!.anchor = true;
    }
  }
  return found;
}

const shortRare = new Set(rare.filter((one) => one.length <= 5));
const rareLong = edges(`(?:${anyOf(rare.filter((one) => one.length > 5))})(?:en|n|s)?`); // ataksien
const rareShort = new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyOf([...shortRare].map((one) => one.toUpperCase()))})(?![\\p{L}\\p{N}])`, 'gu');
const rareSaid = edges(anyOf(rareCues));

const onlyCase = edges(`(?:the )?only (?:one|person|case|patient|woman|man|child|kid|family|people) (?:\\p{L}+ )?(?:in|on) (?:the |our |this |my |all |whole of |all of )?(?:\\p{L}+ ){1,3}(?:with|who has|who have|that has)|(?:den|det) eneste (?:\\p{L}+ )?(?:i|på) (?:hele )?(?:\\p{L}+ ){1,2}(?:med|som har)`);

function rareConditions(reading: Reading): Found[] {
  const found: Found[] = [];
  for (const hit of all(reading.low, rareLong)) found.push(at('rare-condition', hit.index, hit[0], { anchor: true }));
  for (const hit of all(reading.plain, rareShort)) found.push(at('rare-condition', hit.index, hit[0], { anchor: true }));
  for (const hit of all(reading.low, onlyCase)) found.push(at('rare-condition', hit.index, /^.*?(?= (?:in|on|i|på) )/u.exec(hit[0])![0], { anchor: true }));
  for (const hit of all(reading.low, rareSaid)) if (!/(?:not a|isn't a|ikke en|no) $/.test(before(reading, hit.index, 12))) found.push(at('rare-condition', hit.index, hit[0], { anchor: true }));
  return found;
}

/** A school or a surgery that carries a small place's name tells the place too. */
const withPlace = (reading: Reading, found: Found[]): Found[] =>
  found.map((one) => (reading.low.slice(one.start, one.end).split(/[ ,]/).some((word) => smallPlaces.has(word) && word.length > 3) ? { ...one, tellsPlace: true } : one));

export const life = (reading: Reading): Found[] =>
  [...withPlace(reading, [...clinicsIn(reading), ...schools(reading), ...employersIn(reading)]), ...uncommonJobs(reading), ...rareConditions(reading)];
