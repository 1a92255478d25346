/** Ways to reach somebody: e-mail, phone, handles, links. */
import type { Found } from '#jigsaw/clue-rules';
import { isOfThing } from '#jigsaw/number-rules';
import { after, all, before, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';
import { isOthers } from '#jigsaw/whose-rules';

/** Letter boxes of organisations, not of people. */
const roleBox = /^(?:info|post|postmottak|help|hello|hi|support|contact|contactus|enquiries|enquiry|admin|office|hjelp|kontakt|kundeservice|support|jo|pat|helpline|helpdesk|mail|noreply|no-reply|press|advice|feedback|complaints|pals|reception|team|membership|medlem|redaksjon|firmapost)(?:[.+_-].*)?@|@(?:samaritans|papyrus-uk|mind|nhs|rethink|helsenorge|nav|mentalhelse|kirkens-sos)\.(?:org|org\.uk|uk|no|com)$/;
const email = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{2,24}){1,4}(?![\p{L}\p{N}@])/gu;
/** Written so that machines miss it: jane dot smith at gmail dot com. */
const spelledEmail = /(?<![\p{L}\p{N}._-])[\p{L}\p{N}][\p{L}\p{N}_-]{0,40}(?:(?:\.|(?: ?[([{]? ?(?:dot|punktum|prikk) ?[)\]}]? ?))[\p{L}\p{N}_-]{1,40}){0,3} ?(?:[([{] ?(?:at|@|a|krøllalfa|alfakrøll|alfa|snabel-a) ?[)\]}]|@|(?<= )(?:at|krøllalfa|alfakrøll|snabel-a)(?= )) ?[\p{L}\p{N}-]{2,40}(?: ?(?:\.|[([{] ?(?:dot|punktum|prikk) ?[)\]}]|(?<= )(?:dot|punktum|prikk)(?= )) ?[\p{L}]{2,24}){1,3}(?![\p{L}\p{N}])/gu;
const mailHouse = edges('gmail|googlemail|hotmail|outlook|yahoo|icloud|live|msn|aol|protonmail|proton|me|btinternet|online|mail|email|e-mail|epost|e-post|mailen|mailadresse|inbox');

function emails(reading: Reading): Found[] {
  const found: Found[] = all(reading.low, email).filter((hit) => !roleBox.test(hit[0])).map((hit) => ({ kind: 'email', start: hit.index, end: hit.index + hit[0].length, alone: true }));
  if (!/dot|punktum|prikk|[([{]|\bat\b|krøll|snabel| ?@ ?/.test(reading.low)) return found;
  for (const hit of all(reading.low, spelledEmail)) {
    if (!/(?:dot|punktum|prikk|[([{@]|krøll|snabel)/.test(hit[0]) && !/ at [\p{L}\p{N}-]+\.\p{L}/u.test(hit[0])) continue;
    if (/ at /.test(hit[0]) && !has(mailHouse, `${before(reading, hit.index, 40)} ${hit[0]} ${after(reading, hit.index + hit[0].length, 40)}`)) continue;
    if (!roleBox.test(hit[0].replace(/ /g, ''))) found.push({ kind: 'email', start: hit.index, end: hit.index + hit[0].length, alone: true });
  }
  // A letter box without its house: jane.smith84 on gmail.
  for (const hit of all(reading.low, /(?<![\p{L}\p{N}._@-])(?=[\p{L}\p{N}._-]*[._\d])[\p{L}][\p{L}\p{N}._-]{3,40}[\p{L}\p{N}](?= (?:on|at|på|\(at\)|@) (?:gmail|hotmail|outlook|yahoo|icloud|proton)(?![\p{L}]))/gu)) found.push({ kind: 'email', start: hit.index, end: hit.index + hit[0].length, alone: true });
  return found;
}

/** Free and paid lines, and numbers for help: they belong to nobody. */
const lineStarts = /^(?:0800|0808|0300|03\d\d|0345|0330|0333|0344|0370|0371|084[345]\d{7}|087[01]\d{7}|0500|09\d|1800|1850|1300|116)/;
const publicNumbers = new Set(['22400040', '81533300', '80033321', '22591300', '23311000', '116117', '116111', '116123', '116006', '22225500', '80040008', '55553333', '55553334', '80057000',
  '22567620', '22487330', '90101', '70201201', '0925250111', '17176789', '02073239000', '02083947000', '01708765200', '02088964300', '81021300', '02800', '02008']);
/** Whether a number is one anybody may ring. Figures only. */
export const isPublicLine = (digits: string) => (lineStarts.test(digits) && digits.length >= 6) || publicNumbers.has(digits) || /^(?:800\d{5}|81\d{6}|116\d{3})$/.test(digits);
const lineCue = edges(`helpline|hotline|crisis line|support line|advice line|help line|switchboard|freephone|free phone|samaritans|mind infoline|samaritan|childline|papyrus|macmillan|nhs|gp out of hours|emergency|poison|hjelpetelefon|hjelpetelefonen|krisetelefon|mental helse|kirkens sos|legevakt|legevakta|legevakten|giftinformasjonen|giftinformasjon|røde kors|sidetmedord|alarmtelefon|alarmtelefonen|nav|helsenorge|helfo|brukertelefon|brukertelefonen|kreftforeningen|landsforening|landsforeningen|foreningen|\\p{L}*senteret|\\p{L}*forbundet|rettighetssenter|\\p{L}*veiledning(?:en)?|\\p{L}*tjenesten|ffo|ffos|veiledningstelefon\\p{L}*|charity|rådgivningstelefon\\p{L}*|støttetelefon\\p{L}*|kontakttelefon\\p{L}*|\\p{L}{4,}linj(?:en|a)|døgntelefon\\p{L}*|vakttelefon\\p{L}*|legetelefon\\p{L}*|ungdomstelefon\\p{L}*|likepersontelefon|likepersonstelefon|krisesenter|krisesenteret|the society|the association|crisis team|blå kors|pårørendelinjen|fontenehuset|apotekvakt|sentralbord|sentralbordet`);
const phoneCue = edges(`phone|telephone|tel|mobile|mob|cell|number|call|ring|text|sms|whatsapp|whats app|signal|viber|telegram|reach me|contact|tlf|tlf\\.|telefon|telefonnummer|telefonnummeret|mobil|mobilen|mobilnummer|nummer|nummeret|nr|ringe|meg på|melding|vipps|vippse|kontakt|nås på|treffes|slå på tråden`);
const measured = /^ ?(?:kr|kroner|nok|,-|mg|ml|mcg|µg|kg|km|skritt|steg|steps|kcal|poeng|points|views|visninger|år|years|dager|days|euro|pounds|mmol|mmhg|bpm|%|people|personer|members|medlemmer)/;
const measuring = edges('puls|pulsen|blodtrykk|bp|pulse|scores?|målinger|målingene|verdier|verdiene|crp|levels|resultater|results|vekt|weight|tall|tallene|numbers|steps|skritt|lotto|lottery|sudoku|bingo|kode|koden|code|puzzle|reference|ref|referanse');

type Shape = { pattern: RegExp; needsCue: (reading: Reading, digits: string, raw: string) => boolean };
const shapes: Shape[] = [
  // With a country in front.
  { pattern: /(?<![\p{L}\p{N}+])(?:\+|00) ?[1-9]\d{0,2}[ .-]?(?:\(0\) ?)?\(?\d(?:[ .()-]{0,2}\d){6,11}(?!\d)/gu, needsCue: () => false },
  // British and Irish.
  { pattern: /(?<![\p{L}\p{N}+.,/-])\(?0[1-9]\d{0,4}\)?(?:[ .-]{0,2}\d){5,9}(?![\d\p{L}]|[.,/]\d)/gu, needsCue: (reading, _, raw) => reading.language !== 'en' && !/^\(?0[127]\d/.test(raw) },
  // Norwegian.
  { pattern: /(?<![\p{L}\p{N}+]|\d[ .,/:-]|[-])[2-7 9]\d(?:\d{6}|\d \d{2} \d{3}| \d{2} \d{2} \d{2}|\d{2} \d{4}| \d{3} \d{3}|\d-\d{2}-\d{3}|\d\.\d{2}\.\d{3}|\.\d{2}\.\d{2}\.\d{2}|-\d{2}-\d{2}-\d{2}|\d \d{3} \d{2})(?![\d\p{L}]|[.,/-]\d| \d)/gu,
    needsCue: (reading, digits, raw) => reading.language === 'en' || !/^[49]/.test(digits) && !/^\d\d \d\d \d\d \d\d$/.test(raw) || /^(?:\d{4} \d{4})$/.test(raw) },
  // North American, and short local ones: only where they are called so.
  { pattern: /(?<![\p{L}\p{N}+.,/-])(?:\(\d{3}\) ?\d{3}-\d{4}|\d{3}[-. ]\d{3}[-. ]\d{4}|\d{3,5}[ -]\d{3,6}|\d{5,9})(?![\d\p{L}]|[.,/]\d|-\d)/gu, needsCue: () => true }
];
const strongCue = /(?:my (?:phone |mobile |mob |cell |tel |telephone |home |landline )?(?:number|phone|mobile|landline|mob)(?: number)?(?: is|'s|:| -)?|(?:call|ring|text|phone|reach|whatsapp|contact|message|get) (?:me|us|him|her|them)(?: up)? (?:on|at)|(?:phone|mobile|tel|mob|cell|landline|telephone)(?: number| no\.?)?(?: is)?[:.]?|(?:his|her|their) (?:phone |mobile |new )?number(?: is|'s|:)?|'s (?:phone |mobile )?number(?: is|:)?|(?:tlf|telefon|telefonnummer|mobil|mobilnummer|mob)\.?(?: nr\.?)?(?: er)?:?|(?:nummeret|telefonnummeret|mobilnummeret|nummer)(?: mitt| hans| hennes| til \p{L}+)?(?: er)?:?|(?:ring|sms|melding|kontakt|nå|vipps)(?: til)? (?:meg|oss|ham|henne|han)? ?på|(?:ring|vipps til|vippse)) *$/u;

function phones(reading: Reading): Found[] {
  const found: Found[] = [];
  for (const { pattern, needsCue } of shapes) {
    for (const hit of all(reading.plain, pattern)) {
      const raw = hit[0].trim();
      const start = hit.index + hit[0].indexOf(raw);
      const end = start + raw.length;
      const digits = raw.replace(/\D/g, '');
      if (digits.length < 5 || found.some((one) => one.start < end && start < one.end)) continue;
      const said = before(reading, start, 70);
      const short = pattern === shapes[3]!.pattern;
      if (isNoPhone(reading, raw, digits, start, end)) continue;
      if (short ? !strongCue.test(said) : needsCue(reading, digits, raw) && !has(phoneCue, said) && !has(phoneCue, after(reading, end, 25))) continue;
      found.push({ kind: 'phone', start, end, alone: true });
    }
  }
  return found;
}

function isNoPhone(reading: Reading, raw: string, digits: string, start: number, end: number): boolean {
  const national = digits.replace(/^(?:00)?47(?=\d{8}$)/, '').replace(/^(?:00)?44(?=\d{9,10}$)/, '0');
  if (/^0[2-9]\d{3}$/.test(digits) || lineStarts.test(national) || publicNumbers.has(national) || /^8\d{7}$/.test(national)) return true;
  if (/^\(?\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d(?!\d)/.test(raw) && !/^\d\d-\d\d-\d\d-\d\d$/.test(raw) && !/^\d\d\.\d\d\.\d\d\.\d\d$/.test(raw)) return true;
  if (/^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits) || /^(?:19|20)\d\d[ -](?:19|20)\d\d$/.test(raw)) return true;
  if (measured.test(after(reading, end, 14))) return true;
  const said = before(reading, start, 60);
  if (isOfThing(reading, start)) return true;
  if (has(measuring, said) && !strongCue.test(said)) return true;
  if (/(?:my|his|her|mitt|min|hans|hennes) (?:own |private |new |egen? |nye |direct )?(?:number|mobile|phone|nummer|mobil|tlf)/.test(said)) return false;
  const then = after(reading, end, 40).split(/[,.;!?]| and | og /)[0]!;
  return has(lineCue, said) || (has(lineCue, then) && !strongCue.test(said));
}

/** Whether a number stands beside a line anybody may ring, and nothing says that it is somebody's own. */
export const isLine = (reading: Reading, start: number, end: number) =>
  has(lineCue, before(reading, start, 90)) && !/(?<!\p{L})(?:me|my|mine|meg|mitt|min|mi|mæ|his|her|their|hans|hennes)(?!\p{L})/u.test(before(reading, start, 60)) && !/^,? (?:is mine|er mitt|is my|er min)/.test(after(reading, end, 12));

const digitWords: Record<string, number> = { zero: 0, oh: 0, o: 0, nought: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, null: 0, en: 1, ett: 1, to: 2, tre: 3, fire: 4, fem: 5, seks: 6, syv: 7, sju: 7, åtte: 8, ni: 9 };
const spokenWord = `${Object.keys(digitWords).join('|')}|hundred|thousand|hundre|tusen|ten|eleven|twelve|ti|elleve|tolv|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|tjue|tretti|førti|femti|seksti|sytti|åtti|nitti`;
const spelled = new RegExp(`(?<![\\p{L}\\p{N}])(?:(?:double|triple|dobbel) )?(?:${spokenWord})(?:[ ,.-]{1,3}(?:(?:double|triple|dobbel) )?(?:${spokenWord}|\\d{1,4})){5,14}(?![\\p{L}\\p{N}])`, 'gu');
/** A number in words, so that machines miss it. Counting up or down is not one. */
function spelledPhones(reading: Reading): Found[] {
  return all(reading.low, spelled).filter((hit) => {
    const values = hit[0].split(/[ ,.-]+/).filter((one) => one in digitWords).map((one) => digitWords[one]!);
    const steps = new Set(values.slice(1).map((value, at) => value - values[at]!));
    return values.length >= 5 && steps.size > 2 && new Set(values).size > 2;
  }).map((hit) => ({ kind: 'phone', start: hit.index, end: hit.index + hit[0].length, alone: true }));
}

export const platforms = 'instagram|insta|ig|twitter|x|tiktok|tik tok|snapchat|snap|snapp|facebook|fb|face|discord|reddit|telegram|linkedin|youtube|kik|steam|xbox|psn|playstation|mastodon|bluesky|bsky|strava|garmin|spotify|twitch|messenger|threads|venmo|paypal|tumblr|pinterest|skype|ravelry|goodreads|etsy|vinted|finn|jodel|onlyfans|patreon|substack|medium|garmin connect|duolingo|untappd|letterboxd|wattpad|ao3|fitbit';
const handleWord = /^@?(?=.{3,40}$)[\p{L}\p{N}][\p{L}\p{N}._-]*[\p{L}\p{N}_]$/u;
const isShaped = (text: string) => handleWord.test(text) && /[\d_.]|\p{Ll}\p{Lu}/u.test(text.replace(/^@/, ''));
const notHandle = edges('and|or|the|a|an|is|it|my|me|to|for|group|page|app|posts?|support|account|og|eller|min|mitt|meg|en|ei|et|gruppe|gruppa|konto|kontoen|siden|side|but|too|now|all|everyone|where|who|i|in|on|with|by|at|as|if|so|not|that|this|was|are|men|på|som|under|heter|er|called|named');

function handles(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (start: number, end: number) => found.push({ kind: 'handle', start, end, alone: true });
  for (const hit of all(reading.plain, /(?<![\p{L}\p{N}._%+@/-])@[\p{L}\p{N}_](?:[\p{L}\p{N}._-]{0,38}[\p{L}\p{N}_])?/gu)) {
    const name = hit[0].slice(1).toLowerCase();
    const isPlatform = new RegExp(`(?<!\\p{L})(?:${platforms})(?!\\p{L})`, 'u').test(`${reading.low.slice(Math.max(0, hit.index - 90), hit.index)} ${after(reading, hit.index + hit[0].length, 30)}`);
    if (reading.known.has(name) || /^(?:nhs|nhsuk|nhsengland|helsenorge|mind|mindcharity|samaritans|nav|everyone|all|alle|here|host|mods?|moderators?|admin)$/.test(name)) continue;
    // Said to somebody here, as one does, and not about oneself.
    const isCalled = /(?:^|[.!?\n] *|(?:and|og|thanks?|thank you|takk|enig med|hei|hi|hello|hey|to|til),? *(?:til |to )?)$/u.test(before(reading, hit.index, 24)) && !/^@\p{L}+\d{2,}/u.test(hit[0]);
    if (isPlatform || isShaped(hit[0]) && !isCalled) add(hit.index, hit.index + hit[0].length);
  }
  // "my insta is …", "on TikTok as …", "heter … på snap", "u/…"
  const told = new RegExp(`(?<!\\p{L})(?:my |mitt |min |on |på )?(?:${platforms})(?: (?:name|handle|account|username|user|id|profile|profil|brukernavn|navn|konto|channel|kanal|gamertag|tag))?(?:en|et|n)?(?: (?:min|mitt))?(?: (?:is|er|as|under|som|heter|called|named|=|jeg er|i'm|i am|look for|søk på|search for|find me at))?(?: (?:heter|jeg|på|called|is|as))?[ :=-]{1,3}["']?(@?[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{2,38}[\\p{L}\\p{N}_])`, 'giu');
  for (const hit of all(reading.plain, told)) {
    const word = hit[1]!;
    const start = hit.index + hit[0].length - word.length;
    const isCued = /(?: is| er| as| under| som| heter| called| named|=|:| i'm| i am| look for| søk på| search for| find me at| username| handle| brukernavn| gamertag)["' :=-]*$/i.test(hit[0].slice(0, -word.length).trimEnd() + ' '.slice(1));
    const shown = isShaped(word) || word.startsWith('@');
    if (has(notHandle, word.toLowerCase())) continue;
    if (/^x /i.test(hit[0]) && !shown) continue;
    if (shown || (isCued && /(?<!\p{L})(?:my|me|mitt|min|meg|jeg|i'm|i am|follow|add|find|følg|legg)(?!\p{L})/u.test(`${before(reading, start, 60)}`) && word.length > 4 && !/^(?:full|great|where|really|good|just|about|mostly|mainly|private|bare|veldig|ganske|privat|people|there|making|driving|helping|doing|much|very|toxic|awful|hjelp|et|likely|pretty|bad|always|never|something|everything)$/i.test(word))) add(start, start + word.length);
  }
  const ending = new RegExp(`(?<![\\p{L}\\p{N}._@-])(@?[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{2,38}[\\p{L}\\p{N}_]) (?:on|på|over on|at) (?:my )?(?:${platforms})(?![\\p{L}])`, 'giu');
  for (const hit of all(reading.plain, ending)) {
    const cue = /(?:i'm|i am|im|as|called|named|known as|username|user name|handle|follow|add|find|jeg er|heter|som|brukernavn|følg|legg til|søk|@)[ :"']*$/.test(before(reading, hit.index, 30));
    if (isShaped(hit[1]!) || (cue && hit[1]!.length > 4 && !has(notHandle, hit[1]!.toLowerCase()) && !/^(?:active|lurking|addicted|mostly|always|people|someone|everyone|aktiv|ofte|mest|friends|post|posts|posting|scrolling|stuff|things|often|venner|video|videos|videoer)$/i.test(hit[1]!))) add(hit.index, hit.index + hit[1]!.length);
  }
  for (const hit of all(reading.plain, /(?<![\p{L}\p{N}/])\/?u\/[\p{L}\p{N}_-]{3,30}/gu)) add(hit.index, hit.index + hit[0].length);
  // The same name elsewhere: the first word behind "username" that looks like one.
  for (const hit of all(reading.low, /(?<!\p{L})(?:user ?names?|gamer ?tag|screen ?name|login name|brukernavn|brukernavnet)(?!\p{L})/gu)) {
    const start = hit.index + hit[0].length;
    const word = all(reading.plain.slice(start, reading.sentenceAt(hit.index).end).slice(0, 80), /(?<![\p{L}\p{N}._-])@?[\p{L}\p{N}][\p{L}\p{N}._-]{2,38}[\p{L}\p{N}_]/gu).find(([text]) => isShaped(text));
    if (word) add(start + word.index, start + word.index + word[0].length);
  }
  return found;
}

const url = /(?<![\p{L}\p{N}@])(?:https?:\/\/|www\.)[^\s<>"')\]]{3,200}|(?<![\p{L}\p{N}@./-])(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,60}\.){1,4}(?:com|co\.uk|org\.uk|org|net|no|uk|me|blog|io|page|ee|tv|info|se|dk|app|site|online|us|eu|ie|scot|wales)(?:\/[^\s<>"')\]]{0,150})?(?![\p{L}\p{N}@])/giu;
const ownHouse = /(?:gofundme|gofund\.me|justgiving|spleis|crowdfunder|facebook\.com\/(?!groups|help|nhs)|fb\.com|fb\.me|instagram\.com|instagr\.am|twitter\.com|(?:^|\/\/|\.)x\.com\/|tiktok\.com\/@|youtube\.com\/(?:@|c\/|channel|user)|linktr\.ee|linkedin\.com\/in|wordpress\.com|blogspot|blogger\.com|blogg\.no|substack\.com|medium\.com\/@|tumblr\.com|wixsite|weebly|squarespace|github\.io|carrd\.co|caringbridge|patreon\.com\/|ko-fi\.com|buymeacoffee|etsy\.com\/(?:[a-z-]+\/)?shop|strava\.com\/athletes|snapchat\.com\/add|t\.me\/|wa\.me|paypal\.me|onlyfans|ancestry|myheritage|vinted\.[a-z.]+\/member|finn\.no\/profil|nettby|mypage|reddit\.com\/u)/i;
const publicHouse = /(?:nhs\.uk|nhs\.scot|nice\.org|gov\.uk|helsenorge|helsedirektoratet|fhi\.no|nav\.no|bbc\.|nrk\.no|wikipedia|who\.int|mind\.org|samaritans|cochrane|nih\.gov|pubmed|mayoclinic|guardian)/i;
const ownCue = edges(`my (?:\\p{L}+ ){0,2}(?:blog|website|web site|site|page|profile|channel|podcast|shop|etsy|fundraiser|fundraising(?: page)?|portfolio|business|vlog|newsletter|substack|story|article|cv)|i (?:blog|write|post|sell|vlog) (?:at|on|about|here)|i run|our (?:wedding|family) (?:site|website|page)|(?:bloggen|nettsiden|siden|kanalen|profilen|nettbutikken|innsamlingen|spleisen|hjemmesiden|podkasten|youtubekanalen) (?:min|vår|mi)|min (?:blogg|side|nettside|kanal|profil|nettbutikk|innsamling|spleis)|jeg (?:blogger|skriver|selger) på|the story about me|har startet|i've started|we've started|første episode|first episode|historien min|historia mi|historien om meg|my (?:\\p{L}+ )?story|interview with me|photo of me|article about me|saken om meg|intervju med meg|written about me`);

function links(reading: Reading): Found[] {
  const found: Found[] = [];
  for (const hit of all(reading.plain, url)) {
    const raw = hit[0].replace(/[.,;:!?]+$/, '');
    if (publicHouse.test(raw) || /@/.test(reading.plain[hit.index - 1] ?? '')) continue;
    const isOwn = (ownHouse.test(raw) && /\/.|\.(?:wordpress|blogspot|substack|tumblr|wixsite|weebly|github)|^[^/]+\.(?:blogspot|wordpress|blogg|substack|wixsite|carrd|tumblr)\./i.test(raw.replace(/^https?:\/\/(?:www\.)?/i, ''))) || has(ownCue, sentence(reading, hit.index));
    if (isOwn) found.push({ kind: 'link', start: hit.index, end: hit.index + raw.length, alone: true });
  }
  // Of a name in Norwegian only the first word has a capital.
  for (const hit of all(reading.plain, /(?<!\p{L})(?:[Bb]loggen|[Kk]analen|[Pp]odkasten|[Nn]ettbutikken|YouTube-kanalen|[Ss]pleisen) (?:min|vår),? (?:som )?heter ["']?(\p{Lu}[^,.!?"'\n]{4,50})/gu)) {
    const start = hit.index + hit[0].length - hit[1]!.length;
    found.push({ kind: 'link', start, end: start + hit[1]!.length, alone: true });
  }
  // A blog, a channel, a shop by its name.
  for (const hit of all(reading.plain, /(?<!\p{L})(?:[Mm]y (?:\p{L}+ ){0,2}(?:blog|channel|podcast|Etsy shop|shop|YouTube|Substack|newsletter|vlog|Instagram|fundraiser|GoFundMe|JustGiving)(?:,? (?:is |it's )?(?:called|named),?|,| is|:)|(?:[Bb]loggen|[Kk]analen|[Pp]odkasten|[Nn]ettbutikken|YouTube-kanalen|[Ss]pleisen) (?:min|vår),?(?: som)?(?: heter| er)?,?:?) ["']?((?:\p{Lu}[\p{L}\p{N}'&-]*)(?: (?:\p{Lu}[\p{L}\p{N}'&-]*|of|the|and|on|in|og|i|på|med|with|a)){1,6})/gu)) {
    const start = hit.index + hit[0].length - hit[1]!.length;
    found.push({ kind: 'link', start, end: start + hit[1]!.length, alone: true });
  }
  return found;
}

export const contacts = (reading: Reading): Found[] =>
  [...emails(reading), ...phones(reading), ...spelledPhones(reading), ...handles(reading), ...links(reading)].map((one) => {
    const others = one.kind !== 'link' && isOthers(reading, one.start);
    return { ...one, others, mustChange: others };
  });
