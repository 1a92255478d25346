/**
 * Measures a running server from outside.
 *
 * Processor time is the operating system's own account of the app's process
 * and of every PostgreSQL process, before and after; so it does not depend on
 * how busy the machine is with other things, as the clock does.
 */
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';

const tick = 10; // ms: USER_HZ is 100 on Linux

function cpuOf(pid: number, withChildren = false): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const own = Number(fields[11]) + Number(fields[12]);
    return (own + (withChildren ? Number(fields[13]) + Number(fields[14]) : 0)) * tick;
  } catch {
    return 0;
  }
}

const childrenOf = (pid: number) =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((child) => {
    try {
      return Number(readFileSync(`/proc/${child}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]) === pid;
    } catch {
      return false;
    }
  });

export type Processes = { app: number; postmaster: number };

/** Milliseconds of user and system time: of the app, of what it started (the sentence encoder), and of PostgreSQL with every process of its own, ended ones too. */
export const cpu = ({ app, postmaster }: Processes) => ({
  app: cpuOf(app),
  encoder: childrenOf(app).reduce((sum, child) => sum + cpuOf(child), 0),
  database: cpuOf(postmaster, true) + childrenOf(postmaster).reduce((sum, child) => sum + cpuOf(child), 0)
});

const inMemory = (pid: number, what: string) => {
  try {
    return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it has just ended
  }
};
export const residentMb = (pid: number) => inMemory(pid, 'VmRSS');

/** Of the app and of what it started, at this moment; the program and its libraries, which both have mapped, counted once. */
export const togetherMb = ({ app }: Processes) => childrenOf(app).reduce((sum, child) => sum + inMemory(child, 'RssAnon'), residentMb(app));

/** The most that was resident at any moment since the process began. */
export const peakMb = (pid: number) => inMemory(pid, 'VmHWM');

/** The same for the sentence encoder, which ends when nobody has written for a minute: nothing then. */
export const encoderPeakMb = ({ app }: Processes) => childrenOf(app).reduce((most, child) => Math.max(most, peakMb(child)), 0);

export type Request = { path: string; method?: string; cookie?: string; body?: string; origin: string };
export type Answer = { status: number; bytes: number; ms: number; body: Buffer; location: string | undefined };

export function send({ path, method = 'GET', cookie, body, origin }: Request, agent: http.Agent): Promise<Answer> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br, zstd', ...(cookie ? { cookie } : {}) };
    if (body !== undefined) Object.assign(headers, { origin, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) });
    const asked = http.request(`${origin}${path}`, { method, headers, agent }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const all = Buffer.concat(parts);
        resolve({ status: answer.statusCode!, bytes: all.length, ms: performance.now() - started, body: all, location: answer.headers.location });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

export type Load = { perSecond: number; p50: number; p99: number; requests: number; wrong: number; /** Asked in words to come back in a few seconds (503): right when more is asked for than there are connections. */ turnedAway: number };

/** Keeps `connections` busy for `seconds` with what `next` asks for. */
export async function load(next: (n: number) => Request, connections: number, seconds: number, expected: number): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let [wrong, turnedAway] = [0, 0];
  let n = 0;
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, async () => {
    while (performance.now() < until) {
      const answer = await send(next(n++), agent);
      times.push(answer.ms);
      if (answer.status === 503) turnedAway++;
      else if (answer.status !== expected) wrong++;
    }
  }));
  const took = (performance.now() - started) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { perSecond: times.length / took, p50: at(0.5), p99: at(0.99), requests: times.length, wrong, turnedAway };
}
