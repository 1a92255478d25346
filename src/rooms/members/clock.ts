/** What time does to ways in: sessions, challenges and counted tries are forgotten; whoever leaves is gone when their days are over. */
import { asHouse, sql } from '#db';
import { forAWhile } from '#platform/carrying';
import * as tries from '#platform/tries';
import * as endings from '#members/endings';
import * as identities from '#members/identities';
import * as leaving from '#members/leaving';
import * as passkeys from '#members/passkeys';
import * as sealing from '#members/sealing';
import * as recoveries from '#members/recoveries';
import * as rests from '#members/rests';
import * as roles from '#members/roles';
import * as sessions from '#members/sessions';

const forgetLinks = () => asHouse(async () => {
  await sql`delete from members.invitations where ends_at < now() - interval '30 days'`;
  await sql`delete from members.resting_names where until < now()`;
  await sql`delete from members.second_factors where confirmed_at is null and made_at < now() - interval '1 day'`;
});

export const clocks: { name: string; every: string; isSlow?: boolean; run: () => Promise<void> }[] = [
  { name: 'members.forget', every: '17 * * * *', run: async () => {
    await tries.sweep();
    await sessions.sweep();
    await passkeys.sweep();
    await identities.sweep();
    await recoveries.sweep();
    await forgetLinks();
    await rests.forget();
    await rests.mend();
    await roles.lookForSteward();
  } },
  // After the operator brought a new key: everybody's own key is locked anew, a few hundred at a time, for a minute or until all are.
  { name: 'members.lock', every: '*/10 * * * *', isSlow: true, run: () => forAWhile(() => sealing.lockAnew()) },
  // A little after midnight, so that the day that was said is a whole one.
  { name: 'members.endings', every: '11 1 * * *', run: async () => void (await endings.settle(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10))) },
  { name: 'members.leaving', every: '*/15 * * * *', run: async () => {
    await leaving.sweep();
  } }
];
