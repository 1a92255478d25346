/**
 * Demo life at the desk: one or two open cases in each lane, so that a visitor
 * sees what moderators see. Everybody and everything in it is made up.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import * as forum from '#forum/seed';
import * as holding from '#forum/holding';
import * as lately from '#forum/lately';
import * as sittings from '#gatherings/sittings';
import { asModerator, type Member, type Moderator } from '#members/members';
import * as sessions from '#members/sessions';
import * as appeals from '#safety/appeals';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as gathered from '#safety/gathered';
import * as reports from '#safety/reports';

type People = ReadonlyMap<string, string>;

/** Signed in for a moment, as a person of the demo. */
async function being(personaId: string): Promise<{ member: Member; end: () => Promise<unknown> }> {
  const [row] = await asHouse(() => sql<{ memberId: string }>`select member_id from members.personas where id = ${personaId}`);
  const token = await sessions.begin(row!.memberId, 'own', 'the demo', { factor: true });
  const member = (await sessions.enter(token))!;
  return { member, end: () => asHouse(() => sql`delete from members.sessions where id = ${member.session.id}`) };
}
const postOf = async (personaId: string) => (await lately.of(personaId, randomUUID())).find(({ number }) => number > 1);

/** The program noticed these. */
async function noticed(personaId: string, sign: Pick<cases.Signal, 'kind' | 'level'> & Partial<cases.Signal>): Promise<void> {
  const post = await postOf(personaId);
  if (post) await cases.signal({ kind: 'post', id: post.id, personaId }, { version: 'demo', cause: `demo:${randomUUID()}`, ...sign });
}

/** Words that tell how, as far as a demo says it. */
async function held(personaId: string): Promise<void> {
  await forum.pour([{ board: 'mood', title: 'What I did that night', want: 'listen', posts: [{ personaId, text: 'I wrote down here, step by step, what I nearly did. [The steps are left out of this demo.] I am safe now.', at: new Date(Date.now() - 40 * 60_000), language: 'en' }] }]);
  const [post] = await lately.of(personaId, randomUUID());
  await asHouse(() => holding.keep(post!.id));
  await cases.signal({ kind: 'post', id: post!.id, personaId }, { kind: 'held', level: 'low', flags: ['method_detail'], version: 'demo', cause: `demo:${randomUUID()}` });
}

/** Folded by a moderator; the author asks somebody else. */
async function appealed(author: string, moderator: Moderator): Promise<void> {
  const post = await postOf(author);
  if (!post) return;
  const { caseId } = await cases.signal({ kind: 'post', id: post.id, personaId: author }, { kind: 'person', level: 'low', cause: `demo:${randomUUID()}` });
  await decisions.decide(moderator, caseId, 1, { deed: 'folded', rule: 5, toAuthor: 'You write so that one sees it. Some may not want to see it today, so I have folded it. Whoever wants to can open it.', toReporters: '' });
  const [made] = await asHouse(() => sql<{ id: string }>`select id from safety.decisions where case_id = ${caseId}`);
  const { member, end } = await being(author);
  await appeals.ask(member, made!.id, 'It is the only place where I say it as it is. Could somebody else look, please?');
  await end();
}

/** `personas` by the key of a person in `demo/people.json`. */
export async function fill(personas: People): Promise<void> {
  const of = (key: string) => personas.get(key)!;
  await noticed(of('moss'), { kind: 'triage', level: 'concern' });
  await noticed(of('ember'), { kind: 'jigsaw', level: 'none', flags: ['identity_leak'] });
  await noticed(of('harbour'), { kind: 'sample', level: 'none' });
  await cases.signal({ kind: 'person', id: of('linnet'), personaId: of('linnet') }, { kind: 'worse', level: 'low', cause: `demo:${randomUUID()}` });
  await held(of('two-left-feet'));
  const samphire = await being(of('samphire'));
  const unkind = await postOf(of('gravel'));
  if (unkind) await reports.tell(samphire.member, unkind.id, 'unkind', 'He may not mean it so. It stung all the same.');
  // A plan can be told of as a post can: here something in it is not quite so.
  const walk = (await sittings.upcoming(samphire.member, 1)).find(({ kind, isHost }) => kind === 'walk' && !isHost);
  if (walk) await gathered.tell(samphire.member, walk.code, '', 'other', 'It says there are no steps. There are four, down to the water.');
  await samphire.end();
  const lee = await being(of('lee'));
  await appealed(of('saffron-sky'), asModerator(lee.member)!);
  await lee.end();
}
