/**
 * What is said letter by letter or figure by figure, so that it looks like
 * nothing (h-a-u-g-l-a-n-d, 4 0 5-9 9-3 8 4), and names as forms and labels
 * have them: WETHERBY, Joan E.; A. Fontaine-Ellis; Warner, first name Giles.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { model } from '#jigsaw/learned-rules';
import { first, wordNames } from '#jigsaw/lists';
import { all, edges, has, latin, sentence, type Reading } from '#jigsaw/reading-rules';

const hyphened = new RegExp(latin('(?<![\\p{L}\\p{N}-])\\p{L}(?:-\\p{L}){4,}(?![\\p{L}\\p{N}-])'), 'gu');
const mixed = /(?<![\p{L}\p{N}])[a-z]{1,2}(?:[ -][a-z\d]){4,6}(?! ?[\p{L}\p{N}])/giu;
const postcode = /^[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}$/i;
const figures = /(?<!\p{N} |[\p{L}\p{N}.,-])\d(?:[ .-]\d{1,2}){4,9}(?![ .,-]?\d)/gu;
const reached = edges('ring|call|text|phone|mobile|mob|number|whatsapp|mobil|mobilen|mobiltelefon|tlf|telefon|nummer|nummeret|sms|melding');
const drawn = edges('lotto\\p{L}*|lottery|bingo|sudoku|score|scores|skår|puls|pulse');

const formed = [
  new RegExp(latin('(?<![\\p{L}\\p{N}])\\p{Lu}{3,}(?:-\\p{Lu}{2,})?, (\\p{Lu}\\p{Ll}+)(?: \\p{Lu}\\.)?(?!\\p{L})'), 'gu'),
  new RegExp(latin('(?<![\\p{L}\\p{N}])\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)?,? (?:first name|given name|christian name|fornavn) (\\p{Lu}\\p{Ll}+)(?!\\p{L})'), 'gu'),
  new RegExp(latin('(?<=(?:[Nn]ame|[Nn]avnet?)(?: mitt)?(?: [^.:\\n]{1,30})?: )\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)?, (\\p{Lu}\\p{Ll}+)(?!\\p{L})'), 'gu'),
  new RegExp(latin('(?<=(?:[Nn]ame of|[Nn]avnet) )(\\p{L}{3,})(?: \\p{L}{3,})? \\p{L}{4,}(?!\\p{L})'), 'gu')
];
const initialled = new RegExp(latin("(?<!(?:[Dd]r|[Dd]octor|[Pp]rof|[Ll]ege|[Oo]verlege)\\.? )(?<![\\p{L}\\p{N}.])\\p{Lu}\\. \\p{Lu}\\p{Ll}+-\\p{Lu}\\p{Ll}+(?!\\p{L})"), 'gu');
const authored = edges('book|novel|author|poem|wrote|written by|bok|boka|roman|forfatter|dikt|skrev');

export function spelled(reading: Reading): Found[] {
  const clue = (kind: Kind, hit: RegExpExecArray): Found => ({ kind, start: hit.index, end: hit.index + hit[0].length, alone: true });
  const joined = (hit: RegExpExecArray) => hit[0].toLowerCase().replace(/[ .-]/g, '');
  return [
    ...formed.flatMap((pattern) => all(reading.plain, pattern)).filter((hit) => first.has(hit[1]!.toLowerCase()) && !wordNames.has(hit[1]!.toLowerCase()) && !reading.known.has(hit[1]!.toLowerCase()) && model.rarity(/^\p{L}+/u.exec(hit[0])![0].toLowerCase()) < 2).map((hit) => clue('name', hit)),
    ...all(reading.plain, initialled).filter((hit) => !has(authored, sentence(reading, hit.index))).map((hit) => clue('name', hit)),
    ...all(reading.plain, hyphened).filter((hit) => new Set(joined(hit)).size > 3 && model.rarity(joined(hit)) === 0).map((hit) => clue('name', hit)),
    ...all(reading.plain, mixed).filter((hit) => postcode.test(joined(hit))).map((hit) => clue('postcode', hit)),
    ...all(reading.plain, figures).filter((hit) => /^(?:[2-9]\d{7}|0[1-9]\d{8,9})$/.test(joined(hit)) && has(reached, sentence(reading, hit.index)) && !has(drawn, sentence(reading, hit.index)))
      .map((hit) => clue('phone', hit))
  ];
}
