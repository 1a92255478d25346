/**
 * Somebody writes in every field of a medicine, a sheet and a step, leaves a
 * question off the sheet, looks at each as their nurse will see it, and shares
 * it. The nurse's page and the clinic's program get those words and no other.
 * [NEW-7, TOOL-10]
 */
import type { APIRequestContext } from '@playwright/test';
import { arrive, enter, expect, home, send, test } from './journey.ts';

const inside = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';
/** Each field says its own name, so that one sees where it comes out. */
const named = (about: string, fields: readonly string[]): [string, string][] => fields.map((field) => [field, `gate-${about}-${field}`]);
const wordsIn = (text: string) => [...new Set(text.match(/gate-[a-z]+-[A-Za-z]+/g))].sort();

test('a clinic’s program gets what the page shows and what its member looked at first, word for word (NEW-7, TOOL-10)', { tag: '@once' }, async ({ playwright, request }) => {
  const [member, sam] = await Promise.all([playwright.request.newContext({ baseURL: home() }), playwright.request.newContext({ baseURL: home() })]);
  await Promise.all([arrive(member), enter(sam, 'Sam Reed')]);
  const text = async (who: APIRequestContext, path: string) => {
    const answer = await who.get(path);
    expect(answer.status(), path).toBe(200);
    return answer.text();
  };
  await send(member, '/space/items?/add', [...named('item', ['name', 'when', 'how', 'why', 'from', 'since', 'feel', 'questions', 'supply', 'whyPast']), ['sort', 'medicine'], ['once', 'item']]);
  const item = inside(await text(member, '/space/items'), /\/space\/items\/([\w-]{36})/);
  const made = await send(member, '/space/sheet?/add', [...named('sheet', ['with', 'say', 'changed', 'questions']), ['items', item], ['once', 'sheet']]);
  const sheet = inside(made.headers().location ?? '', /\/space\/sheet\/([\w-]{36})/);
  await send(member, '/space/week?/add', [...named('step', ['words']), ['size', 'lot'], ['day', new Date().toISOString().slice(0, 10)], ['once', 'step']]);

  const card = inside(await (await send(sam, '/desk/care/cards?/make', { kind: 'card', count: '1' })).text(), /class="code[^>]*>([\w-]{14})</);
  await send(member, '/space/care?/yes', { card, knownAs: 'Somebody at the gate' });
  const tie = inside(await text(member, '/space/care'), /\/space\/sharing\/([\w-]{36})/);
  const token = inside(await (await send(sam, '/desk/care/tokens?/make', [['label', 'as seen'], ['days', '7'], ['scopes', 'shared']])).text(), /(alongside_[\w-]{43})/);
  const fetched = async (path: string) => {
    const answer = await request.get(`/api/v1/people/${tie}/shared${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status(), path).toBe(200);
    return answer.text();
  };

  const shown = { items: ['item-name', 'item-questions'], questions: ['item-name', 'sheet-questions', 'sheet-say'], week: ['step-words'] };
  for (const [kind, some] of Object.entries(shown)) {
    const thing = kind === 'questions' ? sheet : '';
    const looked = wordsIn(await text(member, `/space/sharing/${tie}/look?kind=${kind}&thing=${thing}`));
    expect(looked, kind).toEqual(expect.arrayContaining(some.map((one) => `gate-${one}`)));
    for (const own of ['item-supply', 'sheet-with']) expect(looked, kind).not.toContain(`gate-${own}`);
    expect((await send(member, `/space/sharing/${tie}?/share`, { kind, thing, days: '7' })).status(), kind).toBe(303);
    const grant = (JSON.parse(await fetched('')) as { shared: { id: string; kind: string }[] }).shared.find((one) => one.kind === kind)!.id;
    expect(wordsIn(await text(sam, `/desk/care/${tie}/${grant}`)), `${kind}, the page`).toEqual(looked);
    expect(wordsIn(await fetched(`/${grant}`)), `${kind}, the program`).toEqual(looked);
    const resources = wordsIn(await fetched(`/${grant}/fhir`));
    expect(resources.length, `${kind}, as FHIR`).toBeGreaterThan(0);
    expect(looked, `${kind}, as FHIR`).toEqual(expect.arrayContaining(resources));
  }
  await Promise.all([member.dispose(), sam.dispose()]);
});
