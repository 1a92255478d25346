import * as tokens from '#exchange/tokens';
import * as inbox from '#messages/inbox';
import { asked, json, problem } from '../../../../answering.ts';

export const POST = asked('answer', async ({ provider, params, request }) => {
  const once = request.headers.get('idempotency-key') ?? '';
  const body: unknown = await request.json().catch(() => undefined);
  if (!once || once.length > 80 || typeof body !== 'object' || body === null || !('text' in body) || typeof body.text !== 'string') return problem(400);
  const corrects = 'corrects' in body && typeof body.corrects === 'string' ? body.corrects : '';
  const shown = 'shown' in body ? body.shown : '';
  if (typeof shown !== 'string') return problem(400);
  return json(await inbox.answer(provider, params.id ?? '', { text: body.text, once: tokens.onceOf(provider, once), isProgram: true, corrects, shown: shown.toLowerCase() }), 201);
});
