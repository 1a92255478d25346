/** What time does to this room. */
import * as offers from '#referral/offers';

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'referral.offers.forget', every: '17 4 * * *', run: async () => void (await offers.forgetOld()) }
];
