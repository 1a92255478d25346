/** A test with the cast, in a transaction that is undone at the end. */
import { it } from 'vitest';
import { undone } from '#db';
import { theCast, type Cast } from '#test/cast';

export const scene = (title: string, play: (cast: Cast) => Promise<void>) =>
  it(title, () => undone(async () => play(await theCast())));
