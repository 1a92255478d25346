/** What time does to sharing. */
import { asHouse } from '#db';
import * as codes from '#care/codes';
import * as grants from '#care/grants';
import * as providers from '#care/providers';

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'care.grants.end', every: '7 * * * *', run: () => asHouse(async () => void (await grants.sweep())) },
  { name: 'care.providers.gone', every: '*/5 * * * *', run: () => providers.goWithTheirAccounts() },
  { name: 'care.codes.forget', every: '23 4 * * *', run: async () => void (await codes.sweep()) }
];
