/**
 * Names as others say or show them: called out in a quote, on a screen in
 * capitals, signed small at the end, a member's first name given away; and
 * what one is called on other sites, said without the word for it.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { platforms } from '#jigsaw/contact-rules';
import { likeness } from '#jigsaw/likeness-rules';
import { model } from '#jigsaw/learned-rules';
import { famous, first, last, plainCapitals, wellKnown, wordNames } from '#jigsaw/lists';
import { all, edges, has, sentence, type Reading } from '#jigsaw/reading-rules';

const isGiven = (word: string) => first.has(word) && !wordNames.has(word);
/** A word that hardly anybody says and that looks like a name, or is one. */
const isFamily = (word: string) => last.has(word) || word.length > 3 && model.rarity(word) === 0 && likeness(word) > -2;
const small = "\\p{Ll}[\\p{Ll}'-]{2,24}";

/** "now then pauline ashdown, what have you done" */
const greeted = new RegExp(`["'«“‘](?:now then|hello|hi|hiya|right|well|good morning|morning|good afternoon|hei|hallo|god morgen|god dag|neimen|ja),? (${small}) (${small})(?![\\p{L}-])`, 'gu');
/** "ropte rune hallvard eikemo skal ha kateter" */
const cried = new RegExp(`(?<!\\p{L})(?:ropte|roper|shouted|shouts|called out|yelled|announced|bellowed|leste høyt)(?: opp| ut| out)?,?:? ["'«]?(${small}) (${small})(?: (${small}))?(?![\\p{L}-])`, 'gu');
/** "nobody can spell my surname, it's Treharne" */
const surnamed = /(?<!\p{L})(?:surname|last name|family name|maiden name|etternavnet(?: mitt)?|pikenavnet(?: mitt)?),? (?:is|was|it's|it is|er|var|det er)? ?["'«]?(\p{Lu}\p{Ll}{3,20})(?!\p{L})/gu;
/** "Roz Thistlewood here", "they've got me down as Clodagh Ni Shuilleabhain" */
const hereIAm = /(?:^|[.!?] )(\p{Lu}\p{Ll}{2,20}) (?:\p{Lu}\p{Ll}{2,20} )?(\p{Lu}\p{Ll}{3,20}(?:-\p{Lu}\p{Ll}+)?)(?= (?:here|her)(?:[ ,.!(–-]|$))/gu;
const downAs = /(?<!\p{L})(?:(?:got|has|have|had) me (?:down )?as|down as|registered as|listed as|oppført (?:meg )?som|registrert (?:meg )?som|skrevet (?:meg )?som) (\p{Lu}\p{Ll}{2,20}) ((?:(?:Ni|Ní|Nic|Mac|De|Van|Von|Al|El|O'|Mc)? ?)\p{Lu}\p{Ll}{3,20}(?:-\p{Lu}\p{Ll}+)?)(?!\p{L})/gu;
const onceCalled = new RegExp(`(?<!\\p{L})(?:[Uu]sed to be|I was|[Kk]nown as|[Jj]eg var|[Jj]eg het|[Ff]ormerly) (\\p{L}*(?:\\d|_|\\p{Ll}\\p{Lu})[\\p{L}\\d_]*) (?:on|at|på) (?:the |det |den )?[\\p{L} ]{0,25}(?:board|forum|forumet|site|sida|group|gruppa)(?!\\p{L})`, 'gu');
/** The last name first: "in the phone book under Blenkinsop, Maureen", "ropt opp som "aslaksen, jan petter"" */
const turned = /(?:(?<!\p{L})(?:under|as|som)|["'«“‘]) ?["'«“‘]?(\p{L}{4,20}(?:-\p{L}{3,20})?, (\p{L}{3,20})(?: \p{L}{3,20})?)(?=["'»”’.,;!?\s]|$)/gu;
/** "er bare en vebjørn saltrøe" */
const onlyOne = new RegExp(`(?<!\\p{L})(?:only one|just the one|bare en|bare én|bare ein) (${small}) (${small})(?![\\p{L}-])`, 'gu');
/** "my name wrong again, its wojciech not wojtek, and kaminski with a k" */
const respelt = new RegExp(`(?<!\\p{L})(?:my name|navnet mitt)[^.!?\\n]{0,60}?(?:it's|its|it is|det er|det heter) (${small})[^.!?\\n]{0,30}? (?:and|og) (${small}) (?:with|med) `, 'gu');
const nicked = /(?<!\p{L})under (?:the )?(?:nick(?:et|name)?|kallenavnet|user ?name|brukernavnet) ["'«]?([\p{L}\d._-]{4,30})(?![\p{L}\d])/gu;
/** "legg meg til på facebook da vel, bente ramsøskar" */
const addMe = new RegExp(`(?<!\\p{L})(?:legg meg til|add me|find me|finn meg)[^.!?\\n]{0,40}, (${small}) (${small})(?![\\p{L}-])`, 'gu');
/** One's own name said outright, also when somebody many know has it. */
const introduced = [/(?<!\p{L})(\p{Lu}[\p{L}]+(?:-\p{Lu}\p{L}+)? \p{Lu}[\p{L}-]+) heter (?:jeg|eg|æ)(?!\p{L})/gu, /(?<!\p{L})(?:[Jj]eg heter|[Ee]g heiter|[Mm]y name is|[Mm]y name's|[Mm]y real name is) (\p{Lu}\p{L}+(?:-\p{Lu}\p{L}+)? \p{Lu}[\p{L}-]+)(?! (?:\p{Lu}|says|sa ))/gu];
/** "the same name on here as on Ravelry": whoever looks there finds more. */
const sameThere = new RegExp(`(?<!\\p{L})(?:same (?:user ?)?name|same handle|samme (?:bruker)?navn(?:et)?|samme nick)(?: on)?(?: here| her(?: inne)?)? (?:as|som) (?:on |på |i )(?:${platforms})(?!\\p{L})`, 'gu');
/** "'Fenella Strang? Any allergies?'" */
const calledOut = /["'«“‘](\p{Lu}\p{Ll}{2,20}) (?:\p{Lu}\p{Ll}{2,20} )?(\p{Lu}\p{Ll}{2,20}(?:-\p{Lu}\p{Ll}{2,20})?)[?!]/gu;
/** On a screen: "VELKOMMEN HALLGEIR NUPEN". */
const shouted = /(?<!\p{L})(\p{Lu}{3,20})(?= (\p{Lu}{4,20}(?:-\p{Lu}{2,20})?)(?!\p{L}))/gu;
/** "hilsen geir ove mjelstad", as the last words. */
const signed = new RegExp(`(?<!\\p{L})(?:hilsen|hilsning|mvh|klem|klemmer|love|regards|cheers|wishes|yours|hugs|natta|god natt|x{1,3}|night(?: all| night| everyone)?(?: x{1,3})?)(?: fra| from)?[,:]? (${small}) (?:${small} )?(${small})[\\s.!x<3)]*$`, 'gu');
/** Who a member is: "Månelys her inne er jo Berit som har garnbutikken". */
const outed = /(?<!\p{L})\p{Lu}[\p{L}_\d]{3,25} (?:her inne|på forumet|on here|on this site|from this forum) (?:er|is|must be|må være) (?:jo |nok |egentlig |faktisk |really |actually |definitely |just )*(\p{Lu}\p{Ll}{2,20})(?= (?:som|fra|på|i|med|who|from|at|with|in)(?!\p{L}))/gu;

const shaped = "(?=[\\p{L}\\d._-]*[\\d_])\\p{L}[\\p{L}\\d._-]{3,30}[\\p{L}\\d]";
/** "I'm tealcosy71 over there" */
const there = new RegExp(`(?<!\\p{L})(?:i'm|im|i am|i was|i went by|jeg er|er jeg|eg er|er eg|jeg het|jeg heter|eg heiter|eg heitte|add me as) (${shaped}) (?:over there|there|der(?: også| og| borte)?)(?!\\p{L})`, 'gu');
/** "ligger på insta under tovesmaskerogmorro": one long word nobody says. */
const under = new RegExp(`(?<!\\p{L})(?:${platforms})(?:en|et)? (?:under|as|som|by the name|under the name|under navnet) ["'«]?(\\p{Ll}{9,30})(?!\\p{L})`, 'gu');
/** "på Kvinneguiden kalte jeg meg Sutreper" */
const calledMyself = /(?<!\p{L})(?:[Pp]å|[Oo]n) (?:kvinneguiden|babyverden|doktoronline|mumsnet|netmums|healthunlocked|jodel|reddit|discord|twitch|youtube|ravelry|strava)(?:,)? (?:kalte|kaller|het|heter|went|go|was|am|called|call)(?: jeg| I)?(?: meg| by| myself)? (\p{Lu}[\p{L}\d_]{4,30})(?! \p{Lu})/giu;
/** "look up Harriet Quillfeather on youtube", "skriver under som K. Storjord" */
const lookedUp = new RegExp(`(?<!\\p{L})(?:[Ll]ook up|[Ss]øk opp|[Ss]øk på|[Gg]oogle) (\\p{Lu}\\p{Ll}{2,20} \\p{Lu}\\p{Ll}{2,20})(?= (?:on|på) (?:${platforms})(?!\\p{L}))`, 'gu');
const initialled = /(?<!\p{L})(?:skriver under|skriv under|sign(?:ed|ing)?(?: off| everything| it)?|signerer)(?: som| as| with| under)? ((?:\p{Lu}\. ?){1,2}\p{Lu}\p{Ll}{3,20})(?!\p{L})/gu;
const played = edges('film|movie|song|book|novel|series|telly|tv|bok|boka|sang|serie|sketch|joke|vits');

export function heard(reading: Reading): Found[] {
  const found: Found[] = [];
  const add = (kind: Kind, hit: RegExpExecArray, from: string, more: Partial<Found> = {}) => {
    const start = hit.index + hit[0].indexOf(from);
    const end = kind === 'name' ? start + hit[0].slice(hit[0].indexOf(from)).replace(/[\s.!?x<3)]+$/u, '').length : start + from.length;
    const words = reading.low.slice(start, end);
    if (!reading.known.has(words) && !famous.has(words)) found.push({ kind, start, end, alone: true, ...more });
  };
  for (const hit of all(reading.low, greeted)) if (isGiven(hit[1]!) && (isFamily(hit[2]!) || model.rarity(hit[2]!) === 0)) add('name', hit, hit[1]!);
  for (const hit of all(reading.low, cried)) if (isGiven(hit[1]!) && (isFamily(hit[2]!) || hit[3] && isFamily(hit[3]))) add('name', hit, hit[1]!);
  for (const hit of all(reading.plain, surnamed)) if (!plainCapitals.has(hit[1]!.toLowerCase())) add('name', hit, hit[1]!);
  for (const hit of [...all(reading.plain, hereIAm), ...all(reading.plain, downAs)]) {
    const [one, two] = [hit[1]!.toLowerCase(), hit[2]!.toLowerCase().split(' ').at(-1)!];
    if (isGiven(one) && !plainCapitals.has(two) || model.rarity(two) === 0 && likeness(two) > -1 && !plainCapitals.has(one) && model.rarity(one) < 2) add('name', hit, hit[1]!);
  }
  for (const hit of all(reading.plain, turned)) if (first.has(hit[2]!.toLowerCase()) && (isFamily(/^\p{L}+/u.exec(hit[1]!)![0].toLowerCase()) || /^\p{Lu}/u.test(hit[1]!) && /, \p{Lu}/u.test(hit[1]!) && !plainCapitals.has(hit[1]!.split(',')[0]!.toLowerCase()) && !first.has(hit[1]!.split(',')[0]!.toLowerCase()))) add('name', hit, hit[1]!);
  for (const hit of all(reading.low, onlyOne)) if (isGiven(hit[1]!) && (isFamily(hit[2]!) || model.rarity(hit[2]!) === 0)) add('name', hit, hit[1]!);
  for (const hit of all(reading.low, respelt)) if (first.has(hit[1]!) || isFamily(hit[2]!) && likeness(hit[2]!) > 0) add('name', hit, hit[1]!);
  for (const hit of all(reading.plain, nicked)) add('handle', hit, hit[1]!);
  for (const hit of all(reading.plain, onceCalled)) add('handle', hit, hit[1]!);
  for (const hit of all(reading.plain, calledOut)) {
    const [one, two] = [hit[1]!.toLowerCase(), hit[2]!.toLowerCase()];
    const isName = isGiven(one) && isFamily(two) || !plainCapitals.has(one) && model.rarity(one) === 0 && likeness(one) > 0 && isFamily(two);
    if (isName && !has(played, sentence(reading, hit.index))) add('name', hit, hit[1]!);
  }
  for (const hit of all(reading.plain, shouted)) if (isGiven(hit[1]!.toLowerCase()) && isFamily(hit[2]!.toLowerCase())) found.push({ kind: 'name', start: hit.index, end: hit.index + hit[0].length + 1 + hit[2]!.length, alone: true });
  for (const hit of [...all(reading.low, signed), ...all(reading.low, addMe)]) if (isGiven(hit[1]!) && (isFamily(hit[2]!) || model.rarity(hit[2]!) === 0)) add('name', hit, hit[1]!);
  for (const pattern of introduced) for (const hit of all(reading.plain, pattern)) {
    const low = hit[1]!.toLowerCase();
    if (isGiven(low.split(/[ -]/)[0]!) && !plainCapitals.has(low.split(' ')[1]!) && !wellKnown.has(low) && !reading.known.has(low)) found.push({ kind: 'name', start: hit.index + hit[0].indexOf(hit[1]!), end: hit.index + hit[0].indexOf(hit[1]!) + hit[1]!.length, alone: true });
  }
  for (const hit of all(reading.low, sameThere)) found.push({ kind: 'handle', start: hit.index, end: hit.index + hit[0].length, alone: true });
  for (const hit of all(reading.plain, outed)) if (first.has(hit[1]!.toLowerCase())) add('other-person', hit, hit[1]!, { others: true });
  for (const hit of all(reading.low, there)) add('handle', hit, hit[1]!);
  for (const hit of all(reading.low, under)) if (model.rarity(hit[1]!) === 0) add('handle', hit, hit[1]!);
  for (const hit of [...all(reading.plain, lookedUp), ...all(reading.plain, initialled)]) add('name', hit, hit[1]!);
  for (const hit of all(reading.plain, calledMyself)) if (/^\p{Lu}/u.test(hit[1]!)) add('handle', hit, hit[1]!);
  return found;
}
