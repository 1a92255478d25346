/** Looking words over where a page takes them that are no post: a name to be known by, a few words about oneself. */
import { refuse } from '#platform/answers';
import type { Sent } from '#platform/http';
import { look } from '#jigsaw/look';
import { changed, lookAt, questionOf, type Question } from '#jigsaw/showing-rules';
import type { Language } from '#platform/words';

/** Asks about a name that reads like somebody's real one, or that leads to them elsewhere; ticked to be kept, it is kept. */
export function lookAtName(sent: Sent, language: Language): void {
  if (sent.has('keepName')) return;
  if (look({ text: sent.text('choose') || sent.text('name'), language }).nudge) refuse('members.refused.name.realName', 'name');
}

export type LookedAt = { text: string; question: Question | undefined; isChanged: boolean };

/** One field of a form: its words, with the safer ones that were pressed, and what there is to ask about them. */
export function lookAtField(sent: Sent, name: string, language: Language): LookedAt {
  const typed = [{ name, text: sent.text(name).replace(/\r\n?/g, '\n') }];
  const isChanged = sent.has('change');
  const fields = isChanged ? changed(typed, sent.text('change'), { language }) : typed;
  return { text: fields[0]!.text, question: questionOf(fields, lookAt(fields, { language }), sent.has('sure')), isChanged };
}
