/**
 * Where a search stands.
 *
 * An address stays in the history of a phone, and whoever has the phone next
 * can read it there. So what somebody looks for, and what they narrow it to, is
 * sealed in the address: it opens for this member alone, as often as they come
 * back to it, and is kept nowhere here. It is filled up to a round length, for
 * how long the words are would tell of them, too.
 *
 * Whoever comes with words in an address and is not signed in has no name to
 * seal them for. Then they open for whoever signs in next, for as long as that
 * may take, and lead on to where they stand for that one alone.
 */
import { sealBytes, unsealBytes } from '#platform/seal';
import { keyFor } from '#platform/secrets';
import type { Member } from '#members/members';
import { asked, saying, type Asked } from '#forum/search-rules';

const round = 64;
let kept: Buffer | undefined;
const key = () => (kept ??= keyFor('searches'));
const placeOf = ({ id }: Member) => `search ${id}`;

/** How long somebody may take to sign in. */
const signingIn = 30 * 60_000;
const forWhoeverIsNext = 'search of somebody who signs in';

function close(said: Record<string, string>, place: string): string {
  const bytes = Buffer.from(JSON.stringify(said));
  const filled = Buffer.concat([bytes], Math.ceil((bytes.length + 1) / round) * round).fill(' ', bytes.length);
  return sealBytes(filled, place, key()).toString('base64url');
}

function open(text: string, place: string): Record<string, string> | undefined {
  const ours = key();
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    return JSON.parse(unsealBytes(Buffer.from(text, 'base64url'), place, ours).toString()) as Record<string, string>;
  } catch {
    return undefined; // the page says so in a sentence
  }
}

/** What was asked, as it stands in an address. */
export const sealed = (member: Member, what: Asked): string => close(saying(what), placeOf(member));

/** What was asked; nothing where it was somebody else, under another secret, or not all of it is there. */
export function opened(member: Member, text: string): Asked | undefined {
  const said = open(text, placeOf(member));
  return said && asked(new URLSearchParams(said), member.language);
}

/** What an address asks for while nobody is signed in. In which language is theirs to say, where it did not. */
export function sealedForNext(from: URLSearchParams, now = Date.now()): string {
  const { language, ...said } = saying(asked(from, 'both'));
  return close({ ...said, ...(from.has('language') ? { language: language! } : {}), at: String(now) }, forWhoeverIsNext);
}

/** The same once they have signed in; nothing where that took too long. */
export function openedByNext(member: Member, text: string, now = Date.now()): Asked | undefined {
  const said = open(text, forWhoeverIsNext);
  return said && now - Number(said['at']) < signingIn ? asked(new URLSearchParams(said), member.language) : undefined;
}
