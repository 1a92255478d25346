import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as clock from '#gatherings/clock';
import { isStillShown } from '#gatherings/gathering-rules';
import * as hearers from '#gatherings/hearers';
import * as hosting from '#gatherings/hosting';
import * as pairs from '#gatherings/pairs';
import * as seed from '#gatherings/seed';
import * as seats from '#gatherings/seats';
import * as sittings from '#gatherings/sittings';
import * as blocks from '#members/blocks';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import { scene } from '#test/scene';

/** A table nobody has been told of yet. */
const table = async (...given: Parameters<typeof seed.table>) => {
  const made = await seed.table(...given);
  await asHouse(() => sql`delete from platform.events`);
  return made;
};
const events = async (like: string) => (await asHouse(() => sql<{ name: string; data: Record<string, string> }>`select name, data from platform.events where name like ${like} order by id`)).map(({ name, data }): Record<string, string> => ({ name, ...data }));
const stateOf = async (member: Member, code: string) => (await sittings.one(member, code, 2)).state;
const refusal = (key: string) => expect.objectContaining({ key: `gatherings.refused.${key}` });

describe('a seat, and who sees what of it (MEET-2, ID-6)', () => {
  scene('is seen by its owner and hosts; a guest list that is guessed is not there', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code, { shows: true, wishes: 'No perfume.' });
    for (const other of [cleo, mio, iben]) {
      await expect(hosting.guests(other, code)).rejects.toBeInstanceOf(NotFound);
      expect(await asking(other, () => sql`select 1 from gatherings.seats`)).toEqual([]);
      expect(await seats.company(other, sittingId)).toEqual([]);
    }
    expect(await sql`select 1 from gatherings.seats`).toEqual([]);
    expect(await sql`select 1 from gatherings.gatherings`).toEqual([]);
    await asking(cleo, () => sql`update gatherings.seats set state = 'gone'`);
    await asking(cleo, () => sql`delete from gatherings.seats`);
    expect(await stateOf(ada, code)).toBe('coming');
    await expect(seats.decline(cleo, code, 'x')).rejects.toBeInstanceOf(NotFound);
  });
  scene('shows its name to those who show theirs, and to nobody else (ID-6)', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo, mio], iben);
    await seats.take(ada, code, { shows: true });
    await seats.take(cleo, code, { shows: true });
    await seats.take(mio, code);
    expect((await seats.company(ada, sittingId)).map(({ name }) => name)).toEqual(['grey cleo']);
    expect(await seats.company(mio, sittingId)).toEqual([]);
    await seats.show(cleo, code, false);
    expect(await seats.company(ada, sittingId)).toEqual([]);
  });
  scene('shows a first name or a sign a day before and no sooner', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code, { shows: true });
    await seats.take(cleo, code);
    await seats.beKnown(cleo, code, { level: 'spot', firstName: '', spot: 'A green scarf' });
    expect(await seats.company(ada, sittingId)).toMatchObject([{ name: 'grey cleo', spot: '' }]);
    await expect(seats.beKnown(ada, code, { level: 'first', firstName: 'Ada Byron', spot: '' })).rejects.toEqual(refusal('oneName'));
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '20 hours', ends_at = now() + interval '22 hours'`);
    expect(await seats.company(ada, sittingId)).toMatchObject([{ name: 'grey cleo', spot: 'A green scarf' }]);
    await seats.beKnown(cleo, code, { level: 'cafe', firstName: '', spot: '' });
    expect(await seats.company(ada, sittingId)).toMatchObject([{ spot: '' }]);
  });
  scene('taken again shows nothing that was not ticked again; a name no longer ticked takes first name and sign with it (ID-6)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '20 hours', ends_at = now() + interval '22 hours'`);
    await seats.take(cleo, code, { shows: true });
    const seen = async () => (await seats.company(cleo, sittingId)).map(({ firstName, spot }) => [firstName, spot]);
    const { faces } = await sittings.one(ada, code, 2);
    await seats.take(ada, code, { wishes: 'No perfume.' });
    await seats.beKnown(ada, code, { level: 'first', firstName: 'Ada', spot: '' });
    await seats.tells(ada, code, faces[0]!.code!);
    await seats.giveBack(ada, code);
    expect((await sittings.one(ada, code, 2)).seat).toMatchObject({ level: 'cafe', shows: false, firstName: '', wishes: '', tells: null });
    await seats.take(ada, code);
    expect(await seen()).toEqual([]);
    expect(await hosting.guests(hanna, code)).toMatchObject([{ name: 'grey ada', firstName: '' }, { name: 'grey cleo' }]);
    await seats.take(ada, code, { shows: true });
    await seats.beKnown(ada, code, { level: 'spot', firstName: '', spot: 'A green scarf' });
    await seats.take(ada, code, { shows: true, wishes: 'A chair.' });
    expect(await seen()).toEqual([['', 'A green scarf']]);
    await seats.take(ada, code, { wishes: 'A chair.' });
    expect(await seen()).toEqual([]);
    expect((await sittings.one(ada, code, 2)).seat).toMatchObject({ level: 'cafe', spot: '', shows: false });
    await seats.beKnown(ada, code, { level: 'first', firstName: 'Ada', spot: '' });
    const guest = (await hosting.guests(hanna, code)).find(({ name }) => name === 'grey ada');
    await seats.decline(hanna, code, guest!.code);
    expect((await sittings.one(ada, code, 2)).seat).toMatchObject({ state: 'declined', level: 'cafe', shows: false, firstName: '', wishes: '' });
  });
  scene('shows a first name and a sign until it is over; they can be taken back at any time, and a week after nothing of them is kept (ID-6)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo], iben);
    const ended = (how: string) => asHouse(() => sql`update gatherings.sittings set starts_at = now() - ${how}::interval - interval '2 hours', ends_at = now() - ${how}::interval where id = ${sittingId}`);
    const seen = async () => (await seats.company(ada, sittingId)).map(({ name, spot, firstName }) => [name, spot, firstName]);
    for (const one of [ada, cleo]) await seats.take(one, code, { shows: true, wishes: 'No perfume.', meetMe: true });
    await seats.beKnown(cleo, code, { level: 'spot', firstName: '', spot: 'A green scarf' });
    await seats.beKnown(ada, code, { level: 'first', firstName: 'Ada', spot: '' });
    await seats.tells(ada, code, (await sittings.one(ada, code, 2)).faces[0]!.code!);
    await ended('-1 hour');
    expect(await seen()).toEqual([['grey cleo', 'A green scarf', '']]);
    expect(await hosting.guests(hanna, code)).toMatchObject([{ firstName: 'Ada' }, { spot: 'A green scarf' }]);
    await seats.arrived(ada, code, 'there');
    await seats.arrived(ada, code, 'home');
    await ended('5 minutes');
    expect(await seen()).toEqual([['grey cleo', '', '']]);
    expect(await hosting.guests(hanna, code)).toMatchObject([{ firstName: '' }, { spot: '' }]);
    for (const [days, isShown] of [['59 days', true], ['61 days', false]] as const) {
      await ended(days);
      expect([(await seen()).length > 0, isStillShown((await sittings.one(ada, code, 2)).endsAt)], `what the page says is so after ${days}`).toEqual([isShown, isShown]);
    }
    await ended('3 days');
    await expect(seats.beKnown(cleo, code, { level: 'spot', firstName: '', spot: 'A red scarf' })).rejects.toBeInstanceOf(NotFound);
    await seats.beKnown(cleo, code, { level: 'cafe', firstName: '', spot: '' });
    expect((await sittings.one(cleo, code, 2)).seat).toMatchObject({ level: 'cafe', spot: '', shows: false });
    expect(await seen()).toEqual([]);
    await clock.forget();
    expect((await sittings.one(ada, code, 2)).seat).toMatchObject({ firstName: 'Ada', wishes: 'No perfume.' });
    await ended('8 days');
    expect(await hosting.guests(hanna, code)).toEqual([]);
    await clock.forget();
    const kept = await asHouse(() => sql`select level, first_name, spot, meet_me, wishes, late_minutes, tells_id, arrived_at, home_at, state from gatherings.seats where sitting_id = ${sittingId}`);
    expect(kept).toEqual(Array(2).fill({ level: 'cafe', firstName: '', spot: '', meetMe: false, wishes: '', lateMinutes: null, tellsId: null, arrivedAt: null, homeAt: null, state: 'coming' }));
  });
  scene('tells the one who was chosen that I arrived and got home, and nobody else', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    const { faces } = await sittings.one(ada, code, 2);
    const [cleosCode] = await asHouse(() => sql<{ code: string }>`select code from members.faces where name = 'grey cleo'`);
    await expect(seats.tells(ada, code, cleosCode!.code)).rejects.toBeInstanceOf(Refusal);
    await seats.tells(ada, code, faces[0]!.code!);
    await seats.arrived(ada, code, 'there');
    await seats.arrived(ada, code, 'there');
    await seats.late(ada, code, 10);
    await seats.arrived(ada, code, 'home');
    expect((await events('gatherings.seat.%')).map(({ name }) => name)).toEqual(['gatherings.seat.taken', 'gatherings.seat.arrived', 'gatherings.seat.late', 'gatherings.seat.home']);
    await expect(seats.arrived(cleo, code, 'there')).rejects.toBeInstanceOf(NotFound);
  });
  scene('tells nobody whose pair with me has ended, and nobody who is blocked there; nor is anybody told that they know (ID-6, decision 10)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, here } = await table([hanna, bo], [ada, cleo], iben);
    for (const one of [ada, cleo]) await seats.take(one, code);
    const [{ id }] = await asHouse(() => sql<{ id: string }>`select id from gatherings.seats where persona_id = (select persona_id from members.faces where name = 'grey ada')`) as [{ id: string }];
    const names = async () => (await seats.mayHear(ada, code)).map(({ name }) => name);
    const told = async () => [(await sittings.one(ada, code, 2)).seat?.tells ?? null, (await hearers.chosenOf(id))?.memberIds];
    const cleos = (await here(cleo)).code;
    await pairs.holdOut(cleo, code, { kind: 'buddy', hows: ['sit'] });
    await pairs.reach(ada, code, 'buddy', cleos);
    const [asked] = await pairs.of(cleo, code);
    expect(await names()).toEqual(['grey bo', 'grey hanna']);
    await pairs.answer(cleo, asked!.id, true);
    expect(await names()).toEqual(['grey bo', 'grey cleo', 'grey hanna']);
    await seats.tells(ada, code, cleos);
    expect(await told()).toEqual([cleos, [cleo.id]]);
    await blocks.block(ada, cleos);
    expect(await told()).toEqual([null, undefined]);
    expect(await names()).toEqual(['grey bo', 'grey hanna']);
    await expect(seats.arrived(ada, code, 'home')).rejects.toEqual(refusal('person'));
    await expect(seats.tells(ada, code, cleos)).rejects.toEqual(refusal('person'));
    await blocks.unblock(ada, cleos);
    expect(await told()).toEqual([cleos, [cleo.id]]);
    await blocks.block(cleo, (await here(ada)).code);
    expect(await told()).toEqual([null, undefined]);
    await blocks.unblock(cleo, (await here(ada)).code);
    await pairs.end(cleo, asked!.id);
    expect(await told()).toEqual([null, undefined]);
    const hannas = (await here(hanna)).code;
    await seats.tells(ada, code, hannas);
    expect(await told()).toEqual([hannas, [hanna.id]]);
    await blocks.block(ada, hannas);
    expect(await told()).toEqual([null, undefined]);
  });
  scene('tells nobody who is blocked there and left and came back under a new name, whoever of the two blocked (ID-6, decision 10)', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code, place, here } = await table([hanna, bo], [ada, cleo, mio], iben);
    const again = async (who: Member, name: string) => {
      await personas.leave(who, await here(who));
      await personas.make(who, place, { name, keepName: true, pledged: true });
    };
    const helps = async (who: Member) => {
      await hosting.askCohost(hanna, code, (await here(who)).code);
      await hosting.answerCohost(who, code, true);
    };
    await blocks.block(mio, (await here(ada)).code);
    await again(ada, 'Wool Sock');
    await seats.take(ada, code);
    await blocks.block(ada, (await here(cleo)).code);
    await again(cleo, 'Brass Button');
    for (const one of [cleo, mio]) await helps(one);
    expect((await seats.mayHear(ada, code)).map(({ name }) => name)).toEqual(['grey bo', 'grey hanna']);
    for (const one of [cleo, mio]) await expect(seats.tells(ada, code, (await here(one)).code)).rejects.toEqual(refusal('person'));
    await blocks.end(ada, (await blocks.mine(ada))[0]!.press);
    expect((await seats.mayHear(ada, code)).map(({ name }) => name)).toEqual(['Brass Button', 'grey bo', 'grey hanna']);
  });
});
