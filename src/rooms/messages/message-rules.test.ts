import { describe, expect, it } from 'vitest';
import { say } from '#platform/words';
import { dueFor, firstOf, nextOf, stateOf, type Place } from '#messages/message-rules';

describe('the rules', () => {
  const place: Place = { place: 'NO', timeZone: 'Europe/Oslo' };
  const who = (id: string, more = {}) => ({ id, replyDays: 3, workingDays: [1, 2, 3, 4, 5], absentFrom: null, absentUntil: null, ...more });
  const now = new Date('2026-11-23T09:00:00Z');
  const isAway = { absentFrom: '2026-11-20', absentUntil: '2026-12-01' };
  it('say with whom a message is, and to whom it goes on', () => {
    const [sol, vera, lea] = [who('sol'), who('vera'), who('lea')];
    expect(firstOf({ provider: sol, cover: vera, lead: lea }, now, place)).toMatchObject({ step: 'own', who: { id: 'sol' } });
    expect(firstOf({ provider: who('sol', isAway), cover: vera, lead: lea }, now, place)).toMatchObject({ step: 'cover', who: { id: 'vera' } });
    expect(firstOf({ provider: who('sol', isAway), cover: who('vera', isAway), lead: lea }, now, place)).toMatchObject({ step: 'own' });
    expect(firstOf({ provider: who('sol', isAway), cover: null, lead: lea }, now, place)).toMatchObject({ step: 'own' });
    expect(nextOf({ provider: sol, cover: vera, lead: lea }, 'own', now, place)).toMatchObject({ step: 'cover', who: { id: 'vera' } });
    expect(nextOf({ provider: sol, cover: who('vera', isAway), lead: lea }, 'own', now, place)).toMatchObject({ step: 'lead', who: { id: 'lea' } });
    expect(nextOf({ provider: sol, cover: null, lead: null }, 'own', now, place)).toEqual({ step: 'nobody', who: null });
    expect(nextOf({ provider: sol, cover: vera, lead: lea }, 'cover', now, place)).toMatchObject({ step: 'lead' });
    expect(nextOf({ provider: sol, cover: vera, lead: lea }, 'lead', now, place)).toMatchObject({ step: 'nobody' });
  });
  it('promise an end even to somebody whose provider never works', () => {
    expect(dueFor({ ...who('sol'), workingDays: [] }, now, place)).toEqual(new Date('2026-11-30T09:00:00Z'));
  });
  it.each([[null, null, null, 'sent'], [now, null, null, 'delivered'], [now, now, null, 'opened'], [null, null, now, 'answered']] as const)('name the state', (deliveredAt, openedAt, answeredAt, state) => {
    expect(stateOf({ deliveredAt, openedAt, answeredAt })).toBe(state);
  });
  it('say in both languages that it is not for emergencies (MSG-3)', () => {
    expect([say('en', 'messages', 'agree.care.1'), say('nb', 'messages', 'agree.care.1')].every((line) => /emergencies|nødsituasjoner/.test(line))).toBe(true);
  });
});
