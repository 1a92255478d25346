/**
 * Every form of the desk, and every form that leads to it: sent by the wrong
 * person, empty, with each field missing, a megabyte long or nonsense, with an
 * address of nothing. The answer is a sentence, not found, or done; never a fault.
 *
 * The forms are read from the floor plan, so a new one is tried without being
 * named here. Each try is undone.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { fail, isHttpError, isRedirect } from '@sveltejs/kit';
import { afterAll, afterEach, describe, expect, vi } from 'vitest';
import { asHouse, sql } from '#db';
import { Sent } from '#platform/http';
import { languages, say } from '#platform/words';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import type { Lead, Member } from '#members/members';
import * as glass from '#safety/break-glass';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as harms from '#safety/harms';
import * as urgent from '#safety/urgent-records';
import { passOf, type Cast } from '#test/cast';
import { as, deciding, latest, reported } from '#test/deciding';
import { ownFolder } from '#test/own-folder';
import { scene } from '#test/scene';
import * as vault from '#vault/vault';

const dir = ownFolder('forms'); // secrets of this test are nobody else's
process.env.SECRET ??= 'a secret for this test alone';
afterAll(() => rmSync(dir, { recursive: true }));
let told: Member | undefined;
afterEach(async () => {
  sayings.forget();
  presence.forget();
  if (told) await vault.forget(told);
  told = undefined;
});

type Acting = (event: { request: Request; locals: unknown; params: Record<string, string>; url: URL }) => Promise<unknown>;
type Form = { page: string; name: string; act: Acting; named: readonly string[] };
type Answer = { status: number; refused?: { key: string; values: Record<string, unknown> } };

const floor = new URL('../', import.meta.url).pathname;
const folders = ['desk/mod', 'desk/admin', '(member)/report', '(member)/appeals', '(member)/wrong', '(member)/settings/greet'];
const pages = folders.flatMap((folder) => readdirSync(`${floor}${folder}`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('+page.server.ts')).map((file) => `${folder}/${file}`.replace('/+page.server.ts', ''))).sort();
/** Fields that are read all at once are named in the file; the others are heard of as they are asked for. */
const spread = (source: string) => [...source.matchAll(/const \{([^}]+)\} = sent\.fields/g)].flatMap(([, names]) => [...names!.matchAll(/(\w+) =/g)].map(([, name]) => name!));

async function formsOf(page: string): Promise<Form[]> {
  const { actions = {} } = (await import(`${floor}${page}/+page.server.ts`)) as { actions?: Record<string, Acting> };
  const named = spread(readFileSync(`${floor}${page}/+page.server.ts`, 'utf8'));
  return Object.entries(actions).map(([name, act]) => ({ page, name, act, named }));
}

const request = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return new Request('http://localhost/', { method: 'POST', body: form });
};
/** Undone by being thrown, whatever came of it. */
class Undone extends Error { result: unknown; constructor(result: unknown) { super(); this.result = result; } }

async function tried({ page, act, name }: Form, member: Member | undefined, fields: Record<string, string>, params: Record<string, string>, query = ''): Promise<Answer> {
  const url = new URL(`http://localhost/${page.replace(/\(\w+\)\//, '')}${query}`);
  const locals = { member, work: undefined, locked: undefined, language: 'en', path: url.pathname, address: '192.0.2.1' };
  const what = `${page}?/${name} ${JSON.stringify(Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value.slice(0, 12)])))}`;
  try {
    await asHouse(async () => { throw new Undone(await act({ request: request(fields), locals, params, url })); });
  } catch (caught) {
    if (isRedirect(caught) || isHttpError(caught)) return { status: caught.status };
    if (!(caught instanceof Undone)) throw new Error(`${what}: ${String(caught)}`, { cause: caught });
    const result = caught.result as ReturnType<typeof fail<{ refused: Answer['refused'] }>> | undefined;
    return result && 'status' in result ? { status: result.status, ...(result.data?.refused && { refused: result.data.refused }) } : { status: 200 };
  }
  return expect.unreachable(what);
}

/** A sentence in both languages with nothing left open in it. */
function isSaid({ status, refused }: Answer, what: string): void {
  expect([200, 303, 400, 404, 409], what).toContain(status);
  if (status !== 409) return;
  const dot = refused!.key.indexOf('.');
  for (const language of languages) {
    const sentence = say(language, refused!.key.slice(0, dot), refused!.key.slice(dot + 1), refused!.values);
    expect(sentence, `${what}: ${refused!.key} in ${language}`).toMatch(/\w.*[.?!»”]$/);
    expect(sentence, what).not.toMatch(/undefined|NaN|\{\{/);
  }
}

/** Longer than anything may be; a megabyte does not get past the door (e2e/bad-input.spec.ts), and is tried once a form. */
const long = 'a word '.repeat(4_000);
const strange = [randomUUID(), long, '-1', '1e999', "\0\u202e🌧️' or 1=1 --"];

/** One of everything there is an address for, and what a good form says. */
async function place({ ada, bo, cleo, hanna, mio, iben }: Cast) {
  const give = (member: Member, role: string) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
  await give(iben, 'clinicalLead');
  await give(bo, 'safeguardingLead');
  const found = await reported(ada, bo, mio);
  await decisions.decide(mio, found.caseId, found.version, deciding({ deed: 'hid', rule: 2, toAuthor: 'Because it hurt.' }));
  const open = async (level: 'low' | 'urgent') => (await cases.signal({ kind: 'person', id: randomUUID(), personaId: ada.personaId }, { kind: 'report', level, cause: randomUUID() })).caseId;
  const [low, danger] = [await open('low'), await open('urgent')];
  await urgent.begin(as(iben), danger);
  const { id: harm } = await harms.tell(ada, { kind: 'wrong', topic: 'person', words: 'x' });
  told = ada;
  await vault.put(ada, { name: 'Ada Example', phone: '01632 960000' });
  const glassId = await glass.ask(bo as unknown as Lead, danger, { reason: 'dangerSelf', basis: 'uk-vital', consent: 'cannot', why: 'She stopped answering an hour ago.', fields: ['phone'] }, { pass: passOf('bo'), code: '' });
  const [{ post } = { post: '' }] = await asHouse(() => sql<{ post: string }>`select p.id as post from forum.posts p where p.number = 1 order by p.created_at desc limit 1`);
  const params: Record<string, Record<string, string>> = {
    'desk/mod/cases/[id]': { id: low }, 'desk/mod/urgent/[id]': { id: danger }, 'desk/mod/register/[id]': { id: harm }, 'desk/mod/glass/[id]': { id: glassId },
    'desk/mod/read/[id]': { id: post }, 'desk/mod/training/[lesson]': { lesson: '01-why-you' }, 'desk/admin/[section]': { section: 'hours' },
    '(member)/report/[id]': { id: post }, '(member)/report/person/[code]': { code: hanna.code }, '(member)/report/line/[id]': { id: randomUUID() }, '(member)/report/gathering/[code]': { code: 'x' },
    '(member)/appeals/[id]': { id: await latest('hid') }
  };
  const good = {
    version: '1', note: 'A note.', toAuthor: 'You wrote with care.', toReporters: '', rule: '1', deed: 'acknowledged', words: 'Some words.', reason: 'other', to: mio.personaId, second: mio.code, level: 'concern',
    hours: '24', suggestion: 'Other words.', beside: 'A line.', minutes: '60', outcome: 'safeNow', followUp: '48', step: 'read', kind: 'wrong', topic: 'person', type: 'A5', severity: '1', related: 'perhaps', preventable: 'yes', actions: 'Spoke.'
  };
  return { params, good, ada, bo, cleo, hanna, mio, iben };
}

const isForStewards = (page: string) => page.startsWith('desk/admin');
const isForModerators = (page: string) => /^desk\/mod\/(cases|urgent|me|register|glass|read)/.test(page);
const whose = (page: string, { iben, bo }: { iben: Member; bo: Member }): Member => (page.startsWith('(member)') && !page.includes('greet') ? bo : iben);

describe('every form of the desk', () => {
  scene('is there, and looks as if it were not to whoever it is not for (ASVS 8.2)', async (cast) => {
    const { params, good, cleo, hanna, mio } = await place(cast);
    const forms = (await Promise.all(pages.map(formsOf))).flat();
    expect(forms.length, 'the forms were found').toBeGreaterThan(75);
    for (const form of forms) {
      const at = params[form.page] ?? {};
      expect((await tried(form, undefined, good, at)).status, `${form.page}?/${form.name} by nobody`).toBe(303);
      if (form.page.startsWith('(member)')) continue;
      const wrong = [cleo, ...(isForModerators(form.page) || isForStewards(form.page) ? [hanna] : []), ...(isForStewards(form.page) ? [mio] : [])];
      for (const member of wrong) expect((await tried(form, member, good, at)).status, `${form.page}?/${form.name} by ${member.name}`).toBe(404);
    }
  });
  // Some at a time: each scene has its own time to be done in.
  for (const some of [pages.filter((page) => page.startsWith('desk/mod/cases')), pages.filter((page) => /^desk\/mod(?!\/cases)/.test(page)), pages.filter((page) => page.startsWith('desk/admin')), pages.filter((page) => page.startsWith('('))]) {
    scene(`answers whatever is sent with a sentence, not found, or done, and never with a fault: ${some[0]} … (ASVS 2.2)`, async (cast) => {
      const all = await place(cast);
      for (const form of (await Promise.all(some.map(formsOf))).flat()) await tryAll(form, all);
    });
  }
});

/** As it is, empty, each field without, too long and strange, and at addresses of nothing. */
async function tryAll(form: Form, all: Awaited<ReturnType<typeof place>>): Promise<void> {
  const at = all.params[form.page] ?? {};
  const good: Record<string, string> = all.good;
  const asked = new Set(form.named);
  const listen = (['text', 'all', 'has'] as const).map((way) => {
    const was = Sent.prototype[way] as (name: string) => unknown;
    return vi.spyOn(Sent.prototype, way).mockImplementation(function heard(this: Sent, name: string) {
      if (way !== 'all' || !(name in this.fields)) asked.add(name); // a refusal gives back all that was sent, asked for or not
      return was.call(this, name) as never;
    });
  });
  const query = ['desk/mod/glass', 'desk/mod/register/new'].includes(form.page) ? `?case=${all.params['desk/mod/urgent/[id]']!.id}` : '';
  const go = async (fields: Record<string, string>, params = at) => isSaid(await tried(form, whose(form.page, all), fields, params, query), `${form.page}?/${form.name}`);
  try {
    await go({});
    await go(good);
    await go(Object.fromEntries([...asked].map((name) => [name, long.repeat(36)])));
    for (const name of asked) {
      const { [name]: _, ...rest } = good;
      await go(rest);
      for (const value of strange) await go({ ...rest, [name]: value });
    }
    for (const name of Object.keys(at)) for (const value of ['', 'nonsense', randomUUID(), '\0']) await go(good, { ...at, [name]: value });
  } finally {
    for (const spy of listen) spy.mockRestore();
  }
}
