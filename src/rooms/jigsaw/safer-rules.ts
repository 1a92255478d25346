/** What could stand there instead. Whole sentences still read well with it. */
import type { Found, Kind, Language } from '#jigsaw/clue-rules';

type Safer = Record<Language, string>;
const left = (en: string, nb: string): Safer => ({ en: `(${en} left out)`, nb: `(${nb} utelatt)` });

const safer: Partial<Record<Kind, Safer>> = {
  name: left('name', 'navn'), email: left('email', 'e-post'), phone: left('number', 'nummer'), address: left('address', 'adresse'), postcode: left('postcode', 'postnummer'),
  'nhs-number': left('number', 'nummer'), 'national-number': left('number', 'nummer'), passport: left('number', 'nummer'), 'bank-account': left('number', 'nummer'), card: left('number', 'nummer'),
  plate: left('number plate', 'skiltnummer'), handle: left('name elsewhere', 'navn andre steder'), link: left('link', 'lenke'), 'other-person': left('name', 'navn'),
  employer: { en: 'a workplace', nb: 'en arbeidsplass' }, school: { en: 'a school', nb: 'en skole' }, clinic: { en: 'my clinic', nb: 'behandlingsstedet' }, clinician: { en: 'my clinician', nb: 'behandleren' },
  appointment: { en: 'one day soon', nb: 'en dag snart' }, birthday: { en: 'some day this year', nb: 'en dag i år' }, relative: { en: '', nb: '' },
  'small-place': { en: 'a small place', nb: 'et lite sted' }, 'rare-condition': { en: 'a rare condition', nb: 'en sjelden tilstand' }, 'uncommon-job': { en: 'something a bit unusual', nb: 'noe litt uvanlig' },
  event: { en: 'something that happened', nb: 'noe som skjedde' }, device: { en: 'an aid', nb: 'et hjelpemiddel' },
  few: left('detail', 'detalj'), seen: left('detail', 'detalj'), family: left('family', 'familie'), date: left('day', 'dag'), telling: left('something', 'noe')
};

const dated = /^(?:mon|tue|wed|thu|fri|sat|sun|yesterday|today|tomorrow|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|i (?:dag|går|morgen))/i;

/** The words to offer; null where leaving them out or changing them is the author's to find. */
export function saferFor(found: Found, words: string, language: Language, said: string): string | null {
  if (found.kind === 'appointment' && /(?:on|on the|den|på) $/i.test(said) && !dated.test(words)) return language === 'nb' ? 'en dag snart' : 'a day soon';
  if (found.kind === 'relative') return /(?:my|our|min|mi|vår|mitt) \p{L}+,? $|(?:en|a|et) (?:min|mi|vår),? $/iu.test(said) ? '' : language === 'nb' ? 'en jeg kjenner' : 'someone I know';
  return safer[found.kind]?.[language] ?? null;
}

const offered = new RegExp([...new Set(Object.values(safer).flatMap(({ en, nb }) => [en, nb]))].concat('someone I know', 'en jeg kjenner', 'a day soon').filter(Boolean)
  .map((words) => words.replace(/[()]/g, '\\$&')).join('|'), 'g');
/** Where a text has safer words already: they are never a clue. */
export const saferIn = (text: string): { start: number; end: number }[] => [...text.matchAll(offered)].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length }));
