/** A test with the cast, in a transaction that is undone at the end, and with it what the process keeps of what the operator says and of who is here. */
import { it } from 'vitest';
import { undone } from '#db';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import { theCast, type Cast } from '#test/cast';

export const scene = (title: string, play: (cast: Cast) => Promise<void>) =>
  it(title, () => undone(async () => play(await theCast())).finally(forget));

function forget(): void {
  sayings.forget();
  presence.forget();
}
