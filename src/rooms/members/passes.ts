/**
 * Pass-sentences and spare keys.
 *
 * A pass-sentence is hashed with Argon2id (19 MiB, two rounds, one lane: the
 * OWASP minimum). A spare key has 98 random bits, so a plain SHA-256 of it is
 * enough. Hashing is slow on purpose; only a few run at once, so that guessing
 * cannot use up the machine.
 */
import { argon2, createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { isUuid } from '#db';
import { refuse } from '#platform/answers';
import { keyFor } from '#platform/secrets';
import { foldName } from '#members/name-rules';
import en from './pass-words/en.json' with { type: 'json' };
import nb from './pass-words/nb.json' with { type: 'json' };

const derive = promisify(argon2) as (algorithm: 'argon2id', options: object) => Promise<Buffer>;
const longest = 200;
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
const lists: Record<string, string[]> = { en, nb };

/** How many hashes were made: the tests compare an unknown name with a wrong pass-sentence by this, not by the clock. */
export const hashes = { count: 0 };

// Two at once leave half of Node's four threads for everything else. A longer line than this would be answered too late anyway.
const atOnce = 2;
const longestLine = 40;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= atOnce && waiting.length >= longestLine) refuse('members.refused.busy');
  if (running >= atOnce) await new Promise<void>((turn) => waiting.push(turn));
  else running++;
  try {
    hashes.count++;
    return await work();
  } finally {
    // A turn is handed on, not given back: nobody can slip in between.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** Spaces and case do not matter: people write it down and type it tired. */
const plain = (pass: string) => pass.slice(0, 4 * longest).normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** A sentence of five words: 45 bits from a list of 512, behind a slow hash and a limit on tries. */
export const makeSentence = (language: string) => {
  const list = lists[language] ?? en;
  return Array.from({ length: 5 }, () => list[randomInt(list.length)]).join(' ');
};

/** At least 15 letters, as the safety guide asks (§7); no rules about which. Not the name, not one thing again and again. */
export function check(pass: string, name: string): void {
  const said = plain(pass);
  if (said.length < 15) refuse('members.refused.passShort', 'pass');
  if (said.length > longest) refuse('members.refused.passLong', 'pass');
  if (new Set(said.replace(/ /g, '')).size < 5 || foldName(said) === foldName(name)) refuse('members.refused.passEasy', 'pass');
}

export async function hash(pass: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await inTurn(() => derive('argon2id', { message: plain(pass), nonce, ...cost }));
  return `argon2id$${cost.memory}$${cost.passes}$${nonce.toString('base64url')}$${tag.toString('base64url')}`;
}

const nobody = `argon2id$${cost.memory}$${cost.passes}$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`;

/** Takes as long for a name that does not exist (`hashed` null) as for one that does. */
export async function fits(pass: string, hashed: string | null | undefined): Promise<boolean> {
  const [, memory, rounds, nonce, tag] = (hashed ?? nobody).split('$');
  const made = await inTurn(() =>
    derive('argon2id', { message: plain(pass).slice(0, longest), nonce: Buffer.from(nonce!, 'base64url'), ...cost, memory: Number(memory), passes: Number(rounds) })
  );
  return timingSafeEqual(made, Buffer.from(tag!, 'base64url')) && Boolean(hashed);
}

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'; // none that are mistaken for another

const inFours = (letter: () => string) => Array.from({ length: 5 }, () => Array.from({ length: 4 }, letter).join('')).join('-');

/** Twenty letters in groups of four: 98 bits. */
export const makeSpareKey = () => inFours(() => letters[randomInt(letters.length)]!);

let key: Buffer | undefined;

/**
 * The spare key that one form makes: the same when it is sent again, so that it
 * can be shown again. It follows from the form's own key (`once`, random and
 * kept nowhere), from what was sent with it, and from this installation's
 * secret; by none of them alone. A form without such a key gets chance.
 */
export function spareKeyOf(once: string | undefined, ...sent: string[]): string {
  if (!isUuid(once)) return makeSpareKey();
  let drawn = BigInt(`0x${createHmac('sha256', (key ??= keyFor('spare keys'))).update([once, ...sent].join('\n')).digest('hex')}`);
  return inFours(() => {
    const letter = letters[Number(drawn % BigInt(letters.length))]!;
    drawn /= BigInt(letters.length);
    return letter;
  });
}

export const hashSpareKey = (key: string) =>
  createHash('sha256').update(key.toUpperCase().replace(/[^0-9A-Z]/g, '')).digest('base64url');
