/** A plan as a form sends it: every field a string. */
import { accessOf } from '#gatherings/access-rules';
import { isKind, isWay, leastSeats, usualSeats, type Plan } from '#gatherings/gathering-rules';

type Get = (name: string) => string;
const lines = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim();
const line = (text: string) => lines(text).replace(/\s+/g, ' ');
const whole = (text: string, usual: number) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : text.trim() ? NaN : usual);

export function planOf(get: Get, has: (name: string) => boolean): Plan {
  const [kind, way, late] = [get('kind'), get('way'), Number(get('lateHours'))];
  return {
    kind: isKind(kind) ? kind : 'coffee', way: isWay(way) ? way : 'place', title: line(get('title')), what: lines(get('what')), language: get('language') === 'nb' ? 'nb' : 'en',
    seats: whole(get('seats'), usualSeats), least: whole(get('least'), leastSeats), minutes: whole(get('minutes'), 90), cost: line(get('cost')), leaving: line(get('leaving')),
    hostWords: lines(get('hostWords')), sameHost: has('sameHost'), guestWords: lines(get('guestWords')), near: line(get('near')), transport: lines(get('transport')), parking: line(get('parking')),
    access: accessOf(get), accessWords: lines(get('accessWords')), lateHours: [0, 2, 24, 48].includes(late) ? late : 0,
    placeKind: get('placeKind'), placeName: line(get('placeName')), address: line(get('address')), finding: lines(get('finding')), link: line(get('link'))
  };
}

/** A plan that was kept, as the form shows it. */
export const typedOf = (plan: Plan): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(plan).filter(([, value]) => typeof value !== 'object' && typeof value !== 'boolean').map(([name, value]) => [name, String(value)])),
  ...(plan.access as Record<string, string>), ...(plan.sameHost ? { sameHost: 'on' } : {})
});
