import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import * as promises from '#safety/promises';
import * as reports from '#safety/reports';
import * as cheers from '#toolbox/cheers';

/** A line the person lets this member see, when it is what they want to tell us about. */
const lineIn = (member: Member, url: URL, code: string) => {
  const cheer = url.searchParams.get('cheer');
  return cheer === null ? null : cheers.shownTo(member, cheer, code);
};

export const load = page(async ({ locals, params: { code: asked = '' }, url }) => {
  const member = signedIn(locals);
  const [{ personaId, name, code, isOpen }, line] = await Promise.all([reports.person(member, asked), lineIn(member, url, asked)]);
  return { name, code, isOpen, line, isSent: isOpen && url.searchParams.has('sent'), promised: await promises.of(member, 'person', personaId), now: new Date() };
});

export const actions = {
  default: action(async ({ locals, params: { code = '' }, url }, sent) => {
    const member = signedIn(locals);
    await reports.tellOfPerson(member, code, sent.text('reason'), sent.text('words'), await lineIn(member, url, code));
    redirect(303, `${url.pathname}?sent`);
  })
};
