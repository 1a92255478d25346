/**
 * The cookies, all of them strictly needed; there are no others.
 *
 * With https their names begin with `__Host-`, which browsers keep for secure
 * cookies of exactly this host. On this machine alone there is no https, so
 * the names are plain.
 */
import type { Cookies } from '@sveltejs/kit';
import { isSecure } from '#platform/config';

const name = (plain: string) => (isSecure() ? `__Host-${plain}` : plain);
export const session = name('session');
/** What the session was, after leaving: it opens nothing. Words that are sent all the same go to their writer, and are shown to nobody here. */
export const left = name('left');
export const language = name('language');
/** Reading comfort before signing in: theme, size … */
export const looks = name('looks');
/** On the way to a provider of identities and back: which browser set out. */
export const trip = name('trip');
/** What was done a moment ago, until the next page has said it. */
export const said = name('said');

const always = () => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure() }) as const;

/**
 * On a shared device the cookie goes when the browser closes. On one's own it
 * outlives the session by some days: it opens nothing any more, but words sent
 * too late can still be kept for the right person.
 */
export function setSession(jar: Cookies, token: string, device: 'shared' | 'own'): void {
  jar.set(session, token, device === 'own' ? { ...always(), maxAge: 7 * 86_400 } : always());
  if (jar.get(left)) jar.delete(left, always());
}

/**
 * For leaving, after the session has ended. The Back button may send a form
 * again that was on the screen; whoever presses it must not get its words. So
 * the token that opens nothing any more stays until the browser closes.
 */
export function forgetSession(jar: Cookies, hasEnded = true): void {
  const token = jar.get(session);
  jar.delete(session, always());
  if (token && hasEnded) jar.set(left, token, always());
}
export const setLanguage = (jar: Cookies, value: string) => jar.set(language, value, { ...always(), maxAge: 180 * 86_400 });
export const setLooks = (jar: Cookies, value: string) => jar.set(looks, value, { ...always(), maxAge: 180 * 86_400 });
export const setSaid = (jar: Cookies, value: string) => jar.set(said, value, { ...always(), maxAge: 60 });
export const setTrip = (jar: Cookies, token: string) => jar.set(trip, token, { ...always(), maxAge: 1_800 });
export const forgetTrip = (jar: Cookies) => jar.delete(trip, always());
export function takeSaid(jar: Cookies): string | undefined {
  const value = jar.get(said);
  if (value !== undefined) jar.delete(said, always());
  return value;
}
