import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import * as calls from '#circles/calls';
import * as sittings from '#gatherings/sittings';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';

/** Minutes before the beginning from which there is a way in. */
const early = 15;

/** A date that is held by video or telephone, for those who surely come and those who hold it. */
async function reached(member: Member, code: string): Promise<sittings.Sitting> {
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const one = await sittings.one(member, code, smallestArea);
  return one.way !== 'place' && one.mine && (one.isHost || one.seat?.state === 'coming') ? one : notFound();
}

export const load = page(async ({ locals, params: { code = '' } }) => {
  const one = await reached(signedIn(locals), code);
  return { code: one.code, title: one.title, language: one.language, name: one.mine ?? '', ways: calls.ways() };
});

export const actions = {
  link: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const one = await reached(member, code);
    const isTrying = sent.text('what') === 'practice';
    const isOpen = !one.isOver && !one.isOff && one.startsAt.getTime() - early * 60_000 <= Date.now();
    if (!isTrying && !isOpen) return { closed: true };
    const who = one.seat?.id ?? `host:${one.gatheringId}:${one.mine}`;
    const link = await calls.link({
      what: isTrying ? `practice:${who}` : `gathering:${one.id}`, title: isTrying ? one.mine! : one.title, minutes: isTrying ? 10 : one.minutes + 20,
      caller: { name: one.mine!, id: who, isHost: one.isHost || isTrying, language: member.language }, back: `/meet/g/${code}`
    });
    return link ? { link, isTrying } : { broken: true };
  })
};
