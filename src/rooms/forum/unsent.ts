/** Words not sent yet, wherever they are. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';

/** Where the member last wrote something and did not send it, if anywhere. */
export async function latest(member: Member): Promise<string | undefined> {
  const [draft] = await asking(member, () => sql<{ place: string }>`
    select place from forum.drafts where member_id = ${member.id} order by saved_at desc limit 1`);
  return draft?.place;
}
