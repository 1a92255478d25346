import { describe, expect, it } from 'vitest';
import { say } from '#platform/words';
import { dueFor, dueNext, firstOf, isSettled, meantOf, nextOf, stateOf, type Place } from '#messages/message-rules';

describe('the rules', () => {
  const place: Place = { place: 'NO', timeZone: 'Europe/Oslo' };
  const who = (id: string, more = {}) => ({ id, replyDays: 3, workingDays: [1, 2, 3, 4, 5], absentFrom: null, absentUntil: null, ...more });
  const now = new Date('2026-11-23T09:00:00Z');
  const isAway = { absentFrom: '2026-11-20', absentUntil: '2026-12-01' };
  it('say with whom a message is, and to whom it goes on', () => {
    const [sol, vera, lea] = [who('sol'), who('vera'), who('lea')];
    expect(firstOf({ provider: sol, cover: vera, leads: [lea] }, now, place)).toMatchObject({ step: 'own', who: { id: 'sol' } });
    expect(firstOf({ provider: who('sol', isAway), cover: vera, leads: [lea] }, now, place)).toMatchObject({ step: 'cover', who: { id: 'vera' } });
    expect(firstOf({ provider: who('sol', isAway), cover: who('vera', isAway), leads: [lea] }, now, place)).toMatchObject({ step: 'own' });
    expect(firstOf({ provider: who('sol', isAway), cover: null, leads: [lea] }, now, place)).toMatchObject({ step: 'own' });
    expect(nextOf({ provider: sol, cover: vera, leads: [lea] }, 'own', now, place)).toMatchObject({ step: 'cover', who: { id: 'vera' } });
    expect(nextOf({ provider: sol, cover: who('vera', isAway), leads: [lea] }, 'own', now, place)).toMatchObject({ step: 'lead', who: { id: 'lea' } });
    expect(nextOf({ provider: sol, cover: null, leads: [] }, 'own', now, place)).toEqual({ step: 'nobody', who: null });
    expect(nextOf({ provider: sol, cover: vera, leads: [lea] }, 'cover', now, place)).toMatchObject({ step: 'lead' });
    expect(nextOf({ provider: sol, cover: vera, leads: [lea] }, 'lead', now, place)).toMatchObject({ step: 'nobody' });
  });
  it('wait for nobody who is away: not for the lead who is there longest, and not for whoever took over (NEW-7)', () => {
    const [sol, vera, lea, kim] = [who('sol'), who('vera'), who('lea', isAway), who('kim')];
    expect(nextOf({ provider: sol, cover: vera, leads: [lea, kim] }, 'cover', now, place)).toMatchObject({ step: 'lead', who: { id: 'kim' } });
    expect(nextOf({ provider: sol, cover: vera, leads: [lea] }, 'cover', now, place)).toEqual({ step: 'nobody', who: null });
    expect(nextOf({ provider: sol, cover: who('vera', isAway), leads: [lea, kim] }, 'own', now, place)).toMatchObject({ step: 'lead', who: { id: 'kim' } });
    expect(nextOf({ provider: sol, cover: null, leads: [lea] }, 'own', now, place)).toEqual({ step: 'nobody', who: null });
    expect(dueNext(who('kim', { absentFrom: '2026-11-24', absentUntil: '2026-12-15' }), now, place)).toEqual(dueNext(kim, now, place)); // a holiday that begins tomorrow delays nothing
  });
  it('lead a letter to the only one left without asking when it was meant for them, and to nobody else however often it is sent (MSG-1)', () => {
    const [sol, vera] = [{ id: 'sol' }, { id: 'vera' }];
    expect(meantOf([sol], 'sol')).toBe(sol);
    for (const chosen of ['vera', '']) expect(meantOf([sol], chosen), 'written to somebody who is no longer there, or to nobody yet').toBeUndefined();
    for (const open of [[], [sol, vera]]) expect(meantOf(open, 'sol')).toBeUndefined();
  });
  it('promise an end even to somebody whose provider never works', () => {
    expect(dueFor({ ...who('sol'), workingDays: [] }, now, place)).toEqual(new Date('2026-11-30T09:00:00Z'));
  });
  it.each([[null, null, null, 'sent'], [now, null, null, 'delivered'], [now, now, null, 'opened'], [null, null, now, 'answered']] as const)('name the state', (deliveredAt, openedAt, answeredAt, state) => {
    expect(stateOf({ deliveredAt, openedAt, answeredAt })).toBe(state);
  });
  it('name what needs no answer', () => {
    expect(stateOf({ deliveredAt: now, openedAt: now, answeredAt: now, isLetBe: true })).toBe('read');
    expect((['sent', 'delivered', 'opened', 'answered', 'read'] as const).filter(isSettled)).toEqual(['answered', 'read']);
  });
  it('say in both languages who reads a letter: also who answers for the workplace (MSG-1, NEW-7)', () => {
    for (const key of ['lead', 'teamHint', 'teamOff'] as const) expect([say('en', 'messages', key), say('nb', 'messages', key)], key).toEqual([expect.stringMatching(/away.*covers for them.*workplace/), expect.stringMatching(/borte.*stedfortrederen.*arbeidsplassen/)]);
  });
  it('say in both languages that it is not for emergencies (MSG-3)', () => {
    expect([say('en', 'messages', 'agree.care.1'), say('nb', 'messages', 'agree.care.1')].every((line) => /emergencies|nødsituasjoner/.test(line))).toBe(true);
  });
});
