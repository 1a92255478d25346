/** What time does to this room. */
import { asHouse, sql } from '#db';
import * as answering from '#safety/answering';
import * as cases from '#safety/cases';

/** Copies kept for a report are evidence for a year after it was closed, and then gone. */
const forget = () => asHouse(() => sql`
  delete from safety.texts t
   where t.kept_at < now() - interval '1 year'
     and not exists (select from safety.reports r
                      where r.closed_at is null and (r.words_id = t.id or r.copy_id = t.id))`);

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'safety.answering.count', every: '17 * * * *', run: () => answering.count() },
  { name: 'safety.answering.sweep', every: '*/30 * * * *', run: async () => void (await answering.sweep()) },
  { name: 'safety.cases.lapse', every: '* * * * *', run: async () => void (await cases.lapse()) },
  { name: 'safety.texts.forget', every: '40 3 * * *', run: async () => void (await forget()) }
];
