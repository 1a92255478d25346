/**
 * The providers of identities this place knows: read once from the operator's
 * file, and met over the network when somebody first wants to go there.
 */
import { createPrivateKey, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type * as oidc from 'openid-client';
import { isThisMachineAlone, origin, root, setting } from '#platform/config';
import { presets, readProviders, type Provider } from '#members/provider-rules';

const file = () => setting('PROVIDERS') && resolve(root, setting('PROVIDERS'));

function read(): { providers: Provider[]; wrong: string[] } {
  if (!file()) return { providers: [], wrong: [] };
  try {
    const found = readProviders(readFileSync(file(), 'utf8'), { read: (named) => readFileSync(resolve(dirname(file()), named), 'utf8'), isAtHome: isThisMachineAlone() });
    return { ...found, wrong: found.wrong.map((sentence) => `PROVIDERS (${file()}), ${sentence}`) };
  } catch (error) {
    return { providers: [], wrong: [`PROVIDERS: ${(error as Error).message}`] };
  }
}

let known: Provider[] | undefined;
export const all = (): readonly Provider[] => (known ??= read().providers);
export const find = (id: string | undefined): Provider | undefined => all().find((one) => one.id === id);

/** For the start: sentences about what is wrong in the file. */
export const wrongProviders = () => read().wrong;

/** Where a provider sends people back to. Registered there, letter for letter. */
export const wayBack = (provider: Provider) => `${origin() || `http://localhost:${setting('PORT')}`}/sign-in/with/${provider.id}/back`;

/** Loaded when somebody first goes to a provider: most places know none. */
export const protocol = () => import('openid-client');

async function authOf({ kind, auth, clientSecret, privateKey }: Provider): Promise<oidc.ClientAuth> {
  const oidc = await protocol();
  if (auth === 'none') return oidc.None();
  if (auth === 'client_secret_basic') return oidc.ClientSecretBasic(clientSecret);
  if (auth === 'client_secret_post') return oidc.ClientSecretPost(clientSecret);
  const { keyAlg } = presets[kind];
  const pem = createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'der' });
  const key = await webcrypto.subtle.importKey('pkcs8', new Uint8Array(pem), { name: 'RSASSA-PKCS1-v1_5', hash: `SHA-${keyAlg.slice(2)}` }, false, ['sign']);
  return oidc.PrivateKeyJwt(key as Parameters<typeof oidc.PrivateKeyJwt>[0]);
}

type Met = { config: oidc.Configuration; at: number };
const met = new Map<string, Promise<Met>>();
const anHour = 3_600_000;

/** What the provider says of itself, kept for an hour. It has five seconds; a failure is forgotten, so that the next person tries again. */
export async function meet(provider: Provider): Promise<oidc.Configuration> {
  const before = met.get(provider.id);
  if (before && (await before.catch(() => undefined))?.at && Date.now() - (await before).at < anHour) return (await before).config;
  const meeting = discover(provider);
  met.set(provider.id, meeting);
  meeting.catch(() => met.get(provider.id) === meeting && met.delete(provider.id));
  return (await meeting).config;
}

async function discover(provider: Provider): Promise<Met> {
  const { idTokenAlg } = presets[provider.kind];
  const oidc = await protocol();
  const config = await oidc.discovery(new URL(provider.issuer), provider.clientId, { id_token_signed_response_alg: idTokenAlg }, await authOf(provider), {
    timeout: 5,
    // A token that came straight from the provider might be believed without its signature; we look at it all the same.
    execute: [oidc.enableNonRepudiationChecks, ...(provider.issuer.startsWith('http://') ? [oidc.allowInsecureRequests] : [])]
  });
  return { config, at: Date.now() };
}

/** For tests, whose providers come and go. */
export function forgetAll(): void {
  known = undefined;
  met.clear();
}
