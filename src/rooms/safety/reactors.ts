/** What this room does when it hears something. Every one of these may hear the same thing twice. */
import type { Event, Reactors } from '#platform/events';
import * as assessing from '#safety/assessing';
import * as knocks from '#safety/knocks';
import * as urgentRecords from '#safety/urgent-records';

const written = (event: Event) => assessing.ofPost(String(event.data.postId ?? ''));

export const reactors: Reactors = {
  'forum.post.published': written,
  'forum.post.edited': written,
  'forum.post.putBack': written,
  'safety.case.escalated': knocks.carry,
  'safety.case.claimed': (event) => urgentRecords.passOn(String(event.data.caseId)),
  'safety.case.closed': (event) => urgentRecords.complete(String(event.data.caseId))
};
