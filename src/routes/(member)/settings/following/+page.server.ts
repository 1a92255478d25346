import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as follows from '#forum/follows';

export const load = page(async ({ locals }) => ({ following: await follows.of(signedIn(locals)), kinds: follows.kinds }));
