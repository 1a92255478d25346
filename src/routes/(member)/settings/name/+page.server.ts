import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as faces from '#members/faces';
import { signedIn } from '#members/gate';
import { makeSeed } from '#members/members';
import * as names from '#members/names';
import * as personas from '#members/personas';
import { lookAtField, lookAtName } from '../../../looking.ts';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [face, offers, here] = await Promise.all([faces.mine(member), names.offer(member.language, 3), personas.at(member, 'forum')]);
  return { face, here, offers, seed: makeSeed(), language: member.language, saved: url.searchParams.has('saved') };
});

const done = (): never => redirect(303, '/settings/name?saved=');

export const actions = {
  rename: action(async ({ locals }, sent) => {
    lookAtName(sent, locals.language);
    await faces.rename(signedIn(locals), sent.text('choose') || sent.text('name'), { keep: sent.has('keepName') });
    done();
  }),
  another: action((_, sent) => ({ typed: { ...sent.fields, seed: makeSeed() } })),
  redraw: action(async ({ locals }, sent) => {
    await faces.redraw(signedIn(locals), sent.text('seed'));
    done();
  }),
  describe: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const { text, question, isChanged } = await lookAtField(sent, 'about', member, 'forum');
    if (question || isChanged) return { typed: { about: text }, question, isChanged };
    await faces.describe(member, text);
    done();
  })
};
