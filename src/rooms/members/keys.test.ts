import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { Refusal } from '#platform/answers';
import * as keys from '#members/keys';
import * as sessions from '#members/sessions';
import { signIn } from '#members/sign-ins';
import { passOf } from '#test/cast';
import { scene } from '#test/scene';

const from = { address: '198.51.100.30', device: 'own', deviceWords: '' } as const;
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);

describe('a pass-sentence', () => {
  scene('is changed by who knows it, and signs out everywhere else', async ({ ada }) => {
    const elsewhere = await sessions.begin(ada.id, 'shared', '');
    await keys.changePass(ada, passOf('ada'), 'amber boat circle dragon');
    expect(await sessions.enter(elsewhere)).toBeUndefined();
    expect((await sessions.of(ada)).map(({ id }) => id)).toEqual([ada.session.id]);
    expect(await refusalOf(signIn('ada', passOf('ada'), from))).toBe('members.refused.signIn');
    await signIn('ada', 'amber boat circle dragon', from);
  });
  scene('that is sent twice, by a second tap or on a weak signal, is changed once and nothing is refused (ID-1)', async ({ ada }) => {
    const wished = 'amber boat circle dragon';
    await keys.changePass(ada, passOf('ada'), wished);
    const elsewhere = await sessions.begin(ada.id, 'shared', '');
    await keys.changePass(ada, passOf('ada'), ' Amber  boat circle dragon');
    expect(await sessions.enter(elsewhere), 'nothing ends a second time').toBeDefined();
    const told = await sql`select 1 from platform.events where name = 'members.pass.changed' and data ->> 'memberId' = ${ada.id}`;
    expect(told).toHaveLength(1);
    await signIn('ada', wished, from);
  });
  scene('cannot be guessed through the new one: it is one try like any other (ID-1)', async ({ ada }) => {
    const guess = (wished: string) => refusalOf(keys.changePass(ada, 'not the sentence at all', wished));
    for (let at = 0; at < 8; at++) expect(await guess(`another guess of ${at} words`)).toBe('pages.things.wrong');
    expect(await guess(passOf('ada'))).toBe('pages.things.tooMany');
  });
  scene('stays when the one given is wrong, or the new one is too easy', async ({ ada }) => {
    expect(await refusalOf(keys.changePass(ada, passOf('bo'), 'amber boat circle dragon'))).toBe('pages.things.wrong');
    for (const [easy, why] of [['short', 'passShort'], ['aaaaaaaaaaaaaaaaaaaa', 'passEasy'], ['', 'passShort'], ['x'.repeat(500_000), 'passLong']] as const) {
      expect(await refusalOf(keys.changePass(ada, passOf('ada'), easy))).toBe(`members.refused.${why}`);
    }
    await signIn('ada', passOf('ada'), from);
  });
  scene('need not be said again a moment after coming in, and must be after a quarter of an hour', async ({ ada }) => {
    await keys.proveUnlessFresh(ada, '');
    await asHouse(() => sql`update members.sessions set made_at = now() - interval '16 minutes' where id = ${ada.session.id}`);
    expect(await refusalOf(keys.proveUnlessFresh(ada, ''))).toBe('pages.things.wrong');
    await keys.proveUnlessFresh(ada, passOf('ada'));
  });
});
