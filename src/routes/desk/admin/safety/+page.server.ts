import { page } from '#platform/http';
import { steward } from '#members/gate';
import * as papers from '#safety/papers';

export const load = page(({ locals }) => ({ hazards: papers.hazards(steward(locals)), papers: papers.papers }));
