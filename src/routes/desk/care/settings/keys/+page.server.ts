import { redirect } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, page } from '#platform/http';
import { provider } from '#care/gate';
import { deviceWords } from '#members/device-rules';
import * as factors from '#members/factors';
import { atWork } from '#members/gate';
import * as identities from '#members/identities';
import * as keys from '#members/keys';
import { makeSentence } from '#members/passes';
import { wishedPass } from '#members/pass-rules';
import * as passkeys from '#members/passkeys';
import { prove } from '#members/proving';
import * as sessions from '#members/sessions';
import * as spareKeys from '#members/spare-keys';
import * as tokens from '#exchange/tokens';

/** Whoever opens this is still at the clinic, and has shown a second factor. */
async function account(locals: App.Locals) {
  await provider(locals);
  return atWork(locals);
}

export const load = page(async ({ locals, url }) => {
  const me = await account(locals);
  const asker = await provider(locals);
  const [mine, hasFactor, spareMadeAt, isFresh, ways, devices, programs, ended] = await Promise.all([passkeys.of(me), factors.isConfirmed(me), spareKeys.madeAt(me), keys.isFresh(me), identities.ways(me), sessions.of(me), tokens.of(asker), tokens.ended(asker)]);
  return {
    passkeys: mine, hasFactor, spareMadeAt, isFresh, ways, devices, here: me.session.id, device: me.session.device, language: me.language, sentence: makeSentence(me.language), isSaved: url.searchParams.has('saved'),
    programs: programs.length, hasEnded: ended.length > 0
  };
});

const done = (): never => redirect(303, '/desk/care/settings/keys?saved');
export const actions = {
  sentence: action(({ locals }, sent) => ({ typed: { ...sent.fields, sentence: makeSentence(locals.language) } })),
  pass: action(async ({ locals }, sent) => {
    await keys.changePass(await account(locals), sent.text('pass'), wishedPass(sent));
    done();
  }),
  spare: action(async ({ locals }, sent) => {
    const me = await account(locals);
    await prove(me, sent.text('pass'));
    return { made: { spareKey: await spareKeys.renew(me), next: '/desk/care/settings/keys' } };
  }),
  addPasskey: action(async ({ locals, request }, sent) => {
    const me = await account(locals);
    await keys.proveUnlessFresh(me, sent.text('pass'));
    await passkeys.add(me, sent.text('response'), deviceWords(request.headers.get('user-agent')));
    done();
  }),
  namePasskey: action(async ({ locals }, sent) => {
    await passkeys.name(await account(locals), sent.text('id'), sent.text('words'));
    done();
  }),
  removePasskey: action(async ({ locals }, sent) => {
    await passkeys.remove(await account(locals), sent.text('id'));
    done();
  }),
  removeIdentity: action(async ({ locals }, sent) => {
    await identities.remove(await account(locals), sent.text('id'));
    done();
  }),
  /** The one in hand goes, and the next page sets up another: nobody at work is without. */
  otherFactor: action(async ({ locals }, sent) => {
    await factors.remove(await account(locals), sent.text('code'));
    redirect(303, '/sign-in/second?next=/desk/care/settings/keys');
  }),
  end: action(async ({ locals, cookies: jar }, sent) => {
    const me = await account(locals);
    await sessions.end(me, sent.text('id'));
    if (sent.text('id') === me.session.id) cookies.forgetSession(jar);
    done();
  }),
  others: action(async ({ locals }) => {
    await sessions.endOthers(await account(locals));
    done();
  })
};
