/** Everything of a member, room by room. A room that keeps something of them is named here. */
import * as care from '#care/things';
import * as circles from '#circles/things';
import * as forum from '#forum/things';
import * as gatherings from '#gatherings/things';
import * as house from '#house/things';
import * as learning from '#learning/things';
import * as measures from '#measures/things';
import type { Member } from '#members/members';
import * as members from '#members/things';
import * as messages from '#messages/things';
import * as notices from '#notices/things';
import * as safety from '#safety/things';
import * as team from '#team/things';
import { kinds } from '#toolbox/papers';
import * as toolbox from '#toolbox/things';
import * as vault from '#vault/things';

export type Things = Record<string, unknown>;
const rooms = { members, vault, house, care, forum, gatherings, circles, learning, notices, safety, team, toolbox, measures, messages };
/** One list a room hands over, and whose words it is told in. */
export type List = { room: string; name: string; rows: unknown };

/** In the order in which somebody would read them. */
export async function of(member: Member): Promise<List[]> {
  const lists: List[] = [];
  for (const [room, { of: kept }] of Object.entries(rooms)) {
    for (const [name, rows] of Object.entries(await kept(member))) lists.push({ room, name, rows });
  }
  return lists;
}

export const asFhir = 'wellbeingQuestionsAsFhir';
/** What has a file of its own, or is told in words, is not told again field by field. */
export const isToldElsewhere = (name: string) => name === asFhir || name === 'howItWasBefore' || (kinds as readonly string[]).includes(name);
