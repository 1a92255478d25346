import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { asHouse, asking, sql, undone } from '#db';
import { NotFound } from '#platform/answers';
import * as blocks from '#members/blocks';
import * as faces from '#members/faces';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import { join, type Member } from '#members/members';
import * as personas from '#members/personas';
import * as sessions from '#members/sessions';
import { theCast } from '#test/cast';
import { between, codeOf, inPlace, refusalOf, yes } from '#test/names';
import { scene } from '#test/scene';

describe('a handshake (ID-6, ID-9)', () => {
  scene('opens with two yeses, for these two and nobody else', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    await yes(here, ada, bo);
    expect(await between(here, ada)).toMatchObject({ open: [], waiting: [{ name: 'Grey Mitten' }] });
    expect(await between(here, bo)).toMatchObject({ open: [], asking: [{ name: 'Slow Ferry' }] });
    expect(await handshakes.knownAs(bo, await codeOf(here, ada))).toEqual([]);
    await yes(here, bo, ada);
    expect(await between(here, ada)).toMatchObject({ open: [{ name: 'Grey Mitten', theirForumName: 'bo' }], waiting: [], asking: [] });
    expect(await between(here, bo)).toMatchObject({ open: [{ name: 'Slow Ferry', theirForumName: 'ada' }] });
    expect(await handshakes.knownAs(bo, await codeOf(here, ada))).toMatchObject([{ name: 'ada', isForumName: true }]);
    expect(await handshakes.knownAs(bo, ada.code)).toMatchObject([{ name: 'Slow Ferry', isForumName: false, place: 'Thursday table' }]);
    expect([await handshakes.knownAs(cleo, await codeOf(here, ada)), await handshakes.knownAs(cleo, ada.code), (await between(here, cleo)).open]).toEqual([[], [], []]);
    expect(await asking(cleo, () => sql`select 1 from members.reveals union all select 1 from members.handshakes`)).toEqual([]);
    expect((await here(ada)).known).toEqual(['Grey Mitten']);
  });
  scene('opens when both begin it without knowing of each other, and each form may be sent again', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    for (const [from, to] of [[ada, bo], [ada, bo], [bo, ada], [bo, ada], [ada, bo]] as const) await yes(here, from, to);
    expect((await between(here, ada)).open).toHaveLength(1);
    expect(await asHouse(() => sql`select 1 from members.reveals`)).toHaveLength(2);
  });
  scene('unanswered, refused, blocked from elsewhere and not listened to are the same to the one who asked', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    for (const other of [bo, cleo, hanna]) await yes(here, ada, other);
    const before = JSON.stringify(await between(here, ada));
    await handshakes.sayNo(bo, await here(bo), await codeOf(here, ada));
    await blocks.block(cleo, ada.code); // in the forum: there is nothing of it here
    await ladders.reach(hanna, await here(hanna), { offers: false, page: 'members' });
    expect(JSON.stringify(await between(here, ada))).toBe(before);
    await yes(here, ada, cleo);
    expect(JSON.stringify(await between(here, ada))).toBe(before);
    expect((await between(here, bo)).asking).toEqual([]);
    expect((await between(here, hanna)).asking).toEqual([]);
  });
  scene('never opens across a block made anywhere, whoever says yes, and says nothing about why', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    await yes(here, bo, ada);
    await blocks.block(ada, bo.code); // she does not know that Grey Mitten is bo
    expect((await between(here, ada)).asking).toMatchObject([{ name: 'Grey Mitten' }]); // it does not vanish: that would tell her
    await yes(here, ada, bo);
    for (const member of [ada, bo]) expect((await between(here, member)).open).toEqual([]);
    expect(await asHouse(() => sql`select 1 from members.reveals`)).toEqual([]);
    await yes(here, cleo, ada);
    await blocks.block(cleo, ada.code);
    await yes(here, ada, cleo);
    expect((await between(here, ada)).waiting.map(({ name }) => name)).toEqual(['Grey Mitten', 'Tin Whistle']);
  });
  scene('made after a block in the forum is not even heard of', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    await blocks.block(ada, bo.code);
    await yes(here, bo, ada);
    expect((await between(here, ada)).asking).toEqual([]);
    expect((await between(here, bo)).waiting).toMatchObject([{ name: 'Slow Ferry' }]);
    expect(await asking(ada, () => sql`select 1 from members.handshakes`)).toEqual([]);
  });
  scene('ends for both when one takes it back; what was seen is said; two fresh yeses begin it anew', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    await yes(here, ada, bo);
    await yes(here, bo, ada);
    await handshakes.takeBack(ada, await here(ada), await codeOf(here, bo));
    await handshakes.takeBack(ada, await here(ada), await codeOf(here, bo));
    expect(await between(here, ada)).toMatchObject({ open: [], waiting: [], asking: [], past: [{ name: 'Grey Mitten' }] });
    expect(await between(here, bo)).toMatchObject({ open: [], waiting: [], past: [{ name: 'Slow Ferry' }] });
    expect([await handshakes.knownAs(bo, await codeOf(here, ada)), await handshakes.knownAs(ada, bo.code)]).toEqual([[], []]);
    expect(await asking(bo, () => sql`select shows_id from members.reveals where member_id <> ${bo.id}`)).toEqual([]);
    await yes(here, ada, bo);
    expect((await between(here, ada)).open).toEqual([]); // bo's old yes does not count
    await yes(here, bo, ada);
    expect((await between(here, ada)).open).toHaveLength(1);
  });
  scene('is not for names from elsewhere, for oneself, for forged ones, nor below its step', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here, place } = await inPlace(iben, { ada, bo, cleo, hanna });
    const other = await inPlace(iben, { ada, bo, cleo, hanna }, 'chosen', { name: 'Friday table' });
    const forged = ['', 'nosuch', bo.code, bo.personaId, await codeOf(here, ada), await codeOf(other.here, bo), `${await codeOf(here, bo)}'`];
    for (const code of forged) await expect(handshakes.sayYes(ada, await here(ada), code), code).rejects.toBeInstanceOf(NotFound);
    for (const code of forged) await expect(handshakes.sayNo(ada, await here(ada), code), code).rejects.toBeInstanceOf(NotFound);
    await blocks.block(bo, await codeOf(here, ada));
    await expect(yes(here, ada, bo)).rejects.toBeInstanceOf(NotFound); // in this very space: for each other they are not there
    await ladders.choose(ada, await here(ada), 'anonymous');
    expect(await refusalOf(handshakes.sayYes(ada, await personas.inPlace(ada, place), await codeOf(here, hanna)))).toBe('members.refused.notChosen');
  });
  scene('of every kind in a space ends when its member goes down from that step', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    await yes(here, ada, bo);
    await yes(here, bo, ada);
    await yes(here, ada, cleo);
    await ladders.choose(ada, await here(ada), 'anonymous');
    expect(await between(here, ada)).toMatchObject({ open: [], waiting: [] });
    expect((await between(here, cleo)).asking).toEqual([]);
  });
  scene('is offered kindly many times a day, and then tomorrow', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    const [mine, code] = [await here(ada), await codeOf(here, bo)];
    const answers = new Set<string | undefined>();
    for (let at = 0; at < 32; at++) answers.add(await refusalOf(handshakes.sayYes(ada, mine, code)));
    expect([...answers]).toEqual([undefined, 'members.refused.offersMany']);
  });
  scene('is offered to no name that was put away weeks ago: it goes from the list of people, at an hour that does not say which name came for it', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    const listed = async () => (await handshakes.people(bo, await here(bo))).map(({ name }) => name);
    const { personaId, code } = await here(ada);
    await personas.renew(ada, await here(ada), { name: 'Brass Button', pledged: true });
    const ago = (days: number) => asHouse(() => sql`update members.personas set retired_at = now() - make_interval(days => ${days}::int) where id = ${personaId}`);
    const old = async (days: number) => { await ago(days); return (await listed()).includes('Slow Ferry'); };
    expect([await old(0), await old(6), await old(28), (await listed()).includes('Brass Button')]).toEqual([true, true, false, true]);
    const [face] = await asking(bo, () => sql<{ name: string }>`select name from members.faces where code = ${code}`);
    expect(face, 'what was written there stays under it').toEqual({ name: 'Slow Ferry' });
  });
  scene('leads from the name in the forum of now, also after a new one was taken', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    await yes(here, ada, bo);
    await yes(here, bo, ada);
    await faces.rename(ada, 'Copper Kettle');
    expect(await handshakes.knownAs(bo, await codeOf(here, ada))).toMatchObject([{ name: 'Copper Kettle' }]);
    await personas.renew(ada, await here(ada), { name: 'Brass Button', pledged: true });
    const fresh = await here(ada);
    expect([fresh.level, fresh.known, (await between(here, bo)).open, await handshakes.knownAs(bo, fresh.code)]).toEqual(['anonymous', [], [], []]);
  });

  /**
   * In any order of yes, no and block between three people who meet in two places: a reveal stands exactly where the last
   * words of both are yes and nothing is between them, and somebody vanishes exactly where a block was pressed or known to hold.
   */
  it('is open exactly where two yeses stand, and a block holds exactly where it may, whatever the order', async () => {
    type Step = { who: number; whom: number; at: 0 | 1; does: 'yes' | 'no' | 'block' | 'blockForum' };
    const does = fc.constantFrom('yes' as const, 'yes' as const, 'yes' as const, 'no' as const, 'block' as const, 'blockForum' as const);
    const step = fc.record({ who: fc.integer({ min: 0, max: 2 }), whom: fc.integer({ min: 0, max: 2 }), at: fc.constantFrom(0 as const, 1 as const), does }).filter(({ who, whom }) => who !== whom);
    // Half of the time two share names in both places first, and then one of them presses a block in one.
    const known: Step[] = [0, 1].flatMap((at) => [[0, 1], [1, 0]].map(([who, whom]) => ({ who, whom, at, does: 'yes' }) as Step));
    const pressed = fc.record({ who: fc.constantFrom(0, 1), at: fc.constantFrom(0 as const, 1 as const) }).map(({ who, at }): Step[] => [...known, { who, whom: 1 - who, at, does: 'block' }]);
    const steps = fc.tuple(fc.oneof(fc.constant([]), pressed), fc.array(step, { maxLength: 10 })).map(([before, more]) => [...before, ...more]);
    await fc.assert(fc.asyncProperty(steps, async (steps: Step[]) => undone(async () => {
      const cast = await theCast();
      const places = [await inPlace(cast.iben, cast), await inPlace(cast.iben, cast, 'chosen', { name: 'Friday table' })];
      const three = [cast.ada, cast.bo, cast.cleo];
      const said = new Map<string, boolean>();
      const [apart, hidden, open] = [new Set<string>(), new Set<string>(), new Set<string>()];
      const pair = (a: number, b: number) => [a, b].sort().join('-');
      for (const { who, whom, at, does } of steps) {
        const [me, them, { here }] = [three[who]!, three[whom]!, places[at]!];
        const [key, two] = [`${at} ${pair(who, whom)}`, pair(who, whom)];
        if (does === 'block' || does === 'blockForum') {
          await blocks.block(me, does === 'block' ? await codeOf(here, them) : them.code);
          apart.add(two);
          if (does === 'block') hidden.add(key);
          const isKnown = does === 'blockForum' || open.has(key);
          for (const place of [0, 1].filter((place) => isKnown && open.delete(`${place} ${two}`))) {
            hidden.add(`${place} ${two}`);
            for (const one of [`${who}-${whom}`, `${whom}-${who}`]) said.delete(`${place} ${one}`);
          }
          continue;
        }
        const answer = (does === 'yes' ? handshakes.sayYes : handshakes.sayNo)(me, await here(me), await codeOf(here, them));
        if (hidden.has(key)) {
          await expect(answer).rejects.toBeInstanceOf(NotFound);
          continue;
        }
        await answer;
        if (does === 'no' && open.delete(key)) said.delete(`${at} ${whom}-${who}`);
        said.set(`${at} ${who}-${whom}`, does === 'yes');
        if (said.get(`${at} ${who}-${whom}`) && said.get(`${at} ${whom}-${who}`) && !apart.has(two)) open.add(key);
      }
      for (const [at, { here }] of places.entries()) for (const [who, me] of three.entries()) {
        const others = [0, 1, 2].filter((other) => other !== who);
        const namesOf = (keys: Set<string>) => others.filter((other) => keys.has(`${at} ${pair(who, other)}`)).map((other) => three[other]!);
        expect((await between(here, me)).open.map(({ theirForumName }) => theirForumName).sort()).toEqual(namesOf(open).map(({ name }) => name).sort());
        const seen = (await handshakes.people(me, await here(me))).map(({ code }) => code);
        for (const other of others) expect(seen.includes(await codeOf(here, three[other]!)), `${at} ${who} sees ${other}`).toBe(!hidden.has(`${at} ${pair(who, other)}`));
      }
    })), { numRuns: 16 });
  });
});

describe('a block, across the names of two people', () => {
  scene('in the forum takes nothing away in the café, from either: who vanished would be known', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna }, 'anonymous');
    const seenBy = async (member: Member) => JSON.stringify([await handshakes.people(member, await here(member)), await between(here, member)]);
    const before = [await seenBy(ada), await seenBy(bo)];
    await blocks.block(ada, bo.code);
    expect([await seenBy(ada), await seenBy(bo)]).toEqual(before);
  });
  scene('holds wherever the two know each other by handshake, and ends the handshake', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    await yes(here, ada, bo);
    await yes(here, bo, ada);
    await blocks.block(ada, await codeOf(here, bo));
    const hidden = (member: Member) => asking(member, () => sql<{ blocked: string }>`select * from members.blocked()`);
    const local = async (member: Member) => (await here(member)).personaId;
    expect((await hidden(ada)).map(({ blocked }) => blocked).sort()).toEqual([bo.personaId, await local(bo)].sort());
    expect((await hidden(bo)).map(({ blocked }) => blocked).sort()).toEqual([ada.personaId, await local(ada)].sort());
    expect([(await between(here, ada)).open, (await between(here, bo)).open]).toEqual([[], []]);
    expect(await asHouse(() => sql`select 1 from members.handshakes union all select 1 from members.reveals where until is null`)).toEqual([]);
    expect(await refusalOf(blocks.block(ada, (await here(ada)).code))).toBe('members.refused.blockSelf');
  });
  scene('can be asked about by the house alone', async ({ ada, bo }) => {
    await blocks.block(ada, bo.code);
    const ask = () => sql<{ apart: boolean }>`select members.apart(${ada.personaId}, ${bo.personaId}) as apart`;
    expect([(await asking(ada, ask))[0]!.apart, (await asHouse(ask))[0]!.apart]).toEqual([false, true]);
  });
});

describe('two yeses at once, over two connections', () => {
  const made: string[] = [];
  let place = '';
  afterAll(() => asHouse(async () => {
    await sql`delete from members.members where id = any(${made}::uuid[])`;
    await sql`update members.spaces set closed_at = now() where code = ${place}`;
  }));

  it('open one handshake, and a taking back at the same moment leaves none half open', async () => {
    const mark = Date.now().toString(36).replace(/\d/g, (digit) => 'bcdfghjkmn'[Number(digit)]!);
    place = mark.slice(-8);
    await asHouse(() => sql`insert into members.spaces (id, code, kind, name) values (gen_random_uuid(), ${place}, 'cafe', 'Race')`);
    const people: { member: Member; code: string }[] = [];
    for (const [at, name] of [`Pqx ${mark}`, `Zvk ${mark}`].entries()) {
      const { memberId } = await join({ name, pass: 'green kettle slow river', language: 'en', adult: true, conduct: { version: 't', hash: 't' }, keepName: true });
      made.push(memberId);
      const member = (await sessions.enter(await sessions.begin(memberId, 'own', 'a test')))!;
      await personas.make(member, place, { name: `${at ? 'Left' : 'Right'} ${mark}`, pledged: true, keepName: true });
      await ladders.choose(member, await personas.inPlace(member, place), 'chosen');
      people.push({ member, code: (await personas.inPlace(member, place)).code });
    }
    const [one, other] = people as [(typeof people)[number], (typeof people)[number]];
    const yes = async (from: typeof one, to: typeof one) => handshakes.sayYes(from.member, await personas.inPlace(from.member, place), to.code);
    const rows = () => asHouse(() => sql<{ open: number }>`select count(*)::int as open from members.reveals r join members.personas p on p.id = r.seer_id where p.member_id = any(${made}::uuid[]) and r.until is null`);
    for (let round = 0; round < 4; round++) {
      await Promise.all([yes(one, other), yes(other, one), yes(one, other), yes(other, one)]);
      expect((await rows())[0]!.open).toBe(2);
      await Promise.all([handshakes.takeBack(one.member, await personas.inPlace(one.member, place), other.code), yes(other, one)]);
      expect((await rows())[0]!.open).toBe(0);
    }
  });
});
