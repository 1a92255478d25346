/**
 * Providers of identities, as data: what each kind is asked for, what must
 * stand in its answer, and the traps that are known of it.
 *
 * Least is asked everywhere: a subject, and how sure the provider is. A real
 * name, an address or a national number is never asked for; where one comes
 * unasked it is not looked at. What is checked of every kind, by the library:
 * issuer, audience, signature, nonce, expiry. By us: the level.
 */
export type Kind = 'generic' | 'nhs-login' | 'id-porten' | 'bankid' | 'helseid';
type Auth = 'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';
export type Claims = Readonly<Record<string, unknown>>;

export type Provider = {
  /** Part of addresses: /sign-in/with/<id>. */
  id: string;
  kind: Kind;
  /** What people know it by. */
  name: string;
  issuer: string;
  clientId: string;
  auth: Auth;
  clientSecret: string;
  /** PEM (PKCS 8). */
  privateKey: string;
  scope: string;
  /** Accepted levels, the wanted one first. Empty: the provider is not asked how sure it is. */
  levels: readonly string[];
  /** Levels at which it looked twice, so that they count as a second factor. */
  strong: readonly string[];
  /** Ask for a date of birth, to know that somebody is an adult. The date is not kept. */
  age: boolean;
};

type Preset = {
  scope: string; ageScope?: string; auth: Auth; idTokenAlg: string; keyAlg: string; par: boolean;
  levels: readonly string[]; strong: readonly string[]; needsLevel: boolean;
  ask: (levels: readonly string[]) => Record<string, string>;
  levelOf: (claims: Claims) => unknown;
  /** Whether a date of birth is believed at this level. */
  knowsAge: (level: string) => boolean;
};

const byAcr = { ask: (levels: readonly string[]): Record<string, string> => (levels.length ? { acr_values: levels.join(' ') } : {}), levelOf: (claims: Claims) => claims.acr };

export const presets: Record<Kind, Preset> = {
  generic: { ...byAcr, scope: 'openid', ageScope: 'profile', auth: 'client_secret_basic', idTokenAlg: 'RS256', keyAlg: 'RS256', par: false, levels: [], strong: [], needsLevel: false, knowsAge: () => true },
  // A missing `vtr` means P9 to them, so it is always sent; what comes back in `vot` must be one of those asked for.
  // Scope `profile` holds the NHS number; `basic_demographics` does not. Open from 13 years on. It has no signing out: our own sessions end by themselves.
  'nhs-login': {
    scope: 'openid', ageScope: 'basic_demographics', auth: 'private_key_jwt', idTokenAlg: 'RS512', keyAlg: 'RS512', par: false,
    levels: ['P5.Cp.Cd', 'P5.Cp.Ck', 'P5.Cm', 'P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm'], strong: ['P5.Cp.Cd', 'P5.Cp.Ck', 'P5.Cm', 'P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm'], needsLevel: true,
    ask: (levels) => ({ vtr: JSON.stringify(levels) }), levelOf: (claims) => claims.vot, knowsAge: (level) => !level.startsWith('P0')
  },
  // For public bodies only. `pid`, the national number, comes always, unless the scope `no_pid` is asked for and the client is registered for it.
  // `acr` has to be checked by us: single sign-on may answer with less than was asked. `sub` is another one for every client.
  'id-porten': {
    ...byAcr, scope: 'openid no_pid', auth: 'private_key_jwt', idTokenAlg: 'RS256', keyAlg: 'RS256', par: true,
    levels: ['idporten-loa-substantial', 'idporten-loa-high'], strong: ['idporten-loa-substantial', 'idporten-loa-high'], needsLevel: true, knowsAge: () => false
  },
  // For everybody else in Norway. Scope `nnin`, the national number, is not asked for; `profile` (name and date of birth) only for the age.
  bankid: {
    ...byAcr, scope: 'openid', ageScope: 'profile', auth: 'client_secret_basic', idTokenAlg: 'RS256', keyAlg: 'RS256', par: false,
    levels: ['urn:bankid:bid'], strong: ['urn:bankid:bid'], needsLevel: true, knowsAge: () => true
  },
  // For Norwegian health personnel. The scope with the HPR number is not asked for: this proves a person, not a profession. Asks by PAR alone.
  helseid: {
    scope: 'openid helseid://scopes/identity/security_level', auth: 'private_key_jwt', idTokenAlg: 'RS256', keyAlg: 'RS256', par: true,
    levels: ['4'], strong: ['4'], needsLevel: true,
    ask: () => ({ acr_values: 'Level4' }), levelOf: (claims) => claims['helseid://claims/identity/security_level'], knowsAge: () => false
  }
};

const text = (given: Record<string, unknown>, name: string) => (typeof given[name] === 'string' ? given[name] : '');
const list = (given: unknown) => (Array.isArray(given) ? given.map(String) : undefined);

/** Reads the operator's file: what is right of it, and sentences about what is not. `read` opens a file that is named in it. */
export function readProviders(json: string, { read, isAtHome }: { read: (file: string) => string; isAtHome: boolean }): { providers: Provider[]; wrong: string[] } {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    return { providers: [], wrong: ['the file is not JSON.'] };
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { providers: [], wrong: ['the file is not an object with a provider for each name.'] };
  const wrong: string[] = [];
  const providers = Object.entries(given as Record<string, Record<string, unknown>>).map(([id, one]) => provider(id, one, read));
  for (const [id, { kind }] of Object.entries(given as Record<string, { kind?: unknown }>)) if (kind !== undefined && !Object.hasOwn(presets, String(kind))) wrong.push(`${id}: "kind" is one of ${Object.keys(presets).join(', ')}.`);
  for (const one of providers) for (const sentence of wrongWith(one, isAtHome)) wrong.push(`${one.id}: ${sentence}`);
  return { providers, wrong };
}

function provider(id: string, given: Record<string, unknown>, read: (file: string) => string): Provider {
  const kind = (Object.hasOwn(presets, text(given, 'kind')) ? given.kind : 'generic') as Kind;
  const preset = presets[kind];
  const secret = (name: string) => text(given, name) || (text(given, `${name}File`) && read(text(given, `${name}File`)).trim());
  const age = given.age === true;
  return {
    id, kind, name: text(given, 'name'), issuer: text(given, 'issuer'), clientId: text(given, 'clientId'), auth: (text(given, 'auth') || preset.auth) as Auth,
    clientSecret: secret('clientSecret'), privateKey: secret('privateKey'),
    scope: text(given, 'scope') || [preset.scope, ...(age && preset.ageScope ? [preset.ageScope] : [])].join(' '),
    levels: list(given.levels) ?? preset.levels, strong: list(given.strong) ?? preset.strong, age
  };
}

function wrongWith({ id, kind, name, issuer, clientId, auth, clientSecret, privateKey, scope, levels, age }: Provider, isAtHome: boolean): string[] {
  const preset = presets[kind];
  const isLocal = isAtHome && /^http:\/\/localhost(:\d+)?(\/|$)/.test(issuer);
  return [
    !/^[a-z][a-z0-9-]{1,30}$/.test(id) && 'its name in the file is 2 to 31 small letters, digits and hyphens.',
    !name && '"name" is what people know it by.',
    !(URL.canParse(issuer) && (issuer.startsWith('https://') || isLocal)) && '"issuer" is an https address.',
    !clientId && '"clientId" is missing.',
    !['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'].includes(auth) && '"auth" is none, client_secret_basic, client_secret_post or private_key_jwt.',
    kind === 'nhs-login' && auth !== 'private_key_jwt' && 'NHS login knows private_key_jwt only.',
    auth.startsWith('client_secret') && !clientSecret && '"clientSecret" or "clientSecretFile" is missing.',
    auth === 'private_key_jwt' && !privateKey.includes('PRIVATE KEY') && '"privateKeyFile" names no PEM file with a private key.',
    !scope.split(' ').includes('openid') && '"scope" has no openid in it.',
    kind === 'nhs-login' && /\b(profile|gp_registration_details)\b/.test(scope) && 'the scope asks for the NHS number, which is not needed here.',
    kind === 'id-porten' && !scope.split(' ').includes('no_pid') && 'without the scope no_pid the national number is sent, which is not needed here.',
    kind === 'bankid' && /nnin/.test(scope) && 'the scope asks for the national number, which is not needed here.',
    preset.needsLevel && levels.length === 0 && '"levels" may not be empty: it is how strong a sign-in is accepted.',
    age && !preset.ageScope && '"age": this kind cannot tell an age without telling who somebody is.'
  ].filter((sentence): sentence is string => sentence !== false);
}

/** The level an answer has, when it is one of those accepted. `undefined`: turn the person away. */
export function levelIn({ kind, levels }: Provider, claims: Claims): string | undefined {
  const said = presets[kind].levelOf(claims);
  if (levels.length === 0) return typeof said === 'string' ? said : '';
  return typeof said === 'string' && levels.includes(said) ? said : undefined;
}

/** Eighteen or over, by the date of birth in the claims; `undefined` when there is none, or none to believe. */
export function adultIn({ kind, age }: Provider, level: string, claims: Claims, today: Date): boolean | undefined {
  if (!age || !presets[kind].knowsAge(level)) return undefined;
  const born = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(claims.birthdate ?? ''));
  if (!born || born[1] === '0000') return undefined;
  const turns = new Date(Date.UTC(Number(born[1]) + 18, Number(born[2]) - 1, Number(born[3])));
  return turns <= today;
}
