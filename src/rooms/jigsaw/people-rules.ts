/** Other people: relatives by name, clinicians by name, members whose secret would be told. */
import type { Found } from '#jigsaw/clue-rules';
import { model } from '#jigsaw/learned-rules';
import { bigPlaces, famous, first, last, plainCapitals, publicWords, smallPlaces } from '#jigsaw/lists';
import { endsLikeName, isPet } from '#jigsaw/name-rules';
import { after, all, before, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';
import { relations, relationsEn, relationsNb } from '#jigsaw/whose-rules';

const nameWord = String.raw`\p{Lu}\p{Ll}[\p{L}'-]*`;
const adjectives = '(?:\\p{L}+[ -]){0,3}';
const relativeBefore = [
  new RegExp(`(?<!\\p{L})(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir) ${adjectives}(?:${relationsEn})(?:'s| is| was)?(?:,? (?:name is|name's|called|named|whose name is|name|who is called))?,? (?:- )?\\(?"?(${nameWord})(?:(?:,| and|, and| &) (${nameWord}))?`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Mm]in|[Mm]i|[Mm]itt|[Mm]ine|[Vv]år|[Vv]åre) (?:\\p{L}+ ){0,2}(?:${relationsNb})(?:,? (?:som )?(?:heter|heiter))?,? \\(?(${nameWord})(?:(?:,| og|, og) (${nameWord}))?`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:${relationsNb}|[${''}\\p{Lu}](?:${relationsNb.replace(/(^|\|)\p{L}/gu, '$1')})) (?:min|mi|mitt|mine|vår|våre)(?:,? (?:som )?(?:heter|heiter))?,? \\(?(${nameWord})(?:(?:,| og|, og) (${nameWord}))?`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Ww]ife|[Hh]usband|[Pp]artner|[Dd]aughter|[Ss]on|[Bb]rother|[Ss]ister|[Mm]um|[Dd]ad|[Oo]ther half|[Kk]ona|[Mm]annen|[Ss]amboeren|[Ss]ønnen|[Dd]attera|[Dd]atteren)(?:'s| is| er)? (?:called|named|heter|name is) (${nameWord})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Ee]ldstemann|[Mm]instemann|[Ee]ldste|[Yy]ngste|[Ee]ldst|[Yy]ngst|[Vv]eslejenta|[Vv]eslegutten),? (${nameWord})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Mm]um|[Mm]am|[Dd]ad|[Mm]ummy|[Dd]addy|[Mm]other|[Ff]ather|[Gg]ran|[Gg]randma|[Gg]randad|[Gg]randmother|[Nn]an|[Ww]ife|[Hh]usband|[Pp]artner|[Cc]arer) (?:to|of) (?:${adjectives})(${nameWord})(?:(?:,| and|, and| &) (${nameWord}))?`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Mm]amma|[Pp]appa|[Mm]or|[Ff]ar|[Bb]estemor|[Bb]estefar|[Mm]ormor|[Ff]armor|[Gg]ift med|[Ss]amboer med|[Kk]one til|[Mm]ann til) (?:til )?(?:${adjectives})(${nameWord})(?:(?:,| og|, og) (${nameWord}))?`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:hubby|missus|datter|sønn|datteren|sønnen|mannen|kona|samboeren|søsteren|søstera|broren|husband|wife|daughter|son|sister|brother|[Aa]untie?|[Aa]unty|[Uu]ncle|[Oo]nkel|[Tt]ante|[Bb]esta|[Gg]randma|[Nn]ana|[Gg]randad|[Cc]ousin|[Nn]ephew|[Nn]iece),? (?:called |named |som heter |heter )?\\(?(${nameWord})(?:(?:,| and| og) (${nameWord}))?`, 'gu')
];
const relativeAfter = [
  new RegExp(`(${nameWord})(?:,| -| \\(|, who is| er| is|'s| was| var) ?(?:my|our|min|mi|vår) (?:\\p{L}+[ -]){0,2}(?:${relationsEn}|${relationsNb})(?!\\p{L})`, 'gu'),
  new RegExp(`(${nameWord}),? \\(?(?:${relationsNb}) (?:min|mi|vår)(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Mm]y|[Oo]ur) (${nameWord}) (?:is|was|has|turned|started|who|got|had)(?!\\p{L})`, 'gu')
];

function isPersonName(reading: Reading, text: string, start: number): boolean {
  const low = text.toLowerCase().replace(/'s$/, '');
  if (plainCapitals.has(low) || publicWords.has(low) || reading.known.has(low) || low.length < 2) return false;
  if (famous.has(reading.low.slice(start, start + 30).split(/[^\p{L}'-]+/u).slice(0, 2).join(' '))) return false;
  if (first.has(low) || (low.includes('-') && low.split('-').every((part) => first.has(part)))) return true;
  return !bigPlaces.has(low) && !smallPlaces.has(low) && !/^(?:type|stage|team|university|hospital|facebook|netflix|grade|year|nhs|tesco|asda|sky|dad|mum|mam|gran|god|mamma|pappa|mormor|farmor|bestemor|adhd|asd|autism|alzheimers?|dementia|parkinsons?|covid|crohns?|ms)$/.test(low) && !/^\p{Lu}+$/u.test(text);
}

/** Said of somebody by name, it is theirs to tell. */
const secret = edges(`(?:nobody|no one|noone) (?:else )?(?:knows|at work knows|in the family knows)|(?:doesn't|does not|didn't|wouldn't|don't) want (?:anyone|anybody|people|the family|her|him|them|it) (?:to know|to find out|getting out|known)|(?:hasn't|has not|haven't|not) told (?:anyone|anybody|her|his|their|the family|work)|(?:a|her|his|their) secret|keeping it (?:quiet|secret|from)|ingen vet|ingen andre vet|vil ikke at (?:noen|folk|familien) (?:skal|får) vite|har ikke (?:fortalt|sagt) det til|holder det hemmelig|hemmelig(?:het)?|tror ingen vet`);

/** Relatives, friends and neighbours by their first name: a clue that counts. */
function relatives(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (text: string | undefined, start: number, sure: boolean) => {
    if (!text || start < 0 || found.some((one) => one.start === start)) return;
    const name = text.replace(/'s?$/, '');
    const low = name.toLowerCase();
    if (!isPersonName(reading, name, start) || (!sure && !first.has(low)) || isPet(reading, start, start + name.length)) return;
    const isSecret = has(secret, sentence(reading, start));
    found.push({ kind: isSecret ? 'other-person' : 'relative', start, end: start + name.length, others: true, ...(isSecret ? { alone: true } : {}) });
  };
  for (const pattern of relativeBefore) {
    for (const hit of all(reading.eased, pattern)) {
      const from = hit.index + hit[0].length - (hit[2] ? hit[0].length - hit[0].indexOf(hit[1]!, hit[0].length - hit[2].length - hit[1]!.length - 6) : hit[1]!.length);
      if (/(?:dog|cat|hund|katt|hest|horse|pony)/.test(hit[0].toLowerCase())) continue;
      add(hit[1], from, first.has(hit[1]!.toLowerCase()) || /called|named|heter|name/.test(hit[0]) || !/[ei]s? \p{Lu}/u.test(hit[0].slice(-hit[1]!.length - 3)));
      if (hit[2]) add(hit[2], hit.index + hit[0].length - hit[2].length, false);
    }
  }
  for (const pattern of relativeAfter) for (const hit of all(reading.plain, pattern)) add(hit[1], hit.index + hit[0].indexOf(hit[1]!), false);
  return found;
}

const careEn = 'gp|doctor|nurse|consultant|specialist nurse|specialist|therapist|counsellor|counselor|psychologist|psychiatrist|rheumatologist|neurologist|gastroenterologist|cardiologist|dermatologist|endocrinologist|oncologist|surgeon|physio|physiotherapist|occupational therapist|ot|dietitian|dietician|cpn|keyworker|key worker|care coordinator|social worker|support worker|case worker|midwife|health visitor|dentist|carer|pharmacist|chiropractor|osteopath|podiatrist|receptionist|registrar|ward sister|matron|professor|practice nurse|ms nurse|ibd nurse|link worker|work coach|advisor';
const careNb = 'fastlegen|fastlege|legen|lege|overlegen|overlege|sykepleieren|sykepleier|sjukepleier|psykologen|psykolog|psykiateren|psykiater|behandleren|behandler|terapeuten|terapeut|fysioterapeuten|fysioterapeut|fysioen|fysio|ergoterapeuten|ergoterapeut|nevrologen|nevrolog|revmatologen|revmatolog|kirurgen|kirurg|hudlegen|kardiologen|kardiolog|onkologen|onkolog|spesialisten|spesialist|jordmora|jordmoren|jordmor|tannlegen|tannlege|helsesykepleier|helsesykepleieren|koordinatoren|koordinator|saksbehandleren|saksbehandler|miljøterapeuten|miljøterapeut|sosionomen|sosionom|ernæringsfysiologen|hjemmesykepleieren|støttekontakten|støttekontakt|kontaktpersonen|kontaktperson|veilederen|ruskonsulenten|farmasøyten|logopeden|professor|kiropraktoren|kiropraktor|naprapaten|osteopaten';
const titled = new RegExp(`(?<![\\p{L}])(?:[Dd]r\\.?|[Dd]oktor|[Dd]octor|[Pp]rof\\.?|[Pp]rofessor|[Nn]urse|[Cc]onsultant|[Oo]verlege|[Ff]astlege|[Ll]ege|[Pp]sykolog|[Ss]ykepleier|[Pp]sykiater|[Mm]r\\.?|[Mm]rs\\.?|[Mm]s\\.?|[Mm]iss|[Mm]x) (?:(?:\\p{Lu}\\.? )?(${nameWord}|\\p{Lu}'?\\p{L}+)(?: (${nameWord}))?)`, 'gu');
const noDoctor = /^(?:google|atkins|mosley|xand|ranj|ranganathan|hilary|kellogg|scholl|scholls|martens|oetker|ratched|nightingale|who|phil|pepper|martens|marten|house|strange|foster|jekyll|watson|seuss|evil|doolittle|dolittle|dre|oz|frankenstein|dropin|bach|bean|darcy|doubtfire|brown's|brown|tumble|motivator|blobby|men|poppins|potato|magoo|marple|piggy|hinch|america|world|universe|havisham|dalloway|claus|right|bennet|robot|incredible|nice|grumpy|happy|sassoon|jackie|joe|gundersen|internet|youtube|chatgpt|robotnik|kildare|quinn|shepherd|grey|hannibal|lecter|snuggles|whiskers|proktor|zhivago|mengele|stefan|alban|feelgood|med|i|på|som|har|er)$/;
const cared = [
  new RegExp(`(?<!\\p{L})(?:(?:[Mm]y|[Oo]ur|[Tt]he|[Aa]|[Hh]er|[Hh]is|[Dd]aughter's|[Ss]on's) (?:\\p{L}+[ -]){0,3})?(?:${careEn})(?:'s name is|'s called| is called| called| named|, whose name is)?,? \\(?(${nameWord})(?: (${nameWord}))?`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:${careNb})(?: (?:min|mi|vår|hennes|hans))?(?:,? som heter| heter|,)? \\(?(${nameWord})(?: (${nameWord}))?`, 'gu'),
  new RegExp(`()(?<!\\p{L})(${nameWord}),? (?:is )?(?:my|the|our|min|fra|på) (?:\\p{L}+[ -]){0,2}(?:${careEn}|${careNb})(?!\\p{L})`, 'gu'),
  new RegExp(`()(?<!\\p{L})(${nameWord}),? (?:${careNb})(?: min)?(?!\\p{L})`, 'gu')
];
/** What somebody did wrong: said of a person by name, it is theirs to answer, not the forum's. */
const accusing = edges(`negligen(?:t|ce)|malpractice|struck off|incompeten(?:t|ce)|misdiagnos(?:ed|is)|botched|lied|liar|lying|groped|touched me|assault(?:ed)?|abus(?:ed|ive|er)|bullied|bully|drunk|useless|bommet|bomma|killed|nearly killed|ruined|butcher(?:ed)?|dangerous|shouted|screamed|told (?:my|our) business|told (?:everyone|everybody|the whole)|blabb(?:ed|ing)|gossip(?:s|ed|ing)?|fortalte (?:alle|hele|det videre)|sladr\\p{L}*|sladd\\p{L}*|laughed at|humiliated|falsified|covered up|covering up|report(?:ed)? (?:him|her|them)|complaint|complained|sue|suing|sacked|fired|racist|sexist|pervert|creep|stole|steals|stealing|fraud|gaslit|gaslighting|refused to|wrong (?:leg|dose|drug|medicine|knee|side)|affair|uaktsom|uaktsomhet|feilbehandl(?:et|ing)|feildiagnose|løy|lyver|løgner|inkompetent|udugelig|elendig|overgrep|trakassert|mobbet|mobba|tafset|tafsa|full på jobb|beruset|ødela|ødelagt|drepte|farlig|klage på|klaget|klaga|anmeldt|anmelder|anmelde|politianmeldt|saksøke|rasist|skrek|ydmyk(?:et|a)|svindel|svindler|stjal|stjeler|juksa|jukset|feil (?:medisin|dose|kne|side)|utro|npe-sak|pasientskade|left a \\p{L}+ in|as if nothing happened|(?:don't|do not|never) let|stay (?:well )?away from|steer clear of|avoid (?:him|her)|helping (?:him|her)self to|should(?:n't| not| never) (?:be allowed|have a licence|practise)|lost (?:his|her) licen[cs]e|lo (?:meg|av meg)|lo meg rett|mista? lisensen|miste lisensen|hold dere unna|styr unna|glemte igjen|disgrace|told me i was|wrong (?:pills|tablets|meds|patient)|fell asleep|on (?:her|his) phone the whole|smelt of drink|rolled (?:her|his) eyes|sov i timen|sovna|sovnet|skandale|burde skamme|skal skamme|feil (?:piller|tabletter|pasient)|lukta sprit|luktet sprit|himla med|tok feil av|uskikka|uskikket`);

function clinicians(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (start: number, end: number, isClinician: boolean) => {
    if (found.some((one) => one.start < end && start < one.end) || isPet(reading, start, end)) return;
    const isAccused = has(accusing, sentence(reading, start)) || has(accusing, after(reading, end, 160));
    found.push(isAccused ? { kind: 'other-person', start, end, alone: true, others: true } : { kind: isClinician ? 'clinician' : 'relative', start, end, others: true });
  };
  for (const hit of all(reading.plain, titled)) {
    const low = hit[1]!.toLowerCase().replace(/'s$/, '');
    if (noDoctor.test(low) || plainCapitals.has(low) || (bigPlaces.has(low) && !last.has(low)) || reading.known.has(low)) continue;
    if (famous.has(`${low} ${hit[2]?.toLowerCase() ?? ''}`.trim()) || famous.has(`mr ${low}`)) continue;
    if (has(edges('series|serie|film|book|podcast|show|episode|episoden|character|bok|boka|tv|netflix|nrk'), before(reading, hit.index, 30)) || has(edges('on (?:the )?(?:telly|tv|television|radio)|på (?:tv|radio)'), sentence(reading, hit.index))) continue;
    const isSmall = /^(?:lege|psykolog|sykepleier|psykiater|consultant|professor|doctor|nurse|miss)/.test(hit[0]);
    if (isSmall && !first.has(low) && !last.has(low) && !endsLikeName(low) && model.rarity(low) > 0) continue;
    const second = hit[2] && (last.has(hit[2].toLowerCase()) || first.has(low) && !plainCapitals.has(hit[2].toLowerCase())) ? hit[0].length : hit[0].length - (hit[2] ? hit[2].length + 1 : 0);
    const end = hit.index + second - (reading.low.slice(0, hit.index + second).endsWith("'s") ? 2 : 0);
    add(hit.index, end, !/^[Mm](?:r|rs|s|iss|x)\.? /.test(hit[0]) || new RegExp(careEn).test(sentence(reading, hit.index)) || /(?:surgery|operation|clinic|operate|hospital|infirmary|did my|took out|fixed my|scan|results|opererte|sykehus)/.test(sentence(reading, hit.index)) || /^ (?:at|from|in|på|ved|fra) \p{Lu}/u.test(reading.plain.slice(end, end + 10)));
  }
  for (const pattern of cared) {
    for (const hit of all(reading.eased, pattern)) {
      const name = hit[1] || hit[2]!;
      const start = hit[1] ? hit.index + hit[0].lastIndexOf(hit[1], hit[0].length - (hit[2] ? hit[2].length + 1 + hit[1].length : hit[1].length)) : hit.index;
      const low = name.toLowerCase().replace(/'s$/, '');
      if (!first.has(low) && !last.has(low) || plainCapitals.has(low) || noDoctor.test(low) || reading.known.has(low)) continue;
      const withLast = hit[1] && hit[2] && last.has(hit[2].toLowerCase()) ? hit[2].length + 1 : 0;
      add(start, start + name.replace(/'s$/, '').length + withLast, true);
    }
  }
  return found;
}

const outside = 'headmistress|headmaster|head teacher|headteacher|doctor|gp|nurse|vicar|postman|postie|hairdresser|dentist|lecturer|tutor|librarian|chemist|barber|councillor|landlady|bus driver|classmate|rektoren|rektor|legen|fastlegen|sykepleieren|presten|frisøren|tannlegen|bibliotekaren|postmannen|bussjåføren|klassekameraten|klassekamerat|ordføreren|bakeren|fetteren|kusina|naboen|nabo|kollegaen|kollega|sjefen|læreren|treneren';
const somebody = String.raw`(?:@?\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)`;
const outings = [
  new RegExp(`(${somebody})(?:'s|s)?(?: sitt| sin)? (?:real|actual|true|proper|full|ekte|egentlige|virkelige) (?:name|navn|identity|identitet)(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Tt]he )?real name of (${somebody})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:his|her|their|hans|hennes|deres) (?:real|actual|true|ekte|egentlige|virkelige) (?:name|navn)(?: is|'s| er)? (${somebody})`, 'gu'),
  new RegExp(`(${somebody}) (?:heter|hete|heiter) (?:jo )?(?:egentlig|i virkeligheten|i virkelige livet)(?: (${somebody}))?`, 'gu'),
  new RegExp(`(?<!\\p{L})[Ii] (?:think |now |finally |actually )?(?:know|worked out|figured out|found out|realised|realized|can tell|recognised|recognized|guessed|bet i know) (?:exactly )?(?:who )?(${somebody})(?: (?:here|on here|on this forum|on the forum|from here))? (?:is|really is|actually is|from|in real life|irl|at|as)(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})[Jj]eg (?:tror jeg |vet |skjønte |fant ut |kjente |kjenner )?(?:vet|skjønte|skjønner|fant ut|kjente|kjenner|gjenkjente)? ?(?:nok |jo )?(?:igjen )?(?:hvem )?(${somebody})(?: (?:her|her inne|her på forumet|på forumet|fra forumet))?(?: (?:er|egentlig|igjen|fra|på))(?!\\p{L})`, 'gu'),
  new RegExp(`(${somebody})(?: here| on here| from here| on this forum| her inne| her på forumet| fra forumet| her)?,? (?:is|er|is actually|er egentlig|is really|must be|må være) (?:actually |really |in real life |egentlig |faktisk |jo )?(?:my|our|the|a|min|hun|han|dama|mannen|jenta|naboen|kollegaen|læreren) (?:\\p{L}+ ){0,3}(?:who|from|that|at|in|next door|neighbou?r|colleague|boss|teacher|cousin|som|fra|på|i|nabo|kollega|sjef)(?!\\p{L})`, 'gu'),
  new RegExp(`(${somebody})(?: here| on here| from here| on this forum| her inne| fra forumet),? (?:lives|works|is married|teaches|goes to|drives|bor|jobber|er gift|underviser|går på|kjører)(?!\\p{L})`, 'gu')
];
const gathering = '(?:café|cafe|cafés|kafé|kafeen|kaféen|kafétreff|kafétreffet|treffet|meet-up|meetup|gathering|group|gruppa)';
outings.push(
  new RegExp(`(?:met|saw|recognised|recognized|spoke to|sat with|sat next to|know|møtte|så|traff|satt med|kjente igjen|snakket med) (${somebody}) (?:\\p{L}+ ){0,4}?${gathering}[^.!?\\n]{0,40}(?:works|lives|drives|teaches|married|is the|is my|is a|runs|husband|wife|daughter|jobber|bor|gift|underviser|driver|er læreren|er naboen|mannen|kona|datteren)(?!\\p{L})`, 'gu'),
  new RegExp(`(${somebody})(?: =| aka| a\\.k\\.a\\.?|, aka|, also known as|, alias| alias) (${somebody})`, 'gu'),
  new RegExp(`(${somebody}) (?:is|er) (?:actually |really |in fact |secretly |egentlig |faktisk |jo )(?:(?:my|our|the|min|vår|den|det) )?(?:\\p{L}+ ){0,2}?(?:${relations}|${outside})(?!\\p{L})`, 'gu'),
  new RegExp(`(${somebody}) (?:here|on here|from here|her inne|her på forumet|fra forumet|på forumet|on this forum|on the forum),? (?:is|er|was|var) (?:the|my|our|a|married|min|gift|han som|hun som|den|\\p{Ll}+(?:en|a|et)) `, 'gu'),
  new RegExp(`(${somebody}) (?:is|er) (?:the same person as|the one who (?:works|lives|runs|teaches)|samme person som|han som jobber|hun som jobber|han som bor|hun som bor)(?!\\p{L})`, 'gu')
);
outings.push(
  new RegExp(`(${somebody})(?:'s|s)? (?:surname|last name|second name|maiden name|first name|etternavn|fornavn|pikenavn) (?:is|er|was|var) (?!not)`, 'gu'),
  new RegExp(`(${somebody}) heter (${somebody}) til (?:etternavn|fornavn)`, 'gu'),
  new RegExp(`(?:[Ll]urer på om|[Tt]ror(?: at)?|[Ww]onder(?:ing)? (?:if|whether)|[Ii]s|[Ee]r) (${somebody}) (?:er|is) (?:\\p{Lu}\\p{Ll}+ )(?:som|who|i|på|fra|at|from) `, 'gu')
);
const sureOuting = /(?:real|actual|true|proper|full|ekte|egentlige?|virkelige?) (?:name|navn|identit)|heter (?:jo )?egentlig|i virkelig|(?:surname|last name|second name|maiden name) (?:is|was)|til (?:etter|for)navn|etternavn er/;
const placeCue = edges('here|forum|this site|this place|on here|her inne|forumet|her på|café|cafe|kafé|kafeen|kafe|meet-up|meetup|treff|treffet|treffene|gathering|group|gruppa|in real life|irl|i virkeligheten|post|posts|posted|innlegg|innlegget|thread|tråden|username|alias');

/** Who another member is outside: never ours to tell. */
function outing(reading: Reading): Found[] {
  const found: Found[] = [];
  for (const [at, pattern] of outings.entries()) {
    for (const hit of all(reading.plain, pattern)) {
      const name = hit[1]!.replace(/'s?$/, '').trim();
      const low = name.toLowerCase().split(' ')[0]!;
      if (plainCapitals.has(low) || /^(?:who|what|nobody|someone|everyone|whose|hvem|ingen|noen|alle|name|my)$/.test(low)) continue;
      if ((bigPlaces.has(name.toLowerCase()) && !/(?:who|hvem) /.test(hit[0])) || isPet(reading, hit.index, hit.index + name.length)) continue;
      const sure = sureOuting.test(hit[0].toLowerCase());
      if (sure && (/(?:my|mitt|min) (?:real|ekte|egentlige)/.test(hit[0].toLowerCase()) || famous.has(name.toLowerCase()) || has(edges('singer|actor|author|band|film|artist|forfatter|skuespiller|rapper|comedian|character'), sentence(reading, hit.index)))) continue;
      if (!sure && !has(placeCue, sentence(reading, hit.index)) && !reading.known.has(name.toLowerCase()) && at !== 4 && at !== 5 && at < 8 || /(?:don't|do not|didn't|ikke|not|aldri|never)/.test(hit[0].toLowerCase())) continue;
      if (at === 4 && !/(?:who|irl|real life|recogni)/.test(hit[0].toLowerCase())) continue;
      if (at === 5 && !/(?:hvem|igjen|kjente|gjenkjente)/.test(hit[0].toLowerCase())) continue;
      const start = hit.index + hit[0].indexOf(name);
      found.push({ kind: 'other-person', start, end: start + name.length, alone: true, others: true });
    }
  }
  return found;
}

const warned = /(?<!\p{L})(?:[Ss]tyr unna|[Hh]old dere unna|[Ss]teer (?:well )?clear of|[Ss]tay (?:well )?away from|[Aa]void|[Nn]ever see|[Dd]on't let) (\p{Lu}[\p{L}'-]{2,20})(?=,|\.| the | at | i | på | han | hun | he | she | near )/gu;
const shunned = edges('hiv-?\\p{L}*|gum clinic|std clinic|sti clinic|sexual health clinic|venereal|psych ward|psychiatric (?:ward|unit|hospital)|rehab|aa meeting|needle exchange|abortion clinic|veneris\\p{L}*|psykiatrisk\\p{L}*|russenter\\p{L}*|rusklinikk\\p{L}*|abortklinikk\\p{L}*|kjønnssykdom\\p{L}*|akuttpsyk\\p{L}*');
const seenThere = /(?<!\p{L})(?:[Ss]aw|[Ss]potted|[Mm]et|[Ss]å|[Tt]raff|[Mm]øtte) (?:[Ll]ittle |[Ll]ille |[Yy]oung |[Oo]ld |[Gg]amle |[Uu]nge )?(\p{Lu}\p{Ll}{2,15}(?: \p{Lu}\p{Ll}{2,20})?)(?=[^.!?\n]{0,30} (?:at|in|outside|på|ved|utenfor|inne på) )/gu;
/** Somebody one is warned of, or seen where nobody wants to be seen. */
const spoken = (reading: Reading): Found[] => [
  ...all(reading.plain, warned).filter((hit) => has(accusing, reading.low.slice(hit.index, hit.index + 160)) && (last.has(hit[1]!.toLowerCase()) || model.rarity(hit[1]!.toLowerCase()) === 0)),
  ...all(reading.plain, seenThere).filter((hit) => has(shunned, sentence(reading, hit.index)) && first.has(hit[1]!.toLowerCase().split(' ')[0]!) && !famous.has(hit[1]!.toLowerCase()))
].filter((hit) => !reading.known.has(hit[1]!.toLowerCase()) && !plainCapitals.has(hit[1]!.toLowerCase()) && !bigPlaces.has(hit[1]!.toLowerCase()))
  .map((hit): Found => ({ kind: 'other-person', start: hit.index + hit[0].lastIndexOf(hit[1]!), end: hit.index + hit[0].lastIndexOf(hit[1]!) + hit[1]!.length, alone: true, others: true }));

/** Somebody named, and what they are accused of or ill with, when they are neither family nor public. */
export const people = (reading: Reading): Found[] => [...outing(reading), ...spoken(reading), ...clinicians(reading), ...relatives(reading)];
