/** A worker of its own for the tests that kill it: it writes down, without any care, each time it hears something. */
import { sql } from '#db';
import { work } from '../worker.ts';

const heard = async (room: string, id: number) => {
  await sql`insert into public.heard (room, event_id) values (${room}, ${id})`;
  await sql`select pg_sleep(0.002)`;
};
await work({
  listening: {
    one: { 'test.thing.happened': (event) => heard('one', event.id) },
    two: { 'test.thing.happened': (event) => heard('two', event.id) }
  },
  clocks: []
});
process.stdout.write('awake\n');
