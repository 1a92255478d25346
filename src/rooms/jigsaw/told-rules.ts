/**
 * Who somebody is, told by the shape of the sentence and not by a list of
 * names: signed at the end, "the name on … is", "are you the … who",
 * "search for", and what should stay with somebody near.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { bigPlaces, famous, offered, plainCapitals, publicWords } from '#jigsaw/lists';
import { all, before, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';
import { relationsEn, relationsNb } from '#jigsaw/whose-rules';

const cap = String.raw`\p{Lu}\p{Ll}[\p{L}'-]*`;
const fullName = `${cap}(?: (?:\\p{Lu}\\.|${cap})){1,3}`;
const isName = (reading: Reading, words: string) => {
  const [one = '', ...rest] = words.toLowerCase().split(' ');
  return !plainCapitals.has(one) && !rest.some((word) => plainCapitals.has(word) || publicWords.has(word) || offered.second.has(word)) && !bigPlaces.has(words.toLowerCase()) && !bigPlaces.has(one)
    && !famous.has(words.toLowerCase()) && !famous.has(`${one} ${rest.at(-1)}`) && !reading.known.has(words.toLowerCase());
};

/** Each gives a name in its first group. */
const names: { kind: Kind; pattern: RegExp }[] = [
  { kind: 'name', pattern: new RegExp(`(?<=[\\p{L}.!?)] ?(?:\\n|[-])+ ?)(${cap} \\p{Lu}\\. ${cap})\\s*$`, 'gu') },
  { kind: 'name', pattern: new RegExp(`(?:[Mm]vh|[Hh]ilsen|[Kk]lem fra|[Rr]egards|[Ss]igned|[Yy]ours)[,: ]+(${fullName})(?=\\s*(?:$|[.,!(\\n]))`, 'gu') },
  { kind: 'name', pattern: new RegExp(`[Nn]ame(?:'s| is) (${cap},? (?:and )?(?:surname|last name|second name|family name)(?: is|'s)? ${cap})`, 'gu') },
  { kind: 'name', pattern: new RegExp(`(?:name|names|navnet|navnet mitt) (?:on|in|at the top of|på|i) (?:the|my|this|every|det|den|passet|kortet|armbåndet|skiltet)(?: \\p{Ll}+){0,3} (?:is|says|reads|er|står det) (${fullName})`, 'gu') },
  { kind: 'name', pattern: new RegExp(`(?:kaller meg|kalles|call me|known as|in the name of|i navnet|på navnet|[Hh]ello from|[Hh]i from|[Hh]ei fra|[Ll]ook for|[Aa]sk for|[Ss]øk etter|[Ss]pør etter|(?:[Ii]f you |[Yy]ou can |[Jj]ust )?[Gg]oogle|[Gg]oogler du|[Gg]oogle på|ropte opp|ropte|called out|shouted|i'm under|I'm under|under navnet|[Rr]everend|[Rr]ev\\.?|[Ss]ister|[Cc]ouncillor|[Uu]ndertegnede,?|on [Ss]trava as|på [Ss]trava som|on [Ff]acebook as|på [Ff]acebook som|born|døpt|christened|baptised|registered as|står jeg som|står som) (${fullName})`, 'gu') },
  { kind: 'name', pattern: new RegExp(`(${fullName}) (?:on|over on|på) (?:[Ff]acebook|[Ff]ace|[Ii]nsta(?:gram)?|[Tt]ik ?[Tt]ok|LinkedIn|[Ss]nap(?:chat)?|YouTube|[Mm]essenger|Strava)(?!\\p{L})`, 'gu') },
  { kind: 'name', pattern: new RegExp(`(?:[Gg]ratulerer (?:med dagen )?til meg(?: sjøl| selv)?|[Hh]appy birthday to me),? (${fullName})`, 'gu') },
  { kind: 'other-person', pattern: new RegExp(`(?:[Ee]r ikke du|[Ee]r du ikke|[Ee]r det ikke|[Dd]u er|[Dd]u må være|[Ee]r det|[Hh]un er|[Hh]an er|egentlig) (?:jo )?(?:(?:hun|han|ho|hu|den)(?: der)? )?(${cap}(?: ${cap})?)(?= (?:som (?:jobber|bor|sitter|kjører|driver|selger|underviser|går|har)|fra|på \\p{Ll}+|i (?:kassa|resepsjonen|\\p{Ll}+gata)|ved \\p{Ll}+))`, 'gu') },
  { kind: 'other-person', pattern: new RegExp(`(?:[Aa]re you|[Aa]ren't you|[Yy]ou're|[Yy]ou are|[Yy]ou must be|[Ii]s (?:this|that)|[Tt]hat's|s?he's|[Ii]t's|\\p{Lu}\\p{L}+ is)(?: not| really| actually)? (${cap}(?: ${cap})?)(?= (?:from (?:the )?(?!here)|who (?:does|runs|works|lives|drives|sells|teaches|has the|owns|used to|sits|plays)|that (?:works|lives|drives)|at the \\p{Ll}+ (?:shop|school|surgery|club|pool)|off the ))`, 'gu') },
  { kind: 'other-person', pattern: new RegExp(`(?:[Pp]harmacist|[Nn]urse|[Dd]octor|[Cc]hemist|[Rr]eceptionist|[Cc]arer) (?:in|at|from|on) [^.,!?\\n]{2,40}, (${cap}(?: ${cap})?),? (?=s?he|is|was|has|who)`, 'gu') }
];

/** What nobody may tell about somebody near: theirs alone. */
const grave = edges(`self[- ]?harm(?:ing|ed)?|cut(?:ting)? (?:her|him|them)sel(?:f|ves)|overdosed?|suicid\\p{L}+|sectioned|hiv|hepatitis(?: [a-e])?|chlamydia|gonorrh?oea|syphilis|herpes|back on the (?:drink|bottle|booze|gear)|drinking again|alcoholic|on heroin|on drugs|drug habit|rehab|in prison|in jail|on remand|on tag|arrested|abortion|miscarr\\p{L}+|affair|bipolar|schizophreni\\p{L}+|psychosis|psychotic|eating disorder|anorexi\\p{L}+|bulimi\\p{L}+|personality disorder|bankrupt\\p{L}*|shoplifting|stealing|expelled|pregnant|(?:just |only just |has |had )been (?:told|diagnosed)|diagnosed with|got cancer|har cancer|har fått (?:kreft|påvist|vite|diagnosen)|fått kreft|fikk påvist|gravid|naska|nasket|utvist|gambl(?:ing|es|ed)|beats? (?:her|him)|hits? (?:her|him)|came out as|is gay|is trans|skade seg|skader seg|skadet seg|kutter seg|kutta seg|ta livet (?:sitt|av seg)|tok overdose|overdose|tvangsinnlagt|ligger på lukket|lukket avdeling|hepatitt(?: \\p{L})?|klamydia|syfilis|begynt å drikke|drikker igjen|på fylla|alkoholiker|ruser seg|på kjøret|heroin|i fengsel|sitter inne|fotlenke|abort|spontanabort|utro|bipolar\\p{L}*|schizofreni\\p{L}*|psykose\\p{L}*|psykotisk|spiseforstyrrelse\\p{L}*|anoreksi|bulimi|spillegal|gambler|konkurs|slår (?:henne|ham|han)|er homo|er lesbisk|er trans`);
const near = [
  new RegExp(`(?<!\\p{L})(?:[Mm]y|[Oo]ur) (?:\\p{Ll}+ )?(?:${relationsEn}),? (${cap}(?: ${cap})?)`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Bb]estekompisen|[Kk]ameraten|${relationsNb}|[Ss]ønnen|[Dd]attera|[Dd]atteren|[Bb]roren|[Ss]østera|[Ss]østeren|[Mm]annen|[Kk]ona|[Ee]ksen|[Nn]aboen|[Kk]ollegaen) (?:min|mi|mitt|vår|til \\p{Ll}+ min),? (${cap}(?: ${cap})?)`, 'gu')
];

const nextDoor = new RegExp(`(${cap}(?: ${cap})?) (?:next door|across the (?:road|street|hall)|down the road|upstairs|at number \\d+|from (?:work|church|choir|school|the gym|football)|in (?:hr|accounts|the office)|i (?:naboleiligheten|oppgangen|etasjen over)|på (?:jobben|jobb)|fra (?:jobben|koret|korpset|håndballaget|fotballen|klassen))(?!\\p{L})`, 'gu');

/** A name elsewhere, where one is told to look for it. */
const lookFor = edges("search(?: for)?|look (?:me )?up|find me|add me|follow me|same (?:name|as always)|legg (?:meg|mæ) til|søk|søk på|finn meg|følg meg|samme navn|heter jeg(?: bare)?|jeg heter|snap|snapchat|insta|instagram|tiktok|handle|username|brukernavn|on there as|go by|goes by|under navnet|on here and");
const shaped = /(?<![\p{L}\d@/.])(?:\p{L}[\p{L}\d]*(?:_[\p{L}\d]+)+|\p{L}{3,}(?:\.\p{L}[\p{L}\d]{2,})+|\p{L}{4,}\d{2,4})(?![\p{L}\d@./])/gu;
const nhsShape = /(?<=\bnhs(?: number| no\.?| nr\.?)?(?: is|:|'s)? ?)\d{3}[ -]\d{3}[ -]\d{4}(?!\d)/giu;
const lowName = /(?<!\p{L})(?:my (?:full |real )?name(?:'s| is)|jeg heter|eg heiter|mitt navn er) ((?!not|just|on|in|the|so|a|an|is|my|no|ikke|bare|det|noe|og)[\p{Ll}]{3,} (?!and|but|og|men|from|fra|som|i|på|here|by|is|er|egentlig)[\p{Ll}]{3,}(?:-[\p{Ll}]+)?)(?= (?:and|og|but|men|from|fra|btw|i am|im)|[,.!]|$)/gu;
const tagged = /(?<![\p{L}\d])[\p{L}\d._]{3,30}#\d{4}(?!\d)/gu;
const spaced = /(?<![\d.,])0(?: \d){9,10}(?! ?\d)/g;
const oldHouse = /(?<!\p{L})The Old \p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?, (?:\p{Lu}[\p{L}']+ ){1,2}(?:Lane|Road|Street|Hill|Row|Green|Way|Ln|Rd|St)(?!\p{L})/gu;
const rowNumber = /(?<!\p{L})(?:\p{Lu}[\p{L}']+ ){1,2}(?:Row|Lane|Road|Street|Close|Wynd|Terrace|Court|Avenue|Yard), (?:number|no\.?) \d{1,3}/gu;
const account = /(?<![\d.])\d{4}[. ]\d{2}[. ]\d{5}(?![\d.])/g;
const paying = edges('sett inn|sette inn|settes inn|overfør\\p{L}*|konto\\p{L}*|spleise|betal\\p{L}*|send penger|vipps\\p{L}*');
const postcode = /(?<![\p{L}\d])[A-Z]{1,2}\d[\dA-Z]? \d(?!MG|ML|KG|ST|ND|TH|AM|PM)[A-Z]{2}(?![\p{L}\d])/gu;
const delivered = edges('levere|leverte|levert|levering|sto utenfor|står på|hente|hentes|drosje|taxi|oppgang|pakken|posten|ambulansen|sendes|deliver\\p{L}*|courier|parcel|make it out to|post it to|send it to');
const door = /(?<![\p{L}\d])(?:\p{Lu}[\p{L}'-]+ ){1,3}\d{1,3} ?[A-H](?![\p{L}\d])/gu;
const doorEn = /(?<![\p{L}\d])(?:[A-Z]\. \p{Lu}[\p{L}'-]+, )?\d{1,3}[A-Za-z]?,? (?:\p{Lu}[\p{L}'-]+ ){1,2}(?:Cottages|Cottage|Row|Buildings|Terrace|Houses|Yard|Mews|Villas)(?:, (?:\p{Lu}[\p{L}'-]+ ?){1,3})?(?!\p{L})/gu;
/** What is so by its shape alone; an NHS number with one wrong digit still gives nine away. */
const shapes: readonly (readonly [Kind, RegExp])[] = [['handle', tagged], ['phone', spaced], ['address', oldHouse], ['address', rowNumber], ['address', doorEn], ['postcode', postcode], ['nhs-number', nhsShape]];
const ownPage = /(?<![\p{L}\d@])(?:www\.)?(?:[\p{L}\d-]+\.)+example(?:\/[\w@%./~-]*)?/giu;
const telling = edges('blogg\\p{L}*|blog|vlog|my (?:\\p{L}+ )?(?:story|site|page|saga)|wrote|written|posted|alt om meg|om meg|skriver|skrev|here:|sida mi|siden min|our (?:story|page|wedding)|fundrais\\p{L}*|innsamling\\p{L}*');

export function told(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (kind: Kind, start: number, words: string, others = false) => found.push({ kind, start, end: start + words.length, alone: true, ...(others ? { others } : {}) });
  for (const { kind, pattern } of names) {
    for (const hit of all(reading.plain, pattern)) {
      if (isName(reading, hit[1]!.replace(/,? (?:and )?(?:surname|last name|second name|family name)(?: is|'s)?/, ''))) add(kind, hit.index + hit[0].lastIndexOf(hit[1]!), hit[1]!, kind === 'other-person');
    }
  }
  for (const pattern of near) {
    for (const hit of all(reading.plain, pattern)) if (has(grave, sentence(reading, hit.index)) && isName(reading, hit[1]!)) add('other-person', hit.index + hit[0].lastIndexOf(hit[1]!), hit[1]!, true);
  }
  for (const hit of all(reading.plain, nextDoor)) if (has(grave, sentence(reading, hit.index)) && isName(reading, hit[1]!)) add('other-person', hit.index, hit[1]!, true);
  for (const hit of all(reading.plain, shaped)) if (has(lookFor, sentence(reading, hit.index)) && !reading.known.has(hit[0].toLowerCase()) && !/^(?:vitamin|b\d|covid)/i.test(hit[0])) add('handle', hit.index, hit[0]);
  for (const hit of all(reading.plain, lowName)) add('name', hit.index + hit[0].lastIndexOf(hit[1]!), hit[1]!);
  for (const [kind, pattern] of shapes) for (const hit of all(reading.plain, pattern)) add(kind, hit.index, hit[0]);
  for (const hit of all(reading.plain, account)) if (has(paying, before(reading, hit.index, 60))) add('bank-account', hit.index, hit[0]);
  for (const hit of all(reading.plain, door)) if (has(delivered, sentence(reading, hit.index)) && isName(reading, hit[0].replace(/ \d.*/, ''))) add('address', hit.index, hit[0]);
  for (const hit of all(reading.plain, ownPage)) if (has(telling, sentence(reading, hit.index)) || /\/@|gofundme|justgiving|spleis/i.test(hit[0])) add('link', hit.index, hit[0]);
  return found;
}
