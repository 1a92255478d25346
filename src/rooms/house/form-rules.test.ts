import { describe, expect, it } from 'vitest';
import { askedIn, linesOf, sawIn, sawOf, shiftsIn, shiftsText, stampOf, standing, typedAgain, valueIn, valuesIn, wrongLinesIn } from '#house/form-rules';
import { fit } from '#house/saying-rules';

describe('a steward’s form', () => {
  it('reads a day of the rota as people write it', () => {
    expect(shiftsIn(1, '18:00–21:00 Fern, Lee\n\n 9.30 - 12.00  Willow ')).toEqual([
      { day: 1, from: '18:00', to: '21:00', names: ['Fern', 'Lee'] },
      { day: 1, from: '9.30', to: '12.00', names: ['Willow'] }
    ]);
  });
  it.each([['soon', 'clock'], ['18:00–25:00 Fern', 'clock'], ['18:00–21:00', 'nobody'], ['18:00–21:00 ,', 'nobody'], ['<script>', 'clock']])('gives "%s" back as it was typed and says why', (line, wrong) => {
    const shifts = shiftsIn(3, line);
    expect(fit('shifts', shifts)).toEqual({ wrong });
    expect(shiftsText(shifts, 3).replace(/ ,?$/, '')).toBe(line.replace(/ ,$/, ''));
  });
  it('says which lines of a day cannot be read, by the number they have in the box and by what stands there (GOV-2)', () => {
    expect(wrongLinesIn('18:00–21:00 Fern\r\n\r\n soon \r\n18:00–21:00 ,\r\n9.30 - 12.00 Willow')).toEqual([{ line: 3, text: 'soon', wrong: 'clock' }, { line: 4, text: '18:00–21:00 ,', wrong: 'nobody' }]);
    expect([wrongLinesIn(''), wrongLinesIn('18:00–21:00 Fern')]).toEqual([[], []]);
    expect(wrongLinesIn('x'.repeat(400))[0]!.text).toBe(`${'x'.repeat(60)}…`);
  });
  it('reads rows by their columns, and drops a row nobody filled when it is fitted', () => {
    const typed = typedAgain({ 'people.name': ['Mair', ''], 'people.role': ['Hosts', ''], 'people.words': ['I listen.', ''] });
    expect(fit('people', valueIn('people', typed))).toEqual({ value: [{ name: 'Mair', role: 'Hosts', words: 'I listen.' }] });
  });
  it('bears missing and double fields', () => {
    expect(fit('people', valueIn('people', typedAgain({ 'people.name': ['Mair', 'Lee'] })))).toEqual({ wrong: 'half' });
    expect(valuesIn('hours', typedAgain({}))).toMatchObject({ timeZone: '', shifts: [], answerHours: NaN });
    expect(fit('answerHours', NaN)).toEqual({ wrong: 'number' });
  });
  it('asks for nothing that is kept by another page', () => {
    expect(askedIn('numbers')).toEqual(['homeCountry', 'countries', 'localNumbers']);
  });
  it('says what it showed, and after a no shows what is newer: in the box where nobody typed, beside it where somebody did', () => {
    expect(new Set(['', 'a', 'b', 'ab', 'ba', [], ['a'], 6, '6'].map(stampOf)).size).toBe(9);
    const now = { value: 'Newer.', saw: stampOf('Newer.') };
    const sent = (why: string, saw = stampOf('Before.')) => typedAgain({ why: [why], [sawOf('why')]: [saw] });
    expect(sawIn(['why', 'ethics'], sent('Mine.'))).toEqual({ why: stampOf('Before.') });
    expect(standing('why', now, undefined, false)).toEqual(now);
    expect(standing('why', now, sent('Mine.'), false), 'refused for another reason it speaks of what was read').toEqual({ value: 'Mine.', saw: stampOf('Before.') });
    expect(standing('why', now, sent('Mine.'), true)).toEqual({ value: 'Mine.', saw: now.saw, since: 'beside' });
    expect(standing('why', now, sent('Before.\r\n'), true)).toEqual({ ...now, since: 'instead' });
    expect(standing('why', now, sent('Newer.'), true)).toEqual({ value: 'Newer.', saw: now.saw });
    expect(standing('why', now, sent('Mine.', now.saw), true)).toEqual({ value: 'Mine.', saw: now.saw });
  });
  it('reads aloud what is said, whatever its kind', () => {
    const naming = { option: (id: string) => `option ${id}`, day: (day: number) => `day ${day}` };
    expect(linesOf('why', 'One.\n\nTwo.', naming)).toEqual(['One.', 'Two.']);
    expect(linesOf('people', [{ name: 'Mair', role: 'Hosts', words: '' }], naming)).toEqual(['Mair: Hosts']);
    expect(linesOf('conduct', [{ title: 'No ads', text: 'Nobody sells here.' }], naming), 'a line and its reason are no list').toEqual(['No ads: Nobody sells here.']);
    expect(linesOf('shifts', shiftsIn(2, '18:00-21:00 Fern'), naming)).toEqual(['day 2: 18:00–21:00 Fern']);
    expect([linesOf('countries', ['GB'], naming), linesOf('holidays', 'rest', naming), linesOf('homeCountry', '', naming), linesOf('answerHours', 6, naming)]).toEqual([['option GB'], ['option rest'], [], ['6']]);
  });
});
