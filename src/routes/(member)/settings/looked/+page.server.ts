import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as openings from '#safety/openings';

export const load = page(async ({ locals }) => ({ openings: await openings.of(signedIn(locals)) }));
