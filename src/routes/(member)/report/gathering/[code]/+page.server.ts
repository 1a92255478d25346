import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as gathered from '#safety/gathered';
import * as promises from '#safety/promises';

/** The plan of one date, or with `topic` one thing that lies on its table. */
export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const topic = url.searchParams.get('topic') ?? '';
  const member = signedIn(locals);
  const { kind, id, text, language, away, isOpen, isThere } = await gathered.about(member, code, topic);
  return { kind, text: kind === 'topic' && !away.length ? text : '', language, isHidden: away.length > 0, isPlanHidden: away.some((one) => one.kind === 'plan') || kind === 'plan' && !isThere, code, isOpen, isSent: isOpen && url.searchParams.has('sent'), promised: await promises.of(member, kind, id), now: new Date() };
});

export const actions = {
  default: action(async ({ locals, params: { code = '' }, url }, sent) => {
    const topic = url.searchParams.get('topic') ?? '';
    await gathered.tell(signedIn(locals), code, topic, sent.text('reason'), sent.text('words'));
    redirect(303, `/report/gathering/${code}?${topic ? `topic=${encodeURIComponent(topic)}&` : ''}sent`);
  })
};
