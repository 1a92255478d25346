import { page } from '#platform/http';
import * as places from '#learning/places';
import { signedIn } from '#members/gate';

export const load = page(async ({ locals }) => ({ areas: [...Map.groupBy(await places.all(signedIn(locals)), ({ area }) => area)].map(([area, all]) => ({ area, places: all })) }));
