/**
 * Signing in with a name and a pass-sentence.
 *
 * The answer never says which of the two was wrong, and an unknown name costs
 * as much work as a known one. A name may be tried ten times in a quarter of
 * an hour, an address fifty times; then the answer says how long to wait. A
 * passkey or the spare key still lets the right person in meanwhile.
 */
import { asHouse, sql } from '#db';
import { isThisMachineAlone } from '#platform/config';
import { refuse } from '#platform/answers';
import { allow, forgive, minutesToWait } from '#platform/tries';
import { foldName } from '#members/name-rules';
import * as passes from '#members/passes';
import * as sessions from '#members/sessions';

/** Where a sign-in comes from. */
export type From = {
  address: string;
  device: 'shared' | 'own';
  deviceWords: string;
  /** The session cookie the browser already has; it ends. */
  instead?: string | undefined;
};

const window = 15;

/** Refuses after too many tries of one kind for one name, or from one address. On this machine alone everybody shares an address. */
export async function limit(kind: string, folded: string, address: string): Promise<void> {
  const fine = await Promise.all([allow(`${kind}.name`, folded, 10, window), isThisMachineAlone() || allow(`${kind}.place`, address, 50, window)]);
  if (!fine.includes(false)) return;
  const waits = await Promise.all([minutesToWait(`${kind}.name`, folded, window), minutesToWait(`${kind}.place`, address, window)]);
  refuse(`members.refused.${kind}Often`, undefined, { count: Math.max(...waits.filter((_, at) => !fine[at])) });
}

/**
 * Says the sentence again where a device was locked. The cookie says whose it
 * is, so no name is asked for and none is shown. Tries count with those of
 * signing in.
 */
export async function unlock(token: string | undefined, pass: string, from: From): Promise<{ token: string; device: 'shared' | 'own' }> {
  const locked = await sessions.locked(token);
  if (!locked) return refuse('members.refused.lockOver');
  const [key] = await asHouse(() => sql<{ signInName: string; passHash: string | null }>`
    select sign_in_name, pass_hash from members.keys where member_id = ${locked.memberId}`);
  await limit('signIn', key!.signInName, from.address);
  if (!(await passes.fits(pass, key!.passHash))) refuse('members.refused.unlock', 'pass');
  await forgive('signIn.name', key!.signInName);
  return { token: await sessions.relight(token!, from.deviceWords), device: locked.device };
}

/** Returns the token for the cookie. `factor`: nothing more is asked for; the demo people alone come in this way. */
export async function signIn(name: string, pass: string, from: From, { factor = false } = {}): Promise<string> {
  const folded = foldName(name.slice(0, 200));
  await limit('signIn', folded, from.address);
  const [key] = await asHouse(() => sql<{ memberId: string; passHash: string | null }>`
    select member_id, pass_hash from members.keys where sign_in_name = ${folded}`);
  const fits = await passes.fits(pass, key?.passHash);
  if (!key || !fits) refuse('members.refused.signIn');
  await forgive('signIn.name', folded);
  return sessions.begin(key.memberId, from.device, from.deviceWords, { factor, instead: from.instead });
}
