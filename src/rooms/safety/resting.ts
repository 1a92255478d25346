/**
 * An account comes to rest when somebody has died (safety guide §2.3, after-care).
 *
 * It takes two: whoever holds the urgent record wrote down that they died, and
 * a lead or a steward, somebody else, lets the account rest. Either of these
 * can undo it, with a reason. Their roles do not come back with that. Both stand in what was done about the case.
 */
import { asHouse } from '#db';
import { notFound, refuse } from '#platform/answers';
import { asLead, asSteward, type Moderator } from '#members/members';
import * as rests from '#members/rests';
import * as roles from '#members/roles';
import { tidy, troubleWith } from '#forum/text-rules';
import * as cases from '#safety/cases';
import * as urgent from '#safety/urgent-records';
import { longest } from '#safety/urgent-rules';

export type Resting = { since: Date | null; /** Nobody may be a steward any more once it rests; said before that, where it can be begun. */ endsStewards: boolean; /** A lead or a steward, and not the one who wrote down that they died. */ mayBegin: boolean; mayEnd: boolean };

const answers = (moderator: Moderator) => Boolean(asLead(moderator) ?? asSteward(moderator));

/** How it stands with the account a record is about; nothing where nobody died, or nobody is left behind the name. Whoever could undo it can by any record about them: a restore may have kept the rest and lost the one that said it. To anybody else that says nothing: of two names with the same day one would know that they are one person's. */
export const of = (moderator: Moderator, caseId: string): Promise<Resting | undefined> => asHouse(async () => {
  const { record, case: { personaId } } = await urgent.of(moderator, caseId);
  const since = (personaId && await rests.since(personaId)) || null;
  const isDead = record?.outcome === 'died' && personaId !== null;
  if (!isDead && !(since && answers(moderator))) return undefined;
  const mayBegin = isDead && !since && answers(moderator) && !record.isMine;
  return { since, mayBegin, endsStewards: mayBegin && (await rests.mayEndStewards(personaId, moderator.id)), mayEnd: since !== null && answers(moderator) };
});

/** Lets it rest. Twice is once. Whoever runs the server hears of it where nobody is a steward any more. */
export const begin = async (moderator: Moderator, caseId: string): Promise<void> => {
  await letRest(moderator, caseId);
  await roles.lookForSteward();
};

const letRest = (moderator: Moderator, caseId: string): Promise<void> => asHouse(async () => {
  const { record, case: { personaId } } = await urgent.of(moderator, caseId);
  if (record?.outcome !== 'died' || !personaId || !answers(moderator)) notFound();
  if (record.isMine) refuse('safety.refused.restAlone');
  if (await rests.begin(personaId, moderator.id)) await cases.note(caseId, moderator.id, { what: 'rests' });
});

/** It was not so, or they wanted it otherwise: the account is as before. */
export const end = (moderator: Moderator, caseId: string, because: string): Promise<void> => asHouse(async () => {
  const { case: { personaId } } = await urgent.of(moderator, caseId);
  if (!personaId || !answers(moderator)) notFound();
  if (troubleWith(because, longest) === 'long') refuse('safety.refused.long', 'restWhy', { most: longest });
  if (!tidy(because)) refuse('safety.refused.restWhy', 'restWhy');
  if (await rests.end(personaId)) await cases.note(caseId, moderator.id, { what: 'restsNoMore', note: tidy(because) });
});
