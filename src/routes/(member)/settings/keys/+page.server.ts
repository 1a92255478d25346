import { redirect } from '@sveltejs/kit';
import { action, ownPath, page } from '#platform/http';
import { deviceWords } from '#members/device-rules';
import * as factors from '#members/factors';
import { signedIn } from '#members/gate';
import * as identities from '#members/identities';
import * as keys from '#members/keys';
import { makeSentence } from '#members/passes';
import { wishedPass } from '#members/pass-rules';
import * as passkeys from '#members/passkeys';
import { prove } from '#members/proving';
import * as recoveries from '#members/recoveries';
import * as spareKeys from '#members/spare-keys';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [mine, hasFactor, spareMadeAt, isFresh, ways, codes] = await Promise.all(
    [passkeys.of(member), factors.isConfirmed(member), spareKeys.madeAt(member), keys.isFresh(member), identities.ways(member), recoveries.left(member)]);
  return {
    passkeys: mine, ways, hasFactor, spareMadeAt, isFresh, codes, stopped: url.searchParams.has('stopped'), device: member.session.device, isStaff: member.roles.length > 0,
    sentence: makeSentence(member.language), language: member.language, wasShown: url.searchParams.has('shown'), saved: url.searchParams.has('saved')
  };
});

const done = (next = ''): never => redirect(303, ownPath(next, '/settings/keys?saved='));

export const actions = {
  sentence: action(({ locals }, sent) => ({ typed: { ...sent.fields, sentence: makeSentence(locals.language) } })),
  pass: action(async ({ locals }, sent) => {
    await keys.changePass(signedIn(locals), sent.text('pass'), wishedPass(sent));
    done();
  }),
  spare: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    await prove(member, sent.text('pass'));
    return { made: { spareKey: await spareKeys.renew(member), next: '/settings/keys' } };
  }),
  spareOff: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    await prove(member, sent.text('pass'));
    await spareKeys.remove(member);
    done();
  }),
  codes: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    await prove(member, sent.text('pass'));
    return { sheet: { codes: await recoveries.makeSheet(member), next: '/settings/keys' } };
  }),
  /** Asks for nothing but being signed in: stopping has to be easy. */
  stopRecovery: action(async ({ locals }) => {
    await recoveries.stop(signedIn(locals));
    redirect(303, '/settings/keys?stopped#codes');
  }),
  addPasskey: action(async ({ locals, request }, sent) => {
    const member = signedIn(locals);
    await keys.proveUnlessFresh(member, sent.text('pass'));
    await passkeys.add(member, sent.text('response'), deviceWords(request.headers.get('user-agent')));
    done(sent.text('next'));
  }),
  namePasskey: action(async ({ locals }, sent) => {
    await passkeys.name(signedIn(locals), sent.text('id'), sent.text('words'));
    done();
  }),
  removePasskey: action(async ({ locals }, sent) => {
    await passkeys.remove(signedIn(locals), sent.text('id'));
    done();
  }),
  removeIdentity: action(async ({ locals }, sent) => {
    await identities.remove(signedIn(locals), sent.text('id'));
    done();
  }),
  removeFactor: action(async ({ locals }, sent) => {
    await factors.remove(signedIn(locals), sent.text('code'));
    done();
  })
};
