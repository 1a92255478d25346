/**
 * What listening costs: many idle listeners on one process, and a full room
 * in which somebody speaks. `BENCH_ONLY=rooms npm run bench`
 *
 * A listener is a member with a seat and a signed-in device. Rows are written
 * straight into the database; what is measured goes through the app's own door.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import net from 'node:net';
import pg from 'pg';
import { cpu, residentMb, type Processes } from './measure.ts';

type Seat = { token: string; code: string; session: string };
const inRoom = 200;

/** Talks of two hundred, all of them open. The seats are made here, not taken. */
async function seats(url: string, many: number): Promise<Seat[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const made: Seat[] = [];
  await client.query(`begin; select set_config('app.asker', 'house', true)`);
  for (let at = 0; at < many; at += inRoom) {
    const [space, circle, session, code] = [randomUUID(), randomUUID(), randomUUID(), `room${at}`];
    await client.query(`insert into members.spaces (id, code, kind, name) values ($1, $2, 'cafe', 'A talk')`, [space, code]);
    await client.query(`insert into circles.circles (id, space_id, sitting_id, code, kind, name, most) values ($1, $2, gen_random_uuid(), $3, 'talk', 'A talk', 210)`, [circle, space, code]);
    await client.query(`insert into circles.sessions (id, circle_id, number, starts_at, minutes, opened_at, slow) values ($1, $2, 1, now(), 180, now(), 0)`, [session, circle]);
    const here = Math.min(inRoom, many - at);
    const tokens = Array.from({ length: here }, () => randomBytes(32).toString('base64url'));
    await client.query(`
      with m as (insert into members.members (id) select gen_random_uuid() from generate_series(1, $4) returning id),
      f as (insert into members.personas (id, member_id, space) select gen_random_uuid(), id, 'forum' from m returning id, member_id),
      g as (insert into members.faces (persona_id, space, name, name_folded, code, seed) select id, 'forum', 'n' || id, 'n' || id, 'f' || id, 'seed' from f),
      p as (insert into members.personas (id, member_id, space) select gen_random_uuid(), id, $1::text from m returning id, member_id),
      e as (insert into members.faces (persona_id, space, name, name_folded, code, seed) select id, $1::text, 'h' || id, 'h' || id, 'c' || id, 'seed' from p),
      t as (insert into circles.seats (id, circle_id, persona_id) select gen_random_uuid(), $2, id from p),
      r as (insert into circles.presences (session_id, circle_id, persona_id) select $3, $2, id from p),
      d as (select member_id, row_number() over () as n from p)
      insert into members.sessions (id, member_id, token_hash, device, ends_at)
      select gen_random_uuid(), member_id, decode(($5::text[])[n], 'hex'), 'own', now() + interval '12 hours' from d`,
      [space, circle, session, here, tokens.map((token) => createHash('sha256').update(token).digest('hex'))]);
    for (const token of tokens) made.push({ token, code, session });
  }
  await client.query('commit');
  await client.end();
  return made;
}

type Listening = { socket: net.Socket; lines: { at: number; number: number }[] };

/** A browser with nothing around it: one socket that waits. */
function listen(port: number, { token, code, session }: Seat): Promise<Listening> {
  return new Promise((open, failed) => {
    const socket = net.connect(port, '127.0.0.1');
    const here: Listening = { socket, lines: [] };
    let isOpen = false;
    socket.setNoDelay(true);
    socket.once('error', failed);
    socket.on('data', (part: Buffer) => {
      const text = part.toString('latin1');
      if (!isOpen) {
        if (!text.startsWith('HTTP/1.1 200')) return failed(new Error(text.slice(0, 80)));
        isOpen = true;
        open(here);
      }
      for (const [, number] of text.matchAll(/event: line\ndata: \{"id":"[^"]+","number":(\d+)/g)) here.lines.push({ at: performance.now(), number: Number(number) });
    });
    socket.write(`GET /live/c/${code}/${session} HTTP/1.1\r\nhost: localhost:${port}\r\ncookie: session=${token}\r\naccept: text/event-stream\r\n\r\n`);
  });
}

const middle = (numbers: number[], share: number) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? Number.NaN;

export async function measureRooms(url: string, port: number, processes: Processes, many = Number(process.env.BENCH_LISTENERS ?? 5_000)): Promise<void> {
  const all = await seats(url, many);
  const resting = residentMb(processes.app);
  const before = cpu(processes);
  const listening: Listening[] = [];
  for (let at = 0; at < all.length; at += 20) listening.push(...await Promise.all(all.slice(at, at + 20).map((seat) => listen(port, seat))));
  const after = cpu(processes);
  await new Promise((rest) => setTimeout(rest, 5_000));
  const full = residentMb(processes.app);
  console.log(`\n${many.toLocaleString('en')} people listen and nobody speaks: ${((full - resting) * 1024 / many).toFixed(1)} KB each (${resting.toFixed(0)} MB before, ${full.toFixed(0)} MB then); ` +
    `${((after.app - before.app) / many).toFixed(2)} ms of the app and ${((after.database - before.database) / many).toFixed(2)} ms of the database to come in`);
  await speak(url, all[0]!, listening.slice(0, Math.min(inRoom, many)), processes);
  for (const { socket } of listening) socket.destroy();
}

/** Somebody speaks in a room of two hundred: how long until each hears it, and that each hears everything once. */
async function speak(url: string, { session }: Seat, room: Listening[], processes: Processes, lines = 40): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const said: number[] = [];
  const before = cpu(processes);
  for (let number = 1; number <= lines; number++) {
    said[number] = performance.now();
    await client.query(`
      with s as (update circles.sessions set last_change = last_change + 1 where id = $1 returning *),
      l as (insert into circles.lines (id, session_id, circle_id, number, change, persona_id, body)
            select gen_random_uuid(), s.id, s.circle_id, s.last_change, s.last_change, (select persona_id from circles.seats where circle_id = s.circle_id limit 1), 'A line of a usual length, said in the evening.' from s returning session_id)
      select pg_notify('circles', session_id::text) from l`, [session]);
    await new Promise((rest) => setTimeout(rest, 150));
  }
  await new Promise((rest) => setTimeout(rest, 2_000));
  const after = cpu(processes);
  await client.end();
  const waits = room.flatMap((one) => one.lines.map(({ at, number }) => at - said[number]!));
  const wrong = room.filter((one) => one.lines.length !== lines || one.lines.some(({ number }, at) => number !== at + 1)).length;
  console.log(`somebody speaks to ${room.length} of them: half have heard it after ${middle(waits, 0.5).toFixed(0)} ms, 99 of 100 after ${middle(waits, 0.99).toFixed(0)} ms; ` +
    `${((after.app - before.app) / lines).toFixed(1)} ms of the app a line; ${wrong ? `${wrong} did not hear everything once and in order` : 'each heard everything once, in order'}`);
}
