/**
 * Does a reply read like advice? Asked only where somebody wanted listening,
 * and only to put one soft question to the writer, who may send it as it is.
 * So a miss does little harm, and a false alarm a little: when in doubt, no.
 */
type Language = 'en' | 'nb';

const signs: Record<Language, RegExp[]> = {
  en: [
    /\byou (?:really |definitely |probably )?(?:should|ought to|need to|must|have to|want to make sure)\b/,
    /\byou(?:'d| had) better\b/,
    /\b(?:have you|did you|do you|could you|can you)(?: ever)? (?:tried?|considered?|thought (?:of|about)|looked into|asked your|see your|speak to|talk to)\b/,
    /\bwhy (?:don'?t|not) (?:you )?(?:try|ask|go|see|get|take|do|talk|start|stop|change)\b/,
    /(?:^|[.!?\n]\s*|\b(?:just|so|then|maybe|please|and) )(?:try|stop|avoid|cut out|make sure|talk to your|ask your|speak to your|see a|go to the|go and see|take (?:some|a|more|less|\d)|drink more|get (?:some|more) (?:sleep|rest|exercise|fresh))\b/,
    /\bif i were you\b/, /\bmy (?:advice|tip)\b/, /\bi(?:'d| would)? (?:strongly |really )?(?:suggest|recommend|advise)\b/,
    /\bthe best (?:thing|way) (?:is|to|you)\b/, /\bwhat you (?:want|need) (?:to do )?is\b/, /\byou could (?:always )?(?:try|ask|see|get|take|start|go|do)\b/
  ],
  nb: [
    /(?<!\p{L})du (?:bør|burde|skulle|må|trenger å|kan (?:jo )?prøve|kunne (?:jo )?prøve?t?)(?!\p{L})/u,
    /(?<!\p{L})har du (?:prøvd|tenkt (?:på|over)|vurdert|spurt|snakket med)(?!\p{L})/u,
    /(?<!\p{L})hvorfor (?:prøver|spør|går|tar|ringer|snakker) du ikke(?!\p{L})/u,
    /(?:^|[.!?\n]\s*|(?<!\p{L})(?:bare|så|da|og|kanskje) )(?:prøv|slutt|unngå|kutt ut|sørg for|pass på å|snakk med|spør legen|ring legen|ta (?:litt|en|mer|mindre|\d)|drikk mer|gå til|kom deg)(?![\p{L}])/u,
    /(?<!\p{L})hvis jeg var deg(?!\p{L})/u, /(?<!\p{L})hadde jeg vært deg(?!\p{L})/u, /(?<!\p{L})mitt (?:råd|tips)(?!\p{L})/u, /(?<!\p{L})jeg (?:ville |vil )?(?:anbefaler?|foreslår?|råder?)(?!\p{L})/u, /(?<!\p{L})det beste (?:er|du kan)(?!\p{L})/u
  ]
};

/** Said to comfort, in the same words: taken out before we look. */
const kindly: Record<Language, RegExp> = {
  en: /\byou (?:must|have to) (?:be|feel|have (?:been|felt)|miss)\b|\byou (?:should|must)(?: not|n'?t) (?:have to|have had to|need to)\b|\byou (?:do not|don'?t) (?:need|have) to\b|\byou (?:should|must) (?:feel )?(?:so |very )?proud\b|\bif you (?:need|have|want) to\b|\bwhatever you (?:need|have|want) to\b|\bi (?:should|must|have to|need to|tried|try)\b|\bas much as you need to\b/g,
  nb: /(?<!\p{L})du må (?:være|ha det|føle|gjerne|ikke|ha (?:vært|følt))(?!\p{L})|(?<!\p{L})du (?:bør|burde|skulle|trenger) (?:ikke|slippe|sluppet|fått slippe)(?!\p{L})|(?<!\p{L})hvis du (?:må|trenger|vil)(?!\p{L})|(?<!\p{L})du skulle (?:bare )?vi(?:te|sst)(?!\p{L})|(?<!\p{L})jeg (?:må|bør|burde|prøver|prøvde)(?!\p{L})/gu
};

/** Both languages are always looked for: people mix them. */
export function readsLikeAdvice(text: string): boolean {
  const low = text.toLowerCase().replaceAll('’', "'");
  return (['en', 'nb'] as const).some((language) => {
    const left = low.replace(kindly[language], ' … ');
    return signs[language].some((sign) => sign.test(left));
  });
}
