import { describe, expect, it } from 'vitest';
import { Refusal } from '#platform/answers';
import * as papers from '#toolbox/papers';
import { begunWith, firstToRing, partKinds, planOf, stepsNow, stepsOf } from '#toolbox/plan-rules';
import * as plans from '#toolbox/plans';
import { scene } from '#test/scene';

const form = (fields: Record<string, string>) => (name: string) => fields[name] ?? '';

describe('a plan (TOOL-3)', () => {
  it('keeps the member’s own order, names and lines, and parts of their own', () => {
    const plan = planOf(form({ people: 'Jo, 07700 900123\n\n  Ash \r\n', 'title-people': 'My lot', 'place-people': '1', own: 'rain sounds', more1: 'the cat', 'title-more1': 'Fur' }));
    expect(plan.parts.map(({ kind }) => kind)).toEqual(['people', 'signs', 'own', 'places', 'services', 'safer', 'matters', 'more1']);
    expect(plan.parts.find(({ kind }) => kind === 'people')).toEqual({ kind: 'people', title: 'My lot', lines: ['Jo, 07700 900123', 'Ash'] });
  });
  it('puts a part where it was put, up or down, also in an order of one’s own, when every part says a place (TOOL-3)', () => {
    const drawn = (kinds: readonly string[], moved: Record<string, number>) => {
      const said = Object.fromEntries(kinds.flatMap((kind, at) => [[`stood-${kind}`, String(at + 1)], [`place-${kind}`, String(moved[kind] ?? at + 1)]]));
      return planOf(form(said)).parts.map(({ kind }) => kind);
    };
    const ours = [...partKinds];
    const seven = ours.slice(0, 7);
    expect(drawn(ours, {})).toEqual(seven);
    expect(drawn(ours, { people: 2 })).toEqual(['signs', 'people', 'own', 'places', 'services', 'safer', 'matters']);
    expect(drawn(ours, { own: 4 })).toEqual(['signs', 'places', 'people', 'own', 'services', 'safer', 'matters']);
    expect(drawn(ours, { signs: 7 })).toEqual(['own', 'places', 'people', 'services', 'safer', 'matters', 'signs']);
    expect(drawn(ours, { own: 4, people: 2 }), 'two change places').toEqual(['signs', 'people', 'places', 'own', 'services', 'safer', 'matters']);
    const own = ['people', 'services', 'own', 'signs', 'places', 'safer', 'matters', 'more1', 'more2', 'more3'];
    expect(drawn(own, {})).toEqual(own.slice(0, 7));
    expect(drawn(own, { signs: 1 })).toEqual(['signs', 'people', 'services', 'own', 'places', 'safer', 'matters']);
    expect(drawn(own, { people: 3 })).toEqual(['services', 'own', 'people', 'signs', 'places', 'safer', 'matters']);
  });
  it('is walked one line at a time, without the signs, and names who is rung first', () => {
    const plan = planOf(form({ signs: 'no sleep', own: 'tea', people: 'Ash\nJo, 07700 900123', services: 'Night team 116 117' }));
    expect(stepsNow(plan).map(({ text }) => text)).toEqual(['tea', 'Ash', 'Jo, 07700 900123', 'Night team 116 117']);
    expect(firstToRing(plan)).toMatchObject({ who: 'Jo', number: '07700 900123', canText: true });
    expect(stepsNow(plan).at(-1)).toMatchObject({ who: 'Night team', canText: false });
  });
  it('names on the button who is rung, the number where a line has two, and says where none is sure; of a place no number of its house (TOOL-3)', () => {
    const of = (kind: 'people' | 'places' | 'own', ...lines: string[]) => stepsOf({ kind, title: '', lines }).map(({ who, number, isUnsure }) => [who, number, isUnsure]);
    expect(of('people', 'Jo (020) 7946 0958', 'Jo (07700 900123)', 'Jo, +44 (0)20 7946 0958', 'Night team 9-17, 22 22 22 22')).toEqual([
      ['Jo', '(020) 7946 0958', false], ['Jo', '07700 900123', false], ['Jo', '+44 20 7946 0958', false], ['Night team 9-17', '22 22 22 22', false]]);
    expect(of('people', 'Jo 07700 900123, Ash 020 7946 0958', '112 or 116 117')).toEqual([['07700 900123', '07700 900123', false], ['116 117', '116 117', false]]);
    expect(of('people', 'Jo 42 07700 900123', 'the cat, 3 years')).toEqual([['', '', true], ['', '', false]]);
    expect(of('places', 'The library, High Street 112', 'The library, 22 86 40 00')).toEqual([['', '', false], ['The library', '22 86 40 00', false]]);
    expect(of('own', 'Bus 07700 900123')).toEqual([['', '', false]]);
  });
  it('says beside the part what is too long, and begins with one line', () => {
    expect(() => planOf(form({ own: 'x'.repeat(301) }))).toThrow(Refusal);
    expect(() => planOf(form({ own: 'x\n'.repeat(41) }))).toThrow(Refusal);
    expect(stepsNow(begunWith('Jo, 113'))).toHaveLength(1);
  });
  scene('begins with whom to ring, grows, and is nobody else’s; others do not learn that it is there', async ({ ada, bo }) => {
    expect(await plans.exists(ada)).toBe(false);
    await expect(plans.begin(ada, form({}))).rejects.toThrow(Refusal);
    await expect(plans.begin(ada, form({ who: 'Jo', number: 'ask Ash' }))).rejects.toThrow(Refusal);
    await plans.begin(ada, form({ who: 'Jo', number: '07700 900123' }));
    await plans.begin(ada, form({ who: 'Ash', number: '' }));
    const paper = (await plans.of(ada))!;
    expect(paper.content.parts.find(({ kind }) => kind === 'people')!.lines).toEqual(['Jo, 07700 900123', 'Ash']);
    expect([await plans.exists(ada), await plans.exists(bo), await plans.of(bo)]).toEqual([true, false, undefined]);
  });
  scene('changed on two phones keeps both versions, also when both made it', async ({ ada }) => {
    await plans.keep(ada, form({ own: 'tea' }), 0);
    expect(await plans.keep(ada, form({ own: 'a walk' }), 0)).toMatchObject({ clashed: true });
    const paper = (await plans.of(ada))!;
    const clash = (await plans.clash(ada, paper))!;
    expect([stepsNow(paper.content)[0]!.text, stepsNow(clash.content)[0]!.text]).toEqual(['tea', 'a walk']);
    await plans.settle(ada, clash.id, true);
    expect(stepsNow((await plans.of(ada))!.content)[0]!.text).toBe('a walk');
    expect((await papers.earlier<plans.Plan>(ada, paper.id)).map(({ content }) => stepsNow(content)[0]?.text)).toContain('tea');
  });
  scene('keeps that something helped once a day, for its member alone, and lets everything go', async ({ ada, bo }) => {
    await plans.begin(ada, form({ who: 'Jo' }));
    for (const words of ['rain sounds', 'rain sounds', '', 'tea']) await plans.helped(ada, words);
    expect((await plans.whatHelped(ada)).map(({ words }) => words).sort()).toEqual(['rain sounds', 'tea']);
    expect(await plans.whatHelped(bo)).toEqual([]);
    await plans.takeAway(bo);
    expect(await plans.exists(ada)).toBe(true);
    await plans.takeAway(ada);
    expect([await plans.exists(ada), await plans.whatHelped(ada)]).toEqual([false, []]);
  });
});
