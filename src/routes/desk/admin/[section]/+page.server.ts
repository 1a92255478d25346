import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import { isLanguage } from '#platform/words';
import { askedIn, markOf, sawIn, valuesIn } from '#house/form-rules';
import { isSection, isSpokenIn } from '#house/saying-rules';
import * as sayings from '#house/sayings';
import { steward } from '#members/gate';
import * as help from '#safety/help';

const sectionOf = (name: string | undefined) => (name !== undefined && isSection(name) ? name : notFound());
const languageIn = (url: URL, otherwise: 'en' | 'nb') => {
  const wished = url.searchParams.get('in');
  return isLanguage(wished) ? wished : otherwise;
};

export const load = page(async ({ locals, params, url }) => {
  const asker = steward(locals);
  const section = sectionOf(params.section);
  const language = languageIn(url, locals.language);
  const said = await sayings.shown(asker, language);
  const stamps = Object.fromEntries(askedIn(section).map((name) => [name, markOf(name, said[name])]));
  return {
    section, names: askedIn(section), said, stamps, language, isSpoken: isSpokenIn(section), saved: url.searchParams.has('saved'),
    countries: help.countriesIn(locals.language), zones: section === 'hours' ? Intl.supportedValuesOf('timeZone') : [], uiLanguage: locals.language
  };
});

export const actions = {
  save: action(async ({ locals, params, url }, sent) => {
    const asker = steward(locals);
    const section = sectionOf(params.section);
    const language = languageIn(url, locals.language);
    await sayings.change(asker, language, valuesIn(section, sent), sawIn(askedIn(section), sent));
    redirect(303, `/desk/admin/${section}?in=${language}&saved=`);
  })
};
