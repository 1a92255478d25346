/** What two devices wrote at once: both are kept, and each page and the page to take along show what was not chosen. [TOOL-9, ID-1] */
import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '#members/members';
import * as papers from '#toolbox/papers';
import * as toolbox from '#toolbox/things';
import { ownHouse, type OwnHouse } from '#test/own-house';
import { readable } from '../settings/things/download/readable.ts';

const floor = new URL('./', import.meta.url).pathname;
const asleep = { at: '', extra: {}, taken: null, helped: '', own: {}, wasBig: false, body: 2, mind: null };
const jo = { name: 'Jo', ring: 'close', sort: 'person', helps: [], knows: '', isPast: false };
const sheet = { with: '', changed: '', questions: '', items: [], withNotes: false, results: [] };
const tablet = { name: 'Tablet', sort: 'medicine', isPast: false, whyPast: '' };
/** One paper of each tool that can be changed, as it says these words. */
const kept: [page: string, kind: papers.Kind, of: (words: string) => object][] = [
  ['diary/[id]', 'diary', (words) => ({ words })], ['note/[id]', 'check-in', (words) => ({ ...asleep, words })], ['people/[id]', 'person', (words) => ({ ...jo, words })], ['sheet/[id]', 'sheet', (words) => ({ ...sheet, say: words })],
  ['areas/[id]', 'life-area', (words) => ({ id: '', name: 'Garden', now: words, want: '' })], ['items/[id]', 'item', (words) => ({ ...tablet, how: words })], ['plan', 'plan', (words) => ({ parts: [{ kind: 'own', title: '', lines: [words] }] })]
];

/** What a page tells of one paper, as text. */
async function told(member: Member, page: string, id: string): Promise<string> {
  const { load } = (await import(`${floor}${page}/+page.server.ts`)) as { load: (event: unknown) => Promise<unknown> };
  return JSON.stringify(await load({ locals: { member, language: 'en' }, params: { id }, url: new URL('http://localhost/') }));
}

describe('what another device wrote at the same time (TOOL-9, ID-1)', () => {
  let house: OwnHouse;
  beforeAll(async () => (house = await ownHouse('kept_beside'))); // pages ask several things at once
  afterAll(() => house.drop());
  it('is there until one is chosen, and whichever that is, the other can be looked back on and taken along', async () => {
    const { ada } = house.cast;
    for (const [page, kind, of] of kept) {
      for (const take of [false, true]) {
        if (kind === 'plan' && take) continue; // there is one plan
        const id = await papers.add(ada, kind, of('as it was'), { day: '2026-11-20' });
        await papers.change(ada, kind, id, of('from here'), { basedOn: 1 });
        await papers.change(ada, kind, id, of('from there'), { basedOn: 1 });
        const [clash] = (await papers.earlier(ada, id)).filter(({ isClash }) => isClash);
        for (const words of ['from here', 'from there']) expect(await told(ada, page, id), `${page}: nothing was written over`).toContain(words);
        await papers.settle(ada, kind, id, clash!.id, { take });
        for (const words of ['from here', 'from there']) expect(await told(ada, page, id), `${page}: kept to look back on`).toContain(words);
        const file = readable([], await toolbox.told(ada), 'en', new Date());
        for (const words of ['from here', 'from there']) expect(file.split(words).length - 1, `${page}: once each in the page to take along`).toBe(1);
        expect(file).toMatch(take ? /Until \d/ : /Written on another device on \d+ \w+ \d{4}, and not chosen/);
        await papers.takeAway(ada, kind, id);
      }
    }
  });
});

describe('a change that came back to be put right', () => {
  it('still says which version it was written on, so that another device’s words are not written over (TOOL-9)', () => {
    const pages = readdirSync(floor, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('+page.svelte'));
    const versions = pages.flatMap((page) => [...readFileSync(floor + page, 'utf8').matchAll(/name="version" value=\{([^}]*)\}/g)].map(([, value]) => [page, value] as const));
    expect(versions.length).toBeGreaterThan(6);
    for (const [page, value] of versions) expect(value, page).toMatch(/^form\?\.typed\?\.version \?\? /);
  });
});
