import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import type { Member } from '#members/members';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { scene } from '#test/scene';
import * as asides from '#circles/asides';
import * as circles from '#circles/circles';
import * as clock from '#circles/clock';
import * as lines from '#circles/lines';
import * as seats from '#circles/seats';

/** A circle whose first meeting is in so many hours; there are two more, a year from now. */
async function circle(cast: Cast, inHours = 96) {
  const code = await seated(cast);
  await begins(inHours);
  const { session } = await lines.room(cast.ada, code);
  const { id } = await circles.one(cast.ada, code);
  return { code, id, sessionId: session!.id };
}
const begins = (inHours: number) => asHouse(async () => {
  await sql`update circles.sessions set starts_at = now() + make_interval(hours => ${inHours}::int) where number = 1`;
  await sql`update circles.sessions set starts_at = now() + interval '300 days' where number > 1`;
});
/** So many hours later, as far as the meeting and these words know. */
const later = (hours: number) => asHouse(async () => {
  await sql`update circles.sessions set starts_at = starts_at - make_interval(hours => ${hours}::int)`;
  await sql`update circles.asides set said_at = said_at - make_interval(hours => ${hours}::int), opened_at = opened_at - make_interval(hours => ${hours}::int)`;
  await clock.closeRooms();
  await clock.forget();
});
const read = async (member: Member, circleId: string) => (await asides.of(member, circleId)).map(({ body }) => body);
const kept = async () => (await asHouse(() => sql<{ body: string }>`select body from circles.asides order by said_at`)).map(({ body }) => body);

describe('a word to the hosts (MOD-12, NEW-4)', () => {
  scene('is read by the hosts and its writer, and answered to the writer alone', async (cast) => {
    const { ada, bo, cleo, hanna, mio } = cast;
    const { code, id, sessionId } = await circle(cast);
    for (let twice = 0; twice < 2; twice++) await asides.tell(ada, code, sessionId, { text: 'I may have to go early.', once: 'once-0002' });
    const [one] = await asides.of(hanna, id);
    expect(one).toMatchObject({ name: 'Willow Cup', isToHosts: true, sessionId });
    expect([await read(mio, id), await read(bo, id), await read(cleo, id)]).toEqual([['I may have to go early.'], [], []]);
    await expect(asides.tell(bo, code, sessionId, { text: 'x', to: one!.id })).rejects.toBeInstanceOf(NotFound);
    await asides.tell(hanna, code, sessionId, { text: 'Of course.', to: one!.id });
    expect([await read(ada, id), await read(bo, id)]).toEqual([['I may have to go early.', 'Of course.'], []]);
    expect(await asking(cleo, () => sql`select 1 from circles.asides`)).toEqual([]);
  });
  scene('is told once however often it is sent; other words from a form somebody went back to are told as well', async (cast) => {
    const { ada } = cast;
    const { code, id, sessionId } = await circle(cast);
    for (let twice = 0; twice < 2; twice++) for (const text of ['I may go early.', 'I stay.']) await asides.tell(ada, code, sessionId, { text, once: 'once-aside' });
    expect(await read(ada, id)).toEqual(['I may go early.', 'I stay.']);
  });
  scene('is announced when it is written, by its id alone; so is the answer', async (cast) => {
    const { ada, hanna, mio } = cast;
    const { code, id, sessionId } = await circle(cast);
    await asides.tell(ada, code, sessionId, { text: 'It was a hard week.' });
    const [one] = await asides.of(hanna, id);
    await asides.tell(hanna, code, sessionId, { text: 'Thank you.', to: one!.id });
    const told = await asHouse(() => sql<{ data: { asideId: string } }>`select data from platform.events where name = 'circles.aside.said' order by id`);
    expect(told.map(({ data }) => Object.keys(data))).toEqual([['asideId'], ['asideId']]);
    expect(await seats.hearersOf(one!.id), 'opened by hanna').toBeUndefined();
    expect(await seats.hearersOf(told[1]!.data.asideId)).toMatchObject({ code, isToHosts: false, sittingId: null, memberIds: [ada.id] });
    await asides.tell(ada, code, sessionId, { text: 'And one more.' });
    const [, , { data }] = await asHouse(() => sql<{ data: { asideId: string } }>`select data from platform.events where name = 'circles.aside.said' order by id`) as unknown as [0, 0, { data: { asideId: string } }];
    expect((await seats.hearersOf(data.asideId))!.memberIds.sort()).toEqual([hanna.id, mio.id].sort());
  });
  scene('written days before is there on the day of the meeting, and goes a day after it, not a day after it was written', async (cast) => {
    const { ada, hanna } = cast;
    const { code, id, sessionId } = await circle(cast, 120);
    await asides.tell(ada, code, sessionId, { text: 'On Monday.' });
    await later(48);
    expect(await read(ada, id)).toEqual(['On Monday.']);
    await later(72);
    expect(await read(hanna, id), 'it begins').toEqual(['On Monday.']);
    await later(24);
    expect(await read(hanna, id)).toEqual(['On Monday.']);
    await later(2);
    expect([await read(hanna, id), await kept()]).toEqual([[], []]);
  });
  scene('that no host opened waits for them while another meeting is ahead, then a day from when one does', async (cast) => {
    const { ada, bo, hanna } = cast;
    const { code, id, sessionId } = await circle(cast, 1);
    await asides.tell(ada, code, sessionId, { text: 'Unread.' });
    await later(24 * 9);
    expect(await read(ada, id), 'its writer reading it is not a host opening it').toEqual(['Unread.']);
    expect((await lines.room(ada, code)).session!.id, 'the page is that of the next meeting').not.toBe(sessionId);
    expect(await read(hanna, id)).toEqual(['Unread.']);
    const [one] = await asides.of(hanna, id);
    await asides.tell(hanna, code, one!.sessionId, { text: 'Late, but read.', to: one!.id });
    await later(23);
    expect([await read(ada, id), await read(bo, id)]).toEqual([['Unread.', 'Late, but read.'], []]);
    await later(2);
    expect(await kept()).toEqual([]);
  });
  scene('waits for nobody once no other meeting is ahead: then it goes a day after it was over, or after it was written', async (cast) => {
    const { ada } = cast;
    const { code, id, sessionId } = await circle(cast, 1);
    await asHouse(() => sql`delete from circles.sessions where number > 1`);
    await asides.tell(ada, code, sessionId, { text: 'Before.' });
    await later(20);
    await asides.tell(ada, code, sessionId, { text: 'After.' });
    await later(7);
    expect(await read(ada, id)).toEqual(['After.']);
    await later(18);
    expect(await kept()).toEqual([]);
  });
  scene('is not taken where nobody holds the circle, and the no says so', async (cast) => {
    const { ada, hanna, mio } = cast;
    const { code, sessionId } = await circle(cast);
    for (const host of [hanna, mio]) await seats.rise(host, code);
    await expect(asides.tell(ada, code, sessionId, { text: 'Hello?' })).rejects.toMatchObject({ key: 'circles.refused.nobodyHolds', field: 'aside' });
    await expect(asides.tell(cast.cleo, code, sessionId, { text: 'Hello?' })).rejects.toBeInstanceOf(NotFound);
  });
  scene('that is not there any more takes no answer of a host, and the no says so; whoever may not know of it finds nothing', async (cast) => {
    const { ada, bo, hanna, mio } = cast;
    const { code, id, sessionId } = await circle(cast);
    await asides.tell(ada, code, sessionId, { text: 'I may go early.' });
    const [one] = await asides.of(hanna, id);
    await seats.rise(ada, code);
    for (const to of [one!.id, '00000000-0000-4000-8000-000000000000']) {
      await expect(asides.tell(hanna, code, sessionId, { text: 'Of course.', to })).rejects.toMatchObject({ key: 'circles.refused.asideGone', field: 'aside' });
      for (const other of [bo, cast.cleo]) await expect(asides.tell(other, code, sessionId, { text: 'x', to })).rejects.toBeInstanceOf(NotFound);
    }
    await seats.rise(mio, code);
    await expect(asides.tell(mio, code, sessionId, { text: 'x', to: one!.id })).rejects.toBeInstanceOf(NotFound);
    expect(await kept()).toEqual([]);
  });
});
