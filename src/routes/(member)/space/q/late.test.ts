/** What was answered before the sign-in ran out, and comes after. [TOOL-13, ID-1] */
import { isRedirect } from '@sveltejs/kit';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as cookies from '#platform/cookies';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import type { Member } from '#members/members';
import * as sessions from '#members/sessions';
import type { Cast } from '#test/cast';
import { scene } from '#test/scene';
import { actions as asked } from './[measure]/[n]/+page.server.ts';
import { actions as calm } from './[measure]/now/+page.server.ts';

const phq9 = () => instruments.one('phq-9');
const begin = (member: Member, isWatched = true) => responses.begin(member, phq9(), { language: 'en', isWatched });
const heard = async () => (await asHouse(() => sql<{ data: { level: string } }>`select data from platform.events where name = 'measures.harm.answered' order by id`)).map(({ data }) => data.level);

type Action = (event: never) => Promise<unknown>;
/** Where a form leads that is sent with these cookies. */
async function leadsTo(action: Action, jar: Record<string, string>, n: string, fields: Record<string, string>, locals: object = { locked: {} }, measure = 'a5'): Promise<string> {
  const form = new Request('http://localhost/', { method: 'POST', body: new URLSearchParams(fields) });
  const event = { locals: { path: `/space/q/${measure}/${n}`, language: 'en', ...locals }, params: { measure, n }, url: new URL('http://localhost/'), request: form, cookies: { get: (name: string) => jar[name] } };
  const answer = await action(event as never).catch((thrown: unknown) => thrown);
  return isRedirect(answer) ? answer.location : JSON.stringify(answer);
}

const afterwards = (kind: 'session' | 'left') => async ({ ada }: Cast) => {
  const id = await begin(ada);
  const jar = { [cookies[kind]]: await sessions.begin(ada.id, 'shared', '') };
  expect(await leadsTo(asked.next, jar, '9', { 'answer-9': '3' })).toBe('/space/q/kept?of=a5');
  expect(await heard()).toEqual(['concern']);
  expect(await responses.one(ada, id)).toMatchObject({ answers: { 9: 3 }, isPending: true });
  const [found] = await asHouse(() => sql`select 1 from safety.signals s join safety.cases c on c.id = s.case_id where c.subject_id = ${id}`);
  expect(found, 'a case is there at once').toBeTruthy();
  expect(await leadsTo(calm.safe, jar, 'now', { safe: 'no' })).toBe('/space/q/kept?of=a5&now');
  expect(await heard()).toEqual(['concern', 'urgent']);
};

describe('an answer to a wellbeing question that comes after the sign-in ran out', () => {
  scene('acts when it is about harm to oneself, and leads to numbers, not to a pass-sentence', afterwards('session'));
  scene('acts also after Leave', afterwards('left'));
  scene('acts also when another device was done, and where nothing is left of it it leads to help', async ({ ada }) => {
    const id = await begin(ada);
    await responses.give(ada, id, phq9(), { 1: 0, 9: 0 });
    await responses.finish(ada, id, phq9(), instruments.eight());
    expect(await leadsTo(asked.next, {}, '9', { 'answer-9': '1' }, { member: ada })).toBe('/space/q/a5/now');
    expect(await heard()).toEqual(['low']);
    expect(await leadsTo(calm.safe, {}, 'now', { safe: 'unsure' }, { member: ada })).toBe('/space/q/a5/now');
    expect(await heard()).toEqual(['low', 'urgent']);
    expect(await leadsTo(asked.next, {}, '1', { 'answer-1': '2' }, { member: ada }), 'any other is not taken any more').toBe('/space/q/a5');
    await responses.takeAway(ada, id);
    expect(await leadsTo(asked.next, {}, '9', { 'answer-9': '1' }, { member: ada })).toBe('/help');
    expect(await leadsTo(calm.safe, {}, 'now', { safe: 'no' }, { member: ada })).toBe('/help');
  });
  scene('is kept when it is any other, and leads to the door; of somebody who never began, or whom nobody knows, nothing is', async ({ ada, bo }) => {
    const id = await begin(ada);
    const jar = { [cookies.session]: await sessions.begin(ada.id, 'shared', '') };
    expect(await leadsTo(asked.next, jar, '1', { 'answer-1': '2' })).toBe('/lock?kept&next=%2Fspace%2Fq%2Fa5');
    expect((await responses.one(ada, id)).answers).toEqual({ 1: 2 });
    expect(await heard()).toEqual([]);
    const others = { [cookies.session]: await sessions.begin(bo.id, 'shared', '') };
    expect(await leadsTo(asked.next, others, '1', { 'answer-1': '2' })).toBe('/lock?next=%2Fspace%2Fq%2Fa5%2F1');
    expect(await leadsTo(asked.next, { [cookies.session]: 'x'.repeat(43) }, '9', { 'answer-9': '3' }, { locked: undefined })).toBe('/sign-in?next=%2Fspace%2Fq%2Fa5%2F9');
    expect(await responses.of(bo)).toEqual([]);
  });
  scene('acts also where it is sent to the address the questions had before (ACC-2)', async ({ ada }) => {
    await begin(ada);
    const jar = { [cookies.session]: await sessions.begin(ada.id, 'shared', '') };
    expect(await leadsTo(asked.next, jar, '9', { 'answer-9': '3' }, undefined, 'phq-9')).toBe('/space/q/kept?of=a5');
    expect(await heard()).toEqual(['concern']);
  });
  scene('reaches nobody where that was never said, and leads to numbers all the same', async ({ ada }) => {
    await begin(ada, false);
    const jar = { [cookies.session]: await sessions.begin(ada.id, 'shared', '') };
    expect(await leadsTo(asked.stop, jar, '9', { 'answer-9': '2' })).toBe('/space/q/kept?of=a5');
    expect(await leadsTo(calm.safe, jar, 'now', { safe: 'no' })).toBe('/space/q/kept?of=a5&now');
    expect(await heard()).toEqual([]);
  });
});
