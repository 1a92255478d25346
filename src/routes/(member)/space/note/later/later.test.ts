import { webcrypto } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { Member } from '#members/members';
import * as letterboxes from '#toolbox/letterboxes';
import * as unsent from '#toolbox/unsent';
import { scene } from '#test/scene';
import { POST } from './+server.ts';

const kept = new Map<string, string>();
Object.assign(globalThis, { localStorage: { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value), removeItem: (name: string) => kept.delete(name) } });
globalThis.crypto ??= webcrypto as Crypto;
type Device = { waiting: () => object[]; keep: (box: letterboxes.Letterbox, fields: Record<string, string>) => Promise<object>; keepForm: (box: letterboxes.Letterbox, place: string, fields: [string, string][]) => Promise<object> };
const device = (await import(new URL('../../../../../../static/islands/letters.js', import.meta.url).href)) as Device;

/** Hands in what waits on the device; what it holds is answered like this where it is sent on to. */
async function handIn(member: Member, status: number): Promise<number> {
  const request = new Request('http://localhost/space/note/later', { method: 'POST', body: new URLSearchParams({ letter: JSON.stringify(device.waiting()[0]) }) });
  const event = { locals: { member }, request, fetch: async () => new Response(null, { status }) };
  return (await POST(event as unknown as Parameters<typeof POST>[0])).status;
}
async function boxOf(member: Member): Promise<letterboxes.Letterbox> {
  kept.clear();
  return (await letterboxes.of({ ...member, session: { ...member.session, device: 'own' } }))!;
}

describe('what waited on a device and is handed in (NEW-3, ID-1)', () => {
  scene('waits among the words that did not arrive, where it was refused', async ({ ada }) => {
    await device.keep(await boxOf(ada), { words: 'On a day there never was.', when: 'other', day: '31', month: '2', year: '2026' });
    for (const _ of [1, 2]) expect(await handIn(ada, 409)).toBe(204);
    expect(await unsent.of(ada)).toMatchObject([{ content: { place: '/space/note?/save' } }]);
  });
  scene('waits there also where it was only asked about, and nothing was saved', async ({ ada }) => {
    await device.keepForm(await boxOf(ada), '/space/goals/3f?/change', [['words', 'Swim again with Kari'], ['change', 'Kari']]);
    expect(await handIn(ada, 200)).toBe(204);
    expect(await unsent.of(ada)).toMatchObject([{ content: { fields: [['words', 'Swim again with Kari'], ['change', 'Kari']] } }]);
  });
  scene('leaves nothing behind where it was saved, and stays where something went wrong', async ({ ada }) => {
    await device.keepForm(await boxOf(ada), '/space/diary?/add', [['words', 'Fine.']]);
    await expect(handIn(ada, 500)).rejects.toThrow();
    expect(await handIn(ada, 303)).toBe(204);
    expect(await unsent.of(ada)).toEqual([]);
  });
});
