/**
 * Papers: everything a member keeps for themselves lies on one.
 *
 * A check-in, a goal, a plan, a list of medicines: each is a paper of its kind,
 * sealed under the member's own key, read by nobody else. Nothing is written
 * over: a change that was made on an older version, because two devices were
 * in use, is kept beside the newer one until the member says which is right.
 * A form that is sent twice, or sent later from a device without signal, is
 * written once; other words in a form somebody went back to are a paper of their own.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql, transaction } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import { close, keyFrom, keyOf, open, type MemberKey } from '#members/sealing';
import type { Grant } from '#care/grants';
import { namesOf, saidBy, type Writing } from '#toolbox/names';

/** What the tools keep. A tool names its kind here and describes what stands on it in its own `-rules` file. */
export const kinds = [
  'check-in', 'own-item', 'mark', 'day-plan', 'goal', 'step', 'life-area', 'diary', 'person', 'circle-wish',
  'plan', 'item', 'exercise', 'comfort', 'question', 'response', 'sheet', 'ready-line', 'choice', 'plan-helped', 'unsent'
] as const;
export type Kind = (typeof kinds)[number];

/** `day` is the day it is about, as YYYY-MM-DD in the member's own calendar. */
export type Paper<Content> = { id: string; kind: Kind; day: string | null; content: Content; version: number; madeAt: Date; changedAt: Date; hasClash: boolean };

type Row = Omit<Paper<unknown>, 'content'> & { sealed: string };
const placeOf = (id: string) => `toolbox.papers|${id}`;
const placeOfEarlier = (id: string) => `toolbox.earlier|${id}`;
const opened = <Content>(key: MemberKey, { sealed, ...row }: Row): Paper<Content> => ({ ...row, content: open<Content>(key, placeOf(row.id), sealed) });

/** Papers of one kind, newest day first; `from` and `to` are days, both included. No more than `most`. */
export const of = <Content>(member: Member, kind: Kind, { from = null, to = null, most = 500 }: { from?: string | null; to?: string | null; most?: number } = {}): Promise<Paper<Content>[]> =>
  asking(member, async () => {
    const key = await keyOf(member);
    const rows = await sql<Row>`
      select id, kind, day::text as day, sealed, version, made_at, changed_at,
             exists (select from toolbox.earlier e where e.paper_id = p.id and e.is_clash) as has_clash
        from toolbox.papers p
       where member_id = ${member.id} and kind = ${kind} and (${from}::date is null or day >= ${from}::date) and (${to}::date is null or day <= ${to}::date)
       order by day desc nulls last, made_at desc limit ${most}`;
    return rows.map((row) => opened<Content>(key, row));
  });

/** What a look over many papers needs of each: times are left out, for reading thousands of them costs more than opening the papers. */
export type Leaf<Content> = Pick<Paper<Content>, 'id' | 'kind' | 'day' | 'content' | 'version'>;

/**
 * Papers of several kinds at once, newest day first: those with a day within
 * these days, and those without one. One statement brings the member's key
 * along, in a row of its own before the others, so that five years of notes
 * cost no more of them than one.
 */
export async function ofKinds(member: Member, wanted: readonly Kind[], { from, to }: { from: string; to: string }): Promise<Leaf<unknown>[]> {
  const found = await asking(member, () => sql<{ id: string; kind: Kind; day: string | null; sealed: string; version: number; lock: string | null }>`
    (select null::uuid as id, null::text as kind, null::text as day, locked as sealed, 0 as version, lock from members.seals where member_id = ${member.id})
    union all
    (select id, kind, day::text, sealed, version, null
       from toolbox.papers
      where member_id = ${member.id} and kind = any(${wanted as string[]}::text[]) and (day is null or day between ${from}::date and ${to}::date)
      order by papers.day desc nulls last, made_at desc limit 20000)`);
  const at = found.findIndex(({ lock }) => lock !== null);
  if (at < 0 || found.length === 1) return [];
  const [seal] = found.splice(at, 1);
  const key = await keyFrom(member, { lock: seal!.lock!, locked: seal!.sealed });
  return found.map(({ id, kind, day, sealed, version }) => ({ id, kind, day, version, content: open(key, placeOf(id), sealed) }));
}

/**
 * Papers that a member shares, for whoever has opened the grant in the open
 * transaction: whose rows these are, row-level security decides (`care.opened_now()`).
 * Outside of such a transaction there are none.
 */
export async function readFor({ memberId }: Grant, wanted: readonly Kind[], { from, to }: { from: string; to: string }): Promise<Paper<unknown>[]> {
  const rows = await transaction(() => sql<Row>`
    select id, kind, day::text as day, sealed, version, made_at, changed_at, false as has_clash
      from toolbox.papers
     where member_id = ${memberId} and kind = any(${wanted as string[]}::text[]) and (day is null or day between ${from}::date and ${to}::date)
     order by day desc nulls last, made_at desc limit 500`);
  if (!rows.length) return [];
  const key = await keyOf({ id: memberId });
  return rows.map((row) => opened(key, row));
}

/** Does the member keep anything of this kind? Nothing is opened for the answer. */
export const has = (member: Member, kind: Kind): Promise<boolean> =>
  asking(member, async () => (await sql`select 1 from toolbox.papers where member_id = ${member.id} and kind = ${kind} limit 1`).length > 0);

/** The newest day before this one that anything of these kinds is about. Nothing is opened for the answer. */
export const lastBefore = (member: Member, wanted: readonly Kind[], day: string): Promise<string | null> => asking(member, async () =>
  (await sql<{ day: string | null }>`select max(day)::text as day from toolbox.papers where member_id = ${member.id} and kind = any(${wanted as string[]}::text[]) and day < ${day}::date`)[0]?.day ?? null);

/** Everything the member keeps, for taking it along. */
export const all = (member: Member): Promise<Paper<unknown>[]> =>
  asking(member, async () => {
    const key = await keyOf(member);
    const rows = await sql<Row>`
      select id, kind, day::text as day, sealed, version, made_at, changed_at, false as has_clash
        from toolbox.papers where member_id = ${member.id} order by kind, day, made_at`;
    return rows.map((row) => opened(key, row));
  });

/** One paper. Another kind than the one asked for is not there. */
export const one = <Content>(member: Member, kind: Kind, id: string): Promise<Paper<Content>> =>
  asking(member, async () => {
    if (!isUuid(id)) notFound();
    const [row] = await sql<Row>`
      select id, kind, day::text as day, sealed, version, made_at, changed_at,
             exists (select from toolbox.earlier e where e.paper_id = p.id and e.is_clash) as has_clash
        from toolbox.papers p where id = ${id} and kind = ${kind} and member_id = ${member.id}`;
    return opened<Content>(await keyOf(member), row ?? notFound());
  });

/** Writes a new paper and answers with its id. The same `once` again answers with the same paper, and so do the same words from the same `form`. */
export const add = <Content>(member: Pick<Member, 'id'>, kind: Kind, content: Content, writing: Writing<Content> = {}): Promise<string> =>
  asking(member, async () => {
    const { day = null, form = '' } = writing;
    const key = await keyOf(member);
    const id = randomUUID();
    const said = saidBy(content, day, writing);
    for (const name of namesOf(key, writing, said)) {
      const [made] = await sql<{ id: string }>`
        insert into toolbox.papers (id, member_id, kind, day, sealed, once)
        values (${id}, ${member.id}, ${kind}, ${day}::date, ${close(key, placeOf(id), content)}, ${name}::text)
        on conflict (member_id, once) where once is not null do nothing returning id`;
      if (made) return made.id;
      const [known] = await sql<{ id: string; day: string | null; sealed: string }>`select id, day::text as day, sealed from toolbox.papers where member_id = ${member.id} and once = ${name}::text`;
      if (!form || saidBy(open<Content>(key, placeOf(known!.id), known!.sealed), known!.day, writing) === said) return known!.id;
    }
    return notFound();
  });

/** The papers with these names, whatever their kind. */
export const named = (member: Member, names: readonly string[]): Promise<(Omit<Leaf<unknown>, 'version'> & { once: string; madeAt: Date })[]> =>
  asking(member, async () => {
    const rows = await sql<{ id: string; kind: Kind; day: string | null; sealed: string; once: string; madeAt: Date }>`
      select id, kind, day::text as day, sealed, once, made_at from toolbox.papers where member_id = ${member.id} and once = any(${names as string[]}::text[])`;
    if (!rows.length) return [];
    const key = await keyOf(member);
    return rows.map(({ sealed, ...row }) => ({ ...row, content: open(key, placeOf(row.id), sealed) }));
  });

/** Has the same been written with its form already? */
export const isWritten = <Content>(member: Member, content: Content, writing: Writing<Content> & { form: string }): Promise<boolean> =>
  asking(member, async () => {
    if (!writing.form) return false;
    const said = saidBy(content, writing.day ?? null, writing);
    const names = namesOf(await keyOf(member), writing, said);
    return (await named(member, names.filter((name) => name !== null))).some((paper) => saidBy(paper.content as Content, paper.day, writing) === said);
  });

export type Changing = { basedOn: number; day?: string | null; keepEarlier?: boolean };
export type Changed = { version: number; clashed: boolean };

/**
 * Changes a paper. `basedOn` is the version the member saw: if another device
 * has changed it since, theirs is kept beside it, once, and nothing is written over.
 * `keepEarlier` keeps how it stood before, to look back on.
 */
export const change = <Content>(member: Member, kind: Kind, id: string, content: Content, { basedOn, day, keepEarlier = false }: Changing): Promise<Changed> =>
  asking(member, async () => {
    if (!isUuid(id)) notFound();
    const key = await keyOf(member);
    const [now] = await sql<{ version: number; sealed: string; day: string | null }>`
      select version, sealed, day::text as day from toolbox.papers where id = ${id} and kind = ${kind} and member_id = ${member.id} for update`;
    if (!now) notFound();
    const before = open<Content>(key, placeOf(id), now.sealed);
    const newDay = day === undefined ? now.day : day;
    if (JSON.stringify(before) === JSON.stringify(content) && newDay === now.day) return { version: now.version, clashed: false };
    if (now.version !== basedOn) {
      const isLaid = (await earlier<Content>(member, id)).some((one) => one.isClash && JSON.stringify(one.content) === JSON.stringify(content));
      if (!isLaid) await lay(key, member, id, content, true);
      return { version: now.version, clashed: true };
    }
    if (keepEarlier) await lay(key, member, id, before, false);
    await sql`
      update toolbox.papers set sealed = ${close(key, placeOf(id), content)}, day = ${newDay}::date, version = version + 1, changed_at = now() where id = ${id}`;
    return { version: now.version + 1, clashed: false };
  });

async function lay(key: MemberKey, member: Member, paperId: string, content: unknown, isClash: boolean): Promise<void> {
  const id = randomUUID();
  await sql`
    insert into toolbox.earlier (id, paper_id, member_id, sealed, is_clash, stood)
    values (${id}, ${paperId}, ${member.id}, ${close(key, placeOfEarlier(id), content)}, ${isClash}, ${!isClash})`;
}

/** `stood`: it was how things were; what another device wrote at the same time never was. */
export type Earlier<Content> = { id: string; content: Content; isClash: boolean; stood: boolean; writtenAt: Date };

/** How a paper stood before, newest first, and what another device wrote at the same time. */
export const earlier = <Content>(member: Member, paperId: string, most = 200): Promise<Earlier<Content>[]> =>
  asking(member, async () => {
    if (!isUuid(paperId)) notFound();
    const rows = await sql<{ id: string; sealed: string; isClash: boolean; stood: boolean; writtenAt: Date }>`
      select id, sealed, is_clash, stood, written_at from toolbox.earlier
       where paper_id = ${paperId} and member_id = ${member.id} order by written_at desc, id limit ${most}`;
    if (!rows.length) return [];
    const key = await keyOf(member);
    return rows.map(({ sealed, ...row }) => ({ ...row, content: open<Content>(key, placeOfEarlier(row.id), sealed) }));
  });

export type Beside<Content> = { clash: Earlier<Content> | undefined; before: Earlier<Content>[] };

/** For the page of one paper: what waits for the member to choose, and everything else there is to look back on. */
export async function beside<Content>(member: Member, paperId: string): Promise<Beside<Content>> {
  const all = await earlier<Content>(member, paperId, 50);
  return { clash: all.find(({ isClash }) => isClash), before: all.filter(({ isClash }) => !isClash) };
}

/** The papers for which something waits for the member to choose, each as often as it does. Nothing is opened for the answer. */
export const clashing = (member: Member): Promise<string[]> => asking(member, async () =>
  (await sql<{ paperId: string }>`select paper_id from toolbox.earlier where member_id = ${member.id} and is_clash`).map(({ paperId }) => paperId));

export type Before = Omit<Earlier<unknown>, 'id'> & { paperId: string; kind: Kind };

/** How everything stood before, for taking it along. */
export const allEarlier = (member: Member): Promise<Before[]> =>
  asking(member, async () => {
    const rows = await sql<Omit<Before, 'content'> & { id: string; sealed: string }>`
      select e.id, e.paper_id, p.kind, e.sealed, e.is_clash, e.stood, e.written_at from toolbox.earlier e join toolbox.papers p on p.id = e.paper_id
       where e.member_id = ${member.id} order by p.kind, e.written_at`;
    if (!rows.length) return [];
    const key = await keyOf(member);
    return rows.map(({ id, sealed, ...row }) => ({ ...row, content: open(key, placeOfEarlier(id), sealed) }));
  });

/** The member has chosen between two versions: with `take` the other one becomes the paper. What was not chosen stays to look back on. What is settled already stays as it is. */
export const settle = (member: Member, kind: Kind, paperId: string, clashId: string, { take }: { take: boolean }): Promise<void> =>
  asking(member, async () => {
    if (!isUuid(paperId) || !isUuid(clashId)) notFound();
    const paper = await one<unknown>(member, kind, paperId);
    const clash = (await earlier<unknown>(member, paperId)).find(({ id, isClash }) => id === clashId && isClash);
    if (!clash) return;
    if (!take) return void (await sql`update toolbox.earlier set is_clash = false where id = ${clashId} and member_id = ${member.id}`);
    await change(member, kind, paperId, clash.content, { basedOn: paper.version, keepEarlier: true });
    await sql`delete from toolbox.earlier where id = ${clashId} and member_id = ${member.id}`; // it is the paper now
  });

/** Takes a paper away, with everything it said before. Taking away twice is taking away once. */
export const takeAway = (member: Member, kind: Kind, id: string): Promise<unknown> =>
  asking(member, () => (isUuid(id) ? sql`delete from toolbox.papers where id = ${id} and kind = ${kind} and member_id = ${member.id}` : notFound()));
