import { redirect } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, ownPath, page } from '#platform/http';
import { isLanguage } from '#platform/words';
import { asHost, asSteward, withFactor } from '#members/members';
import * as sessions from '#members/sessions';

export const load = page(({ locals: { member, language } }) => ({
  isHost: Boolean(member && asHost(withFactor(member))),
  isSteward: Boolean(member && asSteward(withFactor(member))),
  language
}));

export const actions = {
  /** A visitor's language; a member's is in their settings. */
  language: action(({ cookies: jar }, sent) => {
    const wished = sent.text('language');
    if (isLanguage(wished)) cookies.setLanguage(jar, wished);
    redirect(303, ownPath(sent.text('next'), '/menu'));
  }),
  signOut: action(async ({ locals: { member }, cookies: jar }) => {
    if (member) await sessions.end(member, member.session.id);
    cookies.forgetSession(jar);
    redirect(303, '/');
  })
};
