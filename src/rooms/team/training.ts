/**
 * Training: what somebody learns before they moderate.
 *
 * Short lessons, made-up cases to try where nothing can go wrong, and one shift
 * beside somebody who does it. When all three are done a trainee has the badge
 * by itself; nobody grades anybody. Whoever is no trainee may read and try all
 * of it; the shift is for trainees, and who asked for one is told to the
 * moderators while they are one. Answers to the cases are not kept, only that
 * they were tried.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { root } from '#platform/config';
import type { Language } from '#platform/words';
import { parse, type Paper } from '#house/pages';
import * as roles from '#members/roles';
import type { Host, Moderator } from '#members/members';

const folder = (language: Language) => join(root, 'src/rooms/team/lessons', language);
const read = (language: Language) => new Map(readdirSync(folder(language)).filter((file) => file.endsWith('.md')).sort().map((file) => [basename(file, '.md'), parse(readFileSync(join(folder(language), file), 'utf8'))]));
const papers: Record<Language, Map<string, Paper>> = { en: read('en'), nb: read('nb') };
export const lessons = [...papers.en.keys()];

export type Case = { id: string; words: Record<Language, string>; options: { id: string; text: Record<Language, string>; back: Record<Language, string>; isGood: boolean }[] };
export const cases = JSON.parse(readFileSync(join(root, 'src/rooms/team/sandbox.json'), 'utf8')) as Case[];

const all = () => [...lessons.map((name) => `lesson:${name}`), ...cases.map(({ id }) => `case:${id}`)];

export const lesson = (name: string, language: Language): Paper => papers[language].get(name) ?? papers.en.get(name) ?? notFound();
/** The lesson after this one. */
export const afterLesson = (name: string): string | undefined => lessons[lessons.indexOf(name) + 1];

export type Progress = { learnt: string[]; shadowing: 'none' | 'asked' | 'done'; isTrained: boolean };
export const progress = (host: Host): Promise<Progress> => asHouse(async () => {
  const learnt = await sql<{ what: string }>`select what from team.learnt where member_id = ${host.id} order by what`;
  const [shadowing] = await sql<{ confirmedAt: Date | null }>`select confirmed_at from team.shadowings where member_id = ${host.id}`;
  return { learnt: learnt.map(({ what }) => what), shadowing: shadowing ? (shadowing.confirmedAt ? 'done' : 'asked') : 'none', isTrained: await roles.isTrained(host.id) };
});

/** Read, or tried. Twice is once. What completes the training makes a trainee a moderator. */
async function learn(host: Host, what: string): Promise<void> {
  if (!all().includes(what)) notFound();
  await asking(host, () => sql`insert into team.learnt (member_id, what) values (${host.id}, ${what}) on conflict do nothing`);
  await asHouse(() => finishIfDone(host.id));
}
export const readLesson = (host: Host, name: string) => learn(host, `lesson:${name}`);

/** Tries an answer to a made-up case. Every answer is answered; only that it was tried is kept, once a good one was found. */
export async function tryCase(host: Host, id: string, optionId: string): Promise<{ id: string; optionId: string }> {
  const option = cases.find((one) => one.id === id)?.options.find((one) => one.id === optionId);
  if (!option) refuse('team.refused.option', `option-${id}`);
  if (option.isGood) await learn(host, `case:${id}`);
  return { id, optionId };
}

/** Asks to sit beside somebody for a shift. For whoever learns to moderate: nobody else is put before the moderators. */
export async function askToShadow(host: Host): Promise<void> {
  if (!host.roles.includes('trainee')) refuse('team.refused.noTrainee');
  await asking(host, () => sql`insert into team.shadowings (member_id) values (${host.id}) on conflict do nothing`);
}

export type Beside = { code: string; name: string; askedAt: Date };
/** Who learns to moderate and waits for a shift beside somebody. */
export const waiting = (moderator: Moderator) => asHouse(() => sql<Beside>`
  select f.code, f.name, s.asked_at from team.shadowings s
    join members.personas p on p.member_id = s.member_id and p.space = 'forum' join members.faces f on f.persona_id = p.id
    join members.roles r on r.member_id = s.member_id and r.role = 'trainee' and r.ended_at is null
   where s.confirmed_at is null and s.member_id <> ${moderator.id} order by s.asked_at`);

/** "They sat beside me for a shift." Never said of oneself. */
export const confirm = (moderator: Moderator, code: string): Promise<void> => asHouse(async () => {
  const [done] = await sql<{ memberId: string }>`
    update team.shadowings s set beside = ${moderator.id}, confirmed_at = now()
      from members.faces f join members.personas p on p.id = f.persona_id
     where f.code = ${code} and s.member_id = p.member_id and s.confirmed_at is null and s.member_id <> ${moderator.id}
       and exists (select from members.roles r where r.member_id = s.member_id and r.role = 'trainee' and r.ended_at is null)
    returning s.member_id`;
  if (!done) notFound();
  await finishIfDone(done.memberId);
});

async function finishIfDone(memberId: string): Promise<void> {
  const [row] = await sql<{ many: number; isBeside: boolean }>`
    select (select count(*)::int from team.learnt where member_id = ${memberId} and what = any(${all()}::text[])) as many,
           exists (select from team.shadowings where member_id = ${memberId} and confirmed_at is not null) as is_beside`;
  if (row!.isBeside && row!.many === all().length) await roles.finishTraining(memberId, null, '');
}
