import { page } from '#platform/http';
import { languages } from '#platform/words';
import * as alarms from '#platform/alarms';
import * as opening from '#house/opening';
import * as said from '#house/sayings';
import { isSpokenIn, sayings, sectionNames } from '#house/saying-rules';
import { steward } from '#members/gate';
import * as places from '#learning/places';
import * as proposals from '#learning/proposals';
import * as help from '#safety/help';
import * as months from '#safety/months';

export const load = page(async ({ locals }) => {
  const asker = steward(locals);
  const [month, { lines }, missing, isOpen, perLanguage, checks, waiting, oldPlaces, proposed] = await Promise.all([
    months.latest(asker), said.conduct(asker.language), opening.missing(), opening.isOpen(), Promise.all(languages.map((language) => opening.missingIn(language))), help.checks(), alarms.waiting(asker), places.oldOnes(asker), proposals.many(asker)
  ]);
  return {
    month, ways: lines.map(({ title }) => title), language: asker.language, oldPlaces, proposed, missing, isOpen, doubtful: checks.filter(({ isDoubtful }) => isDoubtful).length, alarms: waiting.length,
    sections: sectionNames.map((name) => ({
      name, isSpoken: isSpokenIn(name),
      missing: languages.map((language, at) => ({ language, names: perLanguage[at]!.filter((one) => sayings[one].section === name) }))
    }))
  };
});
