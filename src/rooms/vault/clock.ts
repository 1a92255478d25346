/** What time does to the vault: whoever has left for good is gone here, too. */
import * as vault from '#vault/vault';

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'vault.forget', every: '5-59/15 * * * *', run: async () => {
    await vault.forgetTheGone();
  } }
];
