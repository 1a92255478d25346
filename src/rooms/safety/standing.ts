/**
 * What a case is about, as it stands now: the words, whatever was told of them
 * before, and whether others see them.
 *
 * Words are held when others do not see them and no person has decided so. A
 * case about held words is closed only by deciding about them: otherwise they
 * would be out of sight for good, and nobody would know.
 */
import { createHash } from 'node:crypto';
import { sql } from '#db';
import { refuse } from '#platform/answers';
import * as concerning from '#circles/concerning';
import * as hiding from '#forum/hiding';
import { render } from '#forum/text';
import * as gathered from '#gatherings/concerning';

export type Standing = {
  post: hiding.Concerned | undefined;
  /** Something said in a circle. */
  line: concerning.Concerned | undefined;
  /** A plan of a gathering, or something on its table. */
  table: gathered.Written | undefined;
  isGone: boolean;
  isHidden: boolean;
  isHeld: boolean;
  /** As others would read it; empty when there are no words. */
  text: string;
  html: string;
  title: string;
  language: string | undefined;
  /** Of these very words: whoever decides says which ones they have read. */
  stamp: string;
};

/** A mark of one text: other words have another. */
export const stampOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 16);

/** How a subject stands. Of what has no words there is nothing to say. Inside `asHouse`. */
export async function of(kind: string, id: string): Promise<Standing> {
  const [post] = kind === 'post' ? await hiding.concerned([id]) : [];
  const [line] = kind === 'line' ? await concerning.concerned([id]) : [];
  const table = gathered.isKind(kind) ? await gathered.written(kind, id) : undefined;
  const turned = kind === 'turned' ? await turnedAway(id) : undefined;
  const isGone = table || turned ? false : line ? line.takenBackAt !== null : !post || post.deletedAt !== null;
  const isHidden = table?.isHidden ?? (line ?? post)?.hiddenAt != null;
  const text = post?.body ?? line?.body ?? table?.text ?? turned?.text ?? '';
  const title = post?.number === 1 ? post.title : '';
  const isHeld = !isGone && isHidden && (post?.isHeld ?? !(await isDecided(kind, id)));
  return { post, line, table, isGone, isHidden, isHeld, text, html: post?.html ?? render(text), title, language: (post ?? line ?? table ?? turned)?.language, stamp: stampOf(title ? `${title}\n\n${text}` : text) };
}

/** Words that were sent and had no place: they are here and nowhere else. */
async function turnedAway(id: string): Promise<{ text: string; language: string } | undefined> {
  const [words] = await sql<{ text: string; language: string }>`
    select coalesce(t.words, '') as text, w.language from safety.turned_away w left join safety.texts t on t.id = w.words_id where w.id = ${id}`;
  return words;
}

/** Whether it is out of sight because a person has said so. Inside `asHouse`. */
export async function isDecided(kind: string, id: string): Promise<boolean> {
  const [row] = await sql<{ is: boolean }>`select safety.is_hidden_by_decision(${kind}, ${id}) as is`;
  return row!.is;
}

/** Whether nothing has to be done about these words of a gathering: they are out of sight, or somebody decided that they may be seen. Inside `asHouse`. */
export async function isSettled(kind: gathered.Kind, id: string, text: string): Promise<boolean> {
  if ((await gathered.written(kind, id))?.isHidden !== false) return true;
  const [shown] = await sql`
    select 1 from safety.decisions d left join safety.decisions u on u.id = d.undoes join safety.texts t on t.id = coalesce(d.before_id, u.before_id)
     where d.subject_kind = ${kind} and d.subject_id = ${id} and d.kind = 'showed' and t.words = ${text} limit 1`;
  return shown !== undefined;
}

/** What may be done depends on this much of it. */
export const state = ({ subjectKind, personaId }: { subjectKind: string; personaId: string | null }, { post, isGone, isHidden, isHeld }: Standing) => ({
  kind: subjectKind, isGone, isHidden, isHeld, isFolded: post?.foldedAt != null, hasAuthor: (post?.personaId ?? personaId) !== null
});

/**
 * Refuses when others would see words that are not the ones somebody has read.
 * Asked after showing them: from then on nobody can change them in between, and
 * a no undoes it. Inside the transaction that shows them.
 */
export async function refuseReworded(kind: string, id: string, read: string | undefined): Promise<void> {
  if (read === undefined) return;
  const { isGone, stamp } = await of(kind, id);
  if (!isGone && read !== stamp) refuse('safety.refused.reworded');
}

/** Refuses to close a case that would leave words out of sight with nobody having said so, or somebody who asks again without an answer. */
export async function refuseUndecided({ subjectKind, subjectId, personaId }: { subjectKind: string; subjectId: string; personaId: string | null }, outcome: string | undefined): Promise<void> {
  if (subjectKind === 'decision') return outcome === 'upheld' || outcome === 'overturned' ? undefined : refuse('safety.refused.unanswered', 'deed');
  if (outcome === 'hid' || outcome === 'showed' || !personaId) return;
  if ((await of(subjectKind, subjectId)).isHeld) refuse('safety.refused.heldStill', 'deed');
}
