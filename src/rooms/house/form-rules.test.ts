import { describe, expect, it } from 'vitest';
import { askedIn, shiftsIn, shiftsText, typedAgain, valueIn, valuesIn } from '#house/form-rules';
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
});
