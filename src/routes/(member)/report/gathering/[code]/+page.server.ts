import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as duty from '#house/duty';
import { signedIn } from '#members/gate';
import * as gathered from '#safety/gathered';

/** The plan of one date, or with `topic` one thing that lies on its table. */
export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const topic = url.searchParams.get('topic') ?? '';
  const [{ kind, text, language, isOpen }, promised] = await Promise.all([gathered.about(signedIn(locals), code, topic), duty.promise(new Date(), 'deciding')]);
  return { kind, text: kind === 'topic' ? text : '', language, code, isOpen, isSent: isOpen && url.searchParams.has('sent'), promised, now: new Date() };
});

export const actions = {
  default: action(async ({ locals, params: { code = '' }, url }, sent) => {
    const topic = url.searchParams.get('topic') ?? '';
    await gathered.tell(signedIn(locals), code, topic, sent.text('reason'), sent.text('words'));
    redirect(303, `/report/gathering/${code}?${topic ? `topic=${encodeURIComponent(topic)}&` : ''}sent`);
  })
};
