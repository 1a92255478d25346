import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as instruments from '#measures/instruments';
import { asksOfHarm } from '#measures/slot-rules';
import { steward } from '#members/gate';
import * as drills from '#safety/drills';
import * as readiness from '#safety/readiness';

export const load = page(async ({ locals, url }) => {
  const asker = steward(locals);
  const people = await readiness.lacks();
  const [all, tried] = await Promise.all([instruments.all(people), drills.lately(asker)]);
  return {
    people, tried, once: randomUUID(), days: drills.lastsDays, saved: url.searchParams.has('saved'), sent: url.searchParams.has('sent'),
    measures: all.map(({ id, title, scoring, isShipped, isChosen, licence, lacks, warnings }) => ({
      id, title, isShipped, isChosen, licence, lacks, warnings, sources: scoring?.sources ?? [], isOfHarm: asksOfHarm(scoring), onlyNonCommercial: scoring?.onlyNonCommercial ?? false
    }))
  };
});

export const actions = {
  choose: action(async ({ locals }, sent) => {
    const asker = steward(locals);
    await instruments.choose(asker, sent.text('measure'), { choice: sent.text('choice'), people: await readiness.lacks(), isNonCommercial: sent.has('nonCommercial') });
    redirect(303, '/desk/admin/measures?saved');
  }),
  drill: action(async ({ locals }, sent) => {
    await drills.send(steward(locals), sent.text('once'));
    redirect(303, '/desk/admin/measures?sent');
  })
};
