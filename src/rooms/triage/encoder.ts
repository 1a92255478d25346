/**
 * The one door to the sentence encoder (English; three times 512 numbers a text,
 * and what small nets hear in its pieces).
 *
 * It starts when it is first asked and ends when idle. Whatever goes wrong
 * with it (package absent, process dead, too slow), the answer is `undefined`
 * and triage goes on with rules and the linear model; that is said once.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { hash as digest } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setting } from '#platform/config';

type Answer = { ready?: true; id?: number; numbers?: Float32Array | null };

const file = join(process.cwd(), 'src/rooms/triage/encoder-child.ts');
/** A text makes few short-lived objects: with a nursery of two megabytes, and little more than is in use beside it, the process takes 45 MB less than with V8's own ways, and 6 % more time. */
const small = ['--max-semi-space-size=2', '--heap-growing-percent=20', '--optimize-for-size'];
let child: ChildProcess | undefined;
/** The one that has said it is ready. */
let up: ChildProcess | undefined;
let isReady: Promise<boolean> | undefined;
let wasSaid = false;
let last = 0;
const waiting = new Map<number, (numbers: Float32Array | undefined) => void>();

const isHere = existsSync(file);
const isOff = () => setting('TRIAGE_ENCODER') === 'off' || !isHere;

function sayOnce(why: string) {
  if (!wasSaid && setting('TRIAGE_ENCODER') !== 'off') console.error(`Triage goes on without the sentence encoder: ${why}.`);
  wasSaid = true;
}

/** Answers in a row that did not come in time, though it was up, and how many of the last of them did not come at all; and how many are more than a busy moment. */
let lateInRow = 0;
let silent = 0;
const mostLate = 10;
/** When it answered last, or was asked for the first time since it had nothing to do; so many milliseconds without an answer after that, with twice as many late, and it hangs. When fifty ask at once they are late at once. */
let turnBegan = 0;
const hangs = 2_000;
/** What a text takes it, in milliseconds, as the last ones did: whoever would come too late behind those that wait already does not wait, and keeps it from nobody. */
let each = 20;

/** It was needed and has not answered since; switched off on purpose it has not failed. */
export const hasFailed = () => (wasSaid || lateInRow >= mostLate) && setting('TRIAGE_ENCODER') !== 'off';

/** One that is up and answers nobody is ended, so that the next text begins another. */
function noteLate(one: ChildProcess) {
  silent++;
  if (++lateInRow === mostLate) console.error('Triage goes on without the sentence encoder: it does not answer in time.');
  if (silent >= 2 * mostLate && waiting.size && performance.now() - turnBegan >= hangs) one.kill('SIGKILL');
}

function ended(gone: ChildProcess) {
  if (child !== gone) return;
  child = up = isReady = undefined;
  for (const answer of waiting.values()) answer(undefined);
  waiting.clear();
}

/** Starts it when needed. True when it can be asked. */
export function wake(): Promise<boolean> {
  if (isOff()) {
    sayOnce('it is not here');
    return Promise.resolve(false);
  }
  isReady ??= new Promise((done) => {
    const mine = (child = fork(file, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: small, serialization: 'advanced' }));
    mine.on('message', ({ ready, id, numbers }: Answer) => {
      if (ready) {
        wasSaid = false;
        up = mine;
        silent = lateInRow = 0;
        // From now on it must not keep a program alive that has nothing else to do.
        mine.unref();
        mine.channel?.unref();
        done(true);
      }
      if (id === undefined) return;
      silent = 0;
      const now = performance.now();
      each += (now - turnBegan - each) / 10;
      turnBegan = now;
      waiting.get(id)?.(numbers ?? undefined);
      waiting.delete(id);
    });
    mine.on('error', () => ended(mine));
    mine.on('exit', (code, signal) => {
      // Asked to end (SIGTERM, SIGINT), or idle (0), it has not failed; killed by the system for its memory it has.
      if (code) sayOnce(`it ended with ${code}`);
      if (signal && signal !== 'SIGTERM' && signal !== 'SIGINT') sayOnce(`it was ended by ${signal}`);
      ended(mine);
      done(false);
    });
  });
  return isReady;
}

/**
 * A text is read in the answer to its author and again by the worker, seconds
 * later: where both are one process the second reading finds the numbers of the
 * first. Kept by a digest, so that nobody's words stay here.
 */
const recent = new Map<string, Float32Array>();
const mostRecent = 64;
const keyOf = (sentences: readonly string[]) => digest('sha256', sentences.join('\n'), 'base64');

function remember(key: string, numbers: Float32Array) {
  recent.set(key, numbers);
  const [oldest] = recent.keys();
  if (recent.size > mostRecent) recent.delete(oldest!);
}

/** The numbers of a text, given as its sentences, or nothing when they do not come in time (milliseconds). */
export async function encoded(sentences: readonly string[], patience: number): Promise<Float32Array | undefined> {
  if (isOff()) {
    sayOnce('it is not here');
    return undefined;
  }
  const known = recent.get(keyOf(sentences));
  if (known) return known;
  if (up && waiting.size * each > patience) {
    if (performance.now() - turnBegan > patience) noteLate(up); // it is not busy with others: it does not answer
    return undefined;
  }
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const late = new Promise<undefined>((done) => (timer = setTimeout(() => {
    isOver = true;
    if (up) noteLate(up);
    done(undefined);
  }, patience)));
  const answer = up?.connected ? asked(up, sentences) : wake().then((isUp) => (isUp && up?.connected && !isOver ? asked(up, sentences) : undefined));
  return Promise.race([late, answer])
    .then((numbers) => {
      if (numbers) lateInRow = 0;
      return numbers;
    }).finally(() => clearTimeout(timer));
}

function asked(one: ChildProcess, sentences: readonly string[]): Promise<Float32Array | undefined> {
  const id = ++last;
  return new Promise((done) => {
    if (!waiting.size) turnBegan = performance.now();
    waiting.set(id, (numbers) => {
      if (numbers) remember(keyOf(sentences), numbers);
      done(numbers);
    });
    one.send({ id, sentences }, (error) => {
      if (!error) return;
      // It has gone, and we were too busy to notice: the next text starts it anew.
      done(undefined);
      ended(one);
    });
  });
}

/** Its process, while it is up; for tests that kill it. */
export const processId = () => up?.pid;

/** Ends it now; for scripts and tests. */
export function rest() {
  child?.kill();
}
