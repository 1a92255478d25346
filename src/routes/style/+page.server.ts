import { notFound } from '#platform/answers';
import { isThisMachineAlone } from '#platform/config';
import { page } from '#platform/http';

/** For those who build: it is not there for anybody who comes from elsewhere. */
export const load = page(() => (isThisMachineAlone() ? { at: new Date() } : notFound()));
