/** What this room does when it hears something. Every one of these may hear the same thing twice. */
import type { Event, Reactors } from '#platform/events';
import * as assessing from '#safety/assessing';

const written = (event: Event) => assessing.ofPost(String(event.data.postId ?? ''));

export const reactors: Reactors = {
  'forum.post.published': written,
  'forum.post.edited': written,
  'forum.post.putBack': written
};
