/**
 * Notices: what we tell one member.
 *
 * A notice is a row of ids; the words are made when it is read, in the language
 * it is read in, so that nobody is named who has left or been blocked since. It
 * is new until its member opens it or puts it away. A role is said of whoever
 * wrote in it, and of nobody else. There are no numbers
 * anywhere, but for what waits urgently at the desk: something was written to you, by somebody with a name. On a bad
 * day, in a break or when a member wants it quiet, notices wait; what concerns
 * the account or comes from a moderator does not.
 */
import { asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import * as circles from '#circles/circles';
import * as answered from '#forum/answered';
import { gathered } from '#forum/reaction-rules';
import * as sittings from '#gatherings/sittings';
import type { Member } from '#members/members';
import { essential, heldBy, inThread, kindOfAll, openedTogether, pathOf, pressing, type Kind } from '#notices/notice-rules';

type Face = { name: string; seed: string; tag: 'host' | 'moderator' | 'steward' | null };
type Row = { id: string; kind: Kind; subject: string; data: { number?: number; kinds?: string[]; more?: number }; shownFrom: Date; seenAt: Date | null; who: Face[]; /** By the clock of the database. */ readAt: Date };
export type Notice = {
  id: string;
  kind: Kind;
  subject: string;
  /** Which of the reactions, when it tells of some; 'mixed' when there are several. */
  reaction: string | undefined;
  who: Face[];
  hasOthers: boolean;
  /** So many from the same person wait beside it: of what is urgent at the desk. */
  more: number;
  at: Date;
  isNew: boolean;
  /** The thread it leads to, as its title and theme; only in the list. */
  thread: { title: string; board: Record<string, string> } | undefined;
};

export const pageSize = 20;

function notice({ id, kind, subject, data, shownFrom, seenAt, who }: Row, thread?: Notice['thread']): Notice {
  const { names, hasOthers } = gathered(who.map(({ name }) => name));
  return { id, kind, subject, reaction: data.kinds && kindOfAll(data.kinds), who: who.slice(0, names.length), hasOthers, more: data.more ?? 0, at: shownFrom, isNew: !seenAt, thread };
}

/** The list, newest first, a page at a time. What lies behind a notice and is gone by now takes the notice with it. */
export const of = (member: Member, beforeId: string | null = null): Promise<{ notices: Notice[]; next: string | undefined; readAt: Date | undefined }> =>
  asking(member, async () => {
    if (beforeId !== null && !isUuid(beforeId)) notFound();
    const rows = await sql<Row>`
      select n.id, n.kind, n.subject, n.data, n.shown_from, n.seen_at, w.who, now() as read_at
        from notices.notices n
        cross join lateral (
          select coalesce(json_agg(json_build_object('name', f.name, 'seed', f.seed, 'tag', case when n.kind in ('reply', 'followed', 'begun.person', 'begun.board', 'begun.tag') and not coalesce(n.data -> 'plain' ? p.id, false) then f.tag end) order by p.at), '[]') as who
            from jsonb_array_elements_text(n.data -> 'who') with ordinality as p(id, at)
            join members.faces f on f.persona_id = p.id::uuid
           where f.persona_id not in (select members.blocked()) and f.persona_id not in (select members.resting())) w
        left join notices.notices b on b.id = ${beforeId}::uuid and b.member_id = n.member_id
       where n.member_id = ${member.id} and n.shown_from <= now()
         and (b.id is null or (n.shown_from, n.id) < (b.shown_from, b.id))
         and (n.data -> 'who' is null or json_array_length(w.who) > 0)
       order by n.shown_from desc, n.id desc
       limit 21`;
    const shown = rows.slice(0, pageSize);
    const references = shown.filter(({ kind }) => inThread.includes(kind)).map(({ subject, data }) => ({ code: subject, number: data.number ?? 1 }));
    const known = references.length ? await answered.stillThere(member, references) : [];
    const notices = shown.flatMap((row) => {
      const thread = known.find(({ code, number }) => code === row.subject && number === (row.data.number ?? 1));
      return thread || !inThread.includes(row.kind) ? [notice(row, thread && { title: thread.title, board: thread.board })] : [];
    });
    return { notices, next: rows.length > pageSize ? shown.at(-1)!.id : undefined, readAt: rows[0]?.readAt };
  });

export type ForToday = { notices: Notice[]; /** Something is kept for later, and why. */ kept: 'day' | 'pause' | 'quiet' | undefined; readAt: Date | undefined };

/**
 * What is new, for Today: one line a thread, newest first, leading to the first
 * new thing in it. One statement. While notices wait, only what may not wait is
 * in it, and why the rest is kept.
 */
export async function forToday(member: Member, most: number): Promise<ForToday> {
  const rows = await asking(member, () => sql<Row & { quietAt: Date | null }>`
    select n.id, n.kind, n.subject, n.data, n.shown_from, n.seen_at, w.who, now() as read_at, q.quiet_at
      from notices.notices n
      left join notices.wishes q on q.member_id = n.member_id
      cross join lateral (
        select coalesce(json_agg(json_build_object('name', f.name, 'seed', f.seed, 'tag', case when n.kind in ('reply', 'followed', 'begun.person', 'begun.board', 'begun.tag') and not coalesce(n.data -> 'plain' ? p.id, false) then f.tag end) order by p.at), '[]') as who
          from jsonb_array_elements_text(n.data -> 'who') with ordinality as p(id, at)
          join members.faces f on f.persona_id = p.id::uuid
         where f.persona_id not in (select members.blocked()) and f.persona_id not in (select members.resting())) w
     where n.member_id = ${member.id} and n.seen_at is null and n.shown_from <= now()
       and (n.data -> 'who' is null or json_array_length(w.who) > 0)
     order by n.shown_from desc, n.id desc
     limit 60`);
  const why = heldBy(member, rows[0]?.quietAt ?? null);
  const told = together(why ? rows.filter(({ kind }) => essential.includes(kind)) : rows);
  return { notices: told.slice(0, most).map((row) => notice(row)), kept: rows.some(({ kind }) => !essential.includes(kind)) ? why : undefined, readAt: rows[0]?.readAt };
}

/** Rows of one kind in one thread become one line: the first new words lead, everybody is named in the order they wrote. So do those that call somebody to the desk, whatever case they are of: the newest leads. */
function together(rows: readonly Row[]): Row[] {
  const lines = new Map<string, Row[]>();
  for (const row of rows) {
    const isEach = row.kind === 'reactions' || row.kind === 'helped';
    const line = pressing.includes(row.kind) ? row.kind : `${row.kind} ${row.subject} ${isEach ? row.data.number : ''}`;
    lines.set(line, [...(lines.get(line) ?? []), row]);
  }
  return [...lines.values()].map((line) => {
    const [first, ...more] = line.sort((a, b) => (a.data.number ?? 0) - (b.data.number ?? 0)) as [Row, ...Row[]];
    const faces = new Map([first, ...more].flatMap(({ who }) => who).map((face) => [face.name, face]));
    return { ...first, who: [...faces.values()] };
  });
}

export type Opened = { kind: Kind; subject: string; path: string | undefined };

/** Opens a notice: it is not new any more, and neither is what else it says of the same thread, or of the same thing at the desk. Where it leads. */
export const open = (member: Member, id: string): Promise<Opened> =>
  asking(member, async () => {
    if (!isUuid(id)) notFound();
    const [opened] = await sql<Pick<Row, 'kind' | 'subject' | 'data'>>`
      with opened as (select kind, subject, data from notices.notices where id = ${id} and member_id = ${member.id} and shown_from <= now()),
           seen as (
             update notices.notices n set seen_at = now() from opened o
              where n.member_id = ${member.id} and n.kind = o.kind and n.subject = o.subject and n.seen_at is null and n.shown_from <= now()
                and (n.id = ${id} or o.kind = any(${openedTogether as Kind[]}::text[])))
      select * from opened`;
    if (!opened) notFound();
    const path = pathOf(opened);
    // The date may be gone since, as a plan whose planner left, or not be there for them any more, as one they do not hold and nobody sees yet.
    const isGone = path === `/meet/g/${opened.subject}` && !(await sittings.isThere(member, opened.subject));
    return { kind: opened.kind, subject: opened.subject, path: isGone ? '/meet?gone' : path?.startsWith('/talk/c/') ? await circleOf(member, opened.subject, path) : path };
  });

/** A circle may be over, and its room is for those who sit there: whoever left finds its page, or where it is none any more what circles there are. */
async function circleOf(member: Member, code: string, path: string): Promise<string> {
  const seat = await circles.there(member, code);
  return seat === 'mine' ? path : seat === 'open' ? `/talk/c/${code}` : '/talk/circles?gone';
}

/**
 * Puts away what a page has shown: nothing that was told after it was made, and of a page that kept
 * something for later only what may not wait. A moment is known to the millisecond outside of the database.
 */
export const putAway = (member: Member, { readAt, wasHeld }: { readAt: Date; wasHeld: boolean }) => asking(member, () => sql`
  update notices.notices set seen_at = now()
   where member_id = ${member.id} and seen_at is null and shown_from <= now()
     and date_trunc('milliseconds', greatest(made_at, shown_from)) <= ${readAt}
     and (not ${wasHeld}::boolean or kind = any(${essential as Kind[]}::text[]))`);
