import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import * as calls from '#circles/calls';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import { mayOpen } from '#circles/session-rules';
import { hasCall } from '#gatherings/gathering-rules';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import { comeIn } from '../../../seated';

/** The date and its text room, which is beside every call. */
async function beside(member: Member, code: string) {
  const one = await comeIn(member, code);
  if (!hasCall(one.way)) notFound();
  return { one, room: await lines.room(member, code) };
}

export const load = page(async ({ locals, params: { code = '' } }) => {
  const { one, room } = await beside(signedIn(locals), code);
  return { code: one.code, title: one.title, way: one.way, language: one.language, name: one.mine, hosts: room.session?.hosts ?? [], phase: room.phase, ways: calls.ways() };
});

export const actions = {
  link: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const isTrying = sent.text('what') === 'practice';
    const { one, room: { session, phase } } = await beside(member, code);
    // The host who goes first opens the text room: there is nobody in a call who could not fall back to it. [ACC-7]
    const opens = session && one.isHost && phase !== 'open' && mayOpen(session, new Date());
    if (!isTrying && opens) await presences.stepIn(member, code, session.id);
    if (!isTrying && !opens && phase !== 'open') return { closed: true };
    const who = one.seat?.id ?? `host:${one.gatheringId}:${one.mine}`;
    const link = await calls.link({
      what: isTrying ? `practice:${who}` : `gathering:${one.id}`, title: isTrying ? one.mine : one.title, minutes: isTrying ? 10 : one.minutes + 20,
      caller: { name: one.mine, id: who, isHost: one.isHost || isTrying, language: member.language }, back: `/meet/g/${code}/room`
    });
    return link ? { link, isTrying } : { broken: true };
  })
};
