import { page } from '#platform/http';
import * as lessons from '#learning/lessons';
import { signedIn } from '#members/gate';

export const load = page(({ locals }) => ({ groups: lessons.groups(signedIn(locals).language) }));
