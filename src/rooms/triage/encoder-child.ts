/**
 * The sentence encoder, in a process of its own: it takes about 140 MB, which
 * the server would otherwise keep for good. It ends by itself when nobody asks.
 *
 * One pass over a text gives three views of it, 512 numbers each, and what
 * the small nets heard in its pieces (`listening.ts`).
 */
import { flushCompileCache } from 'node:module';
import { heardIn } from '#triage/listening';

type Asked = { id: number; sentences: string[] };

const idle = Number(process.env.ENCODER_IDLE_MS ?? 60_000);
let leaving = setTimeout(() => process.exit(0), idle);

const { piecesOf, strengthsOf, viewsOf } = await import('#triage/encoder-graph');
const strengths = strengthsOf();

function numbersOf(sentences: readonly string[]): Float32Array {
  const passage = piecesOf(sentences);
  const numbers = Float32Array.from([...viewsOf(passage), ...heardIn(strengths(passage))]);
  passage.each.dispose();
  return numbers;
}
numbersOf(['ready']);
flushCompileCache(); // where one is kept, the next start needs nothing that reads TypeScript: 17 MB less

process.on('message', ({ id, sentences }: Asked) => {
  clearTimeout(leaving);
  leaving = setTimeout(() => process.exit(0), idle);
  try {
    process.send?.({ id, numbers: numbersOf(sentences) });
  } catch {
    process.send?.({ id, numbers: null });
  }
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
