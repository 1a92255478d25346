/**
 * The gate of every page: turns who is asking into a typed asker, or turns away.
 */
import { error, redirect } from '@sveltejs/kit';
import { asHost, asLead, asModerator, asSteward, type Host, type Lead, type Member, type Moderator, type Steward } from '#members/members';

type Locals = App.Locals;

/** The signed-in member, or the way to the sign-in page and back here; where the device only locked itself, to saying the sentence again. */
export function signedIn(locals: Locals): Member {
  if (locals.member) return locals.member;
  redirect(303, `${locals.locked ? '/lock' : '/sign-in'}?next=${encodeURIComponent(locals.path)}`);
}

/** Staff pages look to anybody else as if they were not there; staff show a second factor first. */
const staff =
  <Role extends Member>(as: (member: Member) => Role | undefined) =>
  (locals: Locals): Role => {
    const asker = as(signedIn(locals));
    if (!asker) error(404);
    if (!asker.session.factorAt) redirect(303, `/sign-in/second?next=${encodeURIComponent(locals.path)}`);
    return asker;
  };
export const host: (locals: Locals) => Host = staff(asHost);
export const moderator: (locals: Locals) => Moderator = staff(asModerator);
export const lead: (locals: Locals) => Lead = staff(asLead);
export const steward: (locals: Locals) => Steward = staff(asSteward);
