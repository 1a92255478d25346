/** Looking a plan over before others see it: could its words show who somebody is? */
import type { Sent } from '#platform/http';
import type { Plan } from '#gatherings/gathering-rules';
import { lookAt, questionOf, type Question } from '#jigsaw/showing-rules';
import type { Member } from '#members/members';
import { knowing } from '../../looking.ts';

/** A place is meant to be found, so its own fields are not asked about; the words beside them are, and names of other spaces. Asked once. */
export async function lookedOver(member: Member, space: string, plan: Plan, sent: Sent): Promise<Question | undefined> {
  const fields = (['title', 'what', 'hostWords', 'guestWords'] as const).map((name) => ({ name, text: plan[name] })).filter(({ text }) => text);
  const language = plan.language === 'nb' ? 'nb' : 'en';
  const looked = lookAt(fields, await knowing(member, space, fields, language));
  const clues = looked.clues.filter(({ kind, mustChange }) => mustChange || !['small-place', 'cafe', 'clinic', 'appointment'].includes(kind));
  return clues.length ? questionOf(fields, { ...looked, clues }, sent.has('sure')) : undefined;
}
