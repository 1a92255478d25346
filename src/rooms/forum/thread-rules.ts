/** What a thread may ask for, be about and be tagged with; and which texts open folded. The words for each are in the room's words. */

/** What would help, in the order the composer asks. */
export const wants = ['listen', 'same', 'ideas', 'company', 'facts', 'none'] as const;
export type Want = (typeof wants)[number];
export const isWant = (text: unknown): text is Want => wants.includes(text as Want);

/** The drawing beside each. */
export const wantIcons = { listen: 'ear', same: 'users', ideas: 'lightbulb', company: 'coffee', facts: 'info', none: 'leaf' } as const;

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
