import { page } from '#platform/http';
import { moderator } from '#members/gate';
import * as guides from '#safety/guides';

export const load = page(({ locals }) => ({ paper: guides.afterADeath(moderator(locals).language) }));
