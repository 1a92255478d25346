/** How a member likes to be asked, and what they put off for a week. Sealed, as everything here. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';
import { close, keyOf, open } from '#members/sealing';
import { later } from '#measures/when-rules';

/** One question a page, or all on one. */
export const layouts = ['one', 'all'] as const;
export type Layout = (typeof layouts)[number];
/** `later`: until when each one rests, as a moment. */
export type Wishes = { layout: Layout; later: Readonly<Record<string, string>> };
const none: Wishes = { layout: 'one', later: {} };
const place = 'measures.wishes|own';

export const of = (member: Member): Promise<Wishes> =>
  asking(member, async () => {
    const [row] = await sql<{ sealed: string }>`select sealed from measures.wishes where member_id = ${member.id}`;
    return row ? { ...none, ...open<Partial<Wishes>>(await keyOf(member), place, row.sealed) } : none;
  });

const change = (member: Member, by: (wishes: Wishes) => Wishes): Promise<unknown> =>
  asking(member, async () => {
    const sealed = close(await keyOf(member), place, by(await of(member)));
    return sql`insert into measures.wishes (member_id, sealed) values (${member.id}, ${sealed}) on conflict (member_id) do update set sealed = excluded.sealed`;
  });

export const chooseLayout = (member: Member, layout: string) => change(member, (wishes) => ({ ...wishes, layout: layout === 'all' ? 'all' : 'one' }));
/** Not now. It comes back by itself and nobody counts how often. */
export const putOff = (member: Member, instrument: string, now = new Date()) =>
  change(member, (wishes) => ({ ...wishes, later: { ...wishes.later, [instrument]: later(now).toISOString() } }));
export const takeUp = (member: Member, instrument: string) =>
  change(member, (wishes) => ({ ...wishes, later: Object.fromEntries(Object.entries(wishes.later).filter(([id]) => id !== instrument)) }));
