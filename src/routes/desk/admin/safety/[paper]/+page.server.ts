import { page } from '#platform/http';
import { words } from '#ui/words';
import { steward } from '#members/gate';
import * as papers from '#safety/papers';

export const load = page(({ locals, params: { paper = '' } }) => papers.paper(steward(locals), paper, words('safety')('papers.table')));
