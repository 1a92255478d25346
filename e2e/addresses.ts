/** Where those things stand whose addresses say nothing of them. */
import type { APIRequestContext, Page } from '@playwright/test';
import { addresses } from '#measures/instrument-rules';
import { inDatabase } from './database.ts';
import { expect, send } from './journey.ts';

/** Of a theme: the database made it. */
export async function boardAt(code: string): Promise<string> {
  const [board] = await inDatabase('select address from forum.boards where code = $1', [code]);
  return String(board!.address);
}
export const topicAt = async (code: string) => `/talk/topics/${await boardAt(code)}`;

/** Of a set of wellbeing questions. */
export const questionsAt = (id: keyof typeof addresses) => `/space/q/${addresses[id]}`;

/** Of what somebody looks for: sealed, for them alone. */
export async function searchAt(from: Page | APIRequestContext, q: string, narrowed: Record<string, string> = {}): Promise<string> {
  const answer = await send(from, '/search', { q, ...narrowed });
  expect(answer.status(), 'looking for something').toBe(303);
  return answer.headers().location!;
}
