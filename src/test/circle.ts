/** A circle for tests: with two hosts, hanna and mio, and ada and bo in the other seats. */
import * as circles from '#circles/circles';
import * as seats from '#circles/seats';
import type { Cast } from '#test/cast';

export const opening = { kind: 'circle', name: 'Quiet hour', about: 'Tea and company.', agreement: 'Nobody has to type.', language: 'en', most: '4', weeks: '3', date: new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10), time: '19:00', minutes: '60', call: 'text', from: '' };
const wish = (name: string) => ({ name, pledged: true });
export async function seated({ ada, bo, hanna, mio, iben }: Pick<Cast, 'ada' | 'bo' | 'hanna' | 'mio' | 'iben'>, more = {}) {
  const { code } = await circles.open(iben, { ...opening, ...more }, 'Europe/London');
  await seats.hold(hanna, code, wish('Fern Lane'));
  await seats.hold(mio, code, wish('Tall Kettle'));
  await seats.sit(ada, code, wish('Willow Cup'));
  await seats.sit(bo, code, wish('Ash Blanket'));
  return code;
}
