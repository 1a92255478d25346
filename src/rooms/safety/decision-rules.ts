/**
 * What a moderator can do, gentlest first (MOD-5), and what each needs.
 *
 * Naming a strength needs no rule; whatever changes what others see needs the
 * way we treat each other that it rests on. Whoever wrote it always reads why,
 * in a person's words, and may ask somebody else to look.
 */
import { isAsDrawn } from '#safety/boxes-rules';
import { wasOf } from '#safety/choices-rules';

export const deeds = ['nothing', 'acknowledged', 'suggested', 'labelled', 'beside', 'folded', 'showed', 'hid', 'paused'] as const;
export type Deed = (typeof deeds)[number];
export const isDeed = (text: unknown): text is Deed => deeds.includes(text as Deed);

/** Every kind a decision may have; 'spoke' is what acknowledging was called before. */
export type Kind = Deed | 'spoke' | 'unlabelled' | 'unbeside' | 'unfolded' | 'unpaused' | 'upheld' | 'overturned';

/** Which of them rest on one of our ways. */
export const needsRule = (deed: Deed) => deed === 'labelled' || deed === 'beside' || deed === 'folded' || deed === 'hid' || deed === 'paused';
/** Which of them the author is told of; leaving a post alone is not told. */
export const tellsAuthor = (deed: Deed) => deed !== 'nothing';
/** Done to words as others see them, not to whoever wrote them. */
export const isDoneToWords = (deed: Deed) => deed !== 'nothing' && deed !== 'acknowledged' && deed !== 'paused';

/** What takes which back. */
const undoings = { labelled: 'unlabelled', beside: 'unbeside', folded: 'unfolded', hid: 'showed', paused: 'unpaused' } as const;
export const undoing = (kind: Kind): Kind | undefined => (undoings as Partial<Record<Kind, Kind>>)[kind];
/** What may be asked about again by whom it is about. */
export const isAppealable = (kind: Kind) => kind !== 'nothing' && kind !== 'acknowledged' && kind !== 'spoke' && kind !== 'upheld' && kind !== 'overturned' && !kind.startsWith('un') && kind !== 'showed';

/** Of these somebody wrote words that others read; a case of any other kind is about a person or what they told us. */
export const isOfWords = (kind: string) => kind === 'post' || kind === 'line' || kind === 'plan' || kind === 'topic';

/** What a decision was about, in a word whoever it is about knows. */
export const aboutWhat = (kind: string) => (kind === 'post' || kind === 'line' || kind === 'plan' || kind === 'topic' || kind === 'decision' ? kind : 'you');

/**
 * What whoever it is about reads first. Kind words are words alone where nothing was written for others: who
 * answered a question was told that nobody sees the answer. That it is there is said only while others see it.
 */
export function leadOf({ kind, subjectKind, isThere, hasEnded }: { kind: Kind; subjectKind: string; isThere: boolean; hasEnded: boolean }, isPaused: boolean) {
  if (kind === 'nothing' || kind === 'spoke' || kind === 'acknowledged') return !isOfWords(subjectKind) ? 'words' : isThere ? 'acknowledged' : 'read';
  if (kind === 'unpaused' && isPaused) return 'unpausedOne';
  return kind === 'overturned' && hasEnded ? 'overturnedAfter' : kind;
}

/** What those who told us hear. A post that was shown after all was left as it is. */
export type Heard = 'nothing' | 'spoke' | 'acknowledged' | 'suggested' | 'labelled' | 'beside' | 'folded' | 'hid' | 'paused';
/** It is the strongest of what still stands from before and what was done last. */
export const heardOf = (before: readonly Kind[], last: Deed): Heard => deeds.filter((deed) => deed !== 'showed').findLast((deed) => deed === last || before.includes(deed)) ?? 'nothing';

/** What decides about words that are held; every other deed leaves them so, and the case open. */
export const decidesHeld = (deed: Deed) => deed === 'showed' || deed === 'hid';

/** What a moderator reads under a deed before they do it, of a subject as it stands now: only a post that others see stays; of what is out of sight, or is no post, nothing of the kind is said. */
export function hintOf(deed: Deed, { kind, isGone, isHidden, isHeld }: { kind: string; isGone: boolean; isHidden: boolean; isHeld: boolean }) {
  if (isHeld && deed !== 'paused' && deed !== 'nothing' && !decidesHeld(deed)) return 'do.heldHint';
  if (deed === 'acknowledged' && kind === 'turned') return 'do.acknowledged.hintTurned';
  if (deed === 'nothing' || deed === 'acknowledged') return !isOfWords(kind) ? (`do.${deed}.hintPerson` as const) : kind !== 'post' || isGone || isHidden ? (`do.${deed}.hintWords` as const) : (`do.${deed}.hint` as const);
  if (deed === 'suggested' && kind === 'plan') return 'do.suggested.hintPlan';
  if ((deed === 'suggested' || deed === 'beside') && isHidden) return `do.${deed}.hintHidden` as const;
  if (deed === 'hid' && kind === 'plan') return 'do.hid.hintPlan';
  if (deed === 'hid' && isHeld) return 'do.hid.hintHeld';
  if ((deed === 'hid' || deed === 'showed') && kind === 'line') return `do.${deed}.hintLine` as const;
  return `do.${deed}.hint` as const;
}

/** Of what a deed's form asks for, what the other deeds do not all ask for. What was typed for another deed is kept aside until that one is chosen again. */
export const askedFor = (deed: Deed): readonly string[] => [
  ...(deed === 'labelled' ? ['about'] : []),
  ...(deed === 'beside' ? ['beside', 'link'] : []),
  ...(deed === 'suggested' ? ['suggestion'] : []),
  ...(deed === 'paused' ? ['hours'] : []),
  ...(needsRule(deed) || deed === 'suggested' ? ['rule'] : []),
  ...(tellsAuthor(deed) ? ['toAuthor'] : [])
];
const asked = ['about', 'beside', 'link', 'suggestion', 'hours', 'rule', 'toAuthor'] as const;

type Typed = { typed: Record<string, string> | undefined; ticked: Record<string, string[]> | undefined };
/** Under which name a field stands in the form while another deed is chosen: so it comes along, and is no part of what is decided. */
const aside = (field: string) => `aside.${field}`;
/** What was typed into a field, and which about-lines were ticked, also where that was kept aside. None ticked is a choice, where they could be. */
export const typedInto = ({ typed }: Typed, field: string): string | undefined => typed?.[field] ?? typed?.[aside(field)];
export const aboutTicked = ({ typed, ticked }: Typed): string[] | undefined => [ticked?.['about'], ticked?.[aside('about')]].find((values) => values?.length) ?? (typed?.[wasOf('about')] === undefined ? undefined : []);
/** What comes along unseen with the form of this deed. */
export const keptAside = (deed: Deed, sent: Typed): { name: string; value: string }[] =>
  asked.filter((field) => !askedFor(deed).includes(field)).flatMap((field) => {
    const value = typedInto(sent, field);
    const values = field === 'about' ? (aboutTicked(sent) ?? []) : value === undefined ? [] : [value];
    return values.map((one) => ({ name: aside(field), value: one }));
  });
/** All words of a form that came back, but for a suggestion nobody changed: for where there is no form any more to put them in. */
export const wordsTyped = (sent: Typed): (string | undefined)[] => [
  ...(['toAuthor', 'suggestion', 'beside', 'link'] as const).map((field) => ([field, aside(field)].some((name) => isAsDrawn(sent.typed ?? {}, name)) ? undefined : typedInto(sent, field))),
  sent.typed?.['toReporters'], sent.typed?.['note']
];

/** Whether the first button of a deed's form, which Enter presses, leaves the case open. */
export const isKeptFirst = (deed: Deed, { isHeld, isOwedRecord }: { isHeld: boolean; isOwedRecord: boolean }) =>
  deed !== 'paused' && deed !== 'nothing' && (isOwedRecord || (isHeld && !decidesHeld(deed)));

/** What may be done about a subject as it stands now. */
export function possible({ kind, isGone, isHidden, isHeld, isFolded, hasAuthor }: { kind: string; isGone: boolean; isHidden: boolean; isHeld: boolean; isFolded: boolean; hasAuthor: boolean }): Deed[] {
  if (kind === 'decision') return []; // that is answered, not decided
  return deeds.filter((deed) => {
    if (deed === 'nothing') return !isHeld || !hasAuthor;
    if (!hasAuthor) return false;
    if (deed === 'acknowledged') return true;
    if (deed === 'paused') return kind === 'post' || kind === 'person' || kind === 'line' || kind === 'plan' || kind === 'topic';
    if (kind === 'plan' && deed === 'suggested') return !isGone;
    if (kind === 'line' || kind === 'topic' || kind === 'plan') return !isGone && (deed === 'hid' ? !isHidden || isHeld : deed === 'showed' && isHidden);
    if (kind !== 'post' || isGone) return false;
    if (deed === 'showed') return isHeld;
    if (deed === 'folded') return !isFolded && !isHidden;
    return deed !== 'hid' || !isHidden || isHeld;
  });
}

/**
 * What words about health that may mislead call for, mildest first (safety guide §5):
 * what somebody lived or thinks is theirs to say; a claim without support gets words
 * beside it; advice that is dangerous is hidden, with a safe way on and other words
 * offered; selling is hidden and the person paused.
 */
export const tiers = [
  { id: 'lived', deeds: ['nothing', 'acknowledged'] },
  { id: 'unsupported', deeds: ['beside'] },
  { id: 'dangerous', deeds: ['hid', 'suggested'] },
  { id: 'selling', deeds: ['hid', 'paused'] }
] as const satisfies readonly { id: string; deeds: readonly Deed[] }[];

/** Whether the tiers are shown with a case: a program or a person thought of health told wrongly, or of selling. */
export const asksForTiers = (flags: readonly string[], reasons: readonly string[]) =>
  flags.some((flag) => ['misinformation', 'med_safety', 'commercial'].includes(flag)) || reasons.some((reason) => reason === 'harm' || reason === 'selling');

/** Reviewed places a moderator may point to, in both countries; two of them for a claim is the custom. Anything else is only words. */
const reviewed = ['nhs.uk', 'nice.org.uk', 'bnf.nice.org.uk', 'helsenorge.no', 'fhi.no', 'helsedirektoratet.no', 'legemiddelhandboka.no', 'who.int'];

/** A link to a reviewed place as it is shown, or nothing when it leads elsewhere. */
export function reviewedLink(text: string): string | undefined {
  const address = URL.parse(text.trim());
  if (address?.protocol !== 'https:' || address.username || address.port || address.href.length > 500) return undefined;
  return reviewed.some((host) => address.hostname === host || address.hostname.endsWith(`.${host}`)) ? address.href : undefined;
}

/** How long a pause may be. Short ones first: it is for cooling off, not for good. */
export const pauseHours = [24, 72, 168] as const;
export const isPauseHours = (hours: number): hours is (typeof pauseHours)[number] => (pauseHours as readonly number[]).includes(hours);

/** Ready starts for what moderators and hosts write. They are put in the box, to be bent; sent as they are, they are refused. */
export const starts = ['heard', 'thanks', 'together'] as const;
export type Start = (typeof starts)[number];
export const isStart = (text: unknown): text is Start => starts.includes(text as Start);
const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
/** Whether somebody sent a start with nothing of their own in it. */
export const isUnbent = (text: string, ready: readonly string[]) => ready.some((one) => plain(one) !== '' && plain(one) === plain(text));
