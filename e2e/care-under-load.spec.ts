/**
 * What somebody would try, and what a ward does without meaning to: pages
 * lie open while a member stops, looks and stops race each other, ids are
 * guessed, cards replayed, and things are sent that are no pictures. [NEW-7, MSG-1]
 */
import type { APIRequestContext } from '@playwright/test';
import sharp from 'sharp';
import { arrive, enter, expect, home, send, test } from './journey.ts';
import { inDatabase } from './database.ts';

const inside = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';
const nobody = '00000000-0000-4000-8000-000000000000';

/** A member and a tie of theirs to Sam. */
async function tied(member: APIRequestContext, sam: APIRequestContext): Promise<{ tie: string; card: string }> {
  const made = await (await send(sam, '/desk/care/cards?/make', { kind: 'card', count: '1' })).text();
  const card = inside(made, /class="code[^>]*>([\w-]{14})</);
  expect((await send(member, '/space/care?/yes', { card, knownAs: 'Load' })).status(), 'saying yes').toBe(303);
  return { card, tie: inside(await (await member.get('/space/care')).text(), /\/space\/sharing\/([\w-]{36})/) };
}
const share = async (member: APIRequestContext, tie: string, kind: string) => {
  await send(member, `/space/sharing/${tie}?/share`, { kind, days: '7' });
  const own = await (await member.get(`/space/sharing/${tie}`)).text();
  return inside(own.slice(own.indexOf(`id="k-${kind}"`)), /name="grant" value="([\w-]{36})"/);
};

test('stopping takes it off every open page within five seconds, while a hundred others ask (NEW-7)', { tag: '@plain' }, async ({ request, playwright, browser }) => {
  const sam = await playwright.request.newContext({ baseURL: home() });
  await Promise.all([arrive(request), enter(sam, 'Sam Reed')]);
  const { tie } = await tied(request, sam);
  await send(request, '/space/week?/add', { words: 'Canary at the gate', size: 'tiny', day: new Date().toISOString().slice(0, 10), once: 'one' });
  const address = `/desk/care/${tie}/${await share(request, tie, 'week')}`;
  const ward = await browser.newContext({ baseURL: home(), javaScriptEnabled: true, viewport: { width: 1200, height: 800 } });
  await enter(ward.request, 'Sam Reed');
  const pages = await Promise.all(Array.from({ length: 6 }, () => ward.newPage()));
  await Promise.all(pages.map((page) => page.goto(address)));
  const shown = () => Promise.all(pages.map(async (page) => (await page.locator('body').innerText().catch(() => '')).includes('Canary at the gate')));
  await expect.poll(async () => (await shown()).every(Boolean), { timeout: 30_000 }).toBe(true);

  const load = Array.from({ length: 100 }, (_, n) => (n % 2 ? sam.get('/desk/care') : request.get('/space/week')));
  await send(request, '/space/sharing?/stopAll');
  const stopped = Date.now();
  await new Promise((wait) => setTimeout(wait, 4900));
  expect((await shown()).filter(Boolean), `${Date.now() - stopped} ms after it was stopped`).toEqual([]);
  await Promise.all(load);
  expect((await sam.get(address)).status(), 'the next press').toBe(404);
  await expect.poll(async () => (await Promise.all(pages.map((page) => page.locator('body').innerText().catch(() => '')))).every((text) => !/Canary|One moment/.test(text)), { timeout: 20_000 }).toBe(true);
  expect((await (await request.get('/space/sharing')).text()).split('opened').length - 1, 'the member reads the looks').toBeGreaterThanOrEqual(6);
  await Promise.all([ward.close(), sam.dispose()]);
});

test('looks that race a stop are looks with their rows, or none (NEW-7)', { tag: '@once' }, async ({ request, playwright }) => {
  const sam = await playwright.request.newContext({ baseURL: home() });
  await Promise.all([arrive(request), enter(sam, 'Sam Reed')]);
  const { tie, card } = await tied(request, sam);
  let seen = 0;
  for (let round = 0; round < 4; round++) {
    const grant = await share(request, tie, 'plan');
    const look = () => sam.get(`/desk/care/${tie}/${grant}`);
    const raced = await Promise.all([look(), look(), send(request, `/space/sharing/${tie}?/stop`, { grant }), look(), look(), look()]);
    const looks = raced.filter((_, n) => n !== 2).map((answer) => answer.status());
    expect(looks.filter((status) => status !== 200 && status !== 404)).toEqual([]);
    seen += looks.filter((status) => status === 200).length;
    expect((await look()).status(), 'after the stop').toBe(404);
    expect((await inDatabase('select count(*)::int as count from care.openings o join care.grants g on g.id = o.grant_id where g.tie_id = $1', [tie]))[0]!.count).toBe(seen);
  }
  // A card that was used opens nothing again, for anybody; an end races a message, and the message is there whole or came back whole.
  const other = await playwright.request.newContext({ baseURL: home() });
  await arrive(other);
  for (const who of [request, other]) expect(await (await send(who, '/space/care?/yes', { card, knownAs: 'Again' })).text()).toMatch(/does not open anything now|said yes to this person already/);
  const begun = await send(request, '/space/care/messages/new', { to: tie, subject: 'S', text: 'first', kind: 'care', agree: 'on', once: 'one' });
  const conversation = inside(begun.headers().location ?? '', /messages\/([\w-]{36})/);
  const last = { text: 'The last canary words', once: 'two' };
  const [written, ended] = await Promise.all([send(request, `/space/care/messages/${conversation}?/send`, last), send(request, '/space/care?/end', { tie }), send(request, `/space/care/messages/${conversation}?/send`, last)]);
  expect([ended.status(), [303, 409].includes(written.status())]).toEqual([303, true]);
  const kept = (await (await request.get(`/space/care/messages/${conversation}`)).text()).split('The last canary words').length - 1;
  if (written.status() === 409) expect(await written.text(), 'given back').toContain('The last canary words');
  expect(kept, 'once or not at all').toBeLessThanOrEqual(1);
  expect((await sam.get(`/desk/care/inbox/${conversation}`)).status()).toBe(404);
  for (const path of [`/desk/care/${nobody}`, `/desk/care/${tie}`, `/desk/care/${tie}/${nobody}`, `/desk/care/inbox/${nobody}`, '/desk/care/x', '/desk/care/inbox/x', `/desk/care/inbox/${conversation}/${nobody}`, '/desk/care/still/x', `/desk/care/still/${nobody}`]) expect((await sam.get(path)).status(), path).toBe(404);
  for (const path of [`/space/sharing/${nobody}`, `/space/sheet/${nobody}`, `/space/care/messages/${nobody}`, `/space/care/messages/${conversation}/${nobody}`, `/space/sharing/${tie}`]) expect((await other.get(path)).status(), path).toBe(404);
  await Promise.all([sam.dispose(), other.dispose()]);
});

test('what is no picture is refused with a reason, and the words stay (MSG-1)', { tag: '@once' }, async ({ request, playwright }) => {
  const sam = await playwright.request.newContext({ baseURL: home() });
  await Promise.all([arrive(request), enter(sam, 'Sam Reed')]);
  const { tie } = await tied(request, sam);
  const begun = await send(request, '/space/care/messages/new', { to: tie, subject: 'A rash', text: 'first', kind: 'care', agree: 'on', once: 'one' });
  const path = `/space/care/messages/${inside(begun.headers().location ?? '', /messages\/([\w-]{36})/)}`;
  const post = (name: string, mimeType: string, buffer: Buffer, text = 'Kept canary words') => request.post(`${path}?/send`, { maxRedirects: 0, headers: { accept: 'text/html', origin: home() }, multipart: { text, once: name, picture: { name, mimeType, buffer } } });
  const huge = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#456' } }).png({ compressionLevel: 9 }).toBuffer();
  for (const [name, type, bytes] of [
    ['rash.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['rash.jpg', 'image/jpeg', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')],
    ['huge.png', 'image/png', huge]
  ] as const) {
    const answer = await post(name, type, bytes);
    const html = await answer.text();
    expect(answer.status(), name).toBe(409);
    expect(html, name).toContain('Kept canary words');
    expect(html, name).toMatch(/class="error"/);
  }
  const long = await send(request, `${path}?/send`, { text: 'x'.repeat(50 * 1024), once: 'long' });
  expect([long.status(), (await long.text()).includes('x'.repeat(50 * 1024))], 'a message of 50 KB comes back whole').toEqual([409, true]);
  expect((await (await request.get(path)).text()).split('canary words').length - 1, 'nothing was half kept').toBe(0);

  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a33' } }).withExif({ IFD0: { Copyright: 'canary-exif' } }).jpeg().toBuffer();
  expect(photo.includes('canary-exif')).toBe(true);
  expect((await post('rash.jpg', 'image/jpeg', photo, 'With a picture')).status()).toBe(303);
  const picture = inside(await (await request.get(path)).text(), new RegExp(`src="(${path}/[\\w-]{36})"`));
  const served = await request.get(picture);
  expect([served.status(), served.headers()['content-type'], (await served.body()).includes('canary-exif')]).toEqual([200, 'image/webp', false]);
  const other = await playwright.request.newContext({ baseURL: home() });
  await arrive(other);
  expect((await other.get(picture)).status()).toBe(404);
  await Promise.all([sam.dispose(), other.dispose()]);
});
