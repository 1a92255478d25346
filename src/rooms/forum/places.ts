/**
 * Places: a local community has one board of its own.
 *
 * Only who has a name there reads and writes on it; for everybody else it is
 * in no list and at no address. In a café people talk; its board holds closed
 * threads alone, for those who shared names there.
 */
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import type { Draft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as handshakes from '#members/handshakes';
import type { Member, Steward } from '#members/members';
import * as personas from '#members/personas';
import * as spaces from '#members/spaces';
import type { Key } from '#forum/page-rules';
import * as threads from '#forum/threads';

/** Opens a space, and its board with it. Both, or neither; sent twice, each once. */
export const open = (steward: Steward, opening: spaces.Opening, once = '', isAnother = false): Promise<{ code: string }> =>
  asHouse(async () => {
    const { id, code, name, kind, isThere } = await spaces.open(steward, opening, once, isAnother);
    if (isThere) return { code };
    await sql`
      insert into forum.boards (code, address, place, kind, space, names, lines, is_for_few)
      values (${code}, ${code}, 1000, 'local', ${id}, jsonb_build_object('en', ${name}::text, 'nb', ${name}::text), '{"en":"","nb":""}', ${kind === 'cafe'})`;
    return { code };
  });

/** Closed, nothing new is written on its board; reopened, it goes on. */
export const close = (steward: Steward, code: string): Promise<void> =>
  asHouse(async () => {
    await spaces.close(steward, code);
    await sql`update forum.boards set closed_at = now() where code = ${code} and kind = 'local'`;
  });
export const reopen = (steward: Steward, code: string): Promise<void> =>
  asHouse(async () => {
    await spaces.reopen(steward, code);
    await sql`update forum.boards set closed_at = null where code = ${code} and kind = 'local'`;
  });

/** A local community as somebody in it opens it; of a café, the closed threads one may read. */
export const read = async (member: Member, here: personas.Persona, after: Key | null) =>
  here.kind === 'local' || here.kind === 'cafe' ? threads.onBoard(member, here.place!, after) : null;

/** Where the words for a new thread in a place are kept until they are sent: apart from the forum's, so that none are sent in the wrong one. */
export const draftPlace = (code: string, forFew = false) => `${forFew ? 'few' : 'new'}:${code}`;

/** Before a first post in a place: its board, if one may write there, and what was begun before. */
export const forNew = (member: Member, here: personas.Persona, forFew: boolean) =>
  asking(member, async () => {
    if (here.isClosed || here.kind !== 'local' && !(here.kind === 'cafe' && forFew)) notFound();
    return drafts.of(member, draftPlace(here.place!, forFew));
  });

/**
 * Begins a closed thread for people the author shares names with in this
 * place, chosen by the names they have here. For everybody else it is not
 * there, and who stops sharing names with the author finds it gone.
 */
export async function beginForFew(member: Member, here: handshakes.Here, draft: Draft, codes: readonly string[], once = ''): Promise<{ code: string }> {
  const place = draftPlace(here.place!, true);
  const { open } = await handshakes.of(member, here);
  const admit = open.filter(({ code }) => codes.includes(code)).map(({ code }) => code);
  // Nobody, or somebody who is not on that list: a forged name is answered like none.
  if (!admit.length || admit.length !== new Set(codes).size) await drafts.keeping(member, place, draft, async () => refuse('forum.refused.admit', 'admit'));
  return threads.begin(member, { ...draft, board: here.place! }, once, { place, admit });
}
