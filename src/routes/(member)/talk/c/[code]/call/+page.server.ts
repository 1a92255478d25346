import { action, page } from '#platform/http';
import * as calls from '#circles/calls';
import * as lines from '#circles/lines';
import { signedIn } from '#members/gate';
import * as personas from '#members/personas';

export const load = page(async ({ locals, params: { code = '' } }) => {
  const { circle, session, phase } = await lines.room(signedIn(locals), code);
  return { circle, session, phase, ways: calls.ways() };
});

export const actions = {
  link: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const isTrying = sent.text('what') === 'practice';
    const { circle, session, phase } = await lines.room(member, code);
    const isHost = circle.myRole === 'host';
    if (!session || (!isTrying && phase !== 'open')) return { closed: true };
    const here = await personas.inPlace(member, code);
    const link = await calls.link({
      what: isTrying ? `practice:${here.personaId}` : `circle:${session.id}`, title: isTrying ? here.name : circle.name, minutes: isTrying ? 10 : session.minutes + 20,
      caller: { name: here.name, id: here.personaId, isHost: isHost || isTrying, language: member.language }, back: `/talk/c/${code}/live`
    });
    return link ? { link, isTrying } : { broken: true };
  })
};
