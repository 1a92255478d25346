/**
 * What is told among people who meet: which of those at a gathering one was,
 * who another member is outside, and what ails somebody down the street.
 */
import { classesOf, classBits } from '#jigsaw/class-rules';
import type { Found } from '#jigsaw/clue-rules';
import { all, edges, has, latin, sentence, type Reading } from '#jigsaw/reading-rules';
import { first } from '#jigsaw/lists';

const gathering = "(?:coffee morning|meet-?up|gathering|get-together|knit and natter|(?:café|cafe) (?:evening|morning|night|meet)|\\p{L}*treff(?:et|ene)s?|(?:\\p{L}+dagens|forrige|siste) treff|gjestebud(?:et)?|(?:kafé|kafe)kveld(?:en)?|på (?:kafeen|kaféen))";
const which = "(?:i(?:'m| am| was) the (?:one|man|woman|lad|girl|tall one) (?:in|with|who)|it was me (?:who|in|with)|i sat (?:by|at|next to|beside|opposite)|(?:det var|var det) jeg (?:som|med|i)|(?:jeg (?:var|er)|var jeg) (?:hun|han|ho|den|dama|mannen) (?:i|med|som)|jeg satt (?:ved|innerst|ytterst|ved siden av|overfor|bak)|satt jeg (?:ved|innerst|ytterst|overfor|bak))";
const wasThere = edges(`${gathering}[^\\n]{0,60}? ${which}|${which}[^\\n]{0,60}?${gathering}`);

const written = '@[\\p{L}\\d_]{3,20}|[«"“][\\p{Lu}][\\p{L}]{2,20}[»"”]|(?:\\p{Lu}\\p{Ll}{2,}){2,3}';
/** A name people go by here, and then what they are to somebody or for a living. */
const members = new RegExp(latin(`(?<![\\p{L}\\p{N}@])(${written})(?:(?:'s|s)?(?: \\p{L}+)?|(?<=[»"”]),) (?:er|is)(?: \\p{L}+){1,6}`), 'gu');
const works = edges('your|din|ditt|favou?rite|song|book|film|band|boka|sangen|filmen|yndlings\\p{L}*|pony|cat|dog|katten|hunden|kind|snill|right|enig');
const beings = classBits('role', 'kin', 'medic');
const isSomebody = (words: string, reading: Reading) => words.toLowerCase().split(/[^\p{L}'’-]+/u).some((word) => !/['’]s$/.test(word) && ((classesOf(word, reading.language) & beings) !== 0 || /^(?:teacher|lærer\p{L}*|geografilærer\p{L}*|neighbour|naboen|boss|sjefen|deputy)$/u.test(word)));

const name = '\\p{Lu}\\p{Ll}{2,15}(?: \\p{Lu}\\p{Ll}{2,20})?';
const near = new RegExp(latin(`(?:[Nn]eighbour|[Bb]oss|[Pp]ostman|[Cc]olleague|[Ll]andlord|[Ll]andlady|[Mm]anager|[Nn]aboen|[Ss]jefen|[Pp]ostbudet|[Kk]ollegaen)(?: vår| vårt| min| mitt)?,? (${name})(?![\\p{L}])|(?<![\\p{L}] |[\\p{L}])(${name}) (?:at|from|in|i|fra|på) (?:number|no\\.?|nummer|nr\\.?) \\d+`), 'gu');
const ailing = edges('hiv|hiv-positive?|lithium|litium|breakdown|sammenbrudd|bipolar|schizo\\p{L}*|schizophren\\p{L}*|alcoholic|alkoholiker|rehab|sectioned|tvangsinnlagt|på psyken|psych ward|tablets for|tabletter for|cancer|kreft|terminal|demens|dement|dementia|abort\\p{L}*|overdose|overdosed?');

export function among(reading: Reading): Found[] {
  const found: Found[] = all(reading.low, wasThere).map((hit) => ({ kind: 'cafe', start: hit.index, end: hit.index + hit[0].length, alone: true }));
  const other = (hit: RegExpExecArray, words: string): Found => ({ kind: 'other-person', start: hit.index + hit[0].indexOf(words), end: hit.index + hit[0].indexOf(words) + words.length, alone: true, others: true });
  for (const hit of all(reading.plain, members)) if (isSomebody(hit[0].slice(hit[1]!.length), reading) && !has(works, hit[0].toLowerCase())) found.push(other(hit, hit[1]!));
  for (const hit of all(reading.plain, near)) {
    const words = hit[1] ?? hit[2]!;
    if (has(ailing, sentence(reading, hit.index)) && !reading.known.has(words.toLowerCase()) && (hit[2] === undefined || first.has(words.split(' ')[0]!.toLowerCase()))) found.push(other(hit, words));
  }
  return found;
}
