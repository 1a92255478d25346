/** Settings that cannot work, or would not be safe, said in sentences before anything starts. */
import { isThisMachineAlone, setting, settings, vaultUrl } from '#platform/config';
import { named } from '#platform/locks';
import { isCallable } from '#platform/webhook-rules';
import { weakSecrets } from '#platform/secrets';

const choices: Record<string, string[]> = { DEMO: ['on', 'off'], WORKER: ['inside', 'apart'], LOG: ['on', 'off'], MIGRATE: ['start', 'apart'], WEBHOOK_INSIDE: ['on', 'off'], VAULT: ['on', 'off'] };
const numbers = ['PORT', 'DATABASE_POOL', 'TRUST_PROXY', 'BUSY_LAG', 'METRICS_PORT', 'BACKUP_DAYS'];

export function wrongSettings(): string[] {
  const wrong: string[] = [];
  for (const [name, allowed] of Object.entries(choices)) if (!allowed.includes(setting(name))) wrong.push(`${name} can be ${allowed.map((word) => `"${word}"`).join(' or ')}.`);
  for (const name of numbers) if (!/^\d*$/.test(setting(name))) wrong.push(`${name} is a number.`);
  const given = setting('ORIGIN');
  if (given && !isOrigin(given)) wrong.push('ORIGIN is an address without a path, such as https://talk.example.org.');
  if (!given && !isThisMachineAlone()) wrong.push(`HOST=${setting('HOST')} lets others reach this place, so ORIGIN needs its public address.`);
  if (given && process.env.DEMO === 'on') wrong.push('DEMO=on does not go with ORIGIN: the demo community and its open sign-ins are for this machine alone.');
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'VAULT_URL']) if (setting(name) && !/^postgres(ql)?:\/\//.test(setting(name))) wrong.push(`${name} begins with postgresql://`);
  if (process.env.VAULT === 'on' && setting('DATABASE_URL') && !setting('VAULT_URL')) wrong.push('VAULT=on with DATABASE_URL needs VAULT_URL: a database and an account of its own. Without a vault: VAULT=off.');
  if (Boolean(setting('SMTP_URL')) !== Boolean(setting('MAIL_FROM'))) wrong.push('SMTP_URL and MAIL_FROM go together: one of them is empty.');
  if (setting('SMTP_URL') && !/^smtps?:\/\//.test(setting('SMTP_URL'))) wrong.push('SMTP_URL begins with smtp:// or smtps://');
  if (setting('WEBHOOK_URL') && !isCallable(setting('WEBHOOK_URL'), setting('WEBHOOK_INSIDE') === 'on')) wrong.push('WEBHOOK_URL is an https address without a name and password in it.');
  if (setting('WEBHOOK_URL') && setting('WEBHOOK_SECRET').length < 16) wrong.push('WEBHOOK_SECRET is shorter than 16 characters. Make one with: openssl rand -base64 32');
  return [...wrong, ...wrongKeys(), ...weakSecrets()];
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
  [...(setting('ORIGIN').startsWith('http://') ? ['ORIGIN is not https: what people send can be read on the way. Good for trying it out in your own network, not for members.'] : []),
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
