/** What this room does when it hears something. Every one of these may hear the same thing twice. */
import type { Reactors } from '#platform/events';
import * as pairs from '#gatherings/pairs';

export const reactors: Reactors = {
  'members.block.made': (event) => pairs.keepApart(String(event.data.memberId ?? ''))
};
