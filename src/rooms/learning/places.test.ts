import { describe, expect, it } from 'vitest';
import { sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { isOld, placeOf, telOf, webShown } from '#learning/place-rules';
import * as places from '#learning/places';
import { scene } from '#test/scene';

const walk = { kind: 'activity', name: 'Slow walk', about: 'Half an hour around the pond.', area: 'Northmoor', gettingIn: 'Level path', phone: '01632 960 010', web: 'www.example.org/walks', language: 'en' };
const reading = (said: Record<string, string>) => (name: string) => said[name] ?? '';

describe('a local place', () => {
  scene('stands on the list with the day it was checked, for every member (TOOL-7)', async ({ ada, iben }) => {
    await places.add(iben, reading(walk));
    const found = (await places.all(ada)).filter(({ name }) => name === 'Slow walk');
    expect(found).toMatchObject([{ area: 'Northmoor', web: 'https://www.example.org/walks', checkedOn: new Date().toISOString().slice(0, 10), isOld: false }]);
  });
  scene('warns when nobody has checked it for half a year, until somebody does, twice being once', async ({ ada, iben }) => {
    await places.add(iben, reading(walk));
    const mine = async () => (await places.all(ada)).find(({ name }) => name === 'Slow walk')!;
    const before = await places.oldOnes(iben);
    await sql`update learning.places set checked_on = current_date - 181 where id = ${(await mine()).id}`;
    expect((await mine()).isOld).toBe(true);
    expect(await places.oldOnes(iben)).toBe(before + 1);
    for (const id of [(await mine()).id, (await mine()).id]) await places.check(iben, id);
    expect((await mine()).isOld).toBe(false);
  });
  scene('stands there once, however often its form is sent and from a second page too; changed, it does not come back', async ({ ada, iben }) => {
    const named = async (name: string) => (await places.all(ada)).filter((place) => place.name === name);
    for (const once of ['one-form-1', 'one-form-1', 'another-tab', '']) await places.add(iben, reading(walk), once);
    const [only, ...more] = await named('Slow walk');
    expect(more).toEqual([]);
    await places.add(iben, reading({ ...walk, name: 'Long walk' }), 'one-form-1');
    expect(await named('Long walk'), 'other words in the same form').toHaveLength(1);
    await places.change(iben, only!.id, reading({ ...walk, name: 'Slower walk' }));
    await places.add(iben, reading(walk), 'one-form-1');
    expect(await named('Slow walk')).toEqual([]);
    await places.end(iben, only!.id);
    await places.add(iben, reading(walk), 'one-form-1');
    expect(await named('Slow walk')).toHaveLength(1);
  });
  scene('is changed, taken off, and then not there to be changed or checked', async ({ ada, iben }) => {
    await places.add(iben, reading(walk));
    const { id } = (await places.all(ada)).find(({ name }) => name === 'Slow walk')!;
    await places.change(iben, id, reading({ ...walk, name: 'Slower walk' }));
    expect((await places.all(ada)).some(({ name }) => name === 'Slower walk')).toBe(true);
    await places.end(iben, id);
    await places.end(iben, id);
    expect((await places.all(ada)).some((place) => place.id === id)).toBe(false);
    await expect(places.check(iben, id)).rejects.toThrow(NotFound);
    await expect(places.change(iben, id, reading(walk))).rejects.toThrow(NotFound);
    await expect(places.check(iben, 'x')).rejects.toThrow(NotFound);
  });
  it('is refused beside the field that is wrong', () => {
    const field = (changed: Record<string, string>) => {
      try {
        placeOf(reading({ ...walk, ...changed }));
      } catch (caught) {
        return caught instanceof Refusal ? caught.field : caught;
      }
      return 'fine';
    };
    expect([field({}), field({ name: ' ' }), field({ about: '' }), field({ name: 'x'.repeat(81) })]).toEqual(['fine', 'name', 'about', 'name']);
    for (const web of ['javascript:alert(1)', 'data:text/html,x', 'https://me:pw@example.org', 'just words', 'http://']) expect(field({ web }), web).toBe('web');
    expect([field({ phone: 'ring Jo' }), field({ phone: '+47 22 00 00 00' }), field({ web: '' })]).toEqual(['phone', 'fine', 'fine']);
  });
  it('is old after a hundred and eighty days and not before', () => {
    expect([isOld('2026-05-25', '2026-11-21'), isOld('2026-05-24', '2026-11-21')]).toEqual([false, true]);
    expect([telOf('+47 22 00 (0)'), webShown('https://www.example.org/')]).toEqual(['tel:+4722000', 'example.org']);
  });
});
