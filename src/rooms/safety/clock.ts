/** What time does to this room. */
import { asHouse, sql } from '#db';
import * as answering from '#safety/answering';
import * as appeals from '#safety/appeals';
import * as assessing from '#safety/assessing';
import * as escalations from '#safety/escalations';
import * as glassReviews from '#safety/glass-reviews';
import * as held from '#safety/held';
import * as leases from '#safety/leases';
import * as leftNames from '#safety/left-names';
import * as nobody from '#safety/nobody';
import * as offers from '#safety/offers';
import * as months from '#safety/months';
import * as pauses from '#safety/pauses';
import * as quoted from '#safety/quoted';
import * as turnedAway from '#safety/turned-away';

/** Copies kept for a report are evidence for a year after it was closed, and then gone. */
const forget = () => asHouse(() => sql`
  delete from safety.texts t
   where t.kept_at < now() - interval '1 year'
     and not exists (select from safety.reports r
                      where r.closed_at is null and (r.words_id = t.id or r.copy_id = t.id))`);

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'safety.answering.count', every: '17 * * * *', run: () => answering.count() },
  { name: 'safety.answering.sweep', every: '*/30 * * * *', run: async () => void (await answering.sweep()) },
  { name: 'safety.pauses.end', every: '* * * * *', run: async () => void (await pauses.end()) },
  { name: 'safety.cases.lapse', every: '* * * * *', run: async () => void (await leases.lapse()) },
  { name: 'safety.escalations.sweep', every: '* * * * *', run: async () => void (await escalations.sweep()) },
  { name: 'safety.glass.sweep', every: '* * * * *', run: () => glassReviews.sweep() },
  { name: 'safety.held.sweep', every: '*/10 * * * *', run: async () => void (await held.sweep()) },
  { name: 'safety.appeals.sweep', every: '5-59/10 * * * *', run: async () => { await appeals.sweep(); await appeals.remind(); } },
  { name: 'safety.nobody.sweep', every: '*/5 * * * *', run: async () => void (await nobody.sweep()) },
  { name: 'safety.assessing.sample', every: '10 5 * * 1', run: async () => void (await assessing.sample()) },
  { name: 'safety.assessing.forget', every: '50 3 * * *', run: async () => { await assessing.forget(); await offers.forget(); await turnedAway.forget(); await quoted.forget(); } },
  { name: 'safety.months.count', every: '25 4 * * *', run: () => months.count() },
  { name: 'safety.texts.forget', every: '40 3 * * *', run: async () => { await forget(); await leftNames.letGo(); } }
];
