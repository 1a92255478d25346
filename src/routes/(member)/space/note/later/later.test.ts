import { webcrypto } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { Member } from '#members/members';
import * as letterboxes from '#toolbox/letterboxes';
import * as papers from '#toolbox/papers';
import * as unsent from '#toolbox/unsent';
import { scene } from '#test/scene';
import { POST } from './+server.ts';

const kept = new Map<string, string>();
Object.assign(globalThis, { localStorage: { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value), removeItem: (name: string) => kept.delete(name) } });
globalThis.crypto ??= webcrypto as Crypto;
type Device = { waiting: () => object[]; keep: (box: letterboxes.Letterbox, fields: Record<string, string>) => Promise<object>; keepForm: (box: letterboxes.Letterbox, place: string, fields: [string, string][]) => Promise<object> };
const device = (await import(new URL('../../../../../../static/islands/letters.js', import.meta.url).href)) as Device;

/** Hands in what waits on the device; what it holds is answered like this where it is sent on to. */
const handIn = async (member: Member, status: number, leads = '/space') => (await answerTo(member, status, leads)).status;
async function answerTo(member: Member, status: number, leads = '/space', meanwhile: () => Promise<unknown> = async () => undefined): Promise<Response> {
  const request = new Request('http://localhost/space/note/later', { method: 'POST', body: new URLSearchParams({ letter: JSON.stringify(device.waiting()[0]) }) });
  const event = { locals: { member }, request, fetch: async () => (await meanwhile(), new Response(null, { status, headers: { location: leads } })) };
  return POST(event as unknown as Parameters<typeof POST>[0]);
}
async function boxOf(member: Member): Promise<letterboxes.Letterbox> {
  kept.clear();
  return (await letterboxes.of({ ...member, session: { ...member.session, device: 'own' } }))!;
}

describe('what waited on a device and is handed in (NEW-3, ID-1)', () => {
  scene('waits among the words that did not arrive, where it was refused', async ({ ada }) => {
    await device.keep(await boxOf(ada), { words: 'On a day there never was.', when: 'other', day: '31', month: '2', year: '2026' });
    for (const _ of [1, 2]) {
      const answer = await answerTo(ada, 409);
      expect([answer.status, answer.headers.get('location')], 'nobody is told that it arrived').toEqual([202, '/space/unsent']);
    }
    expect(await unsent.of(ada)).toMatchObject([{ content: { place: '/space/note?/save' } }]);
  });
  scene('waits there also where it was only asked about, and nothing was saved', async ({ ada }) => {
    await device.keepForm(await boxOf(ada), '/space/goals/3f?/change', [['words', 'Swim again with Kari'], ['change', 'Kari']]);
    expect(await handIn(ada, 200)).toBe(202);
    expect(await unsent.of(ada)).toMatchObject([{ content: { fields: [['words', 'Swim again with Kari'], ['change', 'Kari']] } }]);
  });
  scene('waits beside what stands, where another device changed it meanwhile, and says where (TOOL-9)', async ({ ada }) => {
    const [id, other] = [await papers.add(ada, 'plan', { parts: [] }), await papers.add(ada, 'sheet', {})];
    await papers.change(ada, 'plan', id, { parts: ['here'] }, { basedOn: 1 });
    const box = await boxOf(ada);
    for (const [place, at] of [['/space/plan/edit?/keep', '/space/plan'], [`/space/items/${id}?/change`, `/space/items/${id}`]] as const) {
      kept.clear();
      await device.keepForm(box, place, [['own', 'Tea']]);
      for (const time of ['', 'the answer was lost, and it comes again']) {
        const answer = await answerTo(ada, 303, at, () => papers.change(ada, 'plan', id, { parts: [place] }, { basedOn: 1 }));
        expect([answer.status, answer.headers.get('location')], time).toEqual([202, at]);
      }
      expect(await handIn(ada, 303, `${at}?saved`), 'another that is saved arrived').toBe(204);
    }
    kept.clear();
    await device.keepForm(box, '/space/goals?/add', [['words', 'Swim']]);
    expect(await handIn(ada, 303, '/space/goals'), 'so did what is about nothing of that').toBe(204);
    kept.clear();
    await device.keepForm(box, `/space/sheet/${other}?/change`, [['top', 'Sleep']]);
    expect(await handIn(ada, 303, `/space/sheet/${other}`), 'and a sheet, whose page is the same when it is saved').toBe(204);
    expect(await unsent.of(ada)).toEqual([]);
  });
  scene('leaves nothing behind where it was saved, and stays where something went wrong', async ({ ada }) => {
    await device.keepForm(await boxOf(ada), '/space/diary?/add', [['words', 'Fine.']]);
    await expect(handIn(ada, 500)).rejects.toThrow();
    expect(await handIn(ada, 303)).toBe(204);
    expect(await unsent.of(ada)).toEqual([]);
  });
});
