import { page } from '#platform/http';
import { moderator } from '#members/gate';
import * as cases from '#safety/cases';

export const load = page(async ({ locals }) => ({ cases: await cases.waiting(moderator(locals)) }));
