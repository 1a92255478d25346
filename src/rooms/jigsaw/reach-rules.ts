/**
 * Ways to reach somebody in other words than the usual ones: "punkt" for the
 * dot, the letter box named by its house alone, the same name as on another
 * site, an account in any grouping, a street typed small.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { platforms } from '#jigsaw/contact-rules';
import { model } from '#jigsaw/learned-rules';
import { bigPlaces, plainCapitals, smallPlaces } from '#jigsaw/lists';
import { isAccount } from '#jigsaw/norwegian-numbers';
import { after, all, before, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';
import { isOthers } from '#jigsaw/whose-rules';

const dot = '(?:dot|punktum|punkt|pkt|prikk|full stop|period|stop|point)';
const at = "(?:at|@|krøllalfa|alfakrøll|krølla|krøll|alfa|snabel-?a|at-?tegn|ætt|hos|then|så)";
const house = '(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|proton(?:mail)?|btinternet|aol|sky|talktalk|msn|virginmedia|online|altibox|lyse|frisurf|getmail)';
const box = `[\\p{L}\\d][\\p{L}\\d._-]{0,40}(?: (?:${dot}|underscore|understrek|strek|dash|hyphen) [\\p{L}\\d._-]{1,30}){0,4}`;
const mails = [
  new RegExp(`(?<![\\p{L}\\d])(${box}) [([]?${at}[)\\]]? [\\p{L}\\d-]{2,30}(?: [([]?${dot}[)\\]]? |\\.)(?:co(?: ${dot} |\\.)uk|com|no|net|org|me|info|se|dk|ie|eu|uk)(?![\\p{L}\\d])`, 'gu'),
  new RegExp(`(?<![\\p{L}\\d])${house}(?:en|n)?(?: address|-?adressen?| min| mi)?(?: is|'s| er|:)+ ((?=[\\p{L}\\d]*[._\\d])[\\p{L}][\\p{L}\\d._-]{4,40})(?![\\p{L}\\d@])`, 'gu'),
  new RegExp(`(?<![\\p{L}\\d@])((?=[\\p{L}\\d._-]*[._\\d])\\p{L}[\\p{L}\\d._-]{4,40}) ${at} ${house}(?![\\p{L}\\d])`, 'gu')
];
const noBox = /^(?:i|we|he|she|they|it|me|us|jeg|vi|han|hun|det|look|looking|is|was|are|er|here|home|work|up|only|not) /;

const mobile = /(?<![\p{L}\d+])(?:44 ?7\d{3} ?\d{6}|0044 ?7\d{9}|47 ?[49]\d{7})(?![\p{L}\d])/gu;
const friend = /(?<=(?:friend code|vennekoden?|steam id|switch code)(?: is| er| min er|:)* )\d[\d -]{5,20}\d/gu;
const account = /(?<![\p{L}\d.,+-])(?:\d{4}[ .]\d{7}|\d{4}[ .]\d{2}[ .]\d{5}|\d{4}[ .]\d{3}[ .]\d{4}|\d{11})(?![\p{L}\d]|[.,]\d)/gu;
const paying = edges('konto\\p{L}*|kto|betal\\p{L}*|sett inn|settes inn|sette inn|overfør\\p{L}*|utlegg|innbetal\\p{L}*|spleis\\p{L}*|kroner|kr|vippse?');

const sorted = /(?<![\p{L}\d./-])\d{2}([- ])\d{2}\1\d{2}[ ,/]{1,3}(?:(?:and|account|acc|a\/c)[ :.]*)?\d{8}(?!\d)/gu;
const myPage = /(?<![\p{L}\d@/.])(?:https?:\/\/)?(?:www\.)?[\p{L}\d-]{4,60}(?:\.[\p{L}\d-]{2,30})?\.(?:com|no|net|org|uk|blog|me|info)(?:\/[\p{L}\d./_-]*)?(?= (?:is (?:me|mine|my)|er (?:meg|min|mitt|mi))(?!\p{L}))/gu;
const self = edges("i|i'm|im|my|me|mine|jeg|eg|æ|min|mitt|mi|meg|mæ|same|samme|add|find|follow|legg|finn|følg|søk");
const otherSite = edges(`(?:${platforms})(?:en|et|n)?|mumsnet|netmums|healthunlocked|kvinneguiden|babyverden|diskusjon\\.no|doktoronline|the other (?:place|site|forum)|other (?:sites?|forums?)|everywhere(?: else)?|elsewhere|andre steder|ellers|overalt|den andre sida|det andre forumet|same (?:name|handle|username)|samme (?:navn|brukernavn)|same as on|samme som på|not (?:here|on here)|utenfor her`);
/** On another forum under a name: "i used to post on the old arthritis forum as grumpycrab1962". */
const formerly = /(?<!\p{L})(?:forum|forumet|message boards?|boards?|site|sida|siden|group|gruppa|gruppen|facebook|community)(?:,? (?:i was|jeg var|jeg het|i went by|known))? (?:as|som|under) (?:the name |navnet )?["'«]?(?=[\p{L}\d._-]*[\d_])([\p{L}][\p{L}\d._-]{3,30}[\p{L}\d])(?![\p{L}\d])/gu;
/** "the end house on chandlers row, number 41"; "Lyngåsen 41, ring på hos 2. etasje" */
const houses = [
  /(?<!\p{L})(?:house|one along|door|flat|bungalow|huset|leiligheten|døra) (?:on|in|at|i|på|along) ((?:[\p{L}'-]+ ){0,3}[\p{L}'-]+, (?:number|no\.?|nummer|nr\.?) (?:\d{1,3}|\p{L}+(?:[ -]\p{L}+)?))(?![\p{L}\d])/gu,
  /(?<!\p{L})(\p{Lu}\p{L}{3,20} \d{1,3} ?[A-H]?), (?:ring på|ring the bell|knock|bank på|kom inn|\d\. ?etasje)/gu
];
/** "at number 6 Ferry Steps" */
const numberFirst = /(?<!\p{L})(?:at|live at|in|visit) ((?:number|no\.?) ?\d{1,3}[a-z]? \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+)(?!\p{L})/gu;
/** A postcode and its place, typed small. */
const townSmall = /(?<=(?:bor|bur|bodde|adresse\p{L}*|sendes|hjem|flytta|flyttet)(?: \p{L}+){0,4} (?:på|i|til) )(?!(?:19|20)\d\d)\d{4} (\p{Ll}{3,20})(?!\p{L})/gu;
/** "it's gmail and it's ottiliebramwell, then 62"; "jackie dot broadhurst at the gmail one" */
const thenBox = /(?<!\p{L})(?:gmail|hotmail|outlook|yahoo|icloud)[^.!?\n]{0,20}?(?:it's|it is|er|heter) (\p{Ll}{6,30}),? (?:then|så|og|and) (?:a |et )?\d{1,4}/gu;
const letterBox = /(?<![\p{L}\d])(\p{L}+(?: (?:dot|punktum|prikk|underscore) [\p{L}\d]+)+) (?:at|on|på|hos) (?:the |my |good old )?(?:gmail|hotmail|outlook|yahoo|icloud)(?: one| account)?(?!\p{L})/gu;
const shaped = /(?<![\p{L}\d@._/-])(?:[\p{L}\d]{2,}(?:_[\p{L}\d]+)+_?\d*|\p{Ll}{0,3}(?:\p{Lu}\p{Ll}+){2,}\p{L}?\d{0,4}|\p{L}{5,}\d{2,4})(?![\p{L}\d@_-]|\.\p{L})/gu;
const blogged = new RegExp(`(?<!\\p{L})(?:(?:i'?m|i am|jeg er|eg er|æ e|jeg som er|me that's|that's me,?) (?:the |han |hun )?([\\p{L}\\d_.-]{6,30}) (?:from|on|over on|på|fra) (?:the )?(?:${platforms})|(?:blog|blogged|vlog|vlogged|stream|streamed|tweet|tweeted|blogga|blogger|blogget|vlogga|strømmer) (?:\\p{L}+ )?(?:as|som|under) ([\\p{L}\\d_.-]{6,30}))(?!\\p{L})`, 'gu');
/** Names people have here are spoken to, not said to be one's own. */
const called = /(?:with|to|by|what|as|thanks|thank you|hi|hello|hey|hei|takk|enig med|som|til|av|fra|og|and|@)[, ]*$/u;

const street = 'street|st|road|rd|avenue|ave|lane|drive|close|court|crescent|gardens|grove|hill|place|row|square|terrace|way|walk|mews|view|rise|green|parade|bank|brae|wynd|gate';
const going = "moved? to|moving to|parcels? (?:go|goes) to|(?:send|post|posted|deliver|delivered|drop|bring) (?:it|them|stuff|things)? ?(?:off )?(?:to|at)|i'?m at|im at|we're at|address(?: is|:)?|live at|living at|come (?:round )?to";
const small = new RegExp(`(?<!\\p{L})(?:${going}) ((?:flat \\d{1,3}[a-z]?,? )?\\d{1,4}[a-z]?,? (?:[\\p{L}']{2,20} ){1,3}(?:${street}))(?![\\p{L}\\d])`, 'gu');
const noStreet = /(?:^| )(?:the|a|to|in|on|of|and|my|for|with|is|was|it|people|minutes?|hours?|days?|weeks?|months?|years?|miles?|other|different|more|by|this|last) /;
const onGrove = /(?<![\p{L}])\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)? (?:Street|Road|Avenue|Lane|Drive|Close|Crescent|Gardens|Grove|Terrace|Mews|Way|Walk|Rise|Court|Place|Row),? (?:no\.?|number|nr\.?) ?\d{1,4}(?!\d)/gu;
/** A hill, a yard, a field with a number, and a word that says where: i Kapellbakken 3. */
const onHill = /(?<=(?:[Ii]|[Pp]å|[Tt]il|[Ff]ra|[Vv]ed) )\p{Lu}\p{Ll}{3,20}(?:bakken|haugen|jordet|tunet|løkka|hagen|toppen|kleiva|lia|åsen|myra|brekka|enga|moen|berget|grenda|stubben) \d{1,3} ?[A-H]?(?![\p{L}\d]|[.,:]\d)/gu;
const posted = /(?<=^|[.!?\n] )(?!19|20)\d{4} (\p{Lu}\p{Ll}{2,})(?= (?:her|here)(?!\p{L})|,? over)/gu;

export function reached(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (kind: Kind, start: number, words: string) => {
    const others = kind !== 'link' && isOthers(reading, start);
    found.push({ kind, start, end: start + words.length, alone: true, others, ...(kind === 'bank-account' || kind === 'postcode' ? {} : { mustChange: others }) });
  };
  for (const [way, pattern] of mails.entries()) for (const hit of all(reading.low, pattern)) {
    if (way === 0 && (noBox.test(hit[0]) || !new RegExp(`${dot}|[([@]|krøll|snabel|alfa`, 'u').test(hit[0]) && / (?:at|hos|then|så) /.test(hit[0]) && !new RegExp(house, 'u').test(hit[0]))) continue;
    add('email', hit.index + (way === 1 ? hit[0].length - hit[1]!.length : 0), way === 1 ? hit[1]! : hit[0]);
  }
  for (const hit of [...all(reading.plain, mobile), ...all(reading.low, friend)]) add(hit[0].startsWith('4') || hit[0].startsWith('0') ? 'phone' : 'handle', hit.index, hit[0]);
  for (const hit of all(reading.plain, account)) if (isAccount(hit[0].replace(/\D/g, '')) && has(paying, sentence(reading, hit.index)) && !/kid|faktura|ordre|sporing/.test(before(reading, hit.index, 30))) add('bank-account', hit.index, hit[0]);
  for (const hit of all(reading.low, blogged)) {
    const words = hit[1] ?? hit[2]!;
    if (model.rarity(words) === 0 && !/(?:ing|ed)$/.test(words) && !reading.known.has(words)) add('handle', hit.index + hit[0].lastIndexOf(words), words);
  }
  for (const hit of all(reading.low, formerly)) if (!/(?:this|here|dette|denne)/.test(before(reading, hit.index, 12)) && !reading.known.has(hit[1]!)) add('handle', hit.index + hit[0].lastIndexOf(hit[1]!), hit[1]!);
  for (const pattern of houses) for (const hit of all(reading.plain, pattern)) add('address', hit.index + hit[0].indexOf(hit[1]!), hit[1]!);
  for (const hit of all(reading.plain, numberFirst)) add('address', hit.index + hit[0].indexOf(hit[1]!), hit[1]!);
  for (const hit of all(reading.low, townSmall)) if (smallPlaces.has(hit[1]!) || bigPlaces.has(hit[1]!)) add('postcode', hit.index, hit[0]);
  for (const hit of all(reading.low, thenBox)) add('email', hit.index + hit[0].indexOf(hit[1]!), hit[1]!);
  for (const hit of all(reading.low, letterBox)) add('email', hit.index, hit[0]);
  for (const hit of all(reading.plain, sorted)) add('bank-account', hit.index, hit[0]);
  for (const hit of all(reading.low, myPage)) add('link', hit.index, hit[0]);
  for (const hit of all(reading.plain, onHill)) if (model.rarity(hit[0].split(' ')[0]!.toLowerCase()) === 0) add('address', hit.index, hit[0].trimEnd());
  if (has(otherSite, reading.low)) for (const hit of all(reading.plain, shaped)) {
    const around = sentence(reading, hit.index);
    if (!has(otherSite, around) || !has(self, around.replace(hit[0].toLowerCase(), '')) || reading.known.has(hit[0].toLowerCase())) continue;
    const said = before(reading, hit.index, 24);
    if (called.test(said) && !/(?:same as|samme som|as|som|er|is) $/.test(said) || has(otherSite, hit[0].toLowerCase()) || /^(?:[A-Z]{2,}|.*(?:19|20)\d\d)$/.test(hit[0]) && !/_/.test(hit[0]) && !/\p{Ll}\p{Lu}/u.test(hit[0])) continue;
    if (/^(?:YouTube|FaceBook|TikTok|WhatsApp|LinkedIn|SnapChat|PayPal|HealthUnlocked|JustGiving|GoFundMe|DoktorOnline|PlayStation|OnlyFans|DuoLingo)$/i.test(hit[0])) continue;
    add('handle', hit.index, hit[0]);
  }
  for (const hit of all(reading.low, small)) if (!noStreet.test(` ${hit[1]!.replace(/^(?:flat \d+[a-z]?,? )?\d+[a-z]?,? /, '')} `)) add('address', hit.index + hit[0].length - hit[1]!.length, hit[1]!);
  for (const hit of all(reading.plain, onGrove)) add('address', hit.index, hit[0]);
  for (const hit of all(reading.plain, posted)) if (!plainCapitals.has(hit[1]!.toLowerCase())) add('postcode', hit.index, hit[0]);
  return found.filter((one) => !/^ ?(?:mg|ml|km|steps|skritt)/.test(after(reading, one.end, 8)));
}
