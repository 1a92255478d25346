/**
 * Every page there is, read from the folders of the floor plan, and a true
 * address for each: parameters are filled with what the demo community holds.
 */
import { request, type APIRequestContext, type Page } from '@playwright/test';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boardAt, questionsAt, searchAt } from './addresses.ts';
import { restedDesk } from './database.ts';
import { arrive, enter, expect, home, send, write } from './journey.ts';

/** `/talk/t/[code]` and so on, for every folder with a page in it. */
export const allRoutes = () =>
  readdirSync(new URL('../src/routes', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)\+page\.svelte$/.test(file))
    .map((file) => `/${file.split('/').filter((part) => !/^\(.*\)$|^\+page/.test(part)).join('/')}`)
    .sort();

type Place = 'rung' | 'ending' | 'heldCircle' | 'circle' | 'otherCircle' | 'theirLine' | 'group' | 'otherGroup' | 'thread' | 'board' | 'person' | 'myPost' | 'theirPost' | 'notice' | 'case' | 'urgent' | 'decision' | 'invitation' | 'checkIn' | 'item' | 'around' | 'sheet' | 'glass' | 'harm' | 'measure' | 'heavy' | 'entry' | 'way' | 'tie' | 'patient' | 'shared' | 'careInvitation' | 'gathering' | 'hosted' | 'met' | 'conversation' | 'goal';
/** For whom a page is: everybody, members, hosts, moderators, stewards; and which parameter it takes. */
type Route = { for: 'all' | 'member' | 'half' | 'locked' | 'host' | 'moderator' | 'steward' | 'provider' | 'developer'; param?: Place; /** The parameter is asked for under this name. */ asks?: string; among?: string[] };

export const routes: Record<string, Route> = {
  '/': { for: 'all' }, '/about': { for: 'all' }, '/accessibility': { for: 'all' }, '/ask': { for: 'all' }, '/conduct': { for: 'all' }, '/easy': { for: 'all' },
  '/help': { for: 'all' }, '/invite/[token]': { for: 'all', param: 'invitation' }, '/join': { for: 'all' }, '/look': { for: 'all' }, '/log': { for: 'all' }, '/moderation': { for: 'all' }, '/menu': { for: 'all' },
  '/offline': { for: 'all' }, '/privacy': { for: 'all' }, '/sign-in': { for: 'all' }, '/sign-in/with/[provider]': { for: 'all', among: ['clinic', 'clinic?no=level'] }, '/sign-in/spare-key': { for: 'all' }, '/sign-in/codes': { for: 'all' },
  '/sign-in/second': { for: 'half' }, '/lock': { for: 'locked' }, // e2e/leave-in-a-hurry.spec.ts looks at it
  '/today': { for: 'member' }, '/agree': { for: 'member' }, '/welcome': { for: 'member' }, '/practice': { for: 'member', among: ['', '?step=2', '?step=3', '?step=4', '?step=5', '?step=6'] },
  '/meet': { for: 'member' }, '/meet/[code]': { for: 'member', param: 'group' }, '/meet/[code]/join': { for: 'member', param: 'otherGroup' }, '/meet/[code]/new': { for: 'member', param: 'group' },
  '/meet/[code]/few': { for: 'member', param: 'group' }, '/meet/[code]/later': { for: 'member', param: 'ending' },
  '/meet/[code]/plan': { for: 'member', param: 'group' }, '/meet/calendar': { for: 'member' },
  '/meet/g/[code]': { for: 'member', param: 'gathering' }, '/meet/g/[code]/known': { for: 'member', param: 'gathering' }, '/meet/g/[code]/before': { for: 'member', param: 'gathering' }, '/meet/g/[code]/invite': { for: 'member', param: 'gathering' },
  '/meet/g/[code]/call': { for: 'member', param: 'rung' }, '/meet/g/[code]/room': { for: 'member', param: 'rung' },
  '/meet/g/[code]/after': { for: 'member', param: 'met' }, '/meet/g/[code]/host': { for: 'member', param: 'hosted' }, '/meet/g/[code]/edit': { for: 'member', param: 'hosted' }, '/meet/g/[code]/sheet': { for: 'member', param: 'hosted' },
  '/meet/[code]/people': { for: 'member', param: 'group' },
  '/meet/places': { for: 'member' }, '/desk/admin/local': { for: 'steward' },
  '/learn': { for: 'member' }, '/learn/[lesson]': { for: 'member', among: ['b1', 'b12?form=minute'] },
  '/space': { for: 'member' }, '/space/q': { for: 'member' }, '/space/q/[measure]': { for: 'member', among: ['a1', 'a3', 'a4', 'a14'] },
  '/space/q/[measure]/[n]': { for: 'member', param: 'measure', among: ['1', 'all'] }, '/space/q/[measure]/now': { for: 'member', param: 'heavy' }, '/space/q/[measure]/done': { for: 'member', param: 'measure' }, '/space/q/[measure]/past': { for: 'member', param: 'measure' }, '/space/q/kept': { for: 'all', among: ['?of=a5', '?of=a1&now'] },
  '/talk/tags/[code]': { for: 'member', among: ['g1', 'g2'] },
  '/search': { for: 'member', among: ['', '?s=none'] },
  '/notices': { for: 'member' },
  '/notices/[id]': { for: 'member', param: 'notice' },
  '/report/[id]': { for: 'member', param: 'theirPost' },
  '/report/person/[code]': { for: 'member', param: 'person' },
  '/report/gathering/[code]': { for: 'member', param: 'gathering' },
  '/me/[code]': { for: 'member', param: 'person' },
  '/space/note': { for: 'member' },
  '/space/note/[id]': { for: 'member', param: 'checkIn' },
  '/space/plan': { for: 'member' },
  '/space/plan/edit': { for: 'member' },
  '/space/plan/now': { for: 'member' },
  '/space/plan/print': { for: 'member', among: ['', '?size=large', '?size=wallet'] },
  '/space/plan/device': { for: 'all' }, '/space/note/device': { for: 'all' }, '/space/unsent/device': { for: 'all' },
  '/space/week': { for: 'member', among: ['', '?of=2024-02-29'] },
  '/space/goals': { for: 'member' },
  '/space/items': { for: 'member' },
  '/space/items/[id]': { for: 'member', param: 'item' },
  '/space/items/print': { for: 'member' },
  '/space/people': { for: 'member', among: ['', '?look=rings', '?then'] },
  '/space/people/[id]': { for: 'member', param: 'around' },
  '/space/sheet': { for: 'member' },
  '/space/sheet/[id]': { for: 'member', param: 'sheet' },
  '/space/diary': { for: 'member' }, '/space/diary/[id]': { for: 'member', param: 'entry' }, '/space/areas': { for: 'member' }, '/space/areas/[id]': { for: 'member', among: ['d1'] }, '/space/comforts': { for: 'member' },
  '/space/not-today': { for: 'member' }, '/space/goals/[id]': { for: 'member', param: 'goal' },
  '/space/unsent': { for: 'member' },
  '/space/try': { for: 'member', among: ['', '?stopped'] }, '/space/try/[id]': { for: 'member', among: ['c1', 'c23?form=easy', 'c15?form=short'] },
  '/space/notes': { for: 'member', among: ['', '?range=week', '?range=all'] },
  '/talk': { for: 'member' }, '/talk/drafts': { for: 'member' }, '/talk/helped': { for: 'member' }, '/talk/written': { for: 'member' }, '/talk/saved': { for: 'member' }, '/talk/samples': { for: 'member' },
  '/talk/new': { for: 'member' }, '/talk/topics/[code]': { for: 'member', param: 'board' }, '/talk/t/[code]': { for: 'member', param: 'thread', among: ['', '?page=2'] },
  '/talk/t/[code]/reply': { for: 'member', param: 'thread' }, '/talk/p/[id]/edit': { for: 'member', param: 'myPost' }, '/talk/p/[id]/delete': { for: 'member', param: 'myPost' },
  '/talk/circles': { for: 'member' },
  '/talk/c/[code]': { for: 'member', param: 'circle' },
  '/talk/c/[code]/join': { for: 'member', param: 'otherCircle' },
  '/talk/c/[code]/live': { for: 'member', param: 'circle' },
  '/talk/c/[code]/call': { for: 'member', param: 'circle' },
  '/talk/c/[code]/hold': { for: 'member', param: 'heldCircle' },
  '/report/line/[id]': { for: 'member', param: 'theirLine' },
  '/desk/mod/guides': { for: 'host' },
  '/desk/admin/circles': { for: 'steward' },
  '/desk/admin/figures': { for: 'steward' },
  '/desk/admin/safety': { for: 'steward' }, '/desk/admin/safety/[paper]': { for: 'steward', among: ['triage', 'what-is-protected'] },
  '/settings': { for: 'member' }, '/settings/break': { for: 'member' }, '/settings/comfort': { for: 'member' }, '/settings/devices': { for: 'member' },
  '/settings/discreet': { for: 'member' }, '/settings/filters': { for: 'member' }, '/settings/blocked': { for: 'member' }, '/settings/following': { for: 'member' }, '/settings/keys': { for: 'member' },
  '/settings/language': { for: 'member' },
  '/settings/leaving': { for: 'member' },
  '/settings/name': { for: 'member' },
  '/settings/notices': { for: 'member' },
  '/settings/identity': { for: 'member' }, '/settings/app': { for: 'member' },
  '/settings/known': { for: 'member' },
  '/settings/known/[code]': { for: 'member', param: 'group', among: [''] },
  '/settings/looked': { for: 'member' },
  '/settings/seen': { for: 'member' },
  '/settings/things': { for: 'member' },
  '/desk/mod': { for: 'host' },
  '/desk/mod/rota': { for: 'host' },
  '/desk/mod/shift': { for: 'host' },
  '/desk/mod/steps': { for: 'host' }, '/desk/mod/steps/child': { for: 'host' },
  '/desk/mod/reach': { for: 'host' }, '/desk/mod/care': { for: 'host' }, '/desk/mod/training': { for: 'host' }, '/desk/mod/training/[lesson]': { for: 'host', among: ['01-why-you', '09-looking-after-yourself'] },
  '/desk/mod/urgent/[id]': { for: 'moderator', param: 'urgent' },
  '/desk/mod/cases/[id]': { for: 'moderator', param: 'case', among: ['', '?do=labelled', '?do=paused', '?more'] },
  '/desk/mod/read/[id]': { for: 'host', param: 'theirPost' },
  '/desk/mod/closed': { for: 'moderator' },
  '/desk/mod/me': { for: 'moderator' },
  '/settings/clock': { for: 'member' },
  '/settings/opened': { for: 'member' },
  '/desk/mod/glass': { for: 'moderator' },
  '/desk/mod/glass/[id]': { for: 'steward', param: 'glass' },
  '/wrong': { for: 'member', among: ['', '?sent&help'] },
  '/desk/mod/register': { for: 'moderator' },
  '/desk/mod/register/new': { for: 'moderator', param: 'case', asks: 'case' },
  '/desk/mod/after': { for: 'moderator' },
  '/desk/mod/register/[id]': { for: 'moderator', param: 'harm' },
  '/settings/greet': { for: 'member' },
  '/appeals': { for: 'member' }, '/appeals/[id]': { for: 'member', param: 'decision' },
  '/desk/admin': { for: 'steward' }, '/desk/admin/alarms': { for: 'steward' }, '/desk/admin/checks': { for: 'steward' }, '/desk/admin/measures': { for: 'steward' }, '/desk/admin/places': { for: 'steward' }, '/desk/admin/roles': { for: 'steward' }, '/desk/admin/samples': { for: 'steward' },
  '/clinicians': { for: 'all' }, '/clinicians/note': { for: 'all' }, '/clinicians/offer': { for: 'all' }, '/clinicians/print': { for: 'all', among: ['', '?as=cards&language=nb', '?as=leaflet'] }, '/clinicians/screen': { for: 'all' },
  '/from/[code]': { for: 'all', param: 'way' }, '/from/[code]/print': { for: 'all', param: 'way' }, '/desk/admin/ways': { for: 'steward' },
  '/desk/admin/[section]': { for: 'steward', among: ['name', 'why', 'people', 'money', 'contact', 'conduct', 'hours', 'places', 'care', 'numbers', 'crisis'] },
  '/card/[code]': { for: 'all', among: ['gr9pspkknqtd', 'x'] }, '/care/join/[token]': { for: 'all', param: 'careInvitation' },
  '/space/care': { for: 'member' }, '/space/sharing': { for: 'member' }, '/space/sharing/[tie]': { for: 'member', param: 'tie' },
  '/space/sharing/[tie]/look': { for: 'member', param: 'tie', among: ['?kind=week', '?kind=check-ins-body', '?kind=notes-picture', '?kind=people', '?kind=items', '?kind=questions', '?kind=measure-result'] },
  '/desk/care': { for: 'provider' }, '/desk/care/[tie]': { for: 'provider', param: 'patient' }, '/desk/care/[tie]/[grant]': { for: 'provider', param: 'shared' },
  '/space/care/messages': { for: 'member' }, '/space/care/messages/new': { for: 'member', among: ['', '?feedback'] }, '/space/care/messages/[id]': { for: 'member', param: 'conversation', among: ['', '?sent'] },
  '/desk/care/settings': { for: 'provider' }, '/desk/care/settings/keys': { for: 'provider' }, '/desk/care/settings/mail': { for: 'provider' },
  '/desk/care/inbox': { for: 'provider' }, '/desk/care/inbox/[id]': { for: 'provider', param: 'conversation' }, '/desk/care/tokens': { for: 'provider' },
  '/desk/care/cards': { for: 'provider' }, '/desk/care/me': { for: 'provider' }, '/desk/care/log': { for: 'provider' }, '/desk/care/colleagues': { for: 'provider' },
  '/desk/admin/providers': { for: 'steward' },
  '/style': { for: 'developer' }
};

const inside = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';

/** What stands in the place of each parameter, from the pages themselves. */
async function found(): Promise<Record<Place, string>> {
  const fresh = () => request.newContext({ baseURL: home() });
  const [heron, iben, lee, other] = await Promise.all([fresh(), fresh(), fresh(), fresh()]);
  await Promise.all([enter(heron, 'Quiet Heron'), enter(iben, 'Iben'), enter(lee, 'Lee'), arrive(other)]);
  const read = async (from: typeof heron, path: string) => (await from.get(path)).text();
  const board = await boardAt('rest');
  const thread = inside(await read(heron, await searchAt(heron, '"Sleep has been awful this week"', { who: 'me' })), /href="\/talk\/t\/(\w+)/);
  const page = await read(heron, `/talk/t/${thread}`);
  const theirs = await Promise.all(['One for the moderators.', 'Two for the moderators.', 'Three for the moderators.'].map((text) => write(other, { text })));
  const [one, two, three] = await Promise.all(theirs.map(async (path) => inside(await read(heron, path), /\/report\/([\w-]+)/)));
  for (const id of [one, two]) await send(heron, `/report/${id}`, { reason: 'other', words: 'Please look.' });
  await send(heron, `/report/${three}`, { reason: 'danger', words: 'Please look soon.' });
  const lookFor = async (post: string, lane: string) => {
    // Page after page: others have left cases, too.
    for (let path = `/desk/mod?lane=${lane}`; path;) {
      const html = await read(lee, path);
      for (const [, id] of html.matchAll(/href="\/desk\/mod\/cases\/([\w-]+)"/g)) if ((await read(lee, `/desk/mod/cases/${id}`)).includes(post)) return id!;
      path = inside(html, /href="(\/desk\/mod\?lane=\w+&(?:amp;)?after=[\w-]+)"/).replace('&amp;', '&');
    }
    return '';
  };
  /** A case is there soon, not at once, and what was read for another one counts as heavy. */
  const caseOf = async (post: string, lane = 'reported') => {
    for (let tries = 0; tries < 20; tries++) {
      await restedDesk();
      const id = (await lookFor(post, lane)) || (lane === 'reported' ? await lookFor(post, 'risk') : '');
      if (id) return id;
      await new Promise((wait) => setTimeout(wait, 500));
    }
    return '';
  };
  /** The program may find any of them urgent: then its record is ended first. */
  const endRecord = async (id: string) => {
    await send(lee, `/desk/mod/urgent/${id}?/begin`);
    const version = inside(await read(lee, `/desk/mod/urgent/${id}`), /action="\?\/end"[^]*?name="version" value="(\d+)"/);
    await send(lee, `/desk/mod/urgent/${id}?/end`, { version, outcome: 'notUrgent' });
  };
  const decide = async (id: string, fields: Record<string, string>) => {
    if ((await read(lee, `/desk/mod/cases/${id}`)).includes('id="record"')) await endRecord(id);
    const version = inside(await read(lee, `/desk/mod/cases/${id}`), /name="version" value="(\d+)"/);
    await send(lee, `/desk/mod/cases/${id}?/decide`, { ...fields, version });
  };
  const mine = await write(heron, { text: 'Four for the moderators.' });
  await send(other, `/report/${inside(await read(other, mine), /\/report\/([\w-]+)/)}`, { reason: 'other', words: 'Please look.' });
  const [first, second, fourth] = [await caseOf('One for the moderators.'), await caseOf('Two for the moderators.'), await caseOf('Four for the moderators.')];
  await decide(first, { deed: 'nothing', toReporters: 'Thank you. We looked.' });
  await restedDesk();
  const urgent = await caseOf('Three for the moderators.', 'risk');
  await decide(fourth, { deed: 'suggested', toAuthor: 'You wrote it with care.', suggestion: 'Four, in other words.' });
  const invitation = inside(await (await send(iben, '/desk/admin/roles?/offer', { role: 'host' })).text(), /\/invite\/([\w-]+)/);
  const told = async (pattern: RegExp) => {
    for (let tries = 0; tries < 100; tries++) {
      const notice = inside(await read(heron, '/notices'), pattern);
      if (notice) return notice;
      await new Promise((wait) => setTimeout(wait, 500));
    }
    return '';
  };
  const notice = await told(/href="\/notices\/([\w-]+)">A moderator has looked/);
  const wrote = await told(/href="\/notices\/([\w-]+)">A moderator wrote to you/);
  const decision = inside((await heron.get(`/notices/${wrote}`, { maxRedirects: 0 })).headers().location ?? '', /\/appeals\/([\w-]+)/);
  const myrull = await fresh();
  await enter(myrull, 'Myrull');
  const glass = inside((await send(myrull, `/desk/mod/glass?/ask&case=${urgent}`, {
    reason: 'dangerSelf', consent: 'cannot', basis: 'uk-vital', fields: 'phone', why: 'Only so that there is a page to look at.', pass: 'the demo sentence of myrull'
  })).headers().location ?? '', /glass\/([\w-]+)/) || inside(await read(myrull, '/desk/mod/glass'), /\/desk\/mod\/glass\/([\w-]+)/); // another worker may have asked
  const meet = await read(heron, '/meet');
  const ending = inside(meet, /\/meet\/(\w+)"[^>]*>The harbour wall/);
  await send(iben, '/desk/admin/places?/ends', { place: ending, endsOn: new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10) });
  await send(heron, '/wrong', { kind: 'wrong', topic: 'technical', words: 'A draft was lost.' });
  const harm = inside(await read(lee, '/desk/mod/register'), /\/desk\/mod\/register\/([\w-]{36})/);
  const checkIn = inside((await send(heron, '/space/note?/save', { body: '2', mind: '4', words: 'Rain.' })).headers().location ?? '', /saved=([\w-]+)/);
  await send(heron, '/space/items?/add', { name: 'A blue tablet', when: '8 in the morning', questions: 'For how long?' });
  await send(heron, '/space/people?/add', [['name', 'The cat next door'], ['sort', 'animal'], ['ring', 'further'], ['helps', 'comfort']]);
  const item = inside(await read(heron, '/space/items'), /\/space\/items\/([\w-]{36})/);
  await send(heron, '/space/goals?/add', { words: 'To walk to the pond' });
  const goal = inside(await read(heron, '/space/goals'), /name="goal" value="([\w-]{36})"/);
  const around = inside(await read(heron, '/space/people'), /\/space\/people\/([\w-]{36})/);
  const sheet = inside((await send(heron, '/space/sheet?/add', { say: 'I am tired.', items: item, withNotes: 'on' })).headers().location ?? '', /\/space\/sheet\/([\w-]+)/);
  await send(heron, '/space/diary?/add', { words: 'A quiet evening.' });
  const entry = inside(await read(heron, '/space/diary'), /\/space\/diary\/([\w-]{36})/);
  await send(iben, '/desk/admin/ways?/make', { label: 'Rheumatology, waiting room', kind: 'clinic', language: 'en' });
  const way = inside(await read(iben, '/desk/admin/ways'), /href="\/from\/(\w+)\/print/);
  const rung = inside(meet, /\/meet\/g\/(\w+)"[^>]*>Tea by telephone/);
  await send(heron, `/meet/g/${rung}?/come`, { way: 'phone' });
  const circles = await read(heron, '/talk/circles');
  const circle = inside(circles, /\/talk\/c\/(\w+)"[^>]*>Quiet hour/);
  const care = await atTheClinic(heron, iben, sheet);
  const places = {
    rung, ending, circle, heldCircle: inside(circles, /\/talk\/c\/(\w+)"[^>]*>Still here/), otherCircle: inside(circles, /\/talk\/c\/(\w+)"[^>]*>Half of what/), theirLine: inside(await read(heron, `/talk/c/${circle}/live`), /\/report\/line\/([\w-]+)/),
    ...care,
    way,
    gathering: inside(meet, /\/meet\/g\/(\w+)"[^>]*>Coffee and a sit-down/), hosted: inside(meet, /\/meet\/g\/(\w+)"[^>]*>As far as the bench/), met: inside(meet, /\/meet\/g\/(\w+)\/after/),
    group: inside(meet, /\/meet\/(\w+)"[^>]*>The harbour wall/), otherGroup: inside(meet, /\/meet\/(\w+)"[^>]*>Vedovnen/), board, thread, invitation, notice, person: inside(page, /<section[^]*?\/me\/(\w+)/), myPost: inside(page, /\/talk\/p\/([\w-]+)\/edit/),
    theirPost: inside(page, /\/report\/([\w-]+)/), case: second, urgent, glass, decision, checkIn, item, around, goal, sheet, harm, ...(await questions(heron, iben)), entry
  };
  for (const [place, value] of Object.entries(places)) expect(value, `something to put in place of ${place}`).not.toBe('');
  await Promise.all([heron, iben, lee, other, myrull].map((context) => context.dispose()));
  return places;
}

/** What the nurse sees of what is shared with her: the sheet, with a form under it. */
async function atTheClinic(heron: APIRequestContext, iben: APIRequestContext, sheet: string): Promise<{ tie: string; patient: string; shared: string; careInvitation: string; conversation: string }> {
  const tie = inside(await (await heron.get('/space/care')).text(), /href="\/space\/sharing\/([\w-]{36})/);
  await send(heron, `/space/sheet/${sheet}?/share`, { tie });
  const conversation = inside(await (await heron.get('/space/care/messages')).text(), /\/space\/care\/messages\/([\w-]{36})/);
  const sam = await request.newContext({ baseURL: home() });
  await enter(sam, 'Sam Reed');
  const grants = [...(await (await sam.get(`/desk/care/${tie}`)).text()).matchAll(/href="\/desk\/care\/([\w-]{36}\/[\w-]{36})">([^<]+)/g)];
  await sam.dispose();
  const organisation = inside(await (await iben.get('/desk/admin/providers')).text(), /<option value="([\w-]{36})"/);
  const careInvitation = inside(await (await send(iben, '/desk/admin/providers?/invite', { organisation })).text(), /\/care\/join\/([\w-]+)/);
  return { tie, patient: tie, shared: grants.find(([, , name]) => /sheet/.test(name!))?.[1] ?? '', careInvitation, conversation };
}

/** One set of questions that is begun and has been answered before, and one whose heaviest answer was given. */
async function questions(heron: APIRequestContext, iben: APIRequestContext): Promise<{ measure: string; heavy: string }> {
  await send(heron, questionsAt('phq-8'));
  await send(iben, '/desk/admin/measures?/choose', { measure: 'eq-5d-5l', choice: 'on' });
  await send(heron, questionsAt('eq-5d-5l'));
  await send(heron, `${questionsAt('eq-5d-5l')}/5?/next`, { 'answer-5': '5' });
  return { measure: 'a1', heavy: 'a14' };
}

/** Looking for them takes as long as a few journeys: whichever worker is first does it for the whole run, and the others wait for what it writes down. */
async function foundOnce(): Promise<Record<Place, string>> {
  const file = join(process.env.E2E_DATA!, 'places.json');
  try {
    mkdirSync(`${file}.mine`);
  } catch {
    for (const until = Date.now() + 120_000; Date.now() < until; await new Promise((wait) => setTimeout(wait, 100))) {
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Record<Place, string>;
      if (!existsSync(`${file}.mine`)) return foundOnce(); // the first one failed, and has said why
    }
    return found();
  }
  const places = await found().catch((error: unknown) => {
    rmdirSync(`${file}.mine`); // the next one tries
    throw error;
  });
  writeFileSync(`${file}.new`, JSON.stringify(places));
  renameSync(`${file}.new`, file);
  return places;
}

let places: Promise<Record<Place, string>> | undefined;

/** The addresses of one route. */
export async function addressesOf(route: string): Promise<string[]> {
  const { param, asks, among = [''] } = routes[route]!;
  const place = param && (await (places ??= foundOnce()))[param];
  const filled = place && asks ? `${route}?${asks}=${place}` : place ? route.replace(place.includes('/') ? /\[\w+\]\/\[\w+\]/ : /\[\w+\]/, place) : route;
  return among.map((more) => (/\[\w+\]/.test(filled) ? filled.replace(/\[\w+\]/, more) : filled + more));
}

/** The addresses of every route that is for one of these. */
export async function addressesFor(...those: Route['for'][]): Promise<string[]> {
  const lists = await Promise.all(Object.entries(routes).filter(([, route]) => those.includes(route.for)).map(([path]) => addressesOf(path)));
  return lists.flat();
}

/** Goes there, and nowhere else. */
export async function visit(page: Page, path: string) {
  const answer = await page.goto(path);
  expect(answer!.status(), path).toBe(200);
  expect(new URL(page.url()).pathname, `${path} is answered by itself`).toBe(path.split('?')[0]);
}
