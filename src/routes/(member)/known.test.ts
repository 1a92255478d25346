/**
 * What a member is told about who knows what, compared with the truth: with
 * all that others can fetch, both ways. And that it is told before every box
 * whose words others in a space will read. [ID-5, ID-6, ID-8, ID-9, ID-15, ID-17, ID-19]
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asHouse, sql, undone } from '#db';
import { languages, say } from '#platform/words';
import * as people from '#forum/people';
import * as blocks from '#members/blocks';
import * as handshakes from '#members/handshakes';
import { levelsIn, linesOf, type Kind, type Showing } from '#members/ladder-rules';
import * as ladders from '#members/ladders';
import * as masks from '#members/masks';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as settings from '#members/settings';
import { theCast } from '#test/cast';
import { seated } from '#test/circle';
import { inPlace } from '#test/names';
import { scene } from '#test/scene';
import { load } from './settings/known/+page.server.ts';

type Shown = { places: { here: personas.Here; between: handshakes.Between | undefined }[]; mask: masks.Circumstance[] };
/** The page itself, as this member gets it. */
const toldTo = async (member: Member) => (await load({ locals: { member, language: 'en' }, params: {}, url: new URL('http://localhost/settings/known') } as never)) as Shown;
/** How many people have to belong to a place before its area is said. */
const least = 2;

/** Everything one person can fetch about a name of another's. */
async function fetched(who: Member, code: string) {
  const page = await people.of(who, code).catch(() => undefined);
  const belongs = page && (await ladders.belonging(who, code, least));
  return { names: (await handshakes.knownAs(who, code)).map(({ name }) => name).sort(), area: Boolean(belongs?.area), hasMet: Boolean(belongs?.hasMet), mask: page ? (await masks.of(who, code)).map(({ kind }) => kind) : [] };
}

/** Who once knew which of my names, as this test saw it happen: by the two names in the place. Whoever leaves a place is not there any more. */
type Knew = { me: string; mine: string; theirs: string }[];

/** What is said of one of somebody's names, and what each of the others can fetch, are the same. */
async function compare(me: Member, others: readonly Member[], knew: Knew): Promise<void> {
  const { places, mask } = await toldTo(me);
  const open = new Set<string>();
  const forum = places.find(({ here }) => here.kind === 'forum')!.here;
  for (const { here, between } of places) {
    const told = linesOf(here);
    const what = `${me.name} as ${here.name} in the ${here.kind}, told ${told.join()}`;
    const knowing = new Set<string>();
    for (const other of others) {
      const there = (await personas.of(other)).find(({ space }) => space === here.space);
      if (!there) continue;
      const found = await fetched(other, here.code);
      if (found.names.length) knowing.add(there.name);
      if (found.names.length && here.kind !== 'forum') open.add(`${here.code} ${there.code}`);
      if (here.kind !== 'forum') expect(found.names, `${what}: a name of a place leads to the forum's and nowhere else`).toEqual(here.known.includes(there.name) ? [forum.name] : []);
      expect(found.area, `${what}: the area, for ${there.name}`).toBe(told.includes('here.area') || told.includes('here.areaMet') ? !(await keptApart(other, here.code)) : false);
      expect(found.hasMet, `${what}: having met people, for ${there.name}`).toBe(told.includes('here.met') || told.includes('here.areaMet') ? !(await keptApart(other, here.code)) : false);
      const behind = mask.filter(({ shown }) => shown[here.personaId] === 'people' || (shown[here.personaId] === 'known' && found.names.length > 0)).map(({ kind }) => kind).sort();
      expect(found.mask.sort(), `${what}: behind the mask, for ${there.name}`).toEqual(here.page === 'nobody' || (await keptApart(other, here.code)) ? [] : behind);
    }
    if (here.kind === 'forum') expect(here.isKnownElsewhere, what).toBe(knowing.size > 0);
    else expect([...here.known].sort(), what).toEqual([...knowing].sort());
    expect((between?.open ?? []).map(({ name }) => name).sort(), `${what}: the page's own list`).toEqual(here.kind === 'forum' ? [] : [...knowing].sort());
    expect(told.some((line) => line === 'here.nobody' || line === 'here.nobodyNow'), what).toBe(knowing.size === 0);
  }
  const past = knew.filter((one) => one.me === me.name && !open.has(`${one.mine} ${one.theirs}`));
  for (const { here } of places) {
    const isTold = linesOf(here).some((line) => line === 'here.knew' || line === 'here.knewElsewhere');
    expect(isTold, `${me.name} as ${here.name} in the ${here.kind}: who knew once`).toBe(past.some(({ mine }) => here.kind === 'forum' || mine === here.code));
  }
}
const keptApart = async (who: Member, code: string) => !(await people.of(who, code).then(() => true, () => false));

describe('“Who knows what about me” (ID-8, ID-18)', () => {
  it('says of everybody, in each of their places, what each of the others can fetch, and nothing else', async () => {
    const step = fc.record({
      who: fc.nat(3), whom: fc.nat(3), at: fc.nat(1), pick: fc.nat(2),
      does: fc.constantFrom('level', 'yes', 'share', 'share', 'no', 'block', 'mask', 'forum', 'close', 'renew', 'leave')
    }).filter(({ who, whom }) => who !== whom);
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 18 }), (steps) => undone(async () => {
      const { ada, bo, cleo, hanna, iben } = await theCast();
      const four = [ada, bo, cleo, hanna];
      const cafe = await inPlace(iben, { ada, bo, cleo, hanna });
      const local = await inPlace(iben, { ada, bo, cleo, hanna }, 'chosen', { kind: 'local', name: 'Harbour wall', area: 'The bay' });
      const places = [cafe.place, local.place];
      const quietly = (work: Promise<unknown>) => work.catch(() => {}); // somebody who has left, or is blocked, cannot any more
      let names = 0;
      let knew: Knew = [];
      for (const { who, whom, at, pick, does } of steps) {
        const [me, them, place] = [four[who]!, four[whom]!, places[at]!];
        const here = await personas.inPlace(me, place).catch(() => undefined);
        if (does === 'forum') await quietly(personas.at(me, 'forum').then((forum) => ladders.choose(me, forum, levelsIn('forum')[pick]!, local.place)));
        if (does === 'close') await settings.chooseWhoSeesMe(me, pick ? 'members' : 'nobody');
        if (does === 'block') await quietly(blocks.block(me, them.code));
        if (!here) continue;
        if (does === 'level') await ladders.choose(me, here, levelsIn(here.kind)[pick]!);
        if (does === 'close') await ladders.reach(me, here, { offers: true, page: pick === 1 ? 'nobody' : 'members' });
        if (does === 'share') await quietly(personas.inPlace(them, place).then((they) => handshakes.sayYes(them, they, here.code)));
        if (does === 'yes' || does === 'share' || does === 'no') await quietly(personas.inPlace(them, place).then(({ code }) => (does === 'no' ? handshakes.sayNo : handshakes.sayYes)(me, here, code)));
        const theirs = await personas.inPlace(them, place).catch(() => undefined);
        for (const [one, mine, other, name] of [[me, here, them, theirs], [them, theirs, me, here]] as const) {
          if (mine && name && (await handshakes.knownAs(other, mine.code)).length) knew.push({ me: one.name, mine: mine.code, theirs: name.code });
        }
        if (does === 'mask') {
          await masks.add(me, { kind: 'pain', words: '' });
          await masks.show(me, at ? here : await personas.at(me, 'forum'), (await masks.mine(me))[0]!.id, (['nobody', 'people', 'known'] as const)[pick]!);
        }
        if (does === 'renew') await quietly(personas.renew(me, here, { name: `Brass Button ${['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'elf', 'dozen', 'more', 'many', 'last', 'end', 'over', 'out'][names++]}`, keepName: true, pledged: true }));
        if (does === 'leave' && pick === 0) {
          const gone = (await asHouse(() => sql<{ code: string }>`select f.code from members.faces f join members.personas p on p.id = f.persona_id where p.member_id = ${me.id} and p.space = ${here.space}`)).map(({ code }) => code);
          await personas.leave(me, here);
          knew = knew.filter(({ mine, theirs: other }) => !gone.includes(mine) && !gone.includes(other));
        }
      }
      for (const me of four) await compare(me, four.filter((other) => other !== me), knew);
    })), { numRuns: 8 });
  });
});

describe('what a name shows of where somebody belongs (ID-15, ID-17)', () => {
  scene('is said before a post exactly while others can fetch it: not with the page closed, not after leaving the group', async ({ ada, bo, cleo, hanna, iben }) => {
    const { place } = await inPlace(iben, { ada, bo, cleo, hanna }, 'met', { kind: 'local', name: 'Harbour wall', area: 'The bay' });
    const told = async (code: string) => linesOf(await personas.at(ada, code));
    for (const [level, line] of [['local', 'here.area'], ['met', 'here.areaMet']] as const) {
      await ladders.choose(ada, await personas.at(ada, 'forum'), level, place);
      expect([await told('forum'), await told(place)]).toEqual([[line, 'here.nobody'], ['here.met', 'here.nobody']]);
      await compare(ada, [bo, cleo, hanna], []);
    }
    await settings.chooseWhoSeesMe(ada, 'nobody');
    await ladders.reach(ada, await personas.inPlace(ada, place), { offers: true, page: 'nobody' });
    expect([await told('forum'), await told(place)]).toEqual([['here.nobody'], ['here.nobody']]);
    await compare(ada, [bo, cleo, hanna], []);
    await settings.chooseWhoSeesMe(ada, 'members');
    await personas.leave(ada, await personas.inPlace(ada, place));
    expect(await told('forum')).toEqual(['here.nobody']);
    await compare(ada, [bo, cleo, hanna], []);
  });
});

const kinds = ['forum', 'local', 'cafe', 'circle'] as const satisfies readonly Kind[];
const plain: Omit<Showing, 'kind' | 'level'> = { page: 'members', shows: 'a place', known: [], isKnownElsewhere: false, wasKnown: false };
const spoken = (language: string, { name, ...here }: Showing & { name: string }) =>
  [say(language, 'members', 'here.you', { name }), ...linesOf(here).map((line) => say(language, 'members', line, { names: new Intl.ListFormat(language).format(here.known) }))].join(' ');

describe('the line before every post (ID-8, NEW-1)', () => {
  it.each(languages)('says who one is and who knows what, on each step in each kind of place, in %s', (language) => {
    for (const kind of kinds) for (const level of levelsIn(kind)) for (const known of [[], ['Grey Mitten'], ['Grey Mitten', 'Tin Whistle']]) for (const wasKnown of [false, true]) {
      const line = spoken(language, { ...plain, name: 'Quiet Heron', kind, level, known: kind === 'forum' ? [] : known, isKnownElsewhere: kind === 'forum' && known.length > 0, wasKnown });
      expect(line).toMatch(language === 'nb' ? /^Her er du Quiet Heron\. / : /^You are Quiet Heron here\. /);
      expect(line, 'nothing left open').not.toMatch(/\{\{|undefined|\bhere\.\w/);
      for (const name of kind === 'forum' ? [] : known) expect(line).toContain(name);
      expect(line, 'who does not know').toMatch(language === 'nb' ? /[Ii]ngen/ : /Nobody/);
    }
  });
  it('is the line of the promise where nothing more is shown', () => {
    for (const kind of kinds) {
      expect(spoken('en', { ...plain, name: 'Quiet Heron', kind, level: 'anonymous' })).toBe('You are Quiet Heron here. Nobody in this space knows your other names.');
      expect(spoken('nb', { ...plain, name: 'Quiet Heron', kind, level: 'anonymous' })).toBe('Her er du Quiet Heron. Ingen på dette stedet vet hva du heter andre steder.');
    }
  });
  scene('is asked of the database as whoever writes, in the forum, a group, a café and a circle', async (cast) => {
    const { ada, bo, cleo, hanna, iben } = cast;
    const { place } = await inPlace(iben, { ada, bo, cleo, hanna }, 'anonymous');
    const local = await inPlace(iben, { ada, bo, cleo, hanna }, 'anonymous', { kind: 'local', name: 'Harbour wall', area: 'The bay' });
    const circle = await seated(cast);
    for (const [code, kind, name] of [['forum', 'forum', 'ada'], [local.place, 'local', 'Slow Ferry Too'], [place, 'cafe', 'Slow Ferry'], [circle, 'circle', 'Willow Cup']] as const) {
      const here = await personas.at(ada, code);
      expect([here.kind, here.name, linesOf(here)], code).toEqual([kind, name, ['here.nobody']]);
    }
  });

  const floor = 'src/routes/(member)/';
  /** Words typed here are for oneself, for those who run the place, or for somebody one has a tie to: no space reads them. */
  const notForASpace = /^(?:space\/|report\/|appeals\/|wrong$|practice$|settings\/identity$|meet\/places$|talk\/circles$|meet\/g\/\[code\]\/after$)/;
  /** The wish that goes with a seat is read by the hosts alone; its form says by which name one comes. */
  const saidOtherwise = ['meet/g/[code]'];
  const fileOf = (from: string, by: string) => (from.startsWith('#ui/') ? `src/ui/${from.slice(4)}` : from.startsWith('#') ? `src/rooms/${from.slice(1)}` : `${by.replace(/\/[^/]+$/, '')}/${from}`);
  /** In the order of the page: H where the line stands, B where there is a box for words. */
  function order(file: string): string {
    if (!existsSync(file)) return '';
    const source = readFileSync(file, 'utf8');
    const parts = new Map([...source.matchAll(/import (\w+) from '([^']+\.svelte)'/g)].map(([, name, from]) => [name!, from!]));
    return [...source.matchAll(/<([A-Z]\w+)((?:[^>{]|\{[^}]*\})*)|<textarea/g)].map(([tag, name, rest]) => {
      if (tag === '<textarea') return 'B';
      if (name === 'Here') return 'H';
      if (name === 'Field') return /\brows=/.test(rest!) ? 'B' : '';
      const from = parts.get(name!);
      return from && !from.startsWith('#ui/') ? order(fileOf(from, file)) : '';
    }).join('');
  }
  it('stands before the first box of every page whose words a space will read', () => {
    const pages = readdirSync(floor, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('+page.svelte')).map((file) => file.replace('/+page.svelte', '')).filter((page) => order(`${floor}${page}/+page.svelte`).includes('B') && !notForASpace.test(page));
    expect(pages.length, 'the pages were found').toBeGreaterThan(10);
    expect(pages.filter((page) => !order(`${floor}${page}/+page.svelte`).startsWith('H')).filter((page) => !saidOtherwise.includes(page))).toEqual([]);
    for (const known of ['talk/new', 'talk/t/[code]', 'talk/p/[id]/edit', 'meet/[code]/new', 'meet/[code]/few', 'meet/g/[code]/before', 'meet/g/[code]/room', 'talk/c/[code]/live']) expect(pages).toContain(known);
  });
});
