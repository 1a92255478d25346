import { fail, redirect } from '@sveltejs/kit';
import { Refusal } from '#platform/answers';
import { action, page, refusedWith } from '#platform/http';
import * as codes from '#care/codes';
import { written, codeOf } from '#care/code-rules';
import * as grants from '#care/grants';
import * as ties from '#care/ties';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as days from '#toolbox/days';

/** `?card=` is where a card's picture leads; the code is then in the form, and asked about when it is sent. */
export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [all, now, own] = await Promise.all([ties.of(member), days.now(member), personas.ownNames(member)]);
  const said = ['ended', 'stopped'].find((one) => url.searchParams.has(one)) as 'ended' | 'stopped' | undefined;
  return { ties: all.filter(({ endedAt }) => !endedAt).map((tie) => ({ ...tie, isOwnName: ties.isOwnName(tie.knownAs, own) })), earlier: all.filter(({ endedAt }) => endedAt), today: now.day, made: url.searchParams.get('made'), said };
});

async function cardOf(member: Member, code: string) {
  const { providerId: _, ...card } = await codes.read(member, code);
  return { ...card, code: written(codeOf(code)!) };
}

export const actions = {
  /** Whose card it is: before anything is said yes to. */
  look: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    await codes.limit(member, locals.address);
    return { card: await cardOf(member, sent.text('card')) };
  }),
  yes: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    try {
      const id = await ties.confirm(member, { code: sent.text('card'), knownAs: sent.text('knownAs'), keepName: sent.has('keepName') }, locals.address);
      return redirect(303, `/space/care?made=${id}`);
    } catch (caught) {
      if (!(caught instanceof Refusal) || caught.field !== 'knownAs') throw caught;
      return fail(409, { ...refusedWith(caught, sent).data, card: await cardOf(member, sent.text('card')) }); // another name, for the same person
    }
  }),
  rename: action(async ({ locals }, sent) => {
    await ties.rename(signedIn(locals), sent.text('tie'), { knownAs: sent.text('knownAs'), keepName: sent.has('keepName') });
    redirect(303, '/space/care');
  }),
  end: action(async ({ locals }, sent) => {
    await ties.end(signedIn(locals), sent.text('tie'));
    redirect(303, '/space/care?ended');
  }),
  stopAll: action(async ({ locals }) => {
    await grants.stopAll(signedIn(locals));
    redirect(303, '/space/care?stopped');
  })
};
