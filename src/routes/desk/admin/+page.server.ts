import { page } from '#platform/http';
import { languages } from '#platform/words';
import * as alarms from '#platform/alarms';
import * as opening from '#house/opening';
import { isSpokenIn, sayings, sectionNames } from '#house/saying-rules';
import { steward } from '#members/gate';
import * as places from '#learning/places';
import * as proposals from '#learning/proposals';
import * as help from '#safety/help';

export const load = page(async ({ locals }) => {
  const asker = steward(locals);
  const [missing, isOpen, perLanguage, checks, waiting, oldPlaces, proposed] = await Promise.all([
    opening.missing(), opening.isOpen(), Promise.all(languages.map((language) => opening.missingIn(language))), help.checks(), alarms.waiting(asker), places.oldOnes(asker), proposals.many(asker)
  ]);
  return {
    oldPlaces, proposed, missing, isOpen, doubtful: checks.filter(({ isDoubtful }) => isDoubtful).length, alarms: waiting.length,
    sections: sectionNames.map((name) => ({
      name, isSpoken: isSpokenIn(name),
      missing: languages.map((language, at) => ({ language, names: perLanguage[at]!.filter((one) => sayings[one].section === name) }))
    }))
  };
});
