/** The settings of somebody at work: theirs alone, and nothing of a member's. */
import { describe, expect } from 'vitest';
import { scene } from '#test/scene';
import { passOf } from '#test/cast';
import type { Provider } from '#care/providers';
import { comfortOf } from '#members/setting-rules';
import * as keys from '#members/keys';
import * as sessions from '#members/sessions';
import * as settings from '#members/settings';
import { looksOf } from '#members/looks';
import { load as ways } from './keys/+page.server.ts';
import { load as looks } from './+page.server.ts';

async function signedIn({ id }: Provider) {
  const token = await sessions.begin(id, 'own', 'a test', { factor: true });
  return { token, work: (await sessions.whoever(token)).work! };
}
const event = (locals: object) => ({ locals: { language: 'en', path: '/desk/care/settings', ...locals }, params: {}, url: new URL('http://localhost/desk/care/settings') }) as unknown as Parameters<typeof looks>[0];
const sent = (fields: Record<string, string>, also: string[] = []) => ({ text: (name: string) => fields[name] ?? '', all: () => also });

describe('settings at the desk', () => {
  scene('keep how pages look and in which language, for this account alone', async ({ sol, vera }) => {
    const { token, work } = await signedIn(sol);
    await settings.keepComfort(work, comfortOf(sent({ theme: 'dark', size: '130', motion: 'nonsense' }, ['light'])));
    await settings.chooseLanguage(work, 'nb');
    await expect(settings.chooseLanguage(work, 'xx')).rejects.toMatchObject({ key: 'pages.settings.languageUnknown' });
    const again = (await sessions.whoever(token)).work!;
    expect(again).toMatchObject({ language: 'nb', looks: { theme: 'dark', size: '130', motion: 'off', light: true } });
    expect(looksOf(again, undefined)).toContain('data-theme="dark"');
    expect(await looks(event({ work: again }))).toMatchObject({ language: 'nb', looks: { theme: 'dark' } });
    expect((await signedIn(vera)).work.looks.theme).toBe('match');
  });
  scene('show where one is signed in, and end it there; nobody else’s', async ({ sol, vera, ada }) => {
    const [here, there, hers] = [await signedIn(sol), await signedIn(sol), await signedIn(vera)];
    expect((await ways(event({ work: here.work }) as never)).devices.map(({ id }) => id)).toContain(there.work.session.id);
    for (const other of [hers.work.session.id, ada.session.id]) await expect(sessions.end(here.work, other)).rejects.toThrow();
    await sessions.end(here.work, there.work.session.id);
    expect(await sessions.whoever(there.token)).toEqual({ member: undefined, work: undefined });
    await sessions.endOthers(here.work);
    expect((await sessions.of(here.work)).map(({ id }) => id)).toEqual([here.work.session.id]);
    expect((await sessions.whoever(hers.token)).work).toBeDefined();
  });
  scene('change the pass-sentence with the one there is, and without it not', async ({ sol }) => {
    const { work } = await signedIn(sol);
    await expect(keys.changePass(work, 'not the sentence', 'seven green boats at the quay')).rejects.toMatchObject({ key: 'pages.things.wrong' });
    await keys.changePass(work, passOf('sol'), 'seven green boats at the quay');
  });
  scene('are not there for a member, and want the second factor first', async ({ ada, sol }) => {
    await expect(looks(event({ member: ada }))).rejects.toMatchObject({ status: 404 });
    const token = await sessions.begin(sol.id, 'own', 'a test');
    const { work } = await sessions.whoever(token);
    await expect(ways(event({ work }) as never)).rejects.toMatchObject({ status: 303 });
  });
});
