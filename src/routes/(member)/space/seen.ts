/**
 * Who else sees what is kept on a page of My space just now. A share is read as
 * things stand when it is opened: what is added here is seen there. So no page
 * says "only you" before it has asked.
 */
import type { Shareable } from '#care/grant-rules';
import * as grants from '#care/grants';
import type { Instrument } from '#measures/instrument-rules';
import * as results from '#measures/results';
import type { Member } from '#members/members';
import * as papers from '#toolbox/papers';
import type { Sheet } from '#toolbox/sheet-rules';

/** Those who see one of these kinds. `stands`: whether it stands on a sheet, too, for a sheet may be shared by itself. */
export async function seenBy(member: Member, kinds: readonly Shareable[], stands?: (sheet: Sheet) => boolean): Promise<grants.Seer[]> {
  const all = await grants.seers(member, stands ? [...kinds, 'questions'] : kinds);
  if (!stands || !all.some(({ kind }) => kind === 'questions')) return all;
  const on = (await papers.of<Sheet>(member, 'sheet', { most: 500 })).filter(({ content }) => stands(content)).map(({ id }) => id);
  return all.filter(({ kind, thing }) => kind !== 'questions' || on.includes(thing));
}

/** Those who see how somebody answered one set of questions; answers only where they can be shared at all. */
export async function resultSeenBy(member: Member, instrument: Instrument): Promise<grants.Seer[]> {
  const all = await seenBy(member, ['measure-result'], (sheet) => sheet.results?.includes(instrument.id) ?? false);
  return all.filter(({ kind, thing }) => kind !== 'measure-result' || thing === instrument.id).map((one) => ({ ...one, withAnswers: one.withAnswers && results.mayShareAnswers(instrument) }));
}
