import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as log from '#safety/glass-log';

export const load = page(async ({ locals }) => ({ openings: await log.aboutMe(signedIn(locals)), language: locals.language }));
