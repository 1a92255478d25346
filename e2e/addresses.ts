/** Where those things stand whose addresses say nothing of them. */
import { addresses } from '#measures/instrument-rules';
import { inDatabase } from './database.ts';

/** Of a theme: the database made it. */
export async function boardAt(code: string): Promise<string> {
  const [board] = await inDatabase('select address from forum.boards where code = $1', [code]);
  return String(board!.address);
}
export const topicAt = async (code: string) => `/talk/topics/${await boardAt(code)}`;

/** Of a set of wellbeing questions. */
export const questionsAt = (id: keyof typeof addresses) => `/space/q/${addresses[id]}`;
