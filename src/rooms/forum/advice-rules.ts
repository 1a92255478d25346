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
    /\bdu (?:bør|burde|skulle|må|trenger å|kan (?:jo )?prøve|kunne (?:jo )?prøve?t?)\b/,
    /\bhar du (?:prøvd|tenkt (?:på|over)|vurdert|spurt|snakket med)\b/,
    /\bhvorfor (?:prøver|spør|går|tar|ringer|snakker) du ikke\b/,
    /(?:^|[.!?\n]\s*|\b(?:bare|så|da|og|kanskje) )(?:prøv|slutt|unngå|kutt ut|sørg for|pass på å|snakk med|spør legen|ring legen|ta (?:litt|en|mer|mindre|\d)|drikk mer|gå til|kom deg)(?![\p{L}])/u,
    /\bhvis jeg var deg\b/, /\bhadde jeg vært deg\b/, /\bmitt (?:råd|tips)\b/, /\bjeg (?:ville |vil )?(?:anbefaler?|foreslår?|råder?)\b/, /\bdet beste (?:er|du kan)\b/
  ]
};

/** Said to comfort, in the same words: taken out before we look. */
const kindly: Record<Language, RegExp> = {
  en: /\byou (?:must|have to) (?:be|feel|have (?:been|felt)|miss)\b|\byou (?:should|must)(?: not|n'?t) (?:have to|have had to|need to)\b|\byou (?:do not|don'?t) (?:need|have) to\b|\byou (?:should|must) (?:feel )?(?:so |very )?proud\b|\bif you (?:need|have|want) to\b|\bwhatever you (?:need|have|want) to\b|\bi (?:should|must|have to|need to|tried|try)\b|\bas much as you need to\b/g,
  nb: /\bdu må (?:være|ha det|føle|gjerne|ikke|ha (?:vært|følt))\b|\bdu (?:bør|burde|skulle|trenger) (?:ikke|slippe|fått slippe|slappet)\b|\bhvis du (?:må|trenger|vil)\b|\bdu skulle (?:bare )?vi(?:te|sst)\b|\bjeg (?:må|bør|burde|prøver|prøvde)\b/g
};

/** Both languages are always looked for: people mix them. */
export function readsLikeAdvice(text: string): boolean {
  const low = text.toLowerCase().replaceAll('’', "'");
  return (['en', 'nb'] as const).some((language) => {
    const left = low.replace(kindly[language], ' … ');
    return signs[language].some((sign) => sign.test(left));
  });
}
