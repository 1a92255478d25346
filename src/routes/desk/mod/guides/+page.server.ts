import { page } from '#platform/http';
import * as guides from '#circles/guides';
import { host } from '#members/gate';

export const load = page(({ locals }) => ({ guides: guides.all(host(locals).language) }));
