/** Which tools a member sees in My space. Hiding one keeps what is in it. */
import type { Member } from '#members/members';
import * as papers from '#toolbox/papers';
import { isTool, type Tool } from '#toolbox/tools-rules';

type Choice = { what: 'hidden tools'; hidden: Tool[] };

const kept = async (member: Member) => (await papers.of<Choice>(member, 'choice')).find(({ content }) => content.what === 'hidden tools');

export const hidden = async (member: Member): Promise<Tool[]> => (await kept(member))?.content.hidden ?? [];

/** Everything that is not among `shown` is hidden from now on. */
export async function show(member: Member, shown: readonly string[], all: readonly Tool[]): Promise<void> {
  const content: Choice = { what: 'hidden tools', hidden: all.filter((id) => isTool(id) && !shown.includes(id)) };
  const before = await kept(member);
  if (before) await papers.change(member, 'choice', before.id, content, { basedOn: before.version });
  else await papers.add(member, 'choice', content);
}
