/**
 * What nobody means to send, and what somebody does: every form answers with a
 * plain sentence and the words that were typed, and nothing is half saved.
 * Sent without a browser, so both projects would ask the same: @script means once.
 */
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { searchAt, topicAt } from './addresses.ts';
import { arrive, enter, expect, home, reply, send, someName, test, write } from './journey.ts';

const emoji = '🌧️'.repeat(10_000);
const rtl = '\u202eשלום לכולם, עברתי לילה קשה\u202c';
const zeroWidth = `sl\u200bee\ufeffp\u2060`;
const control = 'one\u0000two\u0007three\u001b[31m\u009f';
const script = '<script>document.title="x"</script><img src=x onerror=alert(1)><svg/onload=alert(1)>';
const bombs = ['['.repeat(20_000), '*'.repeat(20_001), '> '.repeat(3_000), `${'- '.repeat(2_000)}x`, '![a](b'.repeat(2_000), '`'.repeat(9_999), '[a](javascript:alert(1)) [b](data:text/html,x)', 'a\n'.repeat(7_000)];
const megabyte = 'a word '.repeat(150_000);

const visible = (html: string) => html.replace(/<script[^]*?<\/script>/g, '').replace(/<[^>]+>/g, ' ').replace(/&quot;|&#34;/g, '"').replace(/&lt;|&#60;/g, '<').replace(/&gt;|&#62;/g, '>').replace(/&#39;/g, "'").replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
/** A field as a browser would read it from the page. */
const fieldIn = (html: string, name: string) => {
  const area = new RegExp(`<textarea[^>]*\\bname="${name}"[^>]*>([^]*?)</textarea>`).exec(html)?.[1]?.replace(/^\n/, '');
  const input = new RegExp(`<input[^>]*\\bname="${name}"[^>]*>`).exec(html)?.[0];
  return (area ?? /value="([^"]*)"/.exec(input ?? '')?.[1] ?? '').replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
};

/** What only a machine would say. */
const machine = /\bundefined\b|\bNaN\b|\[object |Error:|\bat \w+ \(|ECONN|SQLSTATE|postgres/;

/** Answered, in words, without a fault and without a word of the machine. */
async function isAnswered(answer: APIResponse, what: string): Promise<string> {
  expect(answer.status(), what).toBeLessThan(500);
  const html = await answer.text();
  if (answer.status() >= 300 && answer.status() < 400) return html;
  const words = visible(html.replace(/<textarea[^]*?<\/textarea>/g, ''));
  expect(words.length, `${what}: says something`).toBeGreaterThan(40);
  expect(words, what).not.toMatch(machine);
  expect(html, `${what}: nothing sent becomes part of the page`).not.toMatch(/<script>document\.title|<img src=x [^&]*<svg/);
  return html;
}

const posting = (more: Record<string, string>) => ({ want: 'none', board: 'lounge', language: 'en', title: '', once: crypto.randomUUID(), ...more });
const mine = async (from: APIRequestContext) => {
  const page = await (await from.get('/talk/samples')).text();
  return [...page.matchAll(/href="(\/talk\/t\/\w+)/g)].map(([, path]) => path!);
};
const idOf = async (from: APIRequestContext, thread: string, pattern = /\/talk\/p\/([\w-]+)\/edit/) => pattern.exec(await (await from.get(thread)).text())![1]!;

test('a new post', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  for (const [what, text] of Object.entries({ empty: '', blank: ' \n\t  ', invisible: '\u200b\u2060\ufeff', onlyControls: '\u0000\u0001' })) {
    const answer = await send(request, '/talk/new?/post', posting({ text, title: 'Kept heading' }));
    const html = await isAnswered(answer, what);
    expect(answer.status(), what).toBe(409);
    expect(html, what).toContain('There are no words in it yet');
    expect(fieldIn(html, 'title'), what).toBe('Kept heading');
  }
  for (const [what, text] of Object.entries({ emoji, 'nine thousand letters': 'x'.repeat(9_000), bomb: bombs[0]! })) {
    const answer = await send(request, '/talk/new?/post', posting({ text }));
    const html = await isAnswered(answer, what);
    expect(answer.status(), what).toBe(409);
    expect(html, what).toContain('longer than one post can hold');
    expect(fieldIn(html, 'text').length, `${what}: given back`).toBe(text.length);
  }
  for (const missing of ['want', 'board'] as const) {
    const html = await isAnswered(await send(request, '/talk/new?/post', { ...posting({ text: 'Kept words' }), [missing]: 'nothing-we-know' }), missing);
    expect(fieldIn(html, 'text'), missing).toBe('Kept words');
  }
  expect((await send(request, '/talk/new?/post', {})).status(), 'no fields at all').toBe(409);
  expect(fieldIn(await isAnswered(await send(request, '/talk/new?/post', posting({ text: 'Kept', title: 't'.repeat(5_000) })), 'title'), 'text')).toBe('Kept');
  expect(await mine(request), 'nothing was half saved').toEqual([]);
});

test('more than the door takes in', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  for (const path of ['/talk/new?/post', '/join?/join', '/sign-in?/enter', '/settings/name?/describe', '/settings/filters?/word', '/talk/draft', '/nowhere']) {
    const answer = await send(request, path, { text: megabyte, name: megabyte, want: 'listen', board: 'rest' });
    expect(answer.status(), path).toBe(413);
    const html = await isAnswered(answer, path);
    expect(visible(html.replace(/<textarea[^]*?<\/textarea>/g, '')), path).toContain('too much in one go');
    expect(fieldIn(html, 'text').trim().length, `${path}: and the text back`).toBe(megabyte.trim().length);
  }
  const secret = await send(request, '/sign-in?/enter', { text: megabyte, pass: 'a sentence nobody else knows' });
  expect(await isAnswered(secret, 'a megabyte beside a secret')).not.toContain('a word');
  const many = Array.from({ length: 50_000 }, (_, at) => [at.toString(36), '']) as [string, string][];
  const began = Date.now();
  await isAnswered(await send(request, '/talk/new?/post', many), 'fifty thousand fields');
  expect(Date.now() - began, 'read once, not once a field').toBeLessThan(3_000);
  expect(await mine(request)).toEqual([]);
});

test('strange letters are tidied or kept, and never carried out', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  for (const [what, text, shown] of [
    ['right to left', rtl, 'שלום לכולם'], ['zero width', zeroWidth, 'sleep'], ['control characters', control, 'onetwothree'], ['script tags', script, '<script>document.title="x"</script>'],
    ['links that are no links', bombs[6]!, 'javascript:alert(1)'], ['a thousand stars', `${'*'.repeat(3_000)} a star`, 'a star'], ['quotes in quotes', `${bombs[2]!} deep`, 'deep'], ['lists in lists', bombs[3]!, 'x']
  ] as const) {
    const answer = await send(request, '/talk/new?/post', posting({ text, title: text.slice(0, 100), sure: 'yes' })); // some of it looks like a name elsewhere
    expect(answer.status(), what).toBe(303);
    const page = await (await request.get(answer.headers().location!)).text();
    expect(visible(page), what).toContain(shown);
    expect(page, what).not.toMatch(/<script>document|<img src=x|href="(javascript|data):|[\u0000\u202e\u200b]/);
  }
});

test('a form sent twice, with fields missing or twice', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  const fields = posting({ text: 'Sent with an impatient thumb.' });
  const both = await Promise.all([send(request, '/talk/new?/post', fields), send(request, '/talk/new?/post', fields), send(request, '/talk/new?/post', fields)]);
  expect(both.map((answer) => answer.status())).toEqual([303, 303, 303]);
  expect(new Set(both.map((answer) => answer.headers().location)).size, 'one thread').toBe(1);
  expect(await mine(request)).toHaveLength(1);
  const thread = both[0]!.headers().location!;
  const words = { text: 'One reply.', once: crypto.randomUUID(), language: 'en', sure: 'yes' };
  await Promise.all([send(request, `${thread}/reply?/send`, words), send(request, `${thread}/reply?/send`, words)]);
  expect(visible(await (await request.get(thread)).text()).split('One reply.').length - 1, 'one reply').toBe(1);
  const twice = await send(request, `${thread}/reply?/send`, [['text', 'The first counts.'], ['text', 'The second does not.'], ['once', crypto.randomUUID()], ['about', 'grief'], ['about', 'grief'], ['about', 'nothing'], ['sure', 'yes']]);
  expect(twice.status()).toBe(303);
  const page = visible(await (await request.get(thread)).text());
  expect(page).toContain('The first counts.');
  expect(page).not.toContain('The second does not.');
});

test('a reply to what was taken back, a change to what is gone', { tag: '@once' }, async ({ request, playwright }) => {
  const author = await playwright.request.newContext({ baseURL: home() });
  await Promise.all([arrive(author), arrive(request)]);
  const thread = await write(author, { title: 'Gone in a moment' });
  const id = await idOf(author, thread);
  expect((await send(author, `/talk/p/${id}/delete?/takeBack`)).status()).toBe(303);
  const answer = await send(request, `${thread}/reply?/send`, { text: 'I was just writing to you.', once: crypto.randomUUID(), language: 'en' });
  expect(answer.status()).toBe(409);
  const html = await isAnswered(answer, 'a reply too late');
  expect(visible(html)).toContain('taken back');
  expect(fieldIn(html, 'text')).toBe('I was just writing to you.');
  // What is gone, somebody else's, and what never was look the same: the words are kept, and their writer is led to them.
  for (const [from, post, text] of [[author, id, 'Other words.'], [request, id, 'Not mine.'], [request, crypto.randomUUID(), 'Nobody’s.']] as const) {
    const change = await send(from, `/talk/p/${post}/edit?/save`, { text, want: 'listen', language: 'en' });
    expect([change.status(), change.headers().location], text).toEqual([303, '/talk/drafts?gone']);
    expect(visible(await (await from.get('/talk/drafts')).text()), text).toContain(text);
  }
  expect((await send(request, `/talk/p/${id}/delete?/takeBack`)).status(), 'somebody else’s post').toBe(404);
  await author.dispose();
});

test('words sent after the sign-in ran out are kept, also from a second tab', { tag: '@once' }, async ({ playwright }) => {
  const tab = await playwright.request.newContext({ baseURL: home() });
  const { name, pass } = await arrive(tab, { device: 'own' });
  const { cookies } = await tab.storageState();
  const thread = await write(tab, { text: 'Mine.' });
  const elsewhere = await playwright.request.newContext({ baseURL: home() });
  await send(elsewhere, '/sign-in?/enter', { name, pass });
  await send(elsewhere, '/settings/devices?/others');
  // The tab does not know that its session has ended.
  const late = await playwright.request.newContext({ baseURL: home(), storageState: { cookies, origins: [] } });
  const answer = await send(late, '/talk/new?/post', posting({ text: 'Typed for an hour.', title: 'Late' }));
  expect(answer.status()).toBe(303);
  expect(answer.headers().location).toBe('/sign-in?kept&next=%2Ftalk%2Fnew');
  const second = await send(late, `${thread}/reply?/send`, { text: 'A late reply.', once: crypto.randomUUID() });
  expect(second.headers().location).toMatch(/^\/sign-in\?kept&next=/);
  expect((await send(late, '/sign-in?/enter', { name, pass, next: '/talk/new' })).headers().location).toBe('/talk/new');
  const form = await (await late.get('/talk/new')).text();
  expect(fieldIn(form, 'text')).toBe('Typed for an hour.');
  expect(fieldIn(form, 'title')).toBe('Late');
  expect(fieldIn(await (await late.get(`${thread}/reply`)).text(), 'text')).toBe('A late reply.');
  // From somebody we cannot know the words come back on the page itself, and nothing is kept for anybody.
  const nobody = await playwright.request.newContext({ baseURL: home() });
  const out = await send(nobody, '/talk/new?/post', posting({ text: 'Who am I, and what did I want to say to all of you?' }));
  expect(out.status()).toBe(401);
  expect(fieldIn(await isAnswered(out, 'from nobody'), 'text')).toBe('Who am I, and what did I want to say to all of you?');
  expect((await send(nobody, '/talk/new?/post', posting({ text: '' }))).headers().location, 'nothing to give back').toMatch(/^\/sign-in/);
  for (const context of [tab, elsewhere, late, nobody]) await context.dispose();
});

test('joining and signing in', { tag: '@once' }, async ({ request, playwright }) => {
  const good = () => ({ name: someName(), own: 'four grey gloves on a radiator', device: 'shared', adult: 'on', keepName: 'on' });
  for (const [what, change, field] of [
    ['no name', { name: '' }, 'own'], ['a blank name', { name: ' \u200b ' }, 'own'], ['a short sentence', { own: 'short' }, 'name'], ['an easy sentence', { own: 'aaaaaaaaaaaaaaaaaaaa' }, 'name'],
    ['a long name', { name: 'n'.repeat(31) }, 'own'], ['ten thousand emoji', { name: emoji }, 'own'], ['a long sentence', { own: 'x'.repeat(5_000) }, 'name'],
    ['not of age', { adult: undefined }, 'own'], ['a name that is taken', { name: 'Quiet Heron' }, 'own'], ['a name that looks taken', { name: 'QUlET  HER0N' }, 'own'], ['a name of staff', { name: 'Moderator' }, 'own'],
    ['a trap', { website: 'https://spam.example' }, 'name']
  ] as const) {
    const fields = Object.fromEntries(Object.entries({ ...good(), ...change }).filter(([, value]) => value !== undefined)) as Record<string, string>;
    const answer = await send(request, '/join?/join', fields);
    expect(answer.status(), what).toBe(409);
    const html = await isAnswered(answer, what);
    expect(fieldIn(html, field), `${what}: ${field} is given back`).toBe(fields[field]);
    expect(answer.headers()['set-cookie'] ?? '', what).not.toMatch(/session=\w/);
  }
  const tags = await send(request, '/join?/join', { ...good(), name: '<b onload=alert(1)>"&' });
  await isAnswered(tags, 'a name of tags');
  const answers = new Set<string>();
  const knock = await playwright.request.newContext({ baseURL: home() });
  for (const fields of [{ name: 'Quiet Heron', pass: 'wrong wrong wrong wrong' }, { name: someName(), pass: 'wrong wrong wrong wrong' }, { name: '', pass: '' }, { name: script, pass: control }, { name: 'Quiet Heron', pass: 'x'.repeat(100_000) }, {}]) {
    const answer = await send(knock, '/sign-in?/enter', fields as Record<string, string>);
    expect(answer.status()).toBe(409);
    answers.add(/<li><a href="#name">([^<]*)/.exec(await isAnswered(answer, 'signing in'))?.[1] ?? 'nothing');
  }
  expect([...answers], 'never which of the two was wrong').toEqual(['That name and pass-sentence do not go together. Look at both and try again.']);
  const spare = await send(knock, '/sign-in/spare-key?/enter', { name: emoji, key: control, spareKey: control });
  await isAnswered(spare, 'a spare key');
  expect((await send(knock, '/sign-in?/demo', { as: 'Nobody we know' })).status()).toBeLessThan(500);
  for (const next of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)']) {
    const answer = await send(knock, '/sign-in?/demo', { as: 'Ash', next });
    expect(answer.headers().location, next).toBe('/today');
    await send(knock, '/sign-out');
  }
  await knock.dispose();
});

test('addresses that are none', { tag: '@once' }, async ({ request }) => {
  await enter(request, 'Iben');
  const odd = ['x', '0', '-1', "' or 1=1 --", '%00', '%ff', '..%2f..%2f', 'a'.repeat(3_000), '00000000-0000-0000-0000-000000000000', '🌧️', '<script>'];
  for (const place of ['/talk/t/', '/talk/topics/', '/me/', '/report/', '/notices/', '/talk/p/', '/invite/', '/desk/mod/cases/', '/desk/mod/read/', '/appeals/', '/desk/admin/']) {
    for (const one of odd) {
      const path = `${place}${one.startsWith('%') || one.startsWith('..') ? one : encodeURIComponent(one)}${place === '/talk/p/' ? '/edit' : ''}`;
      const answer = await request.get(path, { maxRedirects: 0 });
      expect([400, 404], `${path.slice(0, 60)}: ${answer.status()}`).toContain(answer.status());
    }
  }
  const topic = await topicAt('rest');
  for (const query of ['?page=0', '?page=-1', '?page=1e9', '?page=99999999999999999999', '?page=x', "?page=1'", '?page=2&page=3', '?before=x', '?after=%00', '?from=zzz', '?want=nothing', '?board=%00', '?in=xx', '?all=%ff', `?q=${encodeURIComponent(control)}`]) {
    for (const place of ['/talk', topic, '/talk/new', '/notices', '/search', '/desk/mod', '/today', '/look', '/help', '/desk/admin/name']) {
      const answer = await request.get(place + query, { maxRedirects: 0 });
      expect(answer.status(), place + query).toBeLessThan(500);
    }
  }
});

test('searching', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  for (const words of ['', '   ', '"', '"""', '-', '- - -', '&|!()<->:*', "'; drop table forum.posts; --", control, zeroWidth, rtl, script, '🌧️'.repeat(90), 'the the the', '%', '\\', 'a'.repeat(199), 'a -a', '"open quote']) {
    const sent = await send(request, '/search', { q: words });
    const html = await isAnswered(sent.status() === 303 ? await request.get(sent.headers().location!) : sent, `looking for ${JSON.stringify(words).slice(0, 40)}`);
    expect(html).toContain('role="search"');
  }
  for (const answer of [await send(request, '/search', { q: 'long '.repeat(1_000) }), await request.get(`/search?q=${'long '.repeat(1_000)}`)]) {
    expect(visible(await isAnswered(answer, 'a long search'))).toContain('A few words find more');
  }
  await isAnswered(await request.get(await searchAt(request, 'sleep', { board: 'nowhere', who: 'x', kind: 'y', when: 'z', language: 'q', from: 'never' })), 'filters nobody wrote');
  for (const none of ['', 'x', '%00', '%ff', 'A'.repeat(3_000), encodeURIComponent(script), 'x&s=y&after=']) await isAnswered(await request.get(`/search?s=${none}`), `a seal that is none: ${none.slice(0, 20)}`);
  await isAnswered(await request.get('/search?q=sleep&q=pain&board=rest&board=mood'), 'filters twice');
});

test('reports', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  const list = await (await request.get(await topicAt('rest'))).text();
  const id = await idOf(request, /href="(\/talk\/t\/\w+)/.exec(list)![1]!, /\/report\/([\w-]+)/);
  for (const [what, fields] of Object.entries<Record<string, string>>({ nothing: {}, 'no such reason': { reason: 'x', words: 'Kept words' }, 'too long': { reason: 'other', words: 'w'.repeat(2_500) }, emoji: { reason: 'other', words: emoji } })) {
    const answer = await send(request, `/report/${id}`, fields);
    const html = await isAnswered(answer, what);
    expect(answer.status(), what).toBe(409);
    if (fields.words) expect(fieldIn(html, 'words').length, `${what}: given back`).toBe(fields.words.length);
  }
  const both = await Promise.all([send(request, `/report/${id}`, { reason: 'other', words: script }), send(request, `/report/${id}`, { reason: 'other', words: script })]);
  for (const answer of both) await isAnswered(answer, 'told twice');
});

test('settings and the small buttons', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  for (const [path, fields] of [
    ['/settings/comfort', { theme: '"><script>', size: '9999', lines: control, motion: '' }], ['/settings/comfort', {}], ['/settings/language', { language: 'xx' }], ['/settings/language', {}],
    ['/settings/discreet', { cover: 'own', own: 'c'.repeat(500), leaveTo: 'https://elsewhere.example' }], ['/settings/discreet', { cover: 'own', own: script.slice(0, 30), leaveTo: 'x' }], ['/settings/seen', { seenBy: 'x' }],
    ['/settings/notices', { tell: 'x', quiet: 'y' }], ['/settings/filters?/word', { word: '' }], ['/settings/filters?/word', { word: 'w'.repeat(5_000) }], ['/settings/filters?/word', { word: control }], ['/settings/filters?/folds', { about: 'x' }],
    ['/settings/name?/describe', { about: emoji }], ['/settings/name?/rename', { name: '' }], ['/settings/name?/rename', { name: 'Quiet Heron' }], ['/settings/name?/redraw', { seed: script }],
    ['/settings/keys?/pass', { own: 'x', pass: 'y' }], ['/settings/keys?/spare', {}], ['/settings/keys?/removeFactor', { code: '12' }], ['/settings/keys?/addPasskey', { response: '{}' }], ['/settings/keys?/addPasskey', { response: control }],
    ['/settings/devices?/end', { id: 'x' }], ['/settings/devices?/end', {}], ['/settings/leaving?/ask', { pass: 'wrong' }], ['/settings/leaving?/ask', {}], ['/settings/things/download', {}], ['/sign-in/second?/code', { code: 'abc' }],
    ['/today', { day: 'x' }], ['/practice?step=3', { words: emoji }], ['/talk/save', { post: 'x' }], ['/talk/save', {}], ['/talk/follow', { kind: 'x', subject: 'y' }], ['/talk/mute', { kind: 'word', subject: control }], ['/talk/block', { subject: 'x' }],
    ['/talk/draft', { place: 'x', text: 'y' }], ['/talk/draft', { place: 'new', text: control }]
  ] as [string, Record<string, string>][]) {
    const answer = await send(request, path, fields);
    expect(answer.status(), `${path} ${JSON.stringify(fields).slice(0, 60)}`).toBeLessThan(500);
  }
  const home = await (await request.get('/settings')).text();
  expect(home.slice(0, 400)).toMatch(/<html lang="en" dir="ltr"[^>]*>/);
  expect(home).not.toContain('"><script>');
  expect(await (await request.get('/settings/leaving')).text(), 'nobody left by mistake').toContain('name="pass"');
  for (const path of ['/talk/t/x?/react', '/desk/mod?/take', '/desk/admin/name?/save']) expect((await send(request, path, { post: 'x' })).status(), path).toBeLessThan(500);
});

test('a body that is no form', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  for (const [type, data] of [['application/json', '{"text":"x"}'], ['text/plain', 'text=x'], ['multipart/form-data; boundary=x', '--x\r\nbroken'], ['application/x-www-form-urlencoded', '%%%=%ff&=&&'], ['', 'x'], ['image/png', '\x89PNG']] as const) {
    for (const path of ['/talk/new?/post', '/talk/draft', '/talk/save', '/join?/join', '/sign-in?/enter', '/settings/things/download', '/sign-in/passkey']) {
      const answer = await request.post(path, { data, headers: { 'content-type': type, accept: 'text/html', origin: home() }, maxRedirects: 0 });
      expect(answer.status(), `${type || 'nothing'} to ${path}`).toBeLessThan(500);
    }
  }
});

test('a thread one may not write in keeps the words', { tag: '@once' }, async ({ request, playwright }) => {
  const other = await playwright.request.newContext({ baseURL: home() });
  await Promise.all([arrive(request), arrive(other)]);
  const thread = await write(other, { want: 'listen' });
  await reply(request, thread, 'A kind word.');
  const advice = await send(request, `${thread}/reply?/send`, { text: 'You should drink more water.', once: crypto.randomUUID(), language: 'en' });
  const html = await isAnswered(advice, 'advice where listening was asked for');
  expect(visible(html)).toContain('asked for listening');
  expect(fieldIn(html, 'text')).toBe('You should drink more water.');
  const page = (await (await request.get(thread)).text()).replace(/<textarea[^]*?<\/textarea>/g, '');
  expect(visible(page), 'not sent yet').not.toContain('drink more water');
  await other.dispose();
});

test('My space: nothing, too much, four scripts and a face alone (issue 5)', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  const scripts = 'ÆØÅ. жизнь. 生活. حياة. 🇳🇴';
  const said = async (path: string, fields: Record<string, string>) => {
    const answer = await send(request, path, { once: crypto.randomUUID(), ...fields });
    return { answer, html: await isAnswered(answer, `${path} ${JSON.stringify(fields).slice(0, 60)}`) };
  };
  for (const [page, deed, field, more] of [
    ['/space/note', 'save', 'words', {}], ['/space/diary', 'add', 'words', {}], ['/space/items', 'add', 'name', {}], ['/space/people', 'add', 'name', { ring: 'close' }], ['/space/comforts', 'add', 'words', {}],
    ['/space/goals', 'add', 'words', {}], ['/space/areas', 'add', 'name', { now: 'Fine.' }], ['/space/week', 'add', 'words', { day: new Date().toISOString().slice(0, 10), size: 'tiny' }], ['/space/plan', 'begin', 'who', {}]
  ] as [string, string, string, Record<string, string>][]) {
    const path = `${page}?/${deed}`;
    for (const nothing of ['', ' \n ', '\u200b\ufeff']) expect((await said(path, { ...more, [field]: nothing })).answer.status(), `${path}: nothing`).toBe(409);
    expect((await send(request, path, {})).status(), `${path}: no fields at all`).toBeLessThan(500);
    const long = await said(path, { ...more, [field]: 'å'.repeat(60_000) });
    expect(long.answer.status(), `${path}: too long`).toBe(409);
    expect(fieldIn(long.html, field).length, `${path}: given back`).toBe(60_000);
    const paste = await send(request, path, { ...more, [field]: megabyte });
    expect(paste.status(), `${path}: a megabyte`).toBe(413);
    const back = await isAnswered(paste, path);
    expect(visible(back.replace(/<textarea[^]*?<\/textarea>/g, '')), path).toContain('too much in one go');
    expect(fieldIn(back, field).trim().length, `${path}: a megabyte given back`).toBe(megabyte.trim().length);
    for (const words of [scripts, '😶‍🌫️']) {
      expect((await said(path, { ...more, [field]: words })).answer.status(), `${path}: ${words}`).toBe(303);
      const html = await (await request.get(page === '/space/note' ? '/space/notes' : page)).text();
      expect(html, `${page}: ${words}`).toContain(words);
    }
  }
  const day = await said('/space/note?/save', { body: '2', when: 'other', day: '31', month: '2', year: '2026', words: 'Kept words' });
  expect([day.answer.status(), fieldIn(day.html, 'words')]).toEqual([409, 'Kept words']);
});
