/**
 * Where a search stands.
 *
 * An address stays in the history of a phone, and whoever has the phone next
 * can read it there. So what somebody looks for, and what they narrow it to, is
 * sealed in the address: it opens for this member alone, as often as they come
 * back to it, and is kept nowhere here. It is filled up to a round length, for
 * how long the words are would tell of them, too.
 */
import { sealBytes, unsealBytes } from '#platform/seal';
import { keyFor } from '#platform/secrets';
import type { Member } from '#members/members';
import { asked, saying, type Asked } from '#forum/search-rules';

const round = 64;
let kept: Buffer | undefined;
const key = () => (kept ??= keyFor('searches'));
const placeOf = ({ id }: Member) => `search ${id}`;

/** What was asked, as it stands in an address. */
export function sealed(member: Member, what: Asked): string {
  const said = Buffer.from(JSON.stringify(saying(what)));
  const filled = Buffer.concat([said], Math.ceil((said.length + 1) / round) * round).fill(' ', said.length);
  return sealBytes(filled, placeOf(member), key()).toString('base64url');
}

/** What was asked; nothing where it was somebody else, under another secret, or not all of it is there. */
export function opened(member: Member, text: string): Asked | undefined {
  const ours = key();
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    const said = JSON.parse(unsealBytes(Buffer.from(text, 'base64url'), placeOf(member), ours).toString()) as Record<string, string>;
    return asked(new URLSearchParams(said), member.language);
  } catch {
    return undefined; // the page says so in a sentence
  }
}
