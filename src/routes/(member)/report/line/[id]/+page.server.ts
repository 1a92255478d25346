import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as concern from '#safety/lines';
import * as promises from '#safety/promises';

export const load = page(async ({ locals, params: { id = '' }, url }) => {
  const member = signedIn(locals);
  const { line, isOpen } = await concern.about(member, id);
  return { name: line.name, code: line.code, kind: line.kind, isGone: line.takenBackAt !== null, isHidden: line.hiddenAt !== null, isOpen, isSent: isOpen && url.searchParams.has('sent'), promised: await promises.of(member, 'line', line.id), now: new Date() };
});

export const actions = {
  default: action(async ({ locals, params: { id = '' } }, sent) => {
    await concern.tell(signedIn(locals), id, sent.text('reason'), sent.text('words'));
    redirect(303, `/report/line/${id}?sent`);
  })
};
