/**
 * A paste that is too long is never cut in silence: no field of words has an end
 * that a browser cuts at, and the answer says how much may be there, with all of
 * it still in its box.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { say } from '#platform/words';
import * as seats from '#gatherings/seats';
import { aPlan, table } from '#gatherings/seed';
import type { Member } from '#members/members';
import { scene } from '#test/scene';

type Acting = (event: unknown) => Promise<{ status: number; data: { refused: { key: string; field?: string; values: Record<string, unknown> }; typed: Record<string, string> } }>;
const floor = new URL('./', import.meta.url).pathname;
const long = 'a word '.repeat(4_000);

async function refusedOf(member: Member, page: string, action: string, field: string, fields: Record<string, string>, params: Record<string, string>): Promise<void> {
  const { actions } = (await import(`${floor}${page}/+page.server.ts`)) as { actions: Record<string, Acting> };
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, [field]: long })) form.append(name, value);
  const url = new URL('http://localhost/');
  const what = `${page}?/${action} ${field}`;
  const { status, data } = await actions[action]!({ request: new Request(url, { method: 'POST', body: form }), locals: { member, language: 'en', path: '/' }, params, url, cookies: { set: () => {} } });
  expect(status, what).toBe(409);
  expect(data.typed[field], `${what}: all of it comes back`).toBe(long);
  const dot = data.refused.key.indexOf('.');
  expect(say('en', data.refused.key.slice(0, dot), data.refused.key.slice(dot + 1), data.refused.values), what).toMatch(/long|letters|most|shorter|fit/i);
}

describe('words that are too long', () => {
  scene('are answered with a sentence, and stay in their box (settings, gatherings, places)', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    const passkey = randomUUID();
    await asHouse(() => sql`insert into members.passkeys (id, member_id, public_key, counter, words) values (${passkey}, ${ada.id}, '\\x00', 0, 'My phone')`);
    const plan = Object.fromEntries(Object.entries(aPlan).map(([name, value]) => [name, String(value)]));
    for (const [member, page, action, field, fields = {}, params = {}] of [
      [ada, 'settings/discreet', 'default', 'own', { cover: 'own' }], [ada, 'settings/app', 'keep', 'own', { name: 'own' }], [ada, 'settings/filters', 'word', 'word'], [ada, 'settings/keys', 'namePasskey', 'words', { id: passkey }],
      [ada, 'settings/name', 'describe', 'about'], [ada, 'settings/identity', 'give', 'address'], [ada, 'meet/calendar', 'make', 'words'], [ada, 'meet/places', 'propose', 'words'],
      [ada, 'talk/new', 'post', 'title', { text: 'Words.', want: 'listen', board: 'rest' }],
      [ada, 'meet/g/[code]', 'come', 'wishes', {}, { code }], [ada, 'meet/g/[code]/known', 'default', 'spot', { level: 'spot' }, { code }], [ada, 'meet/g/[code]/known', 'default', 'firstName', { level: 'first' }, { code }],
      [ada, 'meet/g/[code]/before', 'card', 'words', {}, { code }], [ada, 'meet/g/[code]/before', 'ask', 'words', {}, { code }], [hanna, 'meet/g/[code]/host', 'topic', 'words', { kind: 'topic' }, { code }],
      ...(['title', 'what', 'leaving', 'cost', 'hostWords', 'near', 'placeName', 'address', 'finding', 'accessWords', 'transport', 'parking'] as const).map((name) => [hanna, 'meet/g/[code]/edit', 'default', name, plan, { code }] as const)
    ] as const) await refusedOf(member, page, action, field, fields, params);
  });
  it('are cut by no browser: only secrets, codes, days, counts and what is looked for have an end there', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.svelte') && !file.endsWith('ui/Field.svelte'));
    const cutting = files.flatMap((file) => [...readFileSync(`src/${file}`, 'utf8').matchAll(/<(?:Field|input|textarea)\b[^>]*?\bmaxlength[^>]*>/gs)].map(([field]) => [file, field] as const));
    const isShort = /type="password"|one-time-code|current-password|name="(?:day|month|year|count|replyDays|spare|card|code|name|pass)"/;
    expect(cutting.filter(([file, field]) => !isShort.test(field) && file !== 'routes/(open)/space/note/device/+page.svelte').map(([file, field]) => `${file}: ${field.slice(0, 60)}`)).toEqual([]);
  });
});
