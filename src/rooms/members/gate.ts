/**
 * The gate of every page: turns who is asking into a typed asker, or turns away.
 */
import { error, redirect } from '@sveltejs/kit';
import { asHost, asLead, asModerator, asSteward, withFactor, type Host, type Lead, type Member, type Moderator, type Steward } from '#members/members';
import type { WorkAccount } from '#members/work-accounts';

type Locals = App.Locals;

/** The way to the sign-in page and back here; where the device only locked itself, to saying the sentence again. */
const toTheDoor = (locals: Locals): never => redirect(303, `${locals.locked ? '/lock' : '/sign-in'}?next=${encodeURIComponent(locals.path)}`);

/** Where somebody with a work account belongs. */
export const workplace = '/desk/care';

/** The signed-in member, or the way to the sign-in page. Somebody with a work account is shown to their desk: for them no page of members is there. */
export function signedIn(locals: Locals): Member {
  if (locals.member) return locals.member;
  if (locals.work) redirect(303, workplace);
  return toTheDoor(locals);
}

/** Somebody with a work account who has shown a second factor. To members their pages are not there. */
export function atWork(locals: Locals): WorkAccount {
  if (locals.member) error(404);
  if (!locals.work) return toTheDoor(locals);
  if (!locals.work.session.factorAt) redirect(303, `/sign-in/second?next=${encodeURIComponent(locals.path)}`);
  return locals.work;
}

/** Staff pages look to anybody else as if they were not there; staff show a second factor first. */
const staff =
  <Role extends Member>(as: (member: Member) => Role | undefined) =>
  (locals: Locals): Role => {
    const member = signedIn(locals);
    const asker = as(member);
    if (asker) return asker;
    if (as(withFactor(member))) redirect(303, `/sign-in/second?next=${encodeURIComponent(locals.path)}`);
    return error(404);
  };
export const host: (locals: Locals) => Host = staff(asHost);
export const moderator: (locals: Locals) => Moderator = staff(asModerator);
export const lead: (locals: Locals) => Lead = staff(asLead);
export const steward: (locals: Locals) => Steward = staff(asSteward);
