/** What this room announces, and with which ids. Never words. */
export type Events = {
  'forum.thread.begun': { threadId: string };
  /** Also for the first post of a thread. */
  'forum.post.published': { postId: string; threadId: string };
  'forum.post.edited': { postId: string; threadId: string };
  'forum.post.deleted': { postId: string; threadId: string };
  'forum.post.putBack': { postId: string; threadId: string };
  'forum.post.helped': { postId: string; threadId: string };
  'forum.post.hidden': { postId: string };
  'forum.post.shown': { postId: string };
  'forum.reaction.given': { postId: string; kind: string };
};
