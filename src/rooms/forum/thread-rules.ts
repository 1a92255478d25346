/** What a thread may ask for, be about and be tagged with; and which texts open folded. The words for each are in the room's words. */

/** What would help, in the order the composer asks. */
export const wants = ['listen', 'same', 'ideas', 'company', 'facts', 'none'] as const;
export type Want = (typeof wants)[number];
export const isWant = (text: unknown): text is Want => wants.includes(text as Want);

/** The drawing beside each. */
export const wantIcons = { listen: 'ear', same: 'users', ideas: 'lightbulb', company: 'coffee', facts: 'info', none: 'leaf' } as const;

/** Where treatments are talked of: what helped is said to suit not everybody, wherever it is said. */
export const isOfTreatments = ({ board, want }: { board: string; want: string }) => board === 'care' || want === 'ideas' || want === 'facts';

/** What a text is about, said quietly beforehand. */
export const abouts = [
  'low-mood', 'suicide', 'self-harm', 'grief', 'hospital', 'needles', 'baby-loss', 'abuse', 'eating', 'alcohol', 'body'
] as const;
export type About = (typeof abouts)[number];

/** Where company may weigh more than it lifts: these fold unless the reader says otherwise, and answer to other reactions. */
export const heavy: readonly About[] = ['suicide', 'self-harm', 'abuse', 'eating'];
export const isHeavy = (about: readonly string[]) => about.some((one) => heavy.includes(one as About));

/** Diagnoses, all of them optional. Boards are about life; these are for those they suit. */
export const tags = [
  'ms', 'fibromyalgia', 'diabetes-1', 'copd', 'ibd', 'stoma', 'long-covid', 'heart', 'epilepsy', 'lupus', 'endometriosis', 'kidney',
  'cancer-after', 'migraine', 'parkinsons', 'me', 'depression', 'anxiety', 'bipolar', 'psoriasis', 'sickle-cell', 'sight', 'hearing',
  'arthritis', 'other'
] as const;
export type Tag = (typeof tags)[number];

/** Those by which threads can be found. "Something else" is not one thing: it leads nowhere, and is said in a sentence of its own. */
export type FoundTag = Exclude<Tag, 'other'>;
/** What stands for each in an address, for ever: what somebody lives with is nobody's to read there. */
export const tagAddresses: Readonly<Record<FoundTag, string>> = {
  ms: 'g1', fibromyalgia: 'g2', 'diabetes-1': 'g3', copd: 'g4', ibd: 'g5', stoma: 'g6', 'long-covid': 'g7', heart: 'g8', epilepsy: 'g9', lupus: 'g10', endometriosis: 'g11',
  kidney: 'g12', 'cancer-after': 'g13', migraine: 'g14', parkinsons: 'g15', me: 'g16', depression: 'g17', anxiety: 'g18', bipolar: 'g19', psoriasis: 'g20', 'sickle-cell': 'g21',
  sight: 'g22', hearing: 'g23', arthritis: 'g24'
};
export const foundTags = Object.keys(tagAddresses) as FoundTag[];
export const isFoundTag = (tag: unknown): tag is FoundTag => foundTags.includes(tag as FoundTag);
export const tagAt = (address: string | null): FoundTag | undefined => foundTags.find((tag) => tagAddresses[tag] === address);

/** So many letters of names, with what stands around them, are two lines of a narrow phone. */
const fitting = 36;
/** What a row of a list says of them, in words: the first two, or one where two would not fit, and whether there are others. */
export function fewTags(named: readonly string[], wordOf: (tag: FoundTag) => string): { few: string[]; isMore: boolean } {
  const found = named.filter(isFoundTag).map(wordOf);
  const few = found.slice(0, found.slice(0, 2).join('').length > fitting ? 1 : 2);
  return { few, isMore: found.length > few.length };
}

/** Ticks as they were sent: what we do not know is left out, what came twice counts once. */
export const aboutsOf = (sent: readonly string[]): About[] => abouts.filter((one) => sent.includes(one));
export const tagsOf = (sent: readonly string[]): Tag[] => tags.filter((one) => sent.includes(one));

/** Which about-lines fold for a reader. On a bad day, and for whoever made everything calmer, the heavy ones fold as well, whatever they chose. */
export function foldedFor(chosen: readonly string[] | null | undefined, { session, looks }: { session: { day: string | null }; looks: { calm: boolean } }): readonly string[] {
  if (!chosen) return heavy;
  return session.day === 'bad' || looks.calm ? [...new Set([...chosen, ...heavy])] : chosen;
}
export const folds = (about: readonly string[], folded: readonly string[]) => about.some((one) => folded.includes(one));

/** Lines that can be sent as they are. A bad day shows all of them. */
export const readyLines = ['hear', 'read', 'with', 'same', 'tough', 'thought'] as const;
export type ReadyLine = (typeof readyLines)[number];
export const isReadyLine = (text: unknown): text is ReadyLine => readyLines.includes(text as ReadyLine);
export const fewReadyLines = 2;

/** First words for a day without any. A press posts them; where they go is the reader's choice, else the board for low days. */
export const openings = ['bad', 'company', 'slow', 'bed', 'kind', 'wave'] as const;
export type Opening = (typeof openings)[number];
export const isOpening = (text: unknown): text is Opening => openings.includes(text as Opening);
export const openingBoard = 'mood';

/** Where words of the moderators lead that look after those who read something heavy: while they stand, Help now is offered above the place to answer. */
export const toHelp = '/help';
