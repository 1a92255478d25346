import { assessNow } from '#triage/assess';
import type { Member } from '#members/members';

/** Whether help is offered on the writer's own screen. Rules look here and now; nothing is kept, and nobody hears of it. */
export function soundsHeavy(member: Member, text: string): boolean {
  const { level } = assessNow({ text, language: member.language });
  return level === 'urgent' || level === 'concern';
}
