import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as duty from '#house/duty';
import { signedIn } from '#members/gate';
import * as reports from '#safety/reports';

export const load = page(async ({ locals, params, url }) => {
  const [{ name, code, isOpen }, promised] = await Promise.all([reports.person(signedIn(locals), params.code ?? ''), duty.promise()]);
  return { name, code, isOpen, isSent: isOpen && url.searchParams.has('sent'), promised, now: new Date() };
});

export const actions = {
  default: action(async ({ locals, params, url }, sent) => {
    await reports.tellOfPerson(signedIn(locals), params.code ?? '', sent.text('reason'), sent.text('words'));
    redirect(303, `${url.pathname}?sent`);
  })
};
