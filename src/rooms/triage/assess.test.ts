import { describe, expect, it } from 'vitest';
import { assess, assessNow } from '#triage/assess';

describe('triage (NEW-5, MOD-9)', () => {
  it.each([
    ['en', 'urgent', "I've written the letters and it will be after my son's birthday on Saturday"],
    ['en', 'urgent', 'Ran out of hydrocortisone Thursday, pharmacy shut till Monday, I feel floppy and sick'],
    ['en', 'none', 'This back pain is killing me, anyone tried a wedge pillow?'],
    ['en', 'none', "I'd kill for a night's sleep and a decent cup of tea"]
  ] as const)('%s %s: %s', (language, level, text) => {
    expect(assessNow({ text, language }).level).toBe(level);
  });
  it('quotes the exact words', async () => {
    const { reasons } = await assess({ text: 'Hi. I RAN OUT of hydrocortisone!', language: 'en' });
    expect(reasons[0]).toMatchObject({ why: 'timeCritical', words: 'RAN OUT of hydrocortisone' });
  });
});
