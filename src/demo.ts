/**
 * The demo community: fills an empty database once, from `demo/`.
 *
 * It exists only while serving this machine alone. Everybody in it is made up
 * and signs in with a sentence that is printed for all to see; so the database
 * is marked, and no start where others come in takes it.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import { root } from '#platform/config';
import { markDemo } from '#platform/demo-mark';
import * as care from '#care/seed';
import * as circles from '#circles/seed';
import * as forum from '#forum/seed';
import * as gatherings from '#gatherings/seed';
import * as agreements from '#house/agreements';
import * as sayings from '#house/sayings';
import * as house from '#house/seed';
import * as learning from '#learning/seed';
import * as results from '#measures/results';
import * as measures from '#measures/seed';
import * as messages from '#messages/seed';
import * as desk from '#safety/seed';
import * as toolbox from '#toolbox/seed';
import { foldName } from '#members/name-rules';
import { code, join as joinAs, makeSeed } from '#members/members';
import type { Member, Role } from '#members/members';

type Person = { key: string; name: string; lang: 'en' | 'nb'; role: Role | null; about: string; joinedDaysAgo: number };

const read = <Shape>(file: string) => JSON.parse(readFileSync(join(root, 'demo', file), 'utf8')) as Shape;
const people = () => read<Person[]>('people.json');

/** The pass-sentence of a demo person, the same at every start. */
export const demoPass = (name: string) => `the demo sentence of ${name.toLowerCase()}`;

/** Who a visitor of the demo may be: first those with a part to play. */
export function demoPeople(): { name: string; pass: string; role: Role | 'provider' | null; language: 'en' | 'nb' }[] {
  const order = ['quiet-heron', 'fern', 'lee', 'iben'];
  const rank = ({ key }: Person) => (order.includes(key) ? order.indexOf(key) : order.length);
  const members = people().sort((a, b) => rank(a) - rank(b)).map(({ name, role, lang }) => ({ name, pass: demoPass(name), role, language: lang }));
  const atWork = care.people.map(({ name }) => ({ name, pass: demoPass(name), role: 'provider' as const, language: 'en' as const }));
  return [...members.slice(0, 4), atWork[0]!, ...members.slice(4), ...atWork.slice(1)];
}

/** Fills the demo community if nobody has ever joined, and says before that it will. Filling twice is filling once. */
export async function fillDemo(say: () => void = () => {}): Promise<boolean> {
  const [somebody] = await asHouse(() => sql`select 1 from members.members limit 1`);
  if (somebody) return false;
  say();
  await asHouse(async () => {
    await markDemo();
    await house.fill();
    const personas = await fillPeople();
    const boards = readdirSync(join(root, 'demo/threads')).map((file) => ({ board: file.replace('.json', ''), threads: read<forum.Thread[]>(`threads/${file}`) }));
    await forum.seed(boards, personas);
    await fillSamples();
    await fillPlaces(personas);
    for (const circle of read<circles.Planted[]>('circles.json')) await circles.plant(circle, personas);
    await learning.fill();
    await fillAnswers(personas);
    await fillCare(personas);
    await forum.readUntil(20);
    await desk.fill(personas);
    await sql`delete from platform.events`;
  });
  return true;
}

async function fillPeople(): Promise<Map<string, string>> {
  const personas = new Map<string, string>();
  for (const { key, name, lang, role, about, joinedDaysAgo } of people()) {
    const { memberId } = await joinAs({ name, pass: demoPass(name), language: lang, adult: true, conduct: await sayings.conduct(lang), moderation: await agreements.toJoin(lang), keepName: true });
    await sql`update members.members set joined_at = now() - make_interval(days => ${joinedDaysAgo}::int) where id = ${memberId}`;
    if (role) await sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${memberId}, ${role})`;
    const [face] = await sql<{ personaId: string }>`
      update members.faces set about = ${about}, tag = ${role} where name_folded = ${foldName(name)} returning persona_id`;
    personas.set(key, face!.personaId);
  }
  await fillTeam(personas);
  await sql`delete from platform.events`; // nobody needs to hear of what never happened
  return personas;
}

type Place = { kind: 'local' | 'cafe'; name: string; lang: 'en' | 'nb'; region: string; area: string; about: string; people: Record<string, string>; threads: forum.Thread[] };

/** Two local groups, one in each country, and a café: there people have names of their own, which lead to no other. */
async function fillPlaces(forumPersonas: ReadonlyMap<string, string>): Promise<void> {
  for (const { kind, name, lang, region, area, about, people: there, threads } of read<Place[]>('places.json')) {
    const [id, place] = [randomUUID(), code()];
    await sql`insert into members.spaces (id, code, kind, name, about, region, language) values (${id}, ${place}, ${kind}, ${name}, ${about}, ${region}, ${lang})`;
    if (area) await sql`insert into members.areas (space_id, area) values (${id}, ${area})`;
    await sql`
      insert into forum.boards (code, address, place, kind, space, names, lines, is_for_few)
      values (${place}, ${place}, 1000, 'local', ${id}, jsonb_build_object('en', ${name}::text, 'nb', ${name}::text), '{"en":"","nb":""}', ${kind === 'cafe'})`;
    const personas = new Map<string, string>();
    for (const [key, local] of Object.entries(there)) {
      const [made] = await sql<{ id: string; memberId: string }>`
        insert into members.personas (id, member_id, space) select gen_random_uuid(), member_id, ${id} from members.personas where id = ${forumPersonas.get(key)!} returning id, member_id`;
      await sql`
        insert into members.faces (persona_id, space, name, name_folded, code, seed, language) values (${made!.id}, ${id}, ${local}, ${foldName(local)}, ${code()}, ${makeSeed()}, ${lang})`;
      await sql`insert into members.ladders (persona_id, member_id) values (${made!.id}, ${made!.memberId})`;
      personas.set(key, made!.id);
    }
    await forum.seed([{ board: place, threads }], personas);
    await gatherings.pour(id, personas, read<gatherings.Poured[]>('gatherings.json').filter((one) => one.place === name));
    if (kind === 'local') await fillHandshake(personas.get('quiet-heron'), personas.get('ash'), forumPersonas);
  }
}

/** Two of them share their names already. */
async function fillHandshake(one: string | undefined, other: string | undefined, forumPersonas: ReadonlyMap<string, string>): Promise<void> {
  if (!one || !other) return;
  const pairs = [[one, other, forumPersonas.get('quiet-heron')], [other, one, forumPersonas.get('ash')]] as const;
  for (const [mine, theirs, shown] of pairs) {
    await sql`update members.ladders set level = 'chosen', offers = true where persona_id = ${mine}`;
    await sql`insert into members.handshakes (from_id, to_id, member_id, said, on_day) select ${mine}, ${theirs}, member_id, 'yes', current_date - 20 from members.personas where id = ${mine}`;
    await sql`insert into members.reveals (seer_id, seen_id, shows_id, member_id, since) select ${theirs}, ${mine}, ${shown}, member_id, current_date - 20 from members.personas where id = ${mine}`;
  }
}

/** Who leads when it is serious, and that those who moderate have been trained. */
async function fillTeam(personas: Map<string, string>): Promise<void> {
  for (const [key, role] of [['myrull', 'clinicalLead'], ['iben', 'safeguardingLead']] as const) {
    await sql`insert into members.roles (id, member_id, role) select ${randomUUID()}, member_id, ${role} from members.personas where id = ${personas.get(key)!}`;
  }
  await sql`insert into members.trained (member_id, words) select distinct member_id, 'the demo' from members.roles where role in ('moderator', 'clinicalLead', 'safeguardingLead') on conflict do nothing`;
}

/** One of them has answered the wellbeing questions now and then. */
async function fillAnswers(personas: ReadonlyMap<string, string>): Promise<void> {
  const personaId = personas.get('quiet-heron')!;
  const [heron] = await sql<{ id: string }>`select member_id as id from members.personas where id = ${personaId}`;
  await measures.fill({ id: heron!.id, personaId }, new Date());
}

/** A nurse beside the community, to whom some of them have said yes. */
async function fillCare(personas: ReadonlyMap<string, string>): Promise<void> {
  const memberOf = async (key: string) => (await sql<{ id: string }>`select member_id as id from members.personas where id = ${personas.get(key)!}`)[0]!;
  const [heron, ash, willow] = [await memberOf('quiet-heron'), await memberOf('ash'), await memberOf('willow')];
  const { goal, sheet } = await toolbox.fill(heron);
  await toolbox.notes(ash);
  const [month, long] = [{ days: '30' }, { days: '90' }];
  await care.fill([
    { member: heron, knownAs: 'Kari', daysAgo: 12, shares: [
      { kind: 'week', ...month }, { kind: 'check-ins-body', ...month }, { kind: 'notes-picture', ...month }, { kind: 'items', ...long }, { kind: 'goal', thing: goal, ...long },
      { kind: 'measure-result', thing: 'phq-8', withAnswers: true, ...month }, { kind: 'questions', thing: sheet, ...month }
    ] },
    { member: ash, knownAs: 'Tove from Wednesdays', daysAgo: 4, shares: [{ kind: 'check-ins-mind', ...month }, { kind: 'notes-picture', ...month }] },
    { member: willow, knownAs: 'Jon', daysAgo: 30, shares: [] }
  ], demoPass);
  for (const thing of ['phq-8', sheet]) await results.show(heron, thing, ['phq-8']);
  await messages.fill({ id: heron.id, language: 'en' } as Member);
}

/** What visitors may read on the look-round page: their authors agreed, and the steward chose them. */
const shown = [
  'Walked to the postbox', 'Waiting rooms that shout your name', 'What the leaflet left out', '3am club. Who is in?', 'Stuck on one clue', 'Dating with a head like a faulty smoke alarm',
  'Hvile er ikke søvn', 'Surdeigen trenger navn', 'NAV-skjema og kjeks', 'Stiv som en planke fram til klokka ti'
];
const fillSamples = () => sql`
  insert into forum.samples (thread_id, chosen_at, chosen_by)
  select t.id, now(), (select r.member_id from members.roles r where r.role = 'steward' limit 1)
    from forum.threads t where t.title = any(${shown}::text[])`;
