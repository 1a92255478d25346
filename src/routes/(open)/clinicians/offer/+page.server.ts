import { randomUUID } from 'node:crypto';
import { action, page } from '#platform/http';
import * as offers from '#referral/offers';
import { deeds } from '#referral/way-rules';

export const load = page(() => ({ once: randomUUID() }));

export const actions = {
  default: action(async ({ locals: { address } }, sent) => {
    const chosen = sent.all('deeds');
    await offers.make(
      { deeds: deeds.filter((deed) => chosen.includes(deed)), name: sent.text('name'), workplace: sent.text('workplace'), reach: sent.text('reach'), words: sent.text('words') },
      { address, once: sent.text('once') }
    );
    return { sent: true };
  })
};
