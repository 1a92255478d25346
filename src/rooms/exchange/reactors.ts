/** What this room does when it hears something. */
import type { Reactors } from '#platform/events';
import * as tokens from '#exchange/tokens';

/** Each way to a new pass-sentence. */
export const reactors: Reactors = {
  'members.pass.changed': tokens.endOlder,
  'members.spareKey.used': tokens.endOlder,
  'members.recovery.done': tokens.endOlder
};
