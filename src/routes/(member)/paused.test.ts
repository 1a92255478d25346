/**
 * Whoever a moderator has paused writes to nobody: not in a thread, a circle or
 * at a table, and they reach out to no other member. What they may read, take
 * back and keep for themselves stays. [MOD-2]
 */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as circleAsides from '#circles/asides';
import * as circleCheers from '#circles/cheers';
import * as circles from '#circles/circles';
import * as lines from '#circles/lines';
import * as missing from '#circles/missing';
import * as presences from '#circles/presences';
import * as circleSeats from '#circles/seats';
import * as sessions from '#circles/sessions';
import { draftOf } from '#forum/draft-rules';
import * as changes from '#forum/changes';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import * as asides from '#gatherings/asides';
import * as hosting from '#gatherings/hosting';
import * as inviting from '#gatherings/inviting';
import * as pairs from '#gatherings/pairs';
import * as plans from '#gatherings/plans';
import * as seats from '#gatherings/seats';
import { aPlan, aWhen, table } from '#gatherings/seed';
import * as topics from '#gatherings/topics';
import * as faces from '#members/faces';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import * as masks from '#members/masks';
import type { Member } from '#members/members';
import * as names from '#members/names';
import * as personas from '#members/personas';
import * as spaces from '#members/spaces';
import * as cheers from '#toolbox/cheers';
import * as weeks from '#toolbox/weeks';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { refusalOf } from '#test/names';
import { scene } from '#test/scene';

const paused = <Who extends Member>(member: Who): Who => ({ ...member, suspendedUntil: new Date(Date.now() + 60_000) });
const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
type Writing = { what: string; who: Member; write: (member: Member) => Promise<unknown> };

/** Every verb by which one member's words, or their wish to reach somebody, come to another member. */
async function everyWay({ ada, bo, cleo, hanna, mio, iben }: Cast): Promise<Writing[]> {
  const { code: thread } = await threads.begin(bo, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }));
  const { code: own } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Mine, too.' }));
  const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${own}`;

  const circle = await seated({ ada, bo, hanna, mio, iben }, { kind: 'course', weeks: '6' });
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
  const session = (await lines.room(ada, circle)).session!.id;
  for (const member of [hanna, ada]) await presences.stepIn(member, circle, session);
  const mates = await circleSeats.mates(ada, (await circles.one(ada, circle)).id);
  const seatOf = (name: string) => mates.find((mate) => mate.name === name)!.seatId;

  const gathering = await table([hanna, mio], [ada, bo, cleo], iben);
  const codeOf = async (member: Member) => (await gathering.here(member)).code;
  for (const guest of [ada, cleo]) await seats.take(guest, gathering.code, { shows: true });
  await pairs.holdOut(cleo, gathering.code, { kind: 'buddy', hows: ['sit'] });
  await pairs.holdOut(ada, gathering.code, { kind: 'lift', area: 'The old town', room: 1 });
  await pairs.reach(cleo, gathering.code, 'lift', await codeOf(ada));
  const [pair] = await pairs.of(ada, gathering.code);
  await pairs.answer(ada, pair!.id, true);
  await asides.askHosts(bo, gathering.code, 'Is there a quiet corner?');
  const here = await gathering.here(ada);
  await ladders.choose(ada, here, 'chosen');
  await masks.add(ada, { kind: 'pain', words: '' });
  const [mask] = await masks.mine(ada);

  return [
    { what: 'forum/threads.begin', who: ada, write: (member) => threads.begin(member, draft({ board: 'rest', want: 'listen', text: 'Once more.' })) },
    { what: 'forum/posts.reply', who: ada, write: (member) => posts.reply(member, thread, draft({ text: 'Here, too.' })) },
    { what: 'forum/changes.edit', who: ada, write: (member) => changes.edit(member, post!.id, draft({ text: 'Mine, changed.', want: 'listen' })) },
    { what: 'circles/lines.say', who: ada, write: (member) => lines.say(member, circle, session, { text: 'Good evening.' }) },
    { what: 'circles/asides.tell', who: ada, write: (member) => circleAsides.tell(member, circle, session, { text: 'For you alone.' }) },
    { what: 'circles/cheers.ask', who: ada, write: (member) => circleCheers.ask(member, circle, 'A long walk on Sunday.', [seatOf('Ash Blanket')]) },
    { what: 'circles/sessions.write', who: hanna, write: async (member) => sessions.write(member, circle, session, { plan: 'Tea first.', between: 'See you.' }) },
    { what: 'circles/missing.ask', who: hanna, write: async (member) => {
      await asHouse(() => sql`update circles.sessions set closed_at = now() where id = ${session}`); // it is asked after one that is over
      await missing.ask(member, circle, session, seatOf('Ash Blanket'));
    } },
    { what: 'gatherings/seats.take', who: bo, write: (member) => seats.take(member, gathering.code, { wishes: 'By the door.' }) },
    { what: 'gatherings/seats.beKnown', who: ada, write: (member) => seats.beKnown(member, gathering.code, { level: 'spot', firstName: '', spot: 'A green scarf' }) },
    { what: 'gatherings/topics.lay', who: ada, write: (member) => topics.lay(member, gathering.code, 'Somebody wrote about rest.') },
    { what: 'gatherings/topics.give', who: hanna, write: (member) => topics.give(member, gathering.code, 'topic', 'What helped this week?') },
    { what: 'gatherings/asides.askHosts', who: ada, write: (member) => asides.askHosts(member, gathering.code, 'Is there a lift?') },
    { what: 'gatherings/asides.answer', who: hanna, write: async (member) => asides.answer(member, gathering.code, await codeOf(bo), 'Yes, at the back.') },
    { what: 'gatherings/asides.say', who: ada, write: (member) => asides.say(member, pair!.id, 'By the bench?') },
    { what: 'gatherings/pairs.holdOut', who: ada, write: (member) => pairs.holdOut(member, gathering.code, { kind: 'ride', area: 'North of the harbour' }) },
    { what: 'gatherings/pairs.reach', who: ada, write: async (member) => pairs.reach(member, gathering.code, 'buddy', await codeOf(cleo)) },
    { what: 'gatherings/inviting.invite', who: ada, write: async (member) => inviting.invite(member, gathering.code, await codeOf(bo)) },
    { what: 'gatherings/hosting.askCohost', who: hanna, write: async (member) => hosting.askCohost(member, gathering.code, await codeOf(cleo)) },
    { what: 'gatherings/plans.begin', who: ada, write: (member) => plans.begin(member, here, aPlan, aWhen()) },
    { what: 'gatherings/plans.change', who: hanna, write: (member) => plans.change(member, gathering.code, { ...aPlan, what: 'Tea.' }) },
    { what: 'members/handshakes.sayYes', who: ada, write: async (member) => handshakes.sayYes(member, await gathering.here(member), await codeOf(bo)) },
    { what: 'members/masks.show', who: ada, write: (member) => masks.show(member, here, mask!.id, 'people') },
    { what: 'members/faces.describe', who: ada, write: (member) => faces.describe(member, 'Slow walks.') }
  ];
}

describe('a pause (MOD-2)', () => {
  scene('closes every way in which words, or a wish to reach somebody, come to another member, and nothing else does', async (cast) => {
    for (const { what, who, write } of await everyWay(cast)) {
      expect([what, await refusalOf(write(paused(who)))]).toEqual([what, 'members.refused.paused']);
      expect([what, await refusalOf(write(who))], 'it was the pause alone').toEqual([what, undefined]);
    }
  });
  scene('puts no name of their own before anybody, and keeps nobody from a place they need: a name that is offered is theirs to take (MOD-2, ID-6)', async ({ ada, iben }) => {
    const { code: place } = await spaces.open(iben, { kind: 'cafe', name: 'Thursday table', about: '', region: '', area: '', language: 'en' });
    const wish = (name: string) => ({ name, keepName: true, pledged: true });
    const ways = {
      rename: (member: Member, name: string) => faces.rename(member, name, { keep: true }),
      make: (member: Member, name: string) => personas.make(member, place, wish(name)),
      renew: async (member: Member, name: string) => personas.renew(member, await personas.inPlace(member, place), wish(name))
    };
    for (const [way, take] of Object.entries(ways)) {
      for (const own of ['Read This All', 'quiet heron', 'Quiet', 'Quiet Heron Quiet']) expect([way, await refusalOf(take(paused(ada), own))]).toEqual([way, 'members.refused.pausedName']);
      const [offered] = await names.offer(way === 'make' ? 'nb' : 'en', 1);
      expect([way, await refusalOf(take(paused(ada), offered!))]).toEqual([way, undefined]);
    }
  });
  scene('lets nobody show a hope of theirs to others, and lets them keep it', async ({ ada }) => {
    await weeks.hope(paused(ada), 'Walk to the sea.', '');
    const [goal] = await weeks.goals(ada);
    expect(await refusalOf(cheers.ask(paused(ada), goal!.id, 'Walk to the sea.', []))).toBe('members.refused.paused');
  });
  scene('leaves open what is one’s own, what is taken back, and what one no longer shows', async (cast) => {
    const { ada, cleo } = cast;
    const gathering = await table([cast.hanna, cast.mio], [ada, cleo], cast.iben);
    const here = await gathering.here(ada);
    await masks.add(ada, { kind: 'pain', words: '' });
    const [mask] = await masks.mine(ada);
    await masks.show(ada, here, mask!.id, 'people');
    await seats.take(ada, gathering.code, { shows: true });
    await pairs.holdOut(ada, gathering.code, { kind: 'buddy', hows: ['sit'] });
    const me = paused(ada);
    await masks.show(me, here, mask!.id, 'people'); // as it was: a form that sends everything again
    await masks.show(me, here, mask!.id, 'nobody');
    await handshakes.sayNo(me, here, (await gathering.here(cleo)).code);
    await pairs.takeBack(me, gathering.code, 'buddy');
    await seats.beKnown(me, gathering.code, { level: 'cafe', firstName: '', spot: '' });
    await seats.giveBack(me, gathering.code);
    expect([await masks.of(cleo, here.code), await pairs.hands(cleo, gathering.code)]).toEqual([[], []]);
  });
});
