/**
 * "Not today": one press that tells one chosen person that today is no day to
 * be asked anything, without a word of one's own.
 *
 * It goes to somebody with whom forum names are shared both ways, chosen
 * beforehand; the exact words are shown where they are chosen. Once a day; who
 * was chosen lies sealed. When names are not shared any more there is nobody
 * to tell, and the button is gone. [VAR-3]
 */
import { notFound } from '#platform/answers';
import { announce } from '#platform/events';
import { asking } from '#db';
import type { Member } from '#members/members';
import * as cheers from '#toolbox/cheers';
import * as days from '#toolbox/days';
import * as papers from '#toolbox/papers';

type Choice = { what: 'not today'; code: string };
const kept = async (member: Member) => (await papers.of<Choice>(member, 'choice')).find(({ content }) => content.what === 'not today');

/** Whom the button is for, while there is somebody. */
export async function whom(member: Member): Promise<{ name: string; code: string; personaId: string } | undefined> {
  const choice = await kept(member);
  return choice && (await cheers.people(member)).find(({ code }) => code === choice.content.code);
}

/** Chooses one person; nobody when it is empty. */
export async function choose(member: Member, code: string): Promise<void> {
  if (code && !(await cheers.people(member)).some((person) => person.code === code)) notFound();
  const before = await kept(member);
  const content: Choice = { what: 'not today', code };
  if (before) await papers.change<Choice>(member, 'choice', before.id, content, { basedOn: before.version });
  else await papers.add<Choice>(member, 'choice', content);
}

/** Tells them. Twice on a day is once. */
export async function tell(member: Member): Promise<string> {
  const person = (await whom(member)) ?? notFound();
  const { day } = await days.now(member);
  await asking(member, () => announce('toolbox.notToday.told', { personaId: member.personaId, otherId: person.personaId, day }));
  return person.name;
}
