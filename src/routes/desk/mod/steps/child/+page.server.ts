import { page } from '#platform/http';
import { host } from '#members/gate';

/** For everybody at work here: whoever hosts may be the first to see it. */
export const load = page(({ locals }) => void host(locals));
