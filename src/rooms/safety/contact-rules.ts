/**
 * Signs that somebody may be after something else than company: an invitation
 * away from here, money, recruiting, a helper's title that is not theirs, and
 * questions that a stranger has no need to ask (safety guide §5).
 *
 * They accuse nobody. A moderator is told in silence and reads; the author is
 * told nothing, for most of it is kindness. Members of long standing may ask
 * each other how old they are; of somebody new it is worth a look. The same words over and over are counted from forty letters on,
 * so that thanks are not.
 */
export const signs = ['elsewhere', 'money', 'recruits', 'title', 'asksWho', 'copied'] as const;
export type Sign = (typeof signs)[number];

/** Newer than this, or with fewer texts, somebody is not known here yet (safety guide §5: under seven days or three posts). */
export const newDays = 7;
export const fewPosts = 3;
/** The same words this often within a day are no conversation. */
export const copies = 3;

const services = 'whats ?app|telegram|snapchat|discord|messenger|insta(?:gram)?|facebook|viber|kik|wechat|skype|signal';
const patterns: Partial<Record<Sign, readonly RegExp[]>> = {
  elsewhere: [
    new RegExp(`\\b(?:add|find|message|write(?: to)?|text|dm|call|reach|contact|join)(?: me| us)?(?: [\\p{L}']+){0,3} (?:on|at|via|over|through|by) (?:my |our |the )?(?:${services})\\b`, 'iu'),
    new RegExp(`\\b(?:skriv(?: til)?|legg(?: til)?|finn|ring|kontakt|bli med)(?: meg| oss)?(?: [\\p{L}]+){0,3} på (?:${services})\\b`, 'iu'),
    /\b(?:let'?s|we (?:can|could)|can we) (?:chat|talk|move|take (?:it|this)) (?:somewhere|elsewhere|off here|outside|in private)\b/iu,
    /\b(?:text|e-?mail|ring|phone) me (?:on|at)\b/iu, /\bsend meg (?:en )?(?:sms|e-?post|mail|melding) på\b/iu
  ],
  money: [
    /\b(?:gift ?cards?|western union|bitcoin|crypto(?:currency)?|gavekort|kryptovaluta)\b/iu,
    /\b(?:send|lend|loan|wire|transfer|borrow)(?: me| us)?(?: [\p{L}£$€\d]+){0,3} (?:money|cash|pounds|dollars|euros?|quid|kroner)\b/iu,
    /\b(?:vipps(?:e)?|paypal|overfør(?:e)?) (?:til )?(?:meg|me)\b/iu, /\b(?:låne|sende|overføre) (?:meg |til meg )?(?:litt |noen )?(?:penger|kroner)\b/iu
  ],
  recruits: [
    /\b(?:clinical trial|paid study|research participants?|volunteers for (?:a|our|my) (?:study|trial)|fill (?:in|out) my survey|take (?:my|our) survey)\b/iu,
    /\b(?:klinisk studie|deltakere til|svar(?:e)? på (?:undersøkelsen|spørreskjemaet)(?: min| mitt)?|master(?:oppgave|oppgaven) (?:min )?trenger)\b/iu
  ],
  title: [
    /\b(?:i am|i'm|as) an? (?:\p{L}+ )?(?:doctor|physician|nurse|therapist|psychologist|pharmacist|coach|healer|nutritionist)\b[^.!?]{0,80}\b(?:contact|message|write to|book|call|dm) me\b/iu,
    /\b(?:jeg er|som) (?:en )?(?:\p{L}+ )?(?:lege|sykepleier|terapeut|psykolog|farmasøyt|coach|healer|ernæringsfysiolog)\b[^.!?]{0,80}\b(?:kontakt|skriv til|ring|bestill time hos) meg\b/iu
  ],
  asksWho: [
    /\b(?:how old are you|what do you look like|where (?:exactly )?do you live|what(?:'s| is) your (?:address|phone number|number|real name)|send (?:me )?(?:a |your )?(?:pic|photo|picture|selfie)s?|are you (?:alone|home alone) (?:now|tonight))\b/iu,
    /\b(?:hvor gammel er du|hvordan ser du ut|hvor bor du|hva er (?:adressen|nummeret|telefonnummeret|det ordentlige navnet) ditt|send (?:meg )?(?:et )?(?:bilde|selfie)(?: av deg)?|er du alene (?:nå|hjemme|i kveld))\b/iu
  ]
};
/** What asks these of a stranger only. */
const ofNewOnly: readonly Sign[] = ['asksWho', 'elsewhere', 'title'];

export type Contact = { text: string; isNew: boolean; sameToday: number };

/** The signs in a text. Quoted lines, those that begin with ">", are somebody else's. */
export function signsIn({ text, isNew, sameToday }: Contact): Sign[] {
  const own = text.normalize('NFKC').replace(/^>.*$/gmu, '').slice(0, 24_000);
  const found = (Object.entries(patterns) as [Sign, readonly RegExp[]][]).filter(([sign, ones]) => (isNew || !ofNewOnly.includes(sign)) && ones.some((one) => one.test(own))).map(([sign]) => sign);
  return sameToday >= copies ? [...found, 'copied'] : found;
}

/** The flag a sign is filed under: what a person is asked is about their safety, the rest is about selling. */
export const flagOf = (sign: Sign) => (sign === 'asksWho' ? 'safeguarding' : 'commercial');
