import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import { aPlan, table } from '#gatherings/seed';
import * as plans from '#gatherings/plans';
import * as seats from '#gatherings/seats';
import * as topics from '#gatherings/topics';
import * as sayings from '#house/sayings';
import type { Member } from '#members/members';
import { reactors } from '#safety/reactors';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { scene } from '#test/scene';

afterEach(() => sayings.forget());

const hear = (name: string, data: Record<string, string>) => reactors[name]!({ id: 1, name, data, at: new Date() });
const told = (id: string) => asHouse(() => sql<{ flags: string[]; subjectKind: string; kept: boolean | null }>`
  select s.flags, c.subject_kind, (select l.kept_at is not null from circles.lines l where l.id = c.subject_id) as kept
    from safety.signals s join safety.cases c on c.id = s.case_id where c.subject_id = ${id} and s.kind = 'contact'`);
const known = (who: Member) => asHouse(() => sql`update members.members set joined_at = now() - interval '1 year' where id = ${who.id}`);

/** A room with ada, bo and hanna in it. */
async function room(cast: Cast) {
  const code = await seated(cast);
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
  const { session } = await lines.room(cast.ada, code);
  for (const member of [cast.hanna, cast.ada, cast.bo]) await presences.stepIn(member, code, session!.id);
  return async (who: Member, text: string) => {
    const { id } = await lines.say(who, code, session!.id, { text });
    await hear('circles.line.said', { lineId: id });
    return id;
  };
}

describe('the shield, where people meet', () => {
  scene('finds who sells or pries in a room, and its words are kept for whoever looks; those known here are let be (H14, MOD-9)', async (cast) => {
    const say = await room(cast);
    const pries = await say(cast.ada, 'How old are you? Send me a picture.');
    await hear('circles.line.said', { lineId: pries });
    expect(await told(pries)).toEqual([{ flags: ['safeguarding'], subjectKind: 'line', kept: true }]);
    await known(cast.bo);
    expect(await told(await say(cast.bo, 'How old are you? I turn sixty.'))).toEqual([]);
    expect(await told(await say(cast.bo, 'Could you lend me some money until Friday?'))).toEqual([{ flags: ['commercial'], subjectKind: 'line', kept: true }]);
    expect(await told(await say(cast.ada, 'A quiet evening to you all.'))).toEqual([]);
  });
  scene('hears the same words over and over in a room', async (cast) => {
    const say = await room(cast);
    await known(cast.bo);
    const same = 'This tea from my own garden changed everything for me.';
    const said = [];
    for (let times = 0; times < 3; times++) said.push(await say(cast.bo, same));
    expect((await Promise.all(said.map(told))).map((signals) => signals.length)).toEqual([0, 0, 1]);
  });
  scene('stays out of rooms and gatherings while the program is turned off, as they say', async (cast) => {
    const say = await room(cast);
    await sayings.change(cast.iben, 'en', { triage: 'off' });
    expect(await told(await say(cast.ada, 'Pay me with a gift card.'))).toEqual([]);
    const { code } = await table([cast.hanna, cast.bo], [cast.ada], cast.iben);
    await seats.take(cast.ada, code);
    const card = await topics.lay(cast.ada, code, 'Pay me with a gift card.');
    await hear('gatherings.topic.given', { topicId: card });
    expect(await told(card)).toEqual([]);
  });
  scene('finds them in a plan and on a table too (H14, MOD-9)', async ({ ada, bo, hanna, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada], iben);
    await hear('gatherings.gathering.published', { gatheringId });
    expect(await told(gatheringId)).toEqual([]);
    await plans.change(hanna, code, { ...aPlan, what: 'Bring a gift card of fifty pounds for my cure.' });
    await hear('gatherings.gathering.changed', { gatheringId });
    expect(await told(gatheringId)).toEqual([{ flags: ['commercial'], subjectKind: 'plan', kept: null }]);
    await seats.take(ada, code);
    const card = await topics.lay(ada, code, 'Where exactly do you live?');
    for (let twice = 0; twice < 2; twice++) await hear('gatherings.topic.given', { topicId: card });
    expect(await told(card)).toEqual([{ flags: ['safeguarding'], subjectKind: 'topic', kept: null }]);
  });
});
