/** Looking words over where a page takes them that are no post: a name to be known by, a few words about oneself. */
import { refuse } from '#platform/answers';
import type { Sent } from '#platform/http';
import { look } from '#jigsaw/look';
import { changed, lookAt, namesIn, questionOf, type Field, type More, type Question } from '#jigsaw/showing-rules';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import type { Language } from '#platform/words';

/** Asks about a name that reads like somebody's real one, or that leads to them elsewhere; ticked to be kept, it is kept. */
export function lookAtName(sent: Sent, language: Language): void {
  if (sent.has('keepName')) return;
  if (look({ text: sent.text('choose') || sent.text('name'), language }).nudge) refuse('members.refused.name.realName', 'name');
}

export type LookedAt = { text: string; question: Question | undefined; isChanged: boolean };

/** What there is to know of the names in some words before they are looked over, where they are for one space; for any, where that is ''. */
export const knowing = async (member: Member, space: string, fields: readonly Field[], language: Language): Promise<More & personas.Around> => ({ language, ...(await personas.around(member, space, namesIn(fields, language))) });

/** One field of a form: its words, with the safer ones that were pressed, and what there is to ask about them. `space` is where they will be read; '' where that may be anywhere. */
export async function lookAtField(sent: Sent, name: string, member: Member, space: string): Promise<LookedAt> {
  const typed = [{ name, text: sent.text(name).replace(/\r\n?/g, '\n') }];
  const more = await knowing(member, space, typed, member.language);
  const isChanged = sent.has('change');
  const fields = isChanged ? changed(typed, sent.text('change'), more) : typed;
  return { text: fields[0]!.text, question: questionOf(fields, lookAt(fields, more), sent.has('sure')), isChanged };
}
