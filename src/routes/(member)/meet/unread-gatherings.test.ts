/** What the forms of a gathering say of who reads cards and plans, while a steward has the program turned off. [MOD-9] */
import { afterEach, describe, expect } from 'vitest';
import { table } from '#gatherings/seed';
import * as seats from '#gatherings/seats';
import * as sayings from '#house/sayings';
import { languages, say } from '#platform/words';
import type { Member } from '#members/members';
import { scene } from '#test/scene';
import { load as before } from './g/[code]/before/+page.server.ts';
import { load as plan } from './[code]/plan/+page.server.ts';

afterEach(() => sayings.forget());

type Load = (event: never) => Promise<{ isUnread: boolean }>;
const asked = (member: Member, path: string, code: string) => ({
  url: new URL(path, 'http://localhost'), params: { code }, locals: { member, work: undefined, locked: undefined, language: 'en', path, address: '192.0.2.1' }, cookies: { get: () => undefined, set: () => {}, delete: () => {} },
  setHeaders: () => {}, depends: () => {}, isDataRequest: false, route: { id: path }, request: new Request(new URL(path, 'http://localhost'))
}) as never;

describe('a card and a plan of a gathering', () => {
  scene('are said to be read by a moderator alone while the program is turned off (MOD-9)', async ({ ada, hanna, mio, iben }) => {
    const { code, place } = await table([hanna, mio], [ada], iben);
    await seats.take(ada, code);
    const said = async () => [(await (before as unknown as Load)(asked(ada, `/meet/g/${code}/before`, code))).isUnread, (await (plan as unknown as Load)(asked(ada, `/meet/${place}/plan`, place))).isUnread];
    expect(await said()).toEqual([false, false]);
    await sayings.change(iben, 'en', { triage: 'off' });
    sayings.forget();
    expect(await said()).toEqual([true, true]);
    for (const language of languages) expect(say(language, 'gatherings', 'thoughts.readOff')).toMatch(/No program|ikke noe program/);
  });
});
