/** Settings that cannot work, or would not be safe, said in sentences before anything starts. */
import pg from 'pg';
import { databaseUrl, isThisMachineAlone, origin, ownerUrl, setting, settings, unreadableSettings, vaultUrl } from '#platform/config';
import { named } from '#platform/locks';
import { isCallable } from '#platform/webhook-rules';
import { spoiltSecrets, weakSecrets } from '#platform/secrets';

const choices: Record<string, string[]> = { DEMO: ['on', 'off'], WORKER: ['inside', 'apart'], LOG: ['on', 'off'], MIGRATE: ['start', 'apart'], WEBHOOK_INSIDE: ['on', 'off'], VAULT: ['on', 'off'], CALL_CAPTIONS: ['on', 'off'], TRIAGE_ENCODER: ['on', 'off'] };
const numbers = ['PORT', 'DATABASE_POOL', 'TRUST_PROXY', 'BUSY_LAG', 'METRICS_PORT', 'BACKUP_DAYS'];

export function wrongSettings(): string[] {
  const wrong = unreadableSettings();
  if (wrong.length) return wrong; // nothing more can be asked
  for (const [name, allowed] of Object.entries(choices)) if (!allowed.includes(setting(name))) wrong.push(`${name} can be ${allowed.map((word) => `"${word}"`).join(' or ')}.`);
  for (const name of numbers) if (!/^\d*$/.test(setting(name))) wrong.push(`${name} is a number.`);
  const given = setting('ORIGIN');
  if (given && !isOrigin(given)) wrong.push('ORIGIN is an address without a path, such as https://talk.example.org.');
  if (!given && !isThisMachineAlone()) wrong.push(`HOST=${setting('HOST')} lets others reach this place, so ORIGIN needs its public address.`);
  if (given && process.env.DEMO === 'on') wrong.push('DEMO=on does not go with ORIGIN: the demo community and its open sign-ins are for this machine alone.');
  if (process.env.VAULT === 'on' && setting('DATABASE_URL') && !setting('VAULT_URL')) wrong.push('VAULT=on with DATABASE_URL needs VAULT_URL: a database and an account of its own. Without a vault: VAULT=off.');
  if (Boolean(setting('SMTP_URL')) !== Boolean(setting('MAIL_FROM'))) wrong.push('SMTP_URL and MAIL_FROM go together: one of them is empty.');
  if (setting('SMTP_URL') && !/^smtps?:\/\//.test(setting('SMTP_URL'))) wrong.push('SMTP_URL begins with smtp:// or smtps://');
  if (setting('WEBHOOK_URL') && !isCallable(setting('WEBHOOK_URL'), setting('WEBHOOK_INSIDE') === 'on')) wrong.push('WEBHOOK_URL is an https address without a name and password in it.');
  if (setting('WEBHOOK_URL') && setting('WEBHOOK_SECRET').length < 16) wrong.push('WEBHOOK_SECRET is shorter than 16 characters. Make one with: openssl rand -base64 32');
  const addresses = wrongAddresses();
  return [...wrong, ...addresses, ...wrongCalls(), ...wrongKeys(), ...spoiltSecrets(), ...(addresses.length ? [] : weakSecrets())]; // the latter read passwords out of the addresses
}

/** Addresses of databases, as the driver reads them. What it says of one may hold a password, so we say it ourselves. */
export function wrongAddresses(): string[] {
  return ([['DATABASE_URL', databaseUrl], ['DATABASE_OWNER_URL', ownerUrl], ['VAULT_URL', vaultUrl]] as const).flatMap(([name, whole]) => {
    const given = setting(name);
    if (!given) return [];
    if (!/^postgres(ql)?:\/\//.test(given)) return [`${name} begins with postgresql://`];
    try {
      if (!new pg.Client({ connectionString: whole() }).database?.includes('@')) return []; // a password with a slash in it, read as a port and a name
    } catch (error) {
      const { syscall, code, path } = error as { syscall?: string; code?: string; path?: string };
      if (syscall) return [`${name} names the file ${path}, which this account cannot read (${code}).`];
    }
    const apart = name.replace('URL', 'PASSWORD');
    return [`${name} cannot be read as an address. A password with a sign such as / # ? % in it goes into ${apart} by itself, or into the file of ${apart}_FILE.`];
  });
}

/** Servers for sound and picture: half a setting would be no room, and nobody would know why. */
function wrongCalls(): string[] {
  const wrong: string[] = [];
  for (const kind of ['JITSI', 'BBB']) {
    const [url, secret] = [setting(`CALL_${kind}_URL`), setting(`CALL_${kind}_SECRET`)];
    if (!url) continue;
    if (!secret) wrong.push(`CALL_${kind}_URL needs CALL_${kind}_SECRET, which that server shares with us.`);
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) wrong.push(`CALL_${kind}_URL is an address such as https://meet.example.org.`);
    if (kind === 'JITSI' && secret && secret.length < 32) wrong.push('CALL_JITSI_SECRET is shorter than 32 letters. Make one, for both sides, with: openssl rand -hex 32');
  }
  return wrong;
}

/** Keys that lock what members keep: found wrong now, and not by the first member who opens a note. */
function wrongKeys(): string[] {
  const wrong: string[] = [];
  try {
    named(setting('SEAL_KEYS'));
  } catch (error) {
    wrong.push(`${(error as Error).message}. Make one with: echo "spring $(openssl rand -base64 32)"`);
  }
  const service = setting('SEAL_SERVICE');
  if (service && !/^https?:$/.test(URL.parse(service)?.protocol ?? '')) wrong.push('SEAL_SERVICE is the address of a key service, such as https://keys.example.org/v1/transit.');
  if (service && !setting('SEAL_SERVICE_TOKEN')) wrong.push('SEAL_SERVICE needs SEAL_SERVICE_TOKEN: the service must know us.');
  return wrong;
}

/** Not wrong, and still worth a sentence at the start. */
export const doubtful = () =>
  [...(origin().startsWith('http://') ? ['ORIGIN is not https: what people send can be read on the way. Good for trying it out in your own network, not for members.'] : []),
    ...(setting('VAULT') === 'on' && !vaultUrl() ? ['There is no vault: nobody is asked who they are, and every page says that help cannot be sent. VAULT=off says that this is meant.'] : [])];

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && pathname === '/' && !search && !hash && !username;
}

/** The reference table, as Markdown. */
export function settingsTable(): string {
  const rows = settings.map(({ name, means, standard }) => `| \`${name}\` | ${means} | ${standard ? `\`${standard}\`` : ''} |`);
  return ['| name | what it means | when not set |', '| --- | --- | --- |', ...rows].join('\n');
}
