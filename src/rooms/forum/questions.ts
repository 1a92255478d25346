/**
 * The one question before others see a text: could it show who somebody is,
 * and, where somebody asked for listening, does it read like advice?
 *
 * It is asked once. Whoever wants the words as they are is asked no more,
 * except about numbers and other people's contact details, which wait for a
 * change. Small clues are read together with the author's own last texts in
 * the same space, as the author. Nothing of it is announced or kept; only how
 * often each kind is asked about is counted, without anybody's id. [ID-7, NEW-2]
 */
import { asking, isUuid, sql } from '#db';
import { count } from '#platform/metrics';
import { isLanguage } from '#platform/words';
import { changed, lookAt, namesIn, pages, questionOf, type Field, type Question } from '#jigsaw/showing-rules';
import type { Member } from '#members/members';
import { foldName } from '#members/name-rules';
import * as personas from '#members/personas';
import type { Draft } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import { tidy, tidyLine } from '#forum/text-rules';
import { waitsFor } from '#forum/writing';

export type Asked = { identity: Question | undefined; isAdvice: boolean };

const fieldsOf = (draft: Draft): Field[] => [{ name: 'title', text: tidyLine(draft.title.slice(0, 2_000)) }, { name: 'text', text: tidy(draft.text.slice(0, 100_000)) }].filter(({ text }) => text);
const languageOf = (member: Member, draft: Draft) => (isLanguage(draft.language) ? draft.language : member.language);

/** Where words from a place will stand: what it is called there, and which post they change. */
function standing(place: string) {
  const [kind = '', subject = ''] = place.split(':');
  const post = kind === 'edit' && isUuid(subject) ? subject : null;
  return { post, thread: kind === 'reply' ? subject : null, board: kind === 'new' || kind === 'few' ? subject : null };
}

/** The last fifty texts of the author in the space a place belongs to, the newest first; without the post that is being changed. Who they are there is asked once, not for each post of the house. */
export async function earlier(member: Member, place: string): Promise<string[]> {
  const { post, thread, board } = standing(place);
  const texts = await asking(member, () => sql<{ text: string }>`
    with me as materialized (
      select members.persona_in(coalesce(
               (select space from forum.threads where code = ${thread}::text),
               (select space from forum.boards where code = ${board}::text),
               (select space from forum.posts where id = ${post}::uuid), 'forum')) as id
    )
    select case when p.number = 1 then t.title || E'\n' || p.body else p.body end as text
      from forum.posts p join forum.threads t on t.id = p.thread_id
     where p.persona_id = (select id from me) and p.deleted_at is null and p.id is distinct from ${post}::uuid
     order by p.created_at desc limit 50`);
  return texts.map(({ text }) => text);
}

/** Which names bear on words from this place. What people go by there is no clue; a name from another space is one, for all that it can be read there. */
async function namesAround(member: Member, place: string, said: readonly string[]): Promise<personas.Around> {
  const { post, thread, board } = standing(place);
  return personas.aroundOf(await asking(member, () => sql<personas.AroundRow>`
    select n.name, n.code, coalesce(n.is_here, false) as is_here, n.is_mine
      from members.names_around(coalesce(
             (select space from forum.threads where code = ${thread}::text),
             (select space from forum.boards where code = ${board}::text),
             (select space from forum.posts where id = ${post}::uuid), 'forum'), ${said.map(foldName)}::text[]) n`), said);
}

/** The same, with the threads these words lead to that the writer began by another name than the one they have there. */
export async function withThreads(member: Member, around: personas.Around, fields: readonly Field[]): Promise<personas.Around> {
  const codes = around.names.mine.length ? pages(fields).flatMap((page) => (page.startsWith('talk/t/') ? [page.slice(7)] : [])) : [];
  if (!codes.length) return around;
  const own = await asking(member, () => sql<{ code: string; name: string }>`
    select t.code, f.name from forum.threads t join members.faces f on f.persona_id = t.persona_id where t.code = any(${codes}::text[]) and t.persona_id = any(members.my_personas())`);
  const links = own.filter(({ name }) => around.names.mine.includes(name)).map(({ code }) => `talk/t/${code}`);
  return { ...around, names: { ...around.names, links: [...around.names.links, ...links] } };
}

/** Whether what is known of names can change what a look said without it. */
function bears({ known, names }: personas.Around, fields: readonly Field[]): boolean {
  const low = fields.map(({ text }) => text.toLowerCase());
  return names.mine.length > 0 || names.theirs.length > 0 || known.some((name) => low.some((text) => text.includes(name.toLowerCase())));
}

async function identity(member: Member, place: string, draft: Draft, isSure: boolean): Promise<Question | undefined> {
  const fields = fieldsOf(draft);
  const language = languageOf(member, draft);
  const alone = lookAt(fields, { language });
  waitsFor.set(draft, alone.mustChange);
  if (isSure && !alone.mustChange) return undefined;
  const around = await withThreads(member, await namesAround(member, place, namesIn(fields, language, alone)), fields);
  const previous = alone.mayAddUp && !isSure ? await earlier(member, place) : [];
  const looked = previous.length || bears(around, fields) ? lookAt(fields, { language, ...around, previous }) : alone;
  waitsFor.set(draft, looked.mustChange);
  const question = questionOf(fields, looked, isSure);
  for (const kind of new Set(question?.clues.map((clue) => clue.kind))) count(`identity_question_${kind.replaceAll('-', '_')}`);
  return question;
}

/** What to ask before these words are sent from this place, or nothing. */
export async function before(member: Member, place: string, draft: Draft, { isSure = false } = {}): Promise<Asked | undefined> {
  const [kind = '', subject = ''] = place.split(':');
  const isAdvice = kind === 'reply' && !isSure && (await posts.soundsLikeAdvice(member, subject, draft.text));
  const asked = { identity: await identity(member, place, draft, isSure), isAdvice };
  return asked.identity || isAdvice ? asked : undefined;
}

/** The draft with the safer words that were pressed. */
export async function change(member: Member, place: string, draft: Draft, pressed: string): Promise<Draft> {
  const typed = fieldsOf(draft);
  const language = languageOf(member, draft);
  const around = await withThreads(member, await namesAround(member, place, namesIn(typed, language)), typed);
  const fields = changed(typed, pressed, { language, ...around, previous: await earlier(member, place) });
  const textOf = (name: string) => fields.find((field) => field.name === name)?.text ?? '';
  return { ...draft, title: textOf('title'), text: textOf('text') };
}
