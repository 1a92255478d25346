import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as duty from '#house/duty';
import { signedIn } from '#members/gate';
import * as concern from '#safety/lines';

export const load = page(async ({ locals, params: { id = '' }, url }) => {
  const [{ line, isOpen }, promised] = await Promise.all([concern.about(signedIn(locals), id), duty.promise(new Date(), 'deciding')]);
  return { name: line.name, code: line.code, kind: line.kind, isGone: line.takenBackAt !== null, isHidden: line.hiddenAt !== null, isOpen, isSent: isOpen && url.searchParams.has('sent'), promised, now: new Date() };
});

export const actions = {
  default: action(async ({ locals, params: { id = '' } }, sent) => {
    await concern.tell(signedIn(locals), id, sent.text('reason'), sent.text('words'));
    redirect(303, `/report/line/${id}?sent`);
  })
};
