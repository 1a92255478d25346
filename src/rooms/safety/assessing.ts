/**
 * Assessing: how soon must a person look at what was just written.
 *
 * A program reads forum texts, what is said in circles and what others see of gatherings, and says urgent, concern, low or none, with its
 * reasons. It never blocks, never answers, and decides nothing: it opens a case
 * for a person. If it throws, takes too long or is turned off, the case is
 * opened all the same, as not assessed. Only of a room: while a steward has it
 * turned off nobody reads there in its stead, as every room promises that those
 * with a seat do and nobody else. What is private is never read by it.
 * The author is asked nothing; what they may send beside their words (a level,
 * a flag, a state) is not looked at.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import * as alarms from '#platform/alarms';
import { told, warn } from '#platform/log';
import * as concerning from '#circles/concerning';
import * as assessable from '#forum/assessable';
import * as holding from '#forum/holding';
import * as gathered from '#gatherings/concerning';
import * as sayings from '#house/sayings';
import type { Member } from '#members/members';
import { assess, type Assessment, type Text } from '#triage/assess';
import * as encoder from '#triage/encoder';
import { isRaise, type Level } from '#safety/case-rules';
import * as cases from '#safety/cases';
import * as held from '#safety/held';
import { inTime, isLate, type How } from '#safety/in-time';
import * as offers from '#safety/offers';
import * as standing from '#safety/standing';

/** One text, one cause: the same words heard again are noted once; changed words are read anew. */
export const causeOf = (postId: string, text: string) => `triage:${postId}:${standing.stampOf(text)}`;

/** So many in an hour were too late, and somebody is told: one may be a busy moment. */
const lateOnes = 3;

/** It threw, or took too long: a person looks instead, and the desk sees that it fails. Inside `asHouse`. */
async function failed(error: unknown): Promise<void> {
  warn('a text was not assessed', told(error));
  const [row] = await sql<{ late: number }>`select count(*)::int as late from safety.assessments where level = 'unassessed' and at > now() - interval '1 hour'`;
  if (!isLate(error) || row!.late + 1 >= lateOnes) await alarms.raiseHere('triage.failing');
}

/** What the program says, or nothing: it threw, or it took too long. Inside `asHouse`. */
async function read(text: Text, how: How, wait = inTime): Promise<Assessment | undefined> {
  try {
    const found = await wait(how, text);
    if (encoder.hasFailed()) await alarms.raiseHere('triage.partly');
    return found;
  } catch (error) {
    await failed(error);
    return undefined;
  }
}

/** The same in the answer to the one who wrote. What is late says nothing: then nobody knows how they are, and a person looks. What throws is left to the worker. */
async function hear(text: Text, how: How): Promise<Assessment | undefined> {
  try {
    return await inTime(how, text);
  } catch (error) {
    if (!isLate(error)) throw error;
    await asHouse(() => failed(error));
    return undefined;
  }
}
const levelOf = (found: Assessment | undefined): offers.Level => (found?.level === 'urgent' || found?.level === 'concern' ? found.level : 'unassessed');
const isQuiet = (found: Assessment | undefined) => found !== undefined && found.level !== 'urgent' && found.level !== 'concern';

/** A steward has turned the program off: then a person looks at every post and plan, at no line, and nothing has failed. */
export const isOff = async () => (await sayings.sayAnyway('en')).triage === 'off';

/** What the program says, or nothing; also where it is off. Inside `asHouse`. */
export const say = async (text: Text, how: How, wait = inTime): Promise<Assessment | undefined> => ((await isOff()) ? undefined : read(text, how, wait));

type Read = { id: string; personaId: string | null; text: string; space?: string };

/** Notes what was said, and lets a person look where there is something to look at, and at everything that is held. */
async function note(post: Read, found: Assessment | undefined, kind: 'post' | 'line' | gathered.Kind = 'post', writerId = post.personaId): Promise<void> {
  const subject = await subjectOf(post, kind);
  await speak(subject, post, found, writerId);
  await held.look(subject);
}

async function subjectOf(post: Read, kind: 'post' | 'line' | gathered.Kind): Promise<cases.Subject> {
  const space = kind === 'line' ? await concerning.spaceOf(post.id) : post.space;
  return { kind, id: post.id, personaId: post.personaId, ...(space ? { space } : {}) };
}

async function speak(subject: cases.Subject, post: Read, found: Assessment | undefined, writerId: string | null): Promise<void> {
  const { kind } = subject;
  const level: Level = found?.level ?? 'unassessed';
  const { flags = [], reasons = [], version = '' } = found ?? {};
  const why = kind === 'post' ? reasons : []; // what is said in a room is quoted nowhere when its day is over
  await sql`
    insert into safety.assessments (post_id, level, version, reasons) values (${post.id}, ${level}, ${version}, ${JSON.stringify(why)}::jsonb)
    on conflict (post_id) do update set level = excluded.level, version = excluded.version, reasons = excluded.reasons, at = now()`;
  if (level === 'none' && !flags.length) return;
  const cause = causeOf(post.id, post.text);
  const [heard] = await sql<{ level: Level }>`select level from safety.signals where cause = ${cause}`;
  // Words of a plan that were held, changed and are back: they are held again, unless somebody has decided that they may be seen.
  const isBack = heard && flags.includes('method_detail') && gathered.isKind(kind) && !(await standing.isSettled(kind, post.id, post.text));
  if (heard && !isRaise(heard.level, level) && !isBack) return;
  await cases.signal(subject, { kind: 'triage', level, flags, reasons, version, cause: isBack ? `${cause}:${randomUUID()}` : heard ? `${cause}:${level}` : cause });
  if (kind === 'line') {
    await concerning.keep(post.id);
    if (flags.includes('method_detail')) await concerning.hold(post.id);
  } else if (flags.includes('method_detail')) await (gathered.isKind(kind) ? gathered.hold(kind, post.id) : holding.keep(post.id));
  if (writerId && (level === 'urgent' || level === 'concern')) await offers.make(post.id, writerId, level);
}

/** A post was published, changed or shown again: the worker reads it. Heard twice, it is noted once. Answers with the post, unless it is gone. */
export const ofPost = (postId: string, how: How = assess): Promise<assessable.Written | undefined> =>
  asHouse(async () => {
    const post = await assessable.ofPost(postId);
    if (post) await note(post, await say(post, how));
    return post;
  });

/**
 * A line was said in a circle. Heard twice, it is noted once. One that could not
 * be read is looked at by a person; while the program is turned off nobody is
 * shown a line for that, only what was out of sight before. Answers with a line that was read.
 */
export const ofLine = (lineId: string, how: How = assess): Promise<concerning.Written | undefined> =>
  asHouse(async () => {
    const line = await concerning.written(lineId);
    if (!line) return undefined;
    if (await isOff()) return void (await held.look(await subjectOf(line, 'line')));
    await note(line, await read(line, how), 'line');
    return line;
  });

/** A plan was shown or changed, or something laid on the table. Heard twice, it is noted once. Answers with it, unless the program is off. */
export const ofGathered = (kind: gathered.Kind, id: string, how: How = assess): Promise<gathered.Written | undefined> =>
  asHouse(async () => {
    const text = await gathered.written(kind, id);
    if (text) await note(text, await say({ text: text.text, language: text.language }, how), kind);
    return (await isOff()) ? undefined : text;
  });

/** The same at once, in the answer to the one who said it. Answers whether help is offered; never stands in the way. */
export async function lineAtOnce(lineId: string, how: How = assess): Promise<boolean> {
  try {
    return await asHouse(async () => {
      if (await isOff()) return false;
      const line = await concerning.written(lineId);
      const found = line && (await hear(line, how));
      if (!line || isQuiet(found)) return false;
      await note(line, found, 'line');
      if (!found) await offers.make(line.id, line.personaId, 'unassessed');
      return true;
    });
  } catch (error) {
    warn('a line was not assessed at once', told(error)); // it is said, and the worker reads it
    return false;
  }
}

/** These words were heard within the last minute: here, or by a worker that was quicker. Words heard before stand as they stood, and somebody changed something else. */
const isNew = async ({ id, text }: Read): Promise<boolean> =>
  (await sql`select 1 from safety.signals where cause = ${causeOf(id, text)} and at > now() - interval '1 minute'`).length > 0;

/**
 * The same for a plan or what was laid on the table: what tells how is out of
 * sight before the answer is given. Help is offered to the one who wrote just
 * now, who may hold the gathering together with whoever planned it.
 */
export async function gatheredAtOnce(member: Member, kind: gathered.Kind, id: string, how: How = assess): Promise<boolean> {
  try {
    return await asHouse(async () => {
      if (await isOff()) return false;
      const text = await gathered.written(kind, id);
      const found = text && (await hear({ text: text.text, language: text.language }, how));
      if (!text) return false;
      const isOffered = !isQuiet(found);
      if (isOffered || found?.flags.includes('method_detail')) await note(text, found, kind, member.personaId);
      if (isOffered && (await isNew(text))) await offers.makeAnew(text.id, member.id, levelOf(found));
      return isOffered;
    });
  } catch (error) {
    warn('a text of a gathering was not assessed at once', told(error)); // it is shown, and the worker reads it
    return false;
  }
}

/**
 * At once, in the answer to the one who wrote: words that sound urgent open a
 * case before the page is drawn, so that what the page promises is true also
 * when the worker is away. They are read as the worker reads them, beside what
 * the same person wrote before. Answers whether help is offered; never stands in the way.
 */
export async function atOnce(member: Member, { code, number }: { code: string; number: number }, how: How = assess): Promise<boolean> {
  try {
    if (await isOff()) return false;
    const [post] = await asHouse(() => assessable.ofSent(member, code, number));
    const found = post && (await hear(post, how));
    if (!post || isQuiet(found)) return false;
    await asHouse(async () => {
      await note(post, found);
      if (!found) await offers.make(post.id, post.personaId, 'unassessed');
    });
    return true;
  } catch (error) {
    warn('a text was not assessed at once', told(error)); // it is written, and the worker reads it
    return false;
  }
}

/** So many are enough for one week. */
const mostDrawn = 200;
type Quiet = { postId: string; version: string; reasons: cases.Reason[] };

/**
 * Of what was found quiet in the week before, a few are read by a person: that
 * shows what the program misses. Which ones is decided by the post's own id,
 * as if by chance, so that a clock that runs twice takes no more of them. Only
 * posts are: what is said in a circle is gone by then, and gatherings are over.
 * Whatever else was read is passed by, and takes no post's place.
 */
export const sample = (now = new Date()) =>
  asHouse(async () => {
    const { sampleOf100 } = await sayings.sayAnyway('en');
    let drawn = 0;
    let last: string | undefined = '00000000-0000-0000-0000-000000000000';
    while (last && drawn < mostDrawn) {
      const quiet: Quiet[] = await sql<Quiet>`
        select a.post_id, a.version, a.reasons from safety.assessments a
         where a.level = 'none' and a.at > ${now}::timestamptz - interval '7 days' and a.at <= ${now} and a.post_id > ${last}
           and not exists (select from safety.signals s where s.cause = 'sample:' || a.post_id::text)
           and ('x' || left(md5('sample' || a.post_id::text), 7))::bit(28)::int % 100 < ${sampleOf100}::int
         order by a.post_id limit ${mostDrawn - drawn}`;
      for (const { postId, version, reasons } of quiet) {
        const post = await assessable.ofPost(postId);
        if (post) drawn++;
        if (post) await cases.signal({ kind: 'post', id: postId, personaId: post.personaId }, { kind: 'sample', level: 'none', version, reasons, cause: `sample:${postId}` });
      }
      last = quiet.at(-1)?.postId;
    }
    return drawn;
  });

/** What was said about texts is kept long enough to learn from, and no longer. */
export const forget = () => asHouse(() => sql`delete from safety.assessments where at < now() - interval '90 days'`);
