/**
 * What the operator may set from outside, all of it by environment.
 *
 * Every variable is named here once, with its meaning and its default; the
 * reference table in `docs/self-hosting.md` is printed from this list by
 * `npm run config:table`. Secrets may also come from a file named in
 * `<NAME>_FILE`, as containers like it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

type Setting = { name: string; means: string; standard: string };

export const settings: Setting[] = [
  { name: 'HOST', means: 'Address to listen on.', standard: '127.0.0.1' },
  { name: 'PORT', means: 'Port to listen on.', standard: '3000' },
  { name: 'ORIGIN', means: 'The public address, such as https://talk.example.org. Empty: this machine alone, with the demo community.', standard: '' },
  { name: 'DATABASE_URL', means: 'A PostgreSQL 15+ server for the app. Empty: an embedded PostgreSQL under DATA_DIR.', standard: '' },
  { name: 'DATABASE_OWNER_URL', means: 'The role that owns the tables, for migrations and backups. Empty: the same as DATABASE_URL.', standard: '' },
  { name: 'DATABASE_PASSWORD', means: 'Its password, when the address has none (so that it can come from a file).', standard: '' },
  { name: 'DATABASE_OWNER_PASSWORD', means: 'The same for DATABASE_OWNER_URL.', standard: '' },
  { name: 'MIGRATE', means: '"start": the app brings the tables up to date when it starts. "apart": `npm run migrate` does, as the owner, and the app waits for it.', standard: 'start' },
  { name: 'DATABASE_POOL', means: 'Connections each process may hold.', standard: '10' },
  { name: 'DATA_DIR', means: 'Folder for the embedded database, secrets and backups.', standard: 'data' },
  { name: 'MEASURES_DIR', means: 'Folder with questionnaires of your own, their licences and official translations: see "Wellbeing questions". Empty: measures under DATA_DIR.', standard: '' },
  { name: 'DEMO', means: '"on" fills a demo community on the first start, "off" starts empty. Never on with a public ORIGIN, which refuses a database that ever held it.', standard: 'on' },
  { name: 'WORKER', means: '"inside" runs events and clocks in the web process, "apart" expects `node src/worker.ts`.', standard: 'inside' },
  { name: 'METRICS_PORT', means: 'Port for /metrics, on 127.0.0.1 unless METRICS_HOST says otherwise. Empty: off.', standard: '' },
  { name: 'METRICS_HOST', means: 'Address for /metrics.', standard: '127.0.0.1' },
  { name: 'TRUST_PROXY', means: 'How many proxies in front are believed about the address of a visitor (the last ones in X-Forwarded-For).', standard: '0' },
  { name: 'SECRET', means: 'Locks what members keep for themselves and their letters (without SEAL_KEYS), seals second factors and names for providers, keys the marks of who left. Lost or changed, all that is lost: see "A secret or a key that is lost, or may be known". Made on first start under DATA_DIR/secret when empty.', standard: '' },
  { name: 'SEAL_KEYS', means: 'Keys that lock what members keep for themselves: lines of a name and 32 bytes in base64. The last one locks, all of them open. Lost, nobody can read what they lock. Empty: one made from SECRET.', standard: '' },
  { name: 'SEAL_SERVICE', means: 'Instead of keys here: the address of a key service with the transit interface of HashiCorp Vault or OpenBao, such as https://keys.example.org/v1/transit.', standard: '' },
  { name: 'SEAL_SERVICE_KEY', means: 'The name of the key in the key service.', standard: 'alongside' },
  { name: 'SEAL_SERVICE_TOKEN', means: 'What the key service knows us by.', standard: '' },
  { name: 'BACKUP_PASSPHRASE', means: 'Encrypts backups. Keep it apart from them: without it a backup cannot be read.', standard: '' },
  { name: 'BACKUP_DAYS', means: 'After how many days `npm run backup` deletes the backups it named itself in DATA_DIR/backups and DATA_DIR/vault-backups. Members are promised a month. 0: never.', standard: '30' },
  { name: 'VAULT', means: '"on": people may say who they really are, kept in a database of its own. "off": nobody is asked, and every page says that help cannot be sent.', standard: 'on' },
  { name: 'VAULT_URL', means: 'The database of the vault, with an account of its own that nothing else uses. Empty: beside the embedded PostgreSQL; with DATABASE_URL there is then no vault.', standard: '' },
  { name: 'VAULT_PASSWORD', means: 'Its password, when the address has none.', standard: '' },
  { name: 'VAULT_SECRET', means: 'Seals what is in the vault. Made on first start under DATA_DIR/vault-secret when empty. Another one than SECRET.', standard: '' },
  { name: 'VAULT_BACKUP_PASSPHRASE', means: 'Encrypts backups of the vault. Another one than BACKUP_PASSPHRASE, kept elsewhere.', standard: '' },
  { name: 'PROVIDERS', means: 'A JSON file with the providers of identities people may sign in with (NHS login, ID-porten …): see "Signing in with an electronic identity". Empty: none.', standard: '' },
  { name: 'SMTP_URL', means: 'Mail server for knocks on the door of staff who asked for it, such as smtps://name:password@mail.example.org. Empty: no mail.', standard: '' },
  { name: 'MAIL_FROM', means: 'The address such mail comes from.', standard: '' },
  { name: 'WEBHOOK_URL', means: 'An https address that is told when something urgent has waited too long: a kind and an id, no content. Empty: none.', standard: '' },
  { name: 'WEBHOOK_SECRET', means: 'Signs what is sent there (HMAC-SHA256). While you change it, the old and the new one, with a comma between.', standard: '' },
  { name: 'WEBHOOK_INSIDE', means: '"on" lets that address be one of your own network, and plain http.', standard: 'off' },
  { name: 'CALL_JITSI_URL', means: 'A Jitsi Meet server you run, for rooms with sound and picture, such as https://meet.example.org. Empty: none. See "Rooms with sound and picture".', standard: '' },
  { name: 'CALL_JITSI_APP', means: 'The application id its token plug-in expects (JWT_APP_ID).', standard: 'alongside' },
  { name: 'CALL_JITSI_SECRET', means: 'The secret it shares with us (JWT_APP_SECRET), at least 32 letters.', standard: '' },
  { name: 'CALL_BBB_URL', means: 'Instead of Jitsi, a BigBlueButton server you run, such as https://bbb.example.org/bigbluebutton.', standard: '' },
  { name: 'CALL_BBB_SECRET', means: 'The secret it shares with us (bbb-conf --secret).', standard: '' },
  { name: 'CALL_PHONE', means: 'A number people can ring into a session by telephone, with the code to press if there is one. Empty: none.', standard: '' },
  { name: 'CALL_CAPTIONS', means: '"on" when that server writes captions as people speak; the page then says so.', standard: 'off' },
  { name: 'TRIAGE_ENCODER', means: '"off" leaves the sentence encoder out: triage goes by rules and the linear model alone and finds less (docs/safety/triage.md). It needs some 200 MB while people write.', standard: 'on' },
  { name: 'BUSY_LAG', means: 'Milliseconds an answer may be held up before new visitors are asked to wait. 0: never ask.', standard: '300' },
  { name: 'LOG', means: '"on" writes one JSON line a request, with ids and times only. "off" writes warnings alone.', standard: 'off' }
];

const standards = new Map(settings.map((setting) => [setting.name, setting.standard]));

/** A setting from NAME, else from the file in NAME_FILE, else its default. */
export function setting(name: string): string {
  const given = process.env[name];
  if (given !== undefined && given !== '') return given;
  const file = process.env[`${name}_FILE`];
  if (file) return inFile(name, file);
  return standards.get(name) ?? '';
}

function inFile(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Error(`${name}_FILE names ${file}, which this account cannot read (${(error as { code?: string }).code}).`, { cause: error });
  }
}

/** Sentences about files of settings that are not there or closed to us; before anything else is asked of the settings. */
export const unreadableSettings = (): string[] => settings.flatMap(({ name }) => {
  try {
    setting(name);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
});

/** The folder the product was started from; words, migrations and demo data are read below it. */
export const root = process.cwd();
export const dataDir = () => resolve(root, setting('DATA_DIR'));
/** As browsers say it: small letters, no slash at the end, no port that goes without saying. */
export const origin = () => (URL.canParse(setting('ORIGIN')) ? new URL(setting('ORIGIN')).origin : setting('ORIGIN'));

/** Only somebody on this machine can reach us: the one state in which demo people may sign in. */
export const isThisMachineAlone = () =>
  origin() === '' && ['127.0.0.1', 'localhost', '::1'].includes(setting('HOST'));

export const isSecure = () => origin().startsWith('https://');

/** What `npm start` left for the app: where the embedded database listens. */
export function databaseUrl(): string {
  const given = setting('DATABASE_URL');
  if (given) return withPassword(given, setting('DATABASE_PASSWORD'));
  const left = join(dataDir(), 'database-url');
  return existsSync(left) ? readFileSync(left, 'utf8').trim() : '';
}
export const ownerUrl = () => withPassword(setting('DATABASE_OWNER_URL'), setting('DATABASE_OWNER_PASSWORD')) || databaseUrl();

/** Where who people really are is kept, apart from everything else. Empty where there is no vault. */
export function vaultUrl(): string {
  if (setting('VAULT') !== 'on') return '';
  const given = setting('VAULT_URL');
  if (given) return withPassword(given, setting('VAULT_PASSWORD'));
  const left = join(dataDir(), 'vault-url');
  return setting('DATABASE_URL') === '' && existsSync(left) ? readFileSync(left, 'utf8').trim() : '';
}

/** pg reads a password among the words after the question mark too, and there it fits every address, also one of a socket. */
function withPassword(address: string, password: string): string {
  if (!password || !address || /^[^/]*\/\/[^/?#]*:[^/?#]+@|[?&]password=/.test(address)) return address;
  return `${address}${address.includes('?') ? '&' : '?'}password=${encodeURIComponent(password)}`;
}
