import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { apart, asHouse, sql } from '#db';
import type { Event } from '#platform/events';
import * as codes from '#care/codes';
import type { Provider } from '#care/providers';
import * as ties from '#care/ties';
import * as sayings from '#house/sayings';
import type { Member } from '#members/members';
import * as inbox from '#messages/inbox';
import * as overdue from '#messages/overdue';
import * as threads from '#messages/threads';
import { isAtWork, isHours, type Hours } from '#notices/desk-hours';
import * as deskReaches from '#notices/desk-reaches';
import type { Cast } from '#test/cast';
import { postOffice } from '#test/post-office';
import { scene } from '#test/scene';

const post = postOffice();
const { letters } = post;
afterEach(() => sayings.forget());

const codeIn = () => /\b(\d{6})\b/.exec(letters.at(-1)!.text.split('\r\n\r\n')[1]!)![1]!;
const knocks = () => letters.filter(({ text }) => /waiting|venter/.test(text)).map(({ to }) => to);
/** A Tuesday at ten in Norway, long after anything the test sends. */
const tuesday = new Date('2031-03-04T09:00:00Z');
const hoursLater = (hours: number, from = tuesday) => new Date(from.getTime() + hours * 3_600_000);
let forms = 0;

async function place({ iben }: Cast) {
  await sayings.change(iben, 'en', { workPlace: 'NO', timeZone: 'Europe/Oslo' });
}
async function reachable(provider: Provider, address: string) {
  await deskReaches.say(provider, address);
  await deskReaches.confirm(provider, codeIn());
}
/** What the worker would carry: everything messages announced that nobody has heard of yet. */
async function deliver() {
  const events = await asHouse(() => sql<Event>`delete from platform.events where name in ('messages.message.sent', 'messages.message.climbed') returning id, name, data, at`);
  for (const event of events) {
    await deskReaches.note(event);
    await deskReaches.note(event); // twice is once
  }
}
async function written(member: Member): Promise<string> {
  const tieId = (await ties.of(member))[0]!.id;
  const id = await threads.begin(member, { tieId, subject: 'Canary subject', kind: 'care', isTeam: false, agrees: true, text: 'Canary words', once: `reach ${++forms}` });
  await deliver();
  return id;
}

describe('mail to somebody at work (NEW-7, MSG-1)', () => {
  scene('is off until they leave an address and prove it, and says nothing but that something waits', async (cast) => {
    const { ada, sol, vera } = cast;
    await place(cast);
    expect(await deskReaches.mine(sol)).toBeUndefined();
    await written(ada);
    expect([await deskReaches.tell(tuesday), knocks()]).toEqual([0, []]);
    await deskReaches.say(sol, 'sol@clinic.example');
    await expect(deskReaches.confirm(sol, '000000')).rejects.toMatchObject({ key: 'notices.refused.code' });
    const code = codeIn();
    await expect(deskReaches.confirm(vera, code)).rejects.toMatchObject({ key: 'notices.refused.code' });
    const id = await written(ada);
    expect(await deskReaches.tell(tuesday)).toBe(0); // not proved yet
    await deskReaches.confirm(sol, code);
    await expect(deskReaches.confirm(sol, code), 'a code works once').rejects.toMatchObject({ key: 'notices.refused.code' });
    await written(ada);
    expect(await deskReaches.tell(tuesday)).toBe(1);
    expect(knocks()).toEqual(['sol@clinic.example']);
    const { text } = letters.at(-1)!;
    expect(text).toMatch(/^Subject: Please look in\r$/m);
    expect(text).toMatch(/\/desk\/care/);
    for (const secret of [id, 'Canary', 'Kari', 'Sol', 'ada', 'Alongside', sol.providerId]) expect(text).not.toContain(secret);
    expect(JSON.stringify(await asHouse(() => sql`select * from notices.desk_reaches`))).not.toContain('clinic.example');
    expect(await deskReaches.mine(vera)).toBeUndefined();
    await deskReaches.forget(sol);
    await written(ada);
    expect(await deskReaches.tell(hoursLater(3))).toBe(0);
  });
  scene('comes in their hours, on days they work, once an hour, and not about what they have looked at', async (cast) => {
    const { ada, sol } = cast;
    await place(cast);
    await reachable(sol, 'sol@clinic.example');
    await expect(deskReaches.choose(sol, { fromHour: 9, untilHour: 9 })).rejects.toMatchObject({ key: 'notices.refused.hours' });
    await deskReaches.choose(sol, { fromHour: 9, untilHour: 15 });
    const first = await written(ada);
    for (const hours of [-2, 5, -48, 12]) expect(await deskReaches.tell(hoursLater(hours)), `${hours} hours from ten on a Tuesday`).toBe(0);
    expect(await deskReaches.tell(tuesday)).toBe(1);
    expect(await deskReaches.tell(tuesday)).toBe(0);
    await written(ada);
    expect(await deskReaches.tell(hoursLater(0.5))).toBe(0);
    expect(await deskReaches.tell(hoursLater(1))).toBe(1);
    const third = await written(ada);
    for (const id of [first, third]) await inbox.open(sol, id);
    for (const { id } of await inbox.of(sol)) await inbox.open(sol, id);
    expect([await deskReaches.tell(hoursLater(3)), knocks().length]).toEqual([0, 2]);
    await written(ada);
    await asHouse(() => sql`update care.providers set absent_from = '2031-03-01', absent_until = '2031-03-10' where id = ${sol.providerId}`);
    expect(await deskReaches.tell(hoursLater(4))).toBe(0);
    expect(await deskReaches.tell(hoursLater(7 * 24))).toBe(1); // the day they are back
  });
  scene('reaches who covers when a message has gone on to them, and the one it went on from', async (cast) => {
    const { ada, sol, vera } = cast;
    await place(cast);
    await asHouse(() => sql`update care.providers set cover_id = ${vera.providerId} where id = ${sol.providerId}`);
    await reachable(sol, 'sol@clinic.example');
    await reachable(vera, 'vera@clinic.example');
    const id = await written(ada);
    await inbox.open(sol, id);
    expect(await deskReaches.tell(tuesday)).toBe(0); // she has seen it
    await asHouse(() => sql`update messages.messages set due_at = now() where conversation_id = ${id}`);
    expect(await overdue.climb(new Date(Date.now() + 60_000))).toBe(1);
    await deliver();
    expect(await deskReaches.tell(tuesday)).toBe(2);
    expect(knocks().sort()).toEqual(['sol@clinic.example', 'vera@clinic.example']);
  });
  scene('that nobody took is tried again, and the stewards hear of it', async (cast) => {
    const { ada, sol } = cast;
    await place(cast);
    await reachable(sol, 'sol@clinic.example');
    await written(ada);
    post.isOut = true;
    try {
      expect(await deskReaches.tell(tuesday)).toBe(0);
      expect(await apart(() => sql`select what from platform.alarms where what = 'mail.failing' and seen_at is null`)).toEqual([{ what: 'mail.failing' }]);
    } finally {
      await apart(() => asHouse(() => sql`update platform.alarms set seen_at = now() where what = 'mail.failing'`));
    }
    post.isOut = false;
    expect(await deskReaches.tell(tuesday)).toBe(1);
  });
  scene('is sent for what came while others were told, or they themselves, and not before the hour is over (NEW-7)', async (cast) => {
    const { ada, bo, sol, vera } = cast;
    const meanwhile = (work: () => Promise<unknown>) => {
      const here = AsyncLocalStorage.snapshot();
      post.meanwhile = () => here(work);
    };
    await place(cast);
    const { codes: [code] } = await codes.make(vera, 'card');
    await ties.confirm(bo, { code: code!, knownAs: 'Per' }, 'a test');
    await reachable(vera, 'vera@clinic.example');
    await reachable(sol, 'sol@clinic.example');
    await written(bo);
    await inbox.open(sol, await written(ada)); // Sol has read all there is
    meanwhile(() => written(ada));
    expect([await deskReaches.tell(tuesday), knocks()]).toEqual([1, ['vera@clinic.example']]);
    meanwhile(() => written(ada));
    expect([await deskReaches.tell(hoursLater(0.1)), knocks()]).toEqual([1, ['vera@clinic.example', 'sol@clinic.example']]);
    expect(await deskReaches.tell(hoursLater(0.5)), 'at most once an hour').toBe(0);
    expect([await deskReaches.tell(hoursLater(1.2)), knocks().length]).toEqual([1, 3]);
    expect(await deskReaches.tell(hoursLater(3))).toBe(0);
  });
  scene('asks a server that cannot be reached once a round, whoever is to be told', async (cast) => {
    const { ada, sol, vera } = cast;
    await place(cast);
    await asHouse(() => sql`update care.providers set cover_id = ${vera.providerId} where id = ${sol.providerId}`);
    await reachable(sol, 'sol@clinic.example');
    await reachable(vera, 'vera@clinic.example');
    await written(ada);
    await asHouse(() => sql`update messages.messages set due_at = now()`);
    await overdue.climb(new Date(Date.now() + 60_000));
    await deliver();
    let calls = 0;
    const dead = createServer((socket) => {
      calls++;
      socket.destroy();
    });
    await new Promise<void>((open) => dead.listen(0, '127.0.0.1', () => open()));
    const alive = process.env.SMTP_URL;
    process.env.SMTP_URL = `smtp://127.0.0.1:${(dead.address() as { port: number }).port}`;
    try {
      expect([await deskReaches.tell(tuesday), calls]).toEqual([0, 1]);
    } finally {
      process.env.SMTP_URL = alive;
      dead.close();
      await apart(() => asHouse(() => sql`update platform.alarms set seen_at = now() where what = 'mail.failing'`));
    }
    expect(await deskReaches.tell(tuesday)).toBe(2);
  });
  scene('goes with the account', async ({ sol, iben }) => {
    await reachable(sol, 'sol@clinic.example');
    const { end } = await import('#care/providers');
    await end(iben, sol.providerId);
    expect(await asHouse(() => sql`select 1 from notices.desk_reaches`)).toEqual([]);
  });
});

describe('the hours somebody may be told', () => {
  const days = { replyDays: 3, workingDays: [1, 2, 3, 4, 5], absentFrom: '2026-11-26', absentUntil: '2026-11-27' };
  const place = { place: 'NO' as const, timeZone: 'Europe/Oslo' };
  const hours: Hours = { fromHour: 8, untilHour: 16 };
  it.each([
    ['2026-11-23T07:00:00Z', true], ['2026-11-23T06:59:00Z', false], ['2026-11-23T14:59:00Z', true], ['2026-11-23T15:00:00Z', false], // a Monday in winter
    ['2026-07-06T06:00:00Z', true], ['2026-07-06T14:00:00Z', false], // and in summer
    ['2026-11-22T10:00:00Z', false], ['2026-12-25T10:00:00Z', false], ['2026-11-26T10:00:00Z', false], ['2026-11-30T10:00:00Z', true]
  ])('at %s: %s', (at, is) => expect(isAtWork(days, hours, new Date(at), place)).toBe(is));
  it.each([[8, 16, true], [0, 24, true], [16, 8, false], [8, 8, false], [8, 25, false], [-1, 8, false], [8.5, 16, false], [Number.NaN, 16, false]])('from %s until %s: %s', (fromHour, untilHour, is) => {
    expect(isHours({ fromHour, untilHour })).toBe(is);
  });
});
