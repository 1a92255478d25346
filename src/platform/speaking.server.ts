/** Which language this request is answered in. Set once by the hook, read by whatever speaks. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Language } from '#platform/words';

const now = new AsyncLocalStorage<Language>();
export const speaking = <Result>(language: Language, work: () => Result) => now.run(language, work);
export const spoken = (): Language => now.getStore() ?? 'en';
