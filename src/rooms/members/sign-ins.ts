/**
 * Signing in with a name and a pass-sentence.
 *
 * The answer never says which of the two was wrong, and an unknown name costs
 * as much work as a known one. In a quarter of an hour a name may be tried ten
 * times from one address, and one address may try fifty times; then the answer
 * says how long to wait. Names are public, so a stranger must not be able to
 * use this up for somebody else: what is tried elsewhere counts for little
 * here, a locked device counts its own tries, and a passkey or the spare key
 * still lets the right person in meanwhile.
 */
import { asHouse, sql } from '#db';
import { isThisMachineAlone } from '#platform/config';
import { refuse } from '#platform/answers';
import { allow, forgive, minutesToWait, placeOf } from '#platform/tries';
import { foldName } from '#members/name-rules';
import * as passes from '#members/passes';
import * as sessions from '#members/sessions';

/** Where a sign-in comes from. */
export type From = {
  address: string;
  device: 'shared' | 'own';
  deviceWords: string;
  /** The session cookie the browser already has, or had before Leave; it ends. */
  instead?: string | undefined;
};

const window = 15;
/** One name from one address, and one address whatever the names. */
const mostHere = 10;
const mostFromAPlace = 50;
/**
 * One name from everywhere together: it takes twenty lines to use this up.
 * It allows seven million guesses a year (2^23). A sentence that we made has
 * 45 bits: one of four million such years would find it. Of one's own it asks
 * for 15 letters, and only one that millions would think of is found so.
 */
const mostForAName = 200;

/**
 * One line often has 256 places of its own (a /56), and with each of them ten
 * tries it would use up a name by itself. So with a name all of them are one.
 * A key or a code cannot be used up, and keeps the narrower place.
 */
const here = (kind: string, folded: string, address: string) => `${folded}\n${placeOf(address, kind === 'signIn' ? 48 : 64)}`;

/**
 * Refuses after too many tries of one kind for one name from one address, or
 * from one address. On this machine alone everybody shares an address. It is
 * all that a spare key (98 bits) and a code from the sheet (78) need: no number
 * of addresses is enough to guess one, so nobody is kept from theirs.
 */
export async function limit(kind: string, folded: string, address: string): Promise<void> {
  const name = here(kind, folded, address);
  const fine = await Promise.all([allow(`${kind}.here`, name, mostHere, window), isThisMachineAlone() || allow(`${kind}.place`, address, mostFromAPlace, window)]);
  if (!fine.includes(false)) return;
  const waits = await Promise.all([minutesToWait(`${kind}.here`, name, window), minutesToWait(`${kind}.place`, address, window)]);
  refuse(`members.refused.${kind}Often`, undefined, { count: Math.max(...waits.filter((_, at) => !fine[at])) });
}

/** After a success the mistakes made here before it do not matter any more. */
export const forgiveHere = (kind: string, folded: string, address: string) => forgive(`${kind}.here`, here(kind, folded, address));

/** Refuses after too many tries of one thing alone. */
async function limitAlone(what: string, who: string, most: number): Promise<void> {
  if (!(await allow(what, who, most, window))) refuse('members.refused.signInOften', undefined, { count: await minutesToWait(what, who, window) });
}

/**
 * Says the sentence again where a device was locked. The cookie says whose it
 * is, so no name is asked for and none is shown. It also proves which device
 * this is: tries count for this session alone, and nobody elsewhere can use
 * them up.
 */
export async function unlock(token: string | undefined, pass: string, from: From): Promise<{ token: string; device: 'shared' | 'own' }> {
  const locked = await sessions.locked(token);
  if (!locked) return refuse('members.refused.lockOver');
  await limitAlone('unlock', token!, mostHere);
  const [key] = await asHouse(() => sql<{ passHash: string | null }>`select pass_hash from members.keys where member_id = ${locked.memberId}`);
  if (!(await passes.fits(pass, key!.passHash))) refuse('members.refused.unlock', 'pass');
  return { token: await sessions.relight(token!, from.deviceWords), device: locked.device };
}

/** Returns the token for the cookie. `factor`: nothing more is asked for; the demo people alone come in this way. */
export async function signIn(name: string, pass: string, from: From, { factor = false } = {}): Promise<string> {
  const folded = foldName(name.slice(0, 200));
  await limit('signIn', folded, from.address); // first: what is refused here does not count for the name everywhere
  await limitAlone('signIn.name', folded, mostForAName);
  const [key] = await asHouse(() => sql<{ memberId: string; passHash: string | null }>`
    select member_id, pass_hash from members.keys where sign_in_name = ${folded}`);
  const fits = await passes.fits(pass, key?.passHash);
  if (!key || !fits) refuse('members.refused.signIn');
  await Promise.all([forgiveHere('signIn', folded, from.address), forgive('signIn.name', folded)]);
  return sessions.begin(key.memberId, from.device, from.deviceWords, { factor, instead: from.instead });
}
