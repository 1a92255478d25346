import { afterEach, describe, expect, it } from 'vitest';
import { sql, statements } from '#db';
import { Refusal } from '#platform/answers';
import { languages, say } from '#platform/words';
import { scene } from '#test/scene';
import * as duty from '#house/duty';
import { markOf, sawOf, shiftsText, stampOf, standing, typedAgain, valueIn } from '#house/form-rules';
import * as opening from '#house/opening';
import * as pages from '#house/pages';
import { fit, names, nothing } from '#house/saying-rules';
import * as sayings from '#house/sayings';
import { fill } from '#house/seed';

afterEach(() => sayings.forget());

describe('a saying', () => {
  it.each([
    ['serviceName', '  Alongside\u200b ', { value: 'Alongside' }],
    ['serviceName', 'x'.repeat(41), { wrong: 'long' }],
    ['serviceName', 7, { wrong: 'shape' }],
    ['why', 'one\r\n\r\ntwo\u0007', { value: 'one\n\ntwo' }],
    ['opened', '2026-02-30', { wrong: 'date' }],
    ['opened', '2026-05-03', { value: '2026-05-03' }],
    ['leaveTo', 'https://evil.example', { wrong: 'choice' }],
    ['timeZone', 'Kitchen', { wrong: 'zone' }],
    ['answerHours', 0, { wrong: 'number' }],
    ['countries', ['GB', 'gb'], { wrong: 'countries' }],
    ['people', [{ name: 'Mair', role: 'Hosts', words: '' }, { name: '', role: '', words: '' }], { value: [{ name: 'Mair', role: 'Hosts', words: '' }] }],
    ['people', [{ name: 'Mair', role: '' }], { wrong: 'half' }],
    ['people', 'Mair', { wrong: 'shape' }],
    ['shifts', [{ day: 1, from: '9', to: '10:00', names: ['Fern'] }], { wrong: 'clock' }],
    ['shifts', [{ day: 1, from: '09:00', to: '10:00', names: [' '] }], { wrong: 'nobody' }]
  ] as const)('%s: %j', (name, given, answer) => {
    expect(fit(name, given)).toEqual(answer);
  });
  it('is nothing that fits when nobody said it', () => {
    for (const name of names) expect(fit(name, nothing(name)), name).toHaveProperty('value');
  });
  scene('is read by every page, in its language or in the other', async ({ iben }) => {
    await sayings.change(iben, 'en', { serviceName: 'The Table', why: 'Because.' });
    const said = await sayings.say('nb');
    expect(said).toMatchObject({ serviceName: 'The Table', why: 'Because.', elsewhere: { why: 'en' } });
    expect(said.elsewhere.serviceName).toBeUndefined();
    expect(await sayings.exactly(iben, 'nb')).toMatchObject({ serviceName: 'The Table', why: '' });
  });
  scene('that does not fit leaves everything as it was', async ({ iben }) => {
    await sayings.change(iben, 'en', { why: 'Before.' });
    await expect(sayings.change(iben, 'en', { why: 'After.', opened: 'yesterday' })).rejects.toThrow(Refusal);
    expect((await sayings.say('en')).why).toBe('Before.');
  });
  scene('said twice is announced once', async ({ iben }) => {
    await sayings.change(iben, 'en', { why: 'Because.' });
    await sayings.change(iben, 'en', { why: 'Because.' });
    expect(await sql`select data from platform.events where name = 'house.saying.changed'`).toEqual([{ data: { name: 'why' } }]);
  });
  scene('that somebody else has said meanwhile is not written over unread; the same words twice are said once (GOV-2)', async ({ iben }) => {
    await sayings.change(iben, 'en', { why: 'Before.', ethics: 'Kind.' });
    const { why, ethics } = await sayings.exactly(iben, 'en');
    const saw = { why: stampOf(why), ethics: stampOf(ethics) };
    for (let twice = 0; twice < 2; twice++) await sayings.change(iben, 'en', { why: 'Mine.', ethics }, saw);
    await expect(sayings.change(iben, 'en', { why: 'Yours.', ethics: 'Kinder.' }, saw)).rejects.toMatchObject({ key: 'house.refused.unread', field: 'why' });
    await expect(sayings.change(iben, 'en', { why, ethics: 'Kinder.' }, saw), 'nor by words nobody typed').rejects.toMatchObject({ field: 'why' });
    expect(await sayings.exactly(iben, 'en')).toMatchObject({ why: 'Mine.', ethics: 'Kind.' });
    await sayings.change(iben, 'en', { why: 'Yours.', ethics: 'Kinder.' }, { ...saw, why: stampOf('Mine.') });
    expect(await sayings.exactly(iben, 'en')).toMatchObject({ why: 'Yours.', ethics: 'Kinder.' });
  });
  scene('shows our own ways while none are said; untouched they are nobody’s words, and put back over nobody’s (GOV-2, MOD-8)', async ({ iben }) => {
    const six = (await sayings.shown(iben, 'en')).conduct;
    const saw = { conduct: markOf('conduct', six) };
    expect([six.length, saw.conduct === markOf('conduct', (await sayings.exactly(iben, 'en')).conduct)]).toEqual([6, false]);
    const own = { conduct: [{ title: 'Kind', text: 'Always.' }], conductWhy: 'One is enough for us.' };
    await sayings.change(iben, 'en', own, saw);
    await expect(sayings.change(iben, 'en', { conduct: six, conductWhy: 'A comma.' }, saw)).rejects.toMatchObject({ key: 'house.refused.unread', field: 'conduct' });
    const now = { value: own.conduct, saw: markOf('conduct', own.conduct) };
    const typed = typedAgain({ 'conduct.title': six.map(({ title }) => title), 'conduct.text': six.map(({ text }) => text), [sawOf('conduct')]: [saw.conduct] });
    expect(standing('conduct', now, typed, true)).toEqual({ ...now, since: 'instead' });
    await sayings.change(iben, 'en', { conduct: [], conductWhy: 'Ours again.' }, { conduct: now.saw });
    for (const conduct of [six, []]) await sayings.change(iben, 'en', { conduct }, { conduct: now.saw });
  });
  scene('is marked whatever order its shifts and countries stand in (GOV-2)', async ({ iben }) => {
    await fill();
    const { shifts, countries } = await sayings.shown(iben, 'en');
    const byDay = valueIn('shifts', typedAgain(Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [`shifts.${day}`, [shiftsText(shifts, day)]]))));
    expect([stampOf(byDay) === stampOf(shifts), markOf('shifts', byDay) === markOf('shifts', shifts)], 'the demo’s stand by shift').toEqual([false, true]);
    expect(markOf('countries', countries.toReversed())).toBe(markOf('countries', countries));
    expect(markOf('shifts', shifts.slice(1))).not.toBe(markOf('shifts', shifts));
  });
  scene('that is broken in the database reads as nothing', async () => {
    await sql`insert into house.sayings (name, language, value) values ('people', 'en', '"nobody"'), ('unheardOf', '', '1')`;
    expect((await sayings.say('en')).people).toEqual([]);
  });
});

describe('a page of the house', () => {
  scene('costs no statement once its words were read', async () => {
    await fill();
    await Promise.all([sayings.say('en'), duty.now()]);
    const before = statements.count;
    await Promise.all([sayings.say('nb'), sayings.conduct('nb'), duty.now(), duty.promise(), opening.isOpen(), opening.missing(), pages.read('privacy', 'nb')]);
    expect(statements.count).toBe(before);
  });
});

describe('how many of the quiet posts are read (safety guide §2.2)', () => {
  scene('is two to five of a hundred, and the no says so; what was said before counts as ours', async ({ iben }) => {
    for (const wrong of [1, 6, 2.5]) await expect(sayings.change(iben, 'en', { sampleOf100: wrong })).rejects.toMatchObject({ key: 'house.refused.number', values: { least: 2, most: 5 } });
    await sayings.change(iben, 'en', { sampleOf100: 2 });
    expect((await sayings.say('en')).sampleOf100).toBe(2);
    await sql`update house.sayings set value = '1' where name = 'sampleOf100'`;
    sayings.forget();
    expect((await sayings.say('en')).sampleOf100).toBe(3);
  });
});

describe('the conduct (MOD-8)', () => {
  scene('is ours until the operator writes their own; every version is kept by its hash', async ({ iben }) => {
    const ours = await sayings.conduct('en');
    expect(ours.lines).toHaveLength(6);
    await sayings.change(iben, 'en', { conduct: [{ title: 'Kind', text: 'Always.' }], conductWhy: 'One is enough for us.' });
    const first = await sayings.conduct('en');
    expect(first.hash).not.toBe(ours.hash);
    expect((await sayings.conduct('nb')).lines).toHaveLength(6);
    await sayings.change(iben, 'en', { conduct: [{ title: 'Kinder', text: 'Always.' }], conductWhy: 'Kind was not enough.' });
    expect((await sayings.conduct('en')).hash).not.toBe(first.hash);
    const kept = await sql<{ hash: string }>`select hash from house.conducts`;
    expect(kept.map(({ hash }) => hash)).toContain(first.hash);
  });
});

describe('how many ways there are (MOD-8)', () => {
  scene('is said nowhere but beside our own six: an operator’s may be more or fewer', async ({ iben }) => {
    await sayings.change(iben, 'en', { conduct: [{ title: 'Kind', text: 'Always.' }], conductWhy: 'One is enough.' });
    expect((await sayings.conduct('en')).lines, 'what an operator wrote before still holds').toHaveLength(1);
    for (const language of languages) {
      for (const name of ['conduct', 'easy']) {
        const paper = (await pages.read(name, language))!;
        expect(paper.html, `${name}, ${language}: ours`).toMatch(/>6 (ways|måter)/);
        expect(pages.withoutNumbered(paper).html, `${name}, ${language}`).not.toMatch(/\b(six|seks|6) (ways|måte|lines|linje)|seks måtene|six, so|enn seks/i);
      }
      for (const key of ['join.adult', 'join.waysMore', 'join.waysTitle', 'refused.conduct']) expect(say(language, 'members', key), key).not.toMatch(/\b(six|seks)\b/i);
      for (const key of ['conduct.lead', 'conduct.title', 'conduct.version', 'hint.conduct']) expect(say(language, 'house', key), key).not.toMatch(/six|seks/i);
    }
  });
});

describe('ways that change (NEW-5, MOD-8)', () => {
  scene('say what changed and why, in words of their own each time; what stays as it is needs none', async ({ iben }) => {
    const ways = [{ title: 'Kind', text: 'Always.' }];
    for (const conductWhy of [undefined, '', '  ']) await expect(sayings.change(iben, 'en', { conduct: ways, ...(conductWhy !== undefined && { conductWhy }) })).rejects.toMatchObject({ key: 'house.refused.conductWhy', field: 'conductWhy' });
    await sayings.change(iben, 'en', { conduct: (await sayings.conduct('en')).lines, conductWhy: '' });
    await sayings.change(iben, 'en', { conduct: ways, conductWhy: 'One is enough for us.' });
    await sayings.change(iben, 'en', { conduct: ways, conductWhy: 'One is enough for us.' });
    await expect(sayings.change(iben, 'en', { conduct: [{ title: 'Kinder', text: 'Always.' }], conductWhy: ' One is enough for us.' })).rejects.toMatchObject({ key: 'house.refused.conductWhyAgain', field: 'conductWhy' });
    await expect(sayings.change(iben, 'en', { conduct: [], conductWhy: '' }), 'back to ours is a change, too').rejects.toMatchObject({ key: 'house.refused.conductWhy' });
    expect((await sayings.conduct('en')).lines).toEqual(ways);
    await sayings.change(iben, 'nb', { conduct: [{ title: 'Vennlig', text: 'Alltid.' }], conductWhy: 'Én er nok for oss.' });
    expect((await sayings.conduct('nb')).lines).toEqual([{ title: 'Vennlig', text: 'Alltid.' }]);
  });
});

describe('opening (GOV-2, GOV-4)', () => {
  scene('waits until everything asked for is said in one language, and names what is missing', async ({ iben }) => {
    expect(await opening.missing()).toEqual(expect.arrayContaining(['serviceName', 'why', 'funders', 'shifts', 'countries', 'phone']));
    await fill();
    expect(await opening.missing()).toEqual([]);
    await sayings.change(iben, 'nb', { why: '' });
    expect(await opening.missing()).toEqual([]);
    await sayings.change(iben, 'en', { why: '  ' });
    expect(await opening.missing()).toEqual(['why']);
    expect(await opening.isOpen()).toBe(true); // on this machine alone nothing is closed
  });
  scene('is closed to the public while something is missing', async () => {
    process.env.ORIGIN = 'https://talk.example.org';
    try {
      expect(await opening.isOpen()).toBe(false);
      await fill();
      expect(await opening.isOpen()).toBe(true);
    } finally {
      delete process.env.ORIGIN;
    }
  });
});

describe('duty', () => {
  scene('follows the operator’s rota, and the promise follows their hours', async ({ iben }) => {
    expect(await duty.promise()).toBeUndefined();
    const shifts = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00', names: ['hanna'] }));
    await sayings.change(iben, 'en', { timeZone: 'Europe/Oslo', shifts, answerHours: 2 });
    expect((await duty.now()).here.map(({ name }) => name)).toEqual(['hanna']);
    const half = 30 * 60_000;
    const at = new Date();
    expect((await duty.promise(at))?.by.getTime(), 'on the half hour, and never sooner').toBe(Math.ceil((at.getTime() + 2 * 3_600_000) / half) * half);
    const old = new Date(Date.now() - 3 * 86_400_000);
    expect((await duty.promise(old))?.by.getTime()).toBe(Math.ceil((old.getTime() + 2 * 3_600_000) / half) * half);
  });
});

describe('a page of ours', () => {
  it('is filled with the operator’s words, escaped, and never shows a hole', () => {
    const said = { serviceName: '<b>Us</b>', phone: '' };
    expect(pages.filled('<p>{{serviceName}} {{ contactPhone }} {{who}}</p>', said)).toBe('<p>&#60;b&#62;Us&#60;/b&#62; … …</p>');
  });
  it('leaves its numbered parts out where they are not the operator’s', () => {
    const html = '<p>a</p><h2>1. Kind</h2><p>b</p><h3>c</h3><h2>2. Ads</h2><p>d</p><h2>After</h2><p>e</p>';
    expect(pages.withoutNumbered({ title: '', version: '', date: '', html }).html).toBe('<p>a</p><h2>After</h2><p>e</p>');
  });
  it('has a title, a version and a date, and no markup of its own', () => {
    const page = pages.parse('---\ntitle: Privacy\nversion: 2\ndate: 2026-11-21\n---\n## What\n<script>x</script>');
    expect(page).toMatchObject({ title: 'Privacy', version: '2', date: '2026-11-21' });
    expect(page.html).not.toContain('<script');
  });
});
