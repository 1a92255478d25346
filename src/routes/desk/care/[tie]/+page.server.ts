import { page } from '#platform/http';
import { provider } from '#care/gate';
import * as grants from '#care/grants';
import * as ties from '#care/ties';
import * as instruments from '#measures/instruments';
import * as shares from '#toolbox/shares';

export const load = page(async ({ locals, params }) => {
  const asker = await provider(locals);
  const person = await ties.person(asker, params.tie ?? '');
  const [shown, changed, sheetDays] = await Promise.all([grants.byTie(asker, person.id), shares.changed(asker, person.id), shares.sheetDays(asker, person.id)]);
  return {
    person: { id: person.id, knownAs: person.knownAs, madeOn: person.madeOn },
    shown: shown.map(({ id, kind, thing, lastDay, lastOpenedAt }) => ({
      id, kind, lastDay, lastOpenedAt, day: sheetDays.get(id), title: kind === 'measure-result' ? (instruments.known(thing)?.questionnaire.title ?? '') : '',
      state: !lastOpenedAt ? ('unopened' as const) : changed.has(id) ? ('changed' as const) : undefined
    }))
  };
});
