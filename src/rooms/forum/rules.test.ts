import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readsLikeAdvice } from '#forum/advice-rules';
import { bothOf, draftOf, draftOfForm, emptyDraft, hasWords, isPlace, placeOf } from '#forum/draft-rules';
import { addressOf, isCode, keyAsked, keyText, pageAsked, pageOf, rangeOf } from '#forum/page-rules';
import { gathered, gatheredUntil, kindsFor, offered } from '#forum/reaction-rules';
import { aboutsOf, foldedFor, folds, heavy, tagsOf } from '#forum/thread-rules';
import { ago, coarse, coarseDate, listed, onDay, sinceDay } from '#forum/when-rules';
import { goBy } from '#ui/when';

describe('advice, where listening was asked for', () => {
  it.each([
    'You should try magnesium.', 'Have you tried a weighted blanket?', 'have you thought about asking your doctor', 'Why don’t you go to bed earlier?', 'If I were you I would ring them.',
    'Try cutting out coffee.', 'So sorry. Just take a walk.', 'I’d recommend the gel.', 'You need to rest more.', 'My advice: lists.', 'Make sure you eat', 'You could always ask for another nurse.', 'The best thing is to get up.', 'you ought to tell them', 'Ask your GP about it.',
    'Du bør snakke med legen.', 'Har du prøvd magnesium?', 'Prøv å legge deg tidligere.', 'Hvis jeg var deg, ville jeg ringt.', 'Jeg anbefaler en tur.', 'Mitt råd er lister.', 'Hvorfor ringer du ikke legen?', 'Snakk med fastlegen din.', 'Du må hvile mer.', 'Ta en dusj.'
  ])('%j reads like it', (text) => expect(readsLikeAdvice(text)).toBe(true));
  it.each([
    'I hear you.', 'You must be so tired.', 'You have to be exhausted after that.', 'You should not have to go through this.', 'You don’t have to answer.', 'I tried that too and cried.', 'I should know.', 'That sounds hard. Nights are long.', 'I have to do the same every week.',
    'You shouldn’t have had to hear that.', 'If you want to, tell us more.', 'Take care.', 'Take all the time you need.', 'You must have felt so alone.', 'Trying to sleep is its own job.', '',
    'Jeg hører deg.', 'Du må være sliten.', 'Du trenger ikke svare.', 'Du skulle sluppet det.', 'Du burde ikke måtte stå i dette.', 'Jeg prøvde det samme.', 'Ta vare på deg.', 'Du må gjerne skrive mer.', 'Hvis du vil, skriv mer.'
  ])('%j does not', (text) => expect(readsLikeAdvice(text)).toBe(false));
});

describe('where a draft belongs', () => {
  it.each([
    ['/talk/new', 'new'], ['/talk/new?/post', 'new'], ['/talk/new/', 'new'], ['/talk/t/8f3kxx', undefined], ['/talk/t/8f3kxx?/react', undefined], ['/talk/t/8f3kxx/reply?/send', 'reply:8f3kxx'],
    ['/talk/p/0b7e1b2e-1111-4222-8333-123456789abc/edit?/save', 'edit:0b7e1b2e-1111-4222-8333-123456789abc'],
    ['/talk', undefined], ['/talk/p/1/edit', undefined], ['/talk/t/../reply', undefined], ['/today', undefined], ['', undefined], ['/talk/t/8f3kxx/other', undefined]
  ])('%s is %s', (path, place) => expect(placeOf(path)).toBe(place));
  it('is one of three kinds, whatever was sent', () => fc.assert(fc.property(fc.string(), (text) => {
    expect(isPlace(text) && !/^(new|reply:|edit:)/.test(text)).toBe(false);
  })));
  it('is written to by five buttons and no other (PEER-1)', () => {
    for (const search of ['?/send', '?/post', '?/save', '?/look', '?/change', '?/look&from=x']) expect(hasWords(search), search).toBe(true);
    for (const search of ['', '?/react', '?/forget', '?/sending', '?x=/send']) expect(hasWords(search), search).toBe(false);
  });
  it('holds what came late and what was there: the longer where one has the other in it, else both (PEER-1)', () => {
    const of = (text: string, more = {}) => ({ ...emptyDraft, text, ...more });
    const [part, whole] = [of('I lie awake'), of('I lie awake again.', { to: '2' })];
    expect([bothOf(part, whole), bothOf(whole, part), bothOf(whole, of('I lie awake again.\r\n'))]).toEqual([whole, whole, of('I lie awake again.\r\n')]);
    expect(bothOf(of('One.', { to: '2' }), of(' Two.', { to: '3' }))).toEqual(of('One.\n\nTwo.', { to: '2' }));
    const both = bothOf(of('One.', { title: 'Nights', want: 'facts' }), of('Two.', { title: 'Days' }));
    expect(both).toMatchObject({ title: 'Nights', want: 'facts', text: 'One.\n\nDays\n\nTwo.' });
    expect(bothOf(both, of('Two.', { title: 'Nights' }))).toBe(both);
    expect([bothOf(of('One.'), of('Two.', { title: 'Days' })).title, bothOf(of('', { title: 'Nights' }), of('Words.', { title: 'Nights' })).text]).toEqual(['Days', 'Words.']);
  });
  it('takes any form without stumbling', () => {
    const read = { text: () => 'x'.repeat(100_000), all: () => Array<string>(500).fill('y'.repeat(500)) };
    const draft = draftOf(read);
    expect([draft.about.length, draft.about[0]!.length, draft.title.length]).toEqual([40, 40, 1200]);
    expect(draftOfForm(undefined)).toBeUndefined();
    expect(draftOfForm({ refused: {}, typed: { text: 'hello' }, ticked: { about: ['grief'] } })).toMatchObject({ text: 'hello', about: ['grief'], tags: [] });
  });
});

describe('pages', () => {
  it('cover every number once', () => fc.assert(fc.property(fc.integer({ min: 1, max: 2_000_000 }), (number) => {
    const { from, to } = rangeOf(pageOf(number));
    expect(from <= number && number <= to && to - from === 19).toBe(true);
  })));
  it.each([[null, 1], ['1', 1], ['20', 20], ['0', undefined], ['-1', undefined], ['1.5', undefined], ['1e3', undefined], ['', undefined], ['9'.repeat(30), undefined], ['٣', undefined]])('%j asks for %j', (text, page) => expect(pageAsked(text)).toBe(page));
  it('go on after any key, and after nothing that is not one', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 8_000_000_000_000_000 }), fc.uuid({ version: 4 }), (at, id) => {
      expect(keyAsked(keyText({ at, id }))).toEqual({ at, id });
    }));
    fc.assert(fc.property(fc.string(), (text) => {
      expect(keyAsked(text)).toBeUndefined();
    }));
    expect(keyAsked(null)).toBeNull();
  });
  it('have addresses that say nothing', () => expect([addressOf('8f3k', 1), addressOf('8f3k', 21)]).toEqual(['/talk/t/8f3k#n1', '/talk/t/8f3k?page=2#n21']));
  it('name the page of every post but the first, for a bad day shows few without one (NEW-3)', () => expect([addressOf('8f3k', 2), addressOf('8f3k', 20)]).toEqual(['/talk/t/8f3k?page=1#n2', '/talk/t/8f3k?page=1#n20']));
  it.each(['', 'a', '..', 'A2b4', '%00', 'x'.repeat(99), "a'b"])('%j is no code', (text) => expect(isCode(text)).toBe(false));
});

describe('what may be said to a post', () => {
  it('is four things, and three where “me too” could pull somebody along', () => {
    expect(kindsFor([])).toEqual(['metoo', 'thanks', 'mind', 'helped']);
    for (const about of heavy) expect(kindsFor(['grief', about])).toEqual(['hear', 'thanks', 'mind']);
  });
  it('stands in front or behind “More”, each once, and what was pressed in front', () => {
    expect(offered({ about: [], number: 2, pressed: ['mind'] })).toEqual({ front: ['thanks', 'mind', 'helped'], more: ['metoo'] });
    expect(offered({ about: ['suicide'], number: 1, pressed: [] })).toEqual({ front: ['hear', 'thanks', 'mind'], more: [] });
  });
  it('names three people at the most and no number', () => expect([gathered(['a', 'b', 'c']), gathered(['a', 'b', 'c', 'd'])]).toEqual([{ names: ['a', 'b', 'c'], hasOthers: false }, { names: ['a', 'b', 'c'], hasOthers: true }]));
});

describe('about-lines', () => {
  it('are ours, each once', () => expect([aboutsOf(['grief', 'x', 'grief']), tagsOf(['ms', '<b>', 'ms'])]).toEqual([['grief'], ['ms']]));
  it.each([[null, null, false, heavy], [[], null, false, []], [[], 'bad', false, heavy], [['grief'], 'good', false, ['grief']], [['grief'], 'bad', false, ['grief', ...heavy]], [[], null, true, heavy], [['grief', 'abuse'], 'good', true, ['grief', 'abuse', ...heavy.filter((one) => one !== 'abuse')]]])(
    '%j on a %s day folds, made calmer %s, %j', (chosen, day, calm, folded) => expect(foldedFor(chosen, { session: { day }, looks: { calm } })).toEqual(folded));
  it('fold a text when one of them does', () => expect([folds(['grief'], heavy), folds(['grief', 'abuse'], heavy), folds([], heavy)]).toEqual([false, true, false]));
});

describe('when', () => {
  const now = Date.UTC(2026, 10, 21, 12);
  const before = (minutes: number) => new Date(now - minutes * 60_000);
  it.each([[0, 'now'], [59, '59 minutes ago'], [60, '1 hour ago'], [23 * 60, '23 hours ago'], [25 * 60, 'yesterday'], [3 * 1440, '3 days ago'], [30 * 1440, '22 October'], [700 * 1440, '21 December 2024'], [-5, 'now']])('%d minutes ago is %j', (minutes, said) => expect(ago(before(minutes), 'en', now)).toBe(said));
  it('is said in Norwegian too', () => expect([ago(before(60), 'nb', now), onDay(before(30 * 1440), 'nb', now), sinceDay(before(2 * 1440), 'nb', now)]).toEqual(['for 1 time siden', '22. oktober', 'torsdag']));
  it('joins names as the language does', () => expect([listed(['Willow', 'Ash', 'others'], 'en'), listed(['Willow', 'Ask', 'andre'], 'nb')]).toEqual(['Willow, Ash and others', 'Willow, Ask og andre']));
});

describe('when, in a local group, by the clock of the place', () => {
  afterEach(() => goBy(() => 'UTC'));
  it.each([
    ['2026-07-21T04:30:00Z', '2026-07-21T10:00:00Z', 'Europe/Oslo', 'when.morning', ''], ['2026-07-21T04:30:00Z', '2026-07-21T10:00:00Z', 'UTC', 'when.night', ''],
    ['2026-07-20T22:30:00Z', '2026-07-21T10:00:00Z', 'Europe/Oslo', 'when.night', ''], ['2026-07-20T21:30:00Z', '2026-07-20T22:30:00Z', 'Europe/Oslo', 'when.yesterday', ''],
    ['2026-07-21T02:00:00Z', '2026-07-21T12:00:00Z', 'America/New_York', 'when.yesterday', ''], ['2026-07-18T23:00:00Z', '2026-07-21T10:00:00Z', 'Europe/Oslo', 'when.onDay', 'Sunday'],
    ['2026-10-25T00:30:00Z', '2026-10-25T23:30:00Z', 'Europe/Oslo', 'when.yesterday', ''], ['2026-07-14T23:00:00Z', '2026-07-21T10:00:00Z', 'Europe/Oslo', 'when.onDay', 'Wednesday'],
    ['2026-07-14T21:00:00Z', '2026-07-21T10:00:00Z', 'Europe/Oslo', 'when.date', '14 July'], ['2025-12-31T23:30:00Z', '2026-07-21T10:00:00Z', 'Europe/Oslo', 'when.date', '1 January'],
    ['2025-12-31T22:30:00Z', '2026-07-21T10:00:00Z', 'Europe/Oslo', 'when.date', '31 December 2025']
  ])('what was written at %s is told at %s in %s as %s %s (ID-17)', (at, now, zone, key, day) => {
    goBy(() => zone);
    expect(coarse(new Date(at), 'en', Date.parse(now))).toEqual({ key, day });
  });
  it('the machine is told the same day (ID-17)', () => {
    goBy(() => 'Europe/Oslo');
    expect([coarseDate(new Date('2026-07-20T22:30:00Z')), coarseDate(new Date('2026-07-20T21:30:00Z'))]).toEqual(['2026-07-21', '2026-07-20']);
  });
});

describe('reactions are gathered', () => {
  it.each([
    ['2026-11-22T12:00:00Z', 'Europe/London', '2026-11-22T08:00:00.000Z'], ['2026-11-22T07:59:00Z', 'Europe/London', '2026-11-21T08:00:00.000Z'],
    ['2026-11-22T07:30:00Z', 'Europe/Oslo', '2026-11-22T07:00:00.000Z'], ['2026-03-29T04:00:00Z', 'Europe/Oslo', '2026-03-28T07:00:00.000Z'],
    ['2026-10-25T05:00:00Z', 'Europe/London', '2026-10-24T07:00:00.000Z'], ['2026-11-22T08:00:00Z', 'UTC', '2026-11-22T08:00:00.000Z']
  ])('until eight in the morning: at %s in %s until %s', (now, zone, until) => {
    expect(gatheredUntil(new Date(now), zone).toISOString()).toBe(until);
  });
});
