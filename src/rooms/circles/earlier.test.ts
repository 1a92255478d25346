/** What was said at a meeting that is over stays where those who sit there find it, for its day. */
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import type { Member } from '#members/members';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { scene } from '#test/scene';
import * as blocks from '#members/blocks';
import * as personas from '#members/personas';
import * as clock from '#circles/clock';
import * as concerning from '#circles/concerning';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import * as seats from '#circles/seats';
import * as sessions from '#circles/sessions';

/** The first of three weekly meetings, which began now; hanna, ada and bo came, and ada and hanna said something. */
async function evening(cast: Cast) {
  const { ada, bo, hanna } = cast;
  const code = await seated(cast, { most: '6' });
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute' + make_interval(days => 7 * (number - 1)), slow = 0`);
  const { session } = await lines.room(ada, code);
  for (const member of [hanna, ada, bo]) await presences.stepIn(member, code, session!.id);
  const { id } = await lines.say(ada, code, session!.id, { text: 'From the sofa.' });
  await lines.say(hanna, code, session!.id, { text: 'Good night, all.' });
  return { code, sessionId: session!.id, lineId: id };
}
const earlier = async (member: Member, code: string) => (await lines.room(member, code)).earlier.map((one) => [one.number, one.lines.map(({ name, body }) => [name, body])]);
const said = [['Willow Cup', 'From the sofa.'], ['Fern Lane', 'Good night, all.']];

describe('what was said at a meeting that is over (MEET-11)', () => {
  scene('stands below the next one, however it ended, and not while it is on', async (cast) => {
    const { ada, bo, hanna } = cast;
    const { code, sessionId } = await evening(cast);
    expect(await earlier(ada, code)).toEqual([]);
    await sessions.close(hanna, code, sessionId);
    expect(await lines.room(ada, code)).toMatchObject({ phase: 'early', session: { number: 2 }, lines: [] });
    for (const member of [ada, bo, hanna]) expect(await earlier(member, code)).toEqual([[1, said]]);
    await asHouse(() => sql`update circles.sessions set closed_at = null, starts_at = now() - interval '66 minutes' where number = 1`);
    expect(await earlier(ada, code)).toEqual([[1, said]]); // before the clock has come by
    await clock.closeRooms();
    expect(await earlier(ada, code)).toEqual([[1, said]]);
    expect((await lines.room(ada, code)).earlier[0]!.lines.map(({ isMine }) => isMine)).toEqual([true, false]);
  });
  scene('is read as it was in the room: what was taken back, is held or was said by somebody who keeps apart is not there', async (cast) => {
    const { ada, bo, hanna } = cast;
    const { code, sessionId, lineId } = await evening(cast);
    const told = 'I want to end my life and I have 90 of the tablets';
    await lines.say(ada, code, sessionId, { text: told });
    await sessions.close(hanna, code, sessionId);
    expect((await earlier(ada, code))[0]![1]).toEqual([...said, ['Willow Cup', told]]);
    expect(await earlier(bo, code)).toEqual([[1, said]]);
    await lines.takeBack(ada, lineId);
    expect(await earlier(bo, code)).toEqual([[1, [['Willow Cup', null], said[1]]]]);
    await blocks.block(bo, (await personas.inPlace(ada, code)).code);
    expect(await earlier(bo, code)).toEqual([[1, [said[1]]]]);
  });
  scene('is for those who came, or sat there before that day; nobody who came to the circle since, and nobody else', async (cast) => {
    const { ada, bo, cleo, hanna, mio } = cast;
    const { code, sessionId } = await evening(cast);
    await sessions.close(hanna, code, sessionId);
    await seats.sit(cleo, code, { name: 'New Leaf', pledged: true });
    expect([await earlier(cleo, code), await earlier(mio, code)]).toEqual([[], []]);
    await asHouse(() => sql`update circles.seats set taken_on = current_date - 7 where persona_id in (select persona_id from members.faces where name = 'Tall Kettle')`);
    expect([await earlier(cleo, code), await earlier(mio, code)]).toEqual([[], [[1, said]]]);
    await presences.stepOut(bo, sessionId);
    expect(await earlier(bo, code)).toEqual([[1, said]]); // stepped out before the end
    await seats.rise(ada, code);
    await expect(lines.room(ada, code)).rejects.toThrow();
    expect(await earlier(bo, code)).toEqual([[1, [said[1]]]]);
  });
  scene('is for nobody who sat down since, also where no other date is planned', async (cast) => {
    const { ada, cleo, hanna, mio } = cast;
    const { code, sessionId } = await evening(cast);
    await sessions.close(hanna, code, sessionId);
    await asHouse(() => sql`delete from circles.sessions where number > 1`);
    await seats.sit(cleo, code, { name: 'New Leaf', pledged: true });
    const heard = async (member: Member) => (await lines.room(member, code)).lines.map(({ name, body }) => [name, body]);
    expect([await heard(cleo), await heard(mio), await heard(ada)]).toEqual([[], [], said]);
    await asHouse(() => sql`update circles.seats set taken_on = current_date - 7 where persona_id in (select persona_id from members.faces where name = 'Tall Kettle')`);
    expect([await heard(cleo), await heard(mio)]).toEqual([[], said]);
  });
  scene('is gone a day after it was said, also what somebody still looks at; two in one day stand apart, the newest first', async (cast) => {
    const { ada, hanna } = cast;
    const { code, sessionId, lineId } = await evening(cast);
    await sessions.close(hanna, code, sessionId);
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute' where number = 2`);
    const next = (await lines.room(ada, code)).session!;
    for (const member of [hanna, ada]) await presences.stepIn(member, code, next.id);
    await lines.say(hanna, code, next.id, { text: 'Again.' });
    expect([await earlier(ada, code), (await lines.room(ada, code)).lines.map(({ body }) => body)]).toEqual([[[1, said]], ['Again.']]);
    await sessions.close(hanna, code, next.id);
    expect(await earlier(ada, code)).toEqual([[2, [['Fern Lane', 'Again.']]], [1, said]]);
    await concerning.keep(lineId);
    await asHouse(() => sql`update circles.lines set said_at = now() - interval '25 hours' where session_id = ${sessionId}`);
    expect(await earlier(ada, code)).toEqual([[2, [['Fern Lane', 'Again.']]]]);
    expect(await asking(ada, () => sql`select 1 from circles.lines where id = ${lineId}`)).toHaveLength(1);
  });
});
