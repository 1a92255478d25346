/** The real thing in a process of its own, for tests that stop, kill and starve it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';

export type Running = { child: ChildProcess; at: string; port: number; said: () => string; ended: Promise<number | null> };

export function dataFolder(name: string): string {
  const dir = mkdtempSync(`/tmp/alongside-${name}-`);
  chmodSync(dir, 0o711); // run as root, PostgreSQL has an account of its own and has to get in
  return dir;
}
export const forget = (dir: string) => rmSync(dir, { recursive: true, force: true });

export function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => found(port));
    });
  });
}

/** Starts the server and, unless told otherwise, waits until it is ready. */
export async function start(dir: string, settings: Record<string, string> = {}, { wait = true } = {}): Promise<Running> {
  const port = settings.PORT ? Number(settings.PORT) : await freePort();
  const { DATABASE_URL: _, TEST_SERVER_URL: __, SECRET: ___, VAULT_URL: ____, ...env } = process.env;
  const child = spawn(process.execPath, ['server.ts'], { env: { ...env, NODE_ENV: 'production', DATA_DIR: dir, PORT: String(port), DEMO: 'off', LOG: 'off', BUSY_LAG: '0', ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const running = { child, port, at: `http://127.0.0.1:${port}`, said: () => said, ended };
  if (wait) await ready(running);
  return running;
}

export async function ready({ at, child, said }: Running, patience = 100_000): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until; ) {
    if (child.exitCode !== null) throw new Error(`it ended: ${said()}`);
    const order = await fetch(`${at}/readyz`).catch(() => undefined);
    if (order?.status === 200) return;
    await pause(40);
  }
  throw new Error(`not ready in time: ${said()}`);
}

export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** A browser without a window: one cookie jar, forms only. Where a proxy stands in front, its pages came from another `origin`. */
export function browser(at: string, language = 'en', origin = at) {
  let cookie = '';
  const headers = () => ({ cookie, accept: 'text/html', 'accept-language': language });
  const kept = (response: Response) => {
    for (const line of response.headers.getSetCookie()) cookie = [...cookie.split('; ').filter((pair) => pair && !pair.startsWith(`${line.split('=')[0]}=`)), line.split(';')[0]].join('; ');
    return response;
  };
  return {
    /** Lines of a room as they come, until the answer ends. */
    async *listen(path: string, heard: string): AsyncGenerator<{ change: number; body: string }> {
      const answer = await fetch(at + path, { headers: { ...headers(), 'last-event-id': heard } });
      let text = '';
      for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
        const messages = (text + part).split('\n\n');
        text = messages.pop()!;
        for (const message of messages) {
          const [, id, data] = /^id: (\d+)\nevent: line\ndata: (.*)$/.exec(message) ?? [];
          if (data) yield { change: Number(id), body: (JSON.parse(data) as { body: string }).body };
        }
      }
    },
    get: async (path: string) => kept(await fetch(at + path, { headers: headers(), redirect: 'manual' })),
    send: async (path: string, fields: Record<string, string>) =>
      kept(await fetch(at + path, { method: 'POST', headers: { ...headers(), origin }, body: new URLSearchParams(fields), redirect: 'manual' }))
  };
}
