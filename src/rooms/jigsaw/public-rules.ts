/**
 * What is told of people whom no reader could find by it: somebody on the news
 * or in a documentary, a member named in a thread, the wish to have a Mrs
 * Hudson, a rhododendron called Lady Penelope, a maker's cream.
 */
import type { Kind } from '#jigsaw/clue-rules';
import { all, edges, has, type Reading } from '#jigsaw/reading-rules';
import type { Stretch } from '#jigsaw/nobody-rules';
import { relationsEn, relationsNb } from '#jigsaw/whose-rules';

const media = 'news|telly|tv|radio|documentar(?:y|ies)|programme|podcast|article|newspaper|iplayer|netflix|film|movie|series|episode|drama|nyhetene|dagsrevyen|radioen|dokumentar(?:en|ene)?|reportasje(?:n)?|avis(?:a|en)|artikkel(?:en)?|brennpunkt|program(?:met)?|serie(?:n)?|filmen|podkast(?:en)?|nrk|bbc|vg|dagbladet';
const met = "see|saw|seen|watch|watched|watching|catch|read|reading|hear|heard|hearing|listened|så|sett|ser|leste|lest|leser|hørte|hørt";
/** What the whole country sees: who is named there is no secret. */
const broadcast = new RegExp(`(?<!\\p{L})(?:${met})(?!\\p{L})[^.!?\\n]{0,60}?(?<!\\p{L})(?:news|telly|tv|radio|documentary|programme|podcast|film|movie|series|episode|drama|nyhetene|dagsrevyen|radioen|dokumentaren|programmet|serien|filmen|podkasten|nrk|bbc|netflix|iplayer)(?!\\p{L})[^.!?\\n]*`, 'gu');
/** Somebody seen, heard or read of, to the end of the sentence. */
const reported = [
  new RegExp(`(?<!\\p{L})(?:${met})(?!\\p{L})[^.!?\\n]{0,60}?(?<!\\p{L})(?:${media})(?!\\p{L})[^.!?\\n]*`, 'gu'),
  /(?<!\p{L})(?:read|leste|lest)(?: på \p{L}+)? (?:about|of|om) (?:the|that|a|an|this|some|en|ei|et|han|hun|ho|hu|de|hin|den) [^.!?\n]*/gu,
  new RegExp(`(?<!\\p{L})(?:h[aou]n?|dama|damen|mannen|kvinnen|kvinna|jenta|gutten|fyren|faren|moren|mora|the (?:woman|man|girl|boy|lady|lad|bloke|mum|mother|father|dad|couple|nurse|doctor))(?: \\p{L}+)? (?:in|on|from|off|i|på|fra) (?:the |that |a )?(?:${media})(?!\\p{L})[^.!?\\n]*`, 'gu')
];
/** Then it may be the writer's own story after all. */
const own = edges("me|my|mine|myself|us|our|ours|we|meg|min|mi|mitt|mine|oss|vår|vårt|våre|vi|here|village|her i|hjemme|bygda|bygd|told them|interviewed|next door|neighbou?rs?|colleagues?|from (?:church|work|school|choir|the club)|nabo\\p{L}*|kollega\\p{L}*|fra (?:jobben|skolen|koret|kirka)");

/** "That was me", in the next breath. */
const wasMe = /^[.!? ]{0,3}[^.!?\n]{0,12}(?:that was me|it was me|that's me|det va(?:r)? (?:meg|mæ|eg|jeg)|det er (?:meg|mæ)|det e (?:mæ|meg))/u;

/** Long ago a hospital shows nobody any more. */
const longAgo = edges('years ago|back in (?:the )?(?:\\d{4}|\\d0s|sixties|seventies|eighties|nineties)|in the (?:\\d0s|sixties|seventies|eighties|nineties)|as a child|when i was (?:a kid|a child|little|small|\\d+)|for \\p{L}+ år siden|på (?:seksti|sytti|åtti|nitti)-?tallet|som barn|da (?:jeg|eg) var (?:liten|barn|ung)');
/** A text one is writing, and who is in it. */
const invented = edges("(?:in|for|of) (?:my|this|the) (?:\\p{L}+ )?(?:novel|short story|screenplay|play|fanfic)|(?:my|the) (?:detective|heroine|protagonist|main character)|i (?:romanen|krimmen|novella|boka) (?:min|mi)|hovedperson(?:en)?|romanfigur(?:en)?");
/** Said to be anybody's: "say your name's John Smith and you live at 1 High Street"; "a daft one, Minnie Mouse, 1 Cheese Street". */
const supposed = /(?<!\p{L})(?:(?:say|if|imagine|suppose|pretend) your name(?:'s| is| was)|tenk deg at du heter|si at du heter|(?:used|put|typed|wrote|brukte|skrev) (?:in )?(?:a|an|en|et) (?:daft|silly|fake|made[- ]up|pretend|falsk|oppdiktet|oppdikta) )[^.!?\n]*/gu;
/** So many go in and out there every day that the day says nothing. */
const bigHospital = /(?<!\p{L})(?:ullevål|rikshospitalet|riksen|radiumhospitalet|haukeland|st\.? ?olavs?|ahus|diakonhjemmet|lovisenberg|addenbrooke'?s|guy'?s|st\.? thomas'?|king'?s college|uclh|royal london|john radcliffe|queen elizabeth|manchester royal|leeds general|st\.? james'?s|western general|northern general|southmead|barts|great ormond street|queen's medical centre)(?!\p{L})/u;
const someDay = /(?<!\p{L})(?:i dag|i kveld|i går|i morgen|i morra|today|tonight|yesterday|tomorrow|(?:på |on )?(?:mandag|tirsdag|onsdag|torsdag|fredag|monday|tuesday|wednesday|thursday|friday))(?!\p{L})/gu;
/** A chapter about somebody, and somebody's book. */
const writer = "(\\p{Lu}[\\p{L}'-]+(?: \\p{Lu}[\\p{L}'-]+){1,2})";
const inBooks = [new RegExp(`(?<!\\p{L})(?:chapter|episode|interview|kapittelet|kapitlet|episoden|intervjuet|essayet|essay|the bit|memoir) (?:about|on|with|of|by|om|med|av) ${writer}`, 'gu'), new RegExp(`(?<!\\p{L})(?:[Rr]ead|[Rr]eading|[Ff]inished|[Ss]tarted|[Ll]este?|[Ll]eser|[Bb]egynt på) ${writer}(?='s \\p{Lu}|s \\p{Lu})`, 'gu')];
/** What somebody bought, and of whom: "ørepropper fra Loop". */
const bought = /(?<!\p{L})(?:\p{L}*propper|\p{L}*sko(?:ene)?|\p{L}*såler|\p{L}*støtte[rn]?|strømper|krykker|hansker|votter|ullsokker|sokker|klær|app(?:en)?|put[ae]r?|madrass(?:en)?|klokk[ae]n?|hodetelefoner|insoles|(?:ear)?plugs|shoes|boots|socks|gloves|crutches|pillows?|mattress|watch|headphones|scooter|walker|leggings|tights|cushion) (?:fra|from|by|av) (?:the )?\p{Lu}\p{L}+/gu;
const url = /(?<![\p{L}\d@])(?:https?:\/\/|www\.)[^\s<>"')\]]{3,200}|(?<![\p{L}\d@.-])[\p{L}\d-]+\.org\.uk(?:\/[^\s]*)?/giu;
const oneself = edges("my|mine|our|me|i|i'm|i've|min|mitt|mi|vår|jeg|eg|meg|æ|mæ");

const forum = edges('støtter|enig med|agree with|skrev om|du skrev|you wrote|you said|takk|thanks|thank you|thread|threads|tråden?|tråder|post by|innlegg(?:et)?|brukeren|the user|her inne|on here|in here|this forum|dette forumet|skreiv|skrev noe|wrote (?:about|something|so)|replied|svarte');
const otherForum = edges('insta\\p{L}*|tiktok|twitter|snap\\p{L}*|facebook|fb|bluesky|youtube|twitch|discord|strava|telegram|reddit|kvinneguiden|mumsnet|netmums|healthunlocked|doktoronline|babyverden|hestenettet|nick(?:et|name)?|follow|følg|add me|legg meg|find me|finn meg|my|min|mitt|old forum|other forums?|another|elsewhere|used to|gamle forumet|andre steder|et annet');
/** A name as members have it, with a mark or a figure in it. */
const memberName = /(?<![\p{L}\d._@/-])(?:@[\p{L}\d_]{3,30}|\p{L}[\p{L}\d]*(?:_[\p{L}\d]+)+)(?![\p{L}\d_@]|\.\p{L})/gu;

const wish = /(?<!\p{L})(?:if (?:i|we) (?:ever )?won|when i win|hvis jeg vant|dersom (?:jeg|eg) vant|om (?:jeg|eg) vant|når jeg vinner)[^.!?\n]*/gu;

const person = edges(`${relationsEn}|${relationsNb}|nurse|doctor|gp|paramedic|vet|coach|judge|clerk|cop|nanny|chef|pal|buddy|crush|pa|hca|cpn|ot|medic|guide|pilot|host|nun|monk|dean|head|mp|kid|teen|bully|thief|psych|boss|student|patient|resident|client|consultant|surgeon|physio|therapist|counsellor|psychologist|psychiatrist|teacher|vicar|priest|midwife|carer|social worker|keyworker|man|woman|lady|bloke|guy|chap|girl|boy|lad|bairn|lass|child|person|member|one|name|legen|fastlegen|sykepleieren|psykologen|læreren|presten|kirurgen|overlegen|fysioterapeuten|behandleren|mannen|dama|damen|kvinnen|fyren|karen|gutten|jenta|ungen|barnet|personen|hun|han|ho|hu|jeg|eg|æ|hen|som`);
/** A dog walker is somebody, a cooker is not. */
const doer = /(?:er|or|ist|ian|ant|ent|ess|eut|path|eren|oren|isten|anten|enten|euten|ogen|omen|legen|sjefen|vakten|presten|inna|innen|eksen|ansatte)$/;
const tool = /(?:scooter|hoover|cooker|cooler|rollator(?:en)?|computer|printer|recliner|planter|flower|tumou?r|mower|tractor|trailer|motor(?:en)?|heater|toaster|brødrister(?:en)?|datamaskin(?:en)?|traktor(?:en)?|sofaen|støvsuger(?:en)?)$/;
const isSomebody = (noun: string) => has(person, noun) || doer.test(noun) && !tool.test(noun);
const given = "(?:\\p{Lu}[\\p{L}.'-]+)(?: \\p{Lu}[\\p{L}'-]+){0,3}";
/** Whatever is no person and has a name: a plant, a car, a tumour. */
const called = [
  new RegExp(`(?<!\\p{L})(?:[Mm]y|[Oo]ur|[Tt]he|[Tt]his) ((?:\\p{Ll}+ )?\\p{Ll}+)(?:'s| is| was| has been| got)? (?:called|named|christened|nicknamed) (?:after )?["'«]?(${given})`, 'gu'),
  new RegExp(`(?<!\\p{L})((?:[\\p{L}-]+(?:en|a|et))|[\\p{L}-]+ (?:min|mi|mitt|vår|vårt)) (?:heter|heiter|kalles|er døpt|ble døpt|har fått navnet|fikk navnet) ["'«]?(${given})`, 'gu')
];

const cream = /(?<!\p{L})(?:Dr|Doktor|Doctor|Mrs|Mr|Miss|Fru|Herr)\.? \p{Lu}[\p{L}']+(?:s|'s)?[ -](?:\p{Ll}*krem\p{Ll}*|creams?|balm|salv[ae]n?|lotion|shampoo|sålen?e?|sko(?:ene)?|soles?|shoes|soap|såp[ae]n?|oil|oljen?|teas?|teen|tabletter|tablets|pillows?|put[ae]n?|tape|teip|sauce|saus|pies?|biscuits|kjeks)(?!\p{L})/gu;
/** A maker's name and what it sells, in one word: "Ole Henriksen-kremen". */
const sold = /(?<!\p{L})(?:\p{Lu}[\p{L}]+ ){0,2}\p{Lu}\p{L}+-(?:krem|ull|sko|jakk|bok|film|låt|serie|konsert|app|såp|te(?:en)?(?!\p{L})|kur|diett|metod|trening|øvels|opplegg|genser|sekk|madrass|put|stol|brille|maskin|saft|brød|suppe|kak|sjokolade|programm)\p{Ll}*/gu;
const society = /(?<![\p{L}@./-])(?:https?:\/\/)?(?:www\.)?(?:[\p{L}\d-]*(?:society|trust|association|charity|foundation|alliance|advice|forening|forbund|stiftelse|samband)[\p{L}\d-]*\.(?:org\.uk|org|no|com|ie|scot)|[\p{L}\d-]+\.(?:gov\.uk|nhs\.uk|nhs\.scot|kommune\.no))(?:\/[^\s]*)?/giu;
const sampleHome = /(?<!\p{L})(?:(?:kari|ola) nordmann|(?:joe|jane|fred) bloggs|john doe|jane doe)(?!\p{L})[^\n]{0,110}/gu;

/** Stretches told of nobody who could be found by them. `isWhole` where no small clue of any kind counts. */
export function publics(reading: Reading): Stretch[] {
  const found: Stretch[] = [];
  const part = (hit: RegExpExecArray, ...kinds: Kind[]) => kinds.forEach((only) => found.push({ start: hit.index, end: hit.index + hit[0].length, only }));
  const whole = (hit: RegExpExecArray) => found.push({ start: hit.index, end: hit.index + hit[0].length, isWhole: true });
  for (const pattern of reported) for (const hit of all(reading.low, pattern)) if (!has(own, hit[0]) && !wasMe.test(reading.low.slice(hit.index + hit[0].length, hit.index + hit[0].length + 60))) whole(hit);
  // Names on the news are let be; in what is read of somebody in a paper they are not.
  for (const hit of all(reading.low, broadcast)) if (!has(own, hit[0])) part(hit, 'name', 'other-person');
  for (const hit of all(reading.low, wish)) whole(hit);
  for (const hit of all(reading.low, longAgo)) {
    const { start, end } = reading.sentenceAt(hit.index);
    for (const only of ['clinic', 'appointment', 'date'] as const) found.push({ start, end, only });
  }
  for (const hit of all(reading.low, invented)) {
    const { start, end } = reading.sentenceAt(hit.index);
    for (const only of ['name', 'other-person', 'address', 'relative'] as const) found.push({ start, end, only });
  }
  for (const hit of all(reading.low, supposed)) part(hit, 'name', 'other-person', 'address', 'postcode');
  if (bigHospital.test(reading.low)) for (const hit of all(reading.low, someDay)) part(hit, 'appointment', 'date');
  for (const pattern of inBooks) for (const hit of all(reading.plain, pattern)) found.push({ start: hit.index, end: hit.index + hit[0].length });
  for (const hit of all(reading.plain, bought)) part(hit, 'small-place', 'employer');
  for (const hit of all(reading.low, url)) {
    const { start, end } = reading.sentenceAt(hit.index);
    if (!has(oneself, reading.low.slice(start, end).replace(hit[0], ' '))) part(hit, 'name', 'handle');
  }
  for (const hit of all(reading.plain, memberName)) {
    const { start, end } = reading.sentenceAt(hit.index);
    const around = reading.low.slice(start, end);
    if (has(forum, around) && !has(otherForum, around)) part(hit, 'handle', 'name');
  }
  for (const pattern of called) for (const hit of all(reading.plain, pattern)) if (!isSomebody(hit[1]!.toLowerCase())) {
    const start = hit.index + hit[0].length - hit[2]!.length;
    found.push({ start, end: start + hit[2]!.length });
  }
  for (const hit of all(reading.plain, cream)) found.push({ start: hit.index, end: hit.index + hit[0].length });
  for (const hit of all(reading.plain, sold)) found.push({ start: hit.index, end: hit.index + hit[0].length });
  for (const hit of all(reading.low, society)) part(hit, 'link', 'name', 'handle');
  for (const hit of all(reading.low, sampleHome)) part(hit, 'address', 'postcode');
  return found;
}
