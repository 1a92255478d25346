/** What time does to the vault: whoever has left for good is gone here, too, and what is nobody's any more. */
import * as vault from '#vault/vault';

/** The vault knows nobody by itself: who is here is said to it. */
export const clocks = (whoIsHere: () => Promise<{ id: string }[]>): { name: string; every: string; isSlow?: boolean; run: () => Promise<void> }[] => [
  // Also at each start of the worker, and so after each change of a secret.
  { name: 'vault.settle', every: '35 4 * * *', isSlow: true, run: async () => {
    if (vault.isThere()) await vault.settle(await whoIsHere());
  } },
  { name: 'vault.forget', every: '5-59/15 * * * *', isSlow: true, run: async () => {
    await vault.forgetTheGone();
  } }
];
