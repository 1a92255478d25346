import { describe, expect, it } from 'vitest';
import { choicesAmong, chosenIn, withoutPlace } from '#safety/choices-rules';

describe('what is chosen on a case’s page (MOD-5)', () => {
  const page = { to: '', level: 'low', 'was.level': 'low', rule: '', hours: '24', 'was.about': 'grief eating' };
  it('is another than stood there before anybody touched it, also where it was kept aside', () => {
    expect(choicesAmong(page, ['eating', 'grief'])).toEqual([]);
    expect(choicesAmong({ ...page, level: 'urgent', result: 'upheld' })).toEqual([{ name: 'result', values: ['upheld'] }, { name: 'level', values: ['urgent'] }]);
    expect(choicesAmong({ 'aside.hours': '72', 'aside.rule': '2' }).map(({ name }) => name)).toEqual(['rule', 'hours']);
    expect(choicesAmong(page, ['grief'])).toEqual([{ name: 'about', values: ['grief'] }]);
    expect(choicesAmong({ level: 'urgent' }), 'of a page that does not say what stood there').toEqual([]);
    expect([chosenIn(page, 'level'), chosenIn({ ...page, to: 'x' }, 'to'), chosenIn(undefined, 'to')]).toEqual([undefined, 'x', undefined]);
  });
  it('has no place where its box is gone', () => {
    const all = choicesAmong({ ...page, to: 'x', level: 'urgent', rule: '1', result: 'upheld' }, ['grief']);
    const left = (on: string[], decides: 'deed' | 'result' | undefined, colleagues = [{ id: 'x' }]) => withoutPlace(all, { on, colleagues, decides }).map(({ name }) => name);
    expect(left(['hand', 'level'], 'deed')).toEqual(['result']);
    expect(left(['hand', 'level'], 'result', [])).toEqual(['to', 'rule', 'about']);
    expect(left([], undefined)).toEqual(['to', 'rule', 'result', 'level', 'about']);
  });
});
