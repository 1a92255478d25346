/** A moderator makes a case of something nobody has told us about: a person asks that a person looks. */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid } from '#db';
import { notFound } from '#platform/answers';
import * as hiding from '#forum/hiding';
import type { Moderator } from '#members/members';
import * as cases from '#safety/cases';

/** Opens or joins the case of a post; answers with its id. One's own words are somebody else's to look at. */
export const post = (moderator: Moderator, postId: string): Promise<string> =>
  asHouse(async () => {
    const [found] = isUuid(postId) ? await asking(moderator, () => hiding.concerned([postId])) : [];
    if (!found || found.isMine) notFound();
    const { caseId } = await cases.signal({ kind: 'post', id: postId, personaId: found.personaId }, { kind: 'person', level: 'low', cause: `person:${randomUUID()}` });
    await cases.note(caseId, moderator.id, { what: 'signalled' });
    return caseId;
  });
